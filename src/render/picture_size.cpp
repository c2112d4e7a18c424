#include "render/picture_size.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace afterword {
namespace {

constexpr std::size_t bytes_max = 65536;  // a JPEG may hold a preview before it says how large it is
constexpr std::uint32_t side_max = 20000;

std::string decode_base64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const int value = c >= 'A' && c <= 'Z'   ? c - 'A'
                      : c >= 'a' && c <= 'z' ? c - 'a' + 26
                      : c >= '0' && c <= '9' ? c - '0' + 52
                      : c == '+'             ? 62
                      : c == '/'             ? 63
                                             : -1;
    if (value < 0 || out.size() >= bytes_max) break;
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>(bits >> static_cast<unsigned>(held) & 0xFFU);
  }
  return out;
}

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

std::uint32_t big(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < count; ++i) out = out << 8U | byte_at(bytes, at + i);
  return out;
}

std::uint32_t little(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t out = 0;
  for (std::size_t i = count; i > 0; --i) out = out << 8U | byte_at(bytes, at + i - 1);
  return out;
}

PictureSize sized(std::uint32_t width, std::uint32_t height) {
  if (width == 0 || height == 0 || width > side_max || height > side_max) return {};
  return {static_cast<int>(width), static_cast<int>(height)};
}

/// Its size stands in the first "start of frame" among its segments.
PictureSize size_of_jpeg(std::string_view bytes) {
  for (std::size_t at = 2; at + 9 < bytes.size();) {
    if (byte_at(bytes, at) != 0xFF) return {};
    const std::uint32_t kind = byte_at(bytes, at + 1);
    const bool is_frame = kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC;
    if (is_frame) return sized(big(bytes, at + 7, 2), big(bytes, at + 5, 2));
    at += kind == 0xFF ? 1 : 2 + std::max<std::size_t>(2, big(bytes, at + 2, 2));
  }
  return {};
}

PictureSize size_of_webp(std::string_view bytes) {
  const std::string_view kind = bytes.substr(12, 4);
  if (kind == "VP8X") return sized(little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1);
  if (kind == "VP8 ") return sized(little(bytes, 26, 2) & 0x3FFFU, little(bytes, 28, 2) & 0x3FFFU);
  if (kind != "VP8L") return {};
  const std::uint32_t bits = little(bytes, 21, 4);
  return sized((bits & 0x3FFFU) + 1, (bits >> 14U & 0x3FFFU) + 1);
}

}  // namespace

PictureSize size_of_picture(std::string_view data_address) {
  const std::size_t begin = data_address.find(";base64,");
  if (!data_address.starts_with("data:") || begin == std::string_view::npos) return {};
  const std::string head = decode_base64(data_address.substr(begin + 8));
  const std::string_view bytes = head;
  if (bytes.size() < 30) return {};
  if (bytes.starts_with("\x89PNG")) return sized(big(bytes, 16, 4), big(bytes, 20, 4));
  if (bytes.starts_with("GIF8")) return sized(little(bytes, 6, 2), little(bytes, 8, 2));
  if (bytes.starts_with("\xFF\xD8")) return size_of_jpeg(bytes);
  if (bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return size_of_webp(bytes);
  return {};
}

}  // namespace afterword
