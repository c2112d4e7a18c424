#include "render/html.h"

#include <array>
#include <cmath>

namespace afterword {

namespace {

bool is_allowed(char32_t c) {
  return c == '\t' || c == '\n' || (c >= 0x20 && c < 0x7F) || (c >= 0xA0 && c < 0xD800) ||
         (c >= 0xE000 && c < 0xFDD0) || (c >= 0xFDF0 && c < 0xFFFE) || (c >= 0x10000 && (c & 0xFFFE) != 0xFFFE);
}

/// Bytes that do not stand for themselves whatever is around them.
constexpr std::array<bool, 256> needs_look = [] {
  std::array<bool, 256> out{};
  for (unsigned c = 0; c < out.size(); ++c) out[c] = (c < 0x20 && c != '\t' && c != '\n') || c >= 0x7F;
  for (const char c : {'&', '<', '>', '"'}) out[static_cast<unsigned char>(c)] = true;
  return out;
}();

}  // namespace

char32_t next_character(std::string_view utf8, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  const int more = lead >= 0xF0 && lead < 0xF5 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : 0;
  if (more == 0 || lead >= 0xF5 || at + more >= utf8.size()) {
    ++at;
    return 0xFFFD;
  }
  char32_t c = more == 3 ? lead & 0x07 : more == 2 ? lead & 0x0F : lead & 0x1F;
  for (int i = 1; i <= more; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) {
      ++at;
      return 0xFFFD;
    }
    c = (c << 6) | (byte(at + i) & 0x3F);
  }
  const bool overlong = (more == 2 && c < 0x800) || (more == 3 && c < 0x10000);
  if (overlong || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
    ++at;
    return 0xFFFD;
  }
  at += more + 1;
  return c;
}

void append_escaped(std::string& out, std::string_view text) {
  std::size_t plain = 0;  // from here on bytes can be copied as they are
  for (std::size_t at = 0; at < text.size();) {
    const unsigned char byte = static_cast<unsigned char>(text[at]);
    if (!needs_look[byte]) {
      ++at;
      continue;
    }
    const char* instead = nullptr;
    std::size_t next = at + 1;
    if (byte < 0x80) {
      switch (byte) {
        case '&':
          instead = "&amp;";
          break;
        case '<':
          instead = "&lt;";
          break;
        case '>':
          instead = "&gt;";
          break;
        case '"':
          instead = "&quot;";
          break;
        default:
          if (!is_allowed(byte)) instead = "\xEF\xBF\xBD";
      }
    } else {
      next = at;
      const char32_t c = next_character(text, next);
      if (c == 0xFFFD ? next != at + 3 : !is_allowed(c)) instead = "\xEF\xBF\xBD";
    }
    if (instead != nullptr) {
      out.append(text, plain, at - plain);
      out += instead;
      plain = next;
    }
    at = next;
  }
  out.append(text, plain, text.size() - plain);
}

std::string escaped_heading(std::string_view text) {
  std::string out = escaped(text);
  for (const std::string_view dash : {" — ", " – "})
    for (std::size_t at = out.find(dash); at != std::string::npos; at = out.find(dash, at + dash.size()))
      out.replace(at, 1, "\xc2\xa0");
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_escaped(out, text);
  return out;
}

void append_number(std::string& out, double value) {
  if (!(std::abs(value) < 1e9)) value = 0;  // also NaN
  const auto tenths = static_cast<std::int64_t>(std::abs(value) * 10 + 0.5);
  char buffer[24];
  char* const end = buffer + sizeof buffer;
  char* at = end;
  if (tenths % 10 != 0) {
    *--at = static_cast<char>('0' + tenths % 10);
    *--at = '.';
  }
  auto whole = static_cast<std::uint64_t>(tenths / 10);
  do *--at = static_cast<char>('0' + whole % 10);
  while ((whole /= 10) > 0);
  if (value < 0 && tenths > 0) *--at = '-';
  out.append(at, static_cast<std::size_t>(end - at));
}

std::string number_text(double value) {
  std::string out;
  append_number(out, value);
  return out;
}

std::string one_line(std::string_view text) {
  // Most texts are one already.
  unsigned char odd = text.empty() || (text.front() != ' ' && text.back() != ' ') ? 0 : 1;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]), before = static_cast<unsigned char>(text[i - 1]);
    odd |= static_cast<unsigned char>((c < ' ') | ((c == ' ') & (before == ' ')));
  }
  if (odd == 0 && (text.empty() || static_cast<unsigned char>(text[0]) >= ' ')) return std::string(text);
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (is_space(text[at])) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && !is_space(text[at])) ++at;
    out.append(text, begin, at - begin);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string slug_of(std::string_view text, int words_max, std::size_t bytes_max) {
  std::string out;
  int words = 0;
  bool in_word = false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    if (!letter) {
      if (c != '\'') in_word = false;
      continue;
    }
    if (!in_word) {
      if (words == words_max || out.size() >= bytes_max) break;
      if (!out.empty()) out += '-';
      ++words;
      in_word = true;
    }
    if (out.size() < bytes_max) out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

std::string with_capital(std::string_view text) {
  std::string out(text);
  const std::string_view first = text.substr(0, text.find(' '));
  for (std::size_t i = 1; i < first.size(); ++i) {
    // iOS, mTLS, web-01, app.py: names of things keep their own spelling.
    if ((first[i] >= 'A' && first[i] <= 'Z') || (first[i] >= '0' && first[i] <= '9') || first[i] == '_' ||
        (first[i] == '.' && i + 1 < first.size())) {
      return out;
    }
  }
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

}  // namespace afterword
