#include "dispatch/web.h"

#include <algorithm>

#include "text/ascii.h"

namespace afterword {

std::string_view WebAnswer::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return {};
}

std::string origin_of(std::string_view url) {
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos) return {};
  const std::string scheme = lower_ascii(url.substr(0, colon));
  if (scheme != "http" && scheme != "https" && scheme != "smtp" && scheme != "smtps") return {};
  const std::string_view rest = url.substr(colon + 3);
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  const bool plain = !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return c > ' ' && c < '\x7f' && c != '@' && c != '\\' && c != '"';
  });
  return plain ? scheme + "://" + lower_ascii(host) : std::string();
}

std::string host_of(std::string_view url) {
  const std::string origin = origin_of(url);
  return origin.empty() ? std::string() : origin.substr(origin.find("://") + 3);
}

bool is_loopback(std::string_view url) {
  std::string host = host_of(url);
  if (host.starts_with("[::1]")) return true;
  host.resize(std::min(host.find(':'), host.size()));
  return host == "localhost" || host == "127.0.0.1";
}

bool is_plain_address(std::string_view url) {
  constexpr std::size_t bytes_max = 1000;
  const std::size_t scheme = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : 0;
  return scheme > 0 && url.size() > scheme && url.size() <= bytes_max &&
         std::all_of(url.begin(), url.end(), [](char c) {
           return c > ' ' && c < '\x7f' && std::string_view("()[]<>|\"'`\\{}").find(c) == std::string_view::npos;
         });
}

std::string percent_encode(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-_.~").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += "0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4U];
      out += "0123456789ABCDEF"[static_cast<unsigned char>(c) & 0xFU];
    }
  }
  return out;
}

std::string shown_words(std::string_view text) {
  constexpr std::size_t bytes_max = 200;
  std::string out;
  for (const char c : text.substr(0, bytes_max)) {
    const bool space = static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : c;
  }
  while (!out.empty() && (out.back() == ' ' || (text.size() > bytes_max && (out.back() & 0x80) != 0))) out.pop_back();
  return out;
}

}  // namespace afterword
