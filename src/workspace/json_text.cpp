#include "workspace/json_text.h"

#include "workspace/cells.h"

namespace afterword {

void append_json(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x80) {
      const Character c = character_at(text, at);
      const bool surrogate = c.code >= 0xD800 && c.code <= 0xDFFF;
      const bool overlong = (c.size == 3 && c.code < 0x800) || (c.size == 4 && (c.code < 0x10000 || c.code > 0x10FFFF));
      if (c.valid && !surrogate && !overlong)
        out += text.substr(at, c.size);
      else
        out += "\xEF\xBF\xBD";
      at += c.size;
      continue;
    }
    if (byte == '"' || byte == '\\') {
      out += '\\';
      out += text[at];
    } else if (byte == '\n') {
      out += "\\n";
    } else if (byte == '\t') {
      out += "\\t";
    } else if (byte < 0x20) {
      constexpr char digits[] = "0123456789abcdef";
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += text[at];
    }
    ++at;
  }
  out += '"';
}

std::string json_string(std::string_view text) {
  std::string out;
  append_json(out, text);
  return out;
}

}  // namespace afterword
