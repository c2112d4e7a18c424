#include "connect/server_url.h"

#include <charconv>

namespace afterword {
namespace {

std::string decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] == '%' && i + 2 < text.size() &&
               std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr == text.data() + i + 3) {
      out += static_cast<char>(value);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

std::string ServerUrl::get(std::string_view name, std::string_view otherwise) const {
  for (const auto& [key, value] : parameters) {
    if (key == name) return value;
  }
  return std::string(otherwise);
}

std::vector<std::string> ServerUrl::get_all(std::string_view name) const {
  std::vector<std::string> all;
  for (const auto& [key, value] : parameters) {
    if (key == name) all.push_back(value);
  }
  return all;
}

std::optional<ServerUrl> parse_server_url(std::string_view input) {
  const std::size_t plus = input.find('+');
  if (plus == std::string_view::npos) return {};
  const std::string_view address = input.substr(plus + 1);
  if (!address.starts_with("http://") && !address.starts_with("https://")) return {};
  ServerUrl url;
  url.kind = input.substr(0, plus);
  const std::size_t question = address.find('?');
  url.base = address.substr(0, question);
  while (url.base.ends_with('/')) url.base.pop_back();
  std::string_view rest = question == std::string_view::npos ? "" : address.substr(question + 1);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    url.parameters.emplace_back(decode(pair.substr(0, equals)),
                                equals < pair.size() ? decode(pair.substr(equals + 1)) : std::string());
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return url;
}

std::string encode_url(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    const auto byte = static_cast<unsigned char>(c);
    if (plain) {
      out += c;
    } else {
      ((out += '%') += digits[byte >> 4]) += digits[byte & 15];
    }
  }
  return out;
}

std::string json_text(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') {
      (out += '\\') += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      (out += digits[static_cast<unsigned char>(c) >> 4]) += digits[c & 15];
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace afterword
