#include "render/json_writer.h"

#include <array>
#include <charconv>
#include <utility>

#include "render/html.h"

namespace afterword {
namespace {

/// What a byte is written as: itself, or a letter behind a backslash, or 'u' for its number.
constexpr std::array<char, 256> escapes = [] {
  std::array<char, 256> out{};
  for (std::size_t c = 0; c < 0x20; ++c) out[c] = 'u';
  out['"'] = '"';
  out['\\'] = '\\';
  out['\b'] = 'b';
  out['\f'] = 'f';
  out['\n'] = 'n';
  out['\r'] = 'r';
  out['\t'] = 't';
  for (std::size_t c = 0x80; c < 0x100; ++c) out[c] = '+';
  return out;
}();

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;  // from here on bytes can be copied as they are
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const char escape = escapes[byte];
    if (escape == 0) {
      ++at;
      continue;
    }
    std::size_t next = at + 1;
    if (escape == '+') {
      next = at;
      if (next_character(text, next) != 0xFFFD || next == at + 3) {
        at = next;
        continue;
      }
    }
    out.append(text, plain, at - plain);
    if (escape == '+') {
      out += "\xEF\xBF\xBD";
    } else if (escape == 'u') {
      constexpr std::string_view digits = "0123456789abcdef";
      out.append("\\u00").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
    } else {
      out.append(1, '\\').append(1, escape);
    }
    plain = at = next;
  }
  out.append(text, plain, text.size() - plain);
  out += '"';
}

/// To where the next value or key stands.
void JsonWriter::step() {
  if (std::exchange(keyed_, false) || depth_ == 0) return;
  if (!first_) out_ += ',';
  first_ = false;
  out_.append(1, '\n').append(std::size_t{2} * depth_, ' ');
}

JsonWriter& JsonWriter::key(std::string_view name) {
  step();
  append_json_string(out_, name);
  out_ += ": ";
  keyed_ = true;
  return *this;
}

void JsonWriter::begin(char bracket) {
  step();
  out_ += bracket;
  ++depth_;
  first_ = true;
}

void JsonWriter::end(char bracket) {
  --depth_;
  if (!first_) out_.append(1, '\n').append(std::size_t{2} * depth_, ' ');
  first_ = false;
  out_ += bracket;
}

void JsonWriter::text(std::string_view value) {
  step();
  append_json_string(out_, value);
}

void JsonWriter::number(std::int64_t value) {
  step();
  char buffer[24];
  out_.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

void JsonWriter::boolean(bool value) {
  step();
  out_ += value ? "true" : "false";
}

void JsonWriter::null() {
  step();
  out_ += "null";
}

}  // namespace afterword
