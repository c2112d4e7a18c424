#include "text/letters.h"

namespace afterword {
namespace {

struct Range {
  std::uint32_t first, last;
  LetterKind kind;
};

// Sorted; what lies between ranges is a sign. Only code points from U+0080 on.
constexpr Range ranges[] = {
    {0x85, 0x85, LetterKind::space},        {0xA0, 0xA0, LetterKind::space},
    {0xAA, 0xAA, LetterKind::letter},       {0xB5, 0xB5, LetterKind::letter},
    {0xBA, 0xBA, LetterKind::letter},       {0xC0, 0xD6, LetterKind::letter},
    {0xD8, 0xF6, LetterKind::letter},       {0xF8, 0x2C1, LetterKind::letter},
    {0x2C6, 0x2D1, LetterKind::letter},     {0x2E0, 0x2E4, LetterKind::letter},
    {0x300, 0x374, LetterKind::letter},     {0x376, 0x37D, LetterKind::letter},
    {0x37F, 0x386, LetterKind::letter},     {0x388, 0x481, LetterKind::letter},
    {0x483, 0x559, LetterKind::letter},     {0x560, 0x588, LetterKind::letter},
    {0x591, 0x5BD, LetterKind::letter},     {0x5BF, 0x5C2, LetterKind::letter},
    {0x5C4, 0x5F2, LetterKind::letter},     {0x610, 0x61A, LetterKind::letter},
    {0x620, 0x669, LetterKind::letter},     {0x66E, 0x6D3, LetterKind::letter},
    {0x6D5, 0x6FF, LetterKind::letter},     {0x710, 0x963, LetterKind::letter},
    {0x966, 0xE3E, LetterKind::letter},     {0xE40, 0xE4E, LetterKind::letter},
    {0xE50, 0xE59, LetterKind::letter},     {0xE81, 0xF00, LetterKind::letter},
    {0xF18, 0xF39, LetterKind::letter},     {0xF3E, 0xFBC, LetterKind::letter},
    {0x1000, 0x1049, LetterKind::letter},   {0x1050, 0x10FA, LetterKind::letter},
    {0x10FC, 0x135F, LetterKind::letter},   {0x1369, 0x167F, LetterKind::letter},
    {0x1680, 0x1680, LetterKind::space},    {0x1681, 0x17D3, LetterKind::letter},
    {0x17E0, 0x17FF, LetterKind::letter},   {0x180B, 0x1FFE, LetterKind::letter},
    {0x2000, 0x200B, LetterKind::space},    {0x200C, 0x200D, LetterKind::joiner},
    {0x2028, 0x2029, LetterKind::space},    {0x202F, 0x202F, LetterKind::space},
    {0x205F, 0x205F, LetterKind::space},    {0x2071, 0x2071, LetterKind::letter},
    {0x207F, 0x207F, LetterKind::letter},   {0x20D0, 0x20F0, LetterKind::joiner},
    {0x2C00, 0x2CFC, LetterKind::letter},   {0x2D00, 0x2DFF, LetterKind::letter},
    {0x2E80, 0x2FDF, LetterKind::syllable}, {0x3000, 0x3000, LetterKind::space},
    {0x3005, 0x3007, LetterKind::syllable}, {0x3021, 0x3029, LetterKind::syllable},
    {0x3031, 0x3035, LetterKind::syllable}, {0x3041, 0x309F, LetterKind::syllable},
    {0x30A1, 0x30FA, LetterKind::syllable}, {0x30FC, 0x318F, LetterKind::syllable},
    {0x31A0, 0x31BF, LetterKind::syllable}, {0x31F0, 0x31FF, LetterKind::syllable},
    {0x3400, 0x4DBF, LetterKind::syllable}, {0x4E00, 0x9FFF, LetterKind::syllable},
    {0xA000, 0xABFF, LetterKind::letter},   {0xAC00, 0xD7FF, LetterKind::letter},
    {0xF900, 0xFAFF, LetterKind::syllable}, {0xFB00, 0xFD3D, LetterKind::letter},
    {0xFD50, 0xFDFB, LetterKind::letter},   {0xFE00, 0xFE0F, LetterKind::joiner},
    {0xFE20, 0xFE2F, LetterKind::letter},   {0xFE70, 0xFEFC, LetterKind::letter},
    {0xFEFF, 0xFEFF, LetterKind::space},    {0xFF10, 0xFF19, LetterKind::digit},
    {0xFF21, 0xFF3A, LetterKind::letter},   {0xFF41, 0xFF5A, LetterKind::letter},
    {0xFF66, 0xFF9F, LetterKind::syllable}, {0xFFA0, 0xFFDC, LetterKind::letter},
    {0x10280, 0x1BFFF, LetterKind::letter}, {0x1D400, 0x1D7FF, LetterKind::letter},
    {0x1F3FB, 0x1F3FF, LetterKind::joiner}, {0x20000, 0x3FFFF, LetterKind::syllable},
    {0xE0020, 0xE01EF, LetterKind::joiner},
};

LetterKind ascii_kind(char32_t c) {
  if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') return LetterKind::letter;
  if (c >= '0' && c <= '9') return LetterKind::digit;
  return c == ' ' || (c >= '\t' && c <= '\r') ? LetterKind::space : LetterKind::sign;
}

constexpr bool is_between(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

}  // namespace

Decoded decode_utf8(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  const auto is_tail = [](std::uint32_t b) { return (b & 0xC0u) == 0x80u; };
  const std::uint32_t a = byte(0);
  if (a < 0x80) return {a, 1};
  const std::uint32_t b = byte(1);
  if (a < 0xC2 || a > 0xF4 || !is_tail(b)) return {bad_code_point, 1};
  if (a < 0xE0) return {(a & 0x1Fu) << 6 | (b & 0x3Fu), 2};
  const std::uint32_t c = byte(2);
  if (!is_tail(c)) return {bad_code_point, 1};
  if (a < 0xF0) {
    const std::uint32_t code = (a & 0x0Fu) << 12 | (b & 0x3Fu) << 6 | (c & 0x3Fu);
    return code < 0x800 || is_between(code, 0xD800, 0xDFFF) ? Decoded{bad_code_point, 1} : Decoded{code, 3};
  }
  const std::uint32_t d = byte(3);
  const std::uint32_t code = (a & 0x07u) << 18 | (b & 0x3Fu) << 12 | (c & 0x3Fu) << 6 | (d & 0x3Fu);
  return !is_tail(d) || code < 0x10000 || code > 0x10FFFF ? Decoded{bad_code_point, 1} : Decoded{code, 4};
}

std::uint32_t encode_utf8(char32_t c, char* out) {
  const auto tail = [](char32_t bits) { return static_cast<char>(0x80u | (bits & 0x3Fu)); };
  if (c < 0x80) {
    out[0] = static_cast<char>(c);
    return 1;
  }
  if (c < 0x800) {
    out[0] = static_cast<char>(0xC0u | c >> 6);
    out[1] = tail(c);
    return 2;
  }
  if (c < 0x10000) {
    out[0] = static_cast<char>(0xE0u | c >> 12);
    out[1] = tail(c >> 6);
    out[2] = tail(c);
    return 3;
  }
  out[0] = static_cast<char>(0xF0u | c >> 18);
  out[1] = tail(c >> 12);
  out[2] = tail(c >> 6);
  out[3] = tail(c);
  return 4;
}

LetterKind letter_kind(char32_t c) {
  if (c < 0x80) return ascii_kind(c);
  const Range* range = std::upper_bound(std::begin(ranges), std::end(ranges), c,
                                        [](char32_t code, const Range& r) { return code < r.first; });
  if (range == std::begin(ranges)) return LetterKind::sign;
  --range;
  return c <= range->last ? range->kind : LetterKind::sign;
}

char32_t to_lower(char32_t c) {
  if (c < 0x80) return is_between(c, 'A', 'Z') ? c + 0x20 : c;
  if (is_between(c, 0xC0, 0xDE)) return c == 0xD7 ? c : c + 0x20;
  if (is_between(c, 0x100, 0x12F) || is_between(c, 0x132, 0x137) || is_between(c, 0x14A, 0x177)) return c | 1u;
  if (is_between(c, 0x139, 0x148) || is_between(c, 0x179, 0x17E)) return c % 2 == 1 ? c + 1 : c;
  if (c == 0x178) return 0xFF;
  if (is_between(c, 0x391, 0x3AB)) return c + 0x20;
  if (c == 0x386) return 0x3AC;
  if (is_between(c, 0x388, 0x38A)) return c + 37;
  if (c == 0x38C) return 0x3CC;
  if (is_between(c, 0x38E, 0x38F)) return c + 63;
  if (is_between(c, 0x410, 0x42F)) return c + 0x20;
  if (is_between(c, 0x400, 0x40F)) return c + 0x50;
  return c;
}

std::uint32_t column_width(char32_t c) {
  if (c < 0x300) return 1;
  if (is_between(c, 0x300, 0x36F) || letter_kind(c) == LetterKind::joiner || c == 0x200B || c == 0xFEFF) return 0;
  const bool is_wide =
      is_between(c, 0x1100, 0x115F) || is_between(c, 0x2E80, 0x303E) || is_between(c, 0x3041, 0xA4CF) ||
      is_between(c, 0xAC00, 0xD7A3) || is_between(c, 0xF900, 0xFAFF) || is_between(c, 0xFE30, 0xFE6F) ||
      is_between(c, 0xFF00, 0xFF60) || is_between(c, 0xFFE0, 0xFFE6) || is_between(c, 0x1F300, 0x1F64F) ||
      is_between(c, 0x1F680, 0x1F6FF) || is_between(c, 0x1F900, 0x1FAFF) || is_between(c, 0x20000, 0x3FFFD);
  return is_wide ? 2 : 1;
}

}  // namespace afterword
