#include "dispatch/tokens.h"

#include <algorithm>

#include "text/ascii.h"

namespace afterword {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

}  // namespace

Result<void> Tokens::add(std::string_view text, std::string_view name) {
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = trimmed(take_line(text));
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t gap = line.find_first_of(" \t");
    const std::string_view token = gap == std::string_view::npos ? std::string_view() : trimmed(line.substr(gap));
    const bool plain =
        !token.empty() && std::all_of(token.begin(), token.end(), [](char c) { return c >= ' ' && c < '\x7f'; });
    if (!plain)
      return std::unexpected(Error{ErrorKind::settings, "this line is not `HOST TOKEN`",
                                   std::string(name) + ":" + std::to_string(number),
                                   "write lines such as `api.github.com TOKEN`"});
    rows_.emplace_back(lower_ascii(line.substr(0, gap)), token);
  }
  return {};
}

std::string_view Tokens::find(std::string_view url) const {
  const std::string host = host_of(url);
  if (host.empty()) return {};
  const std::size_t port = host.rfind(':');
  const std::string bare =
      port == std::string::npos || host.find(']', port) != std::string::npos ? host : host.substr(0, port);
  for (const auto& [name, token] : rows_)
    if (name == host || name == bare) return token;
  return {};
}

bool keeps_secrets(std::string_view url) {
  const std::string origin = origin_of(url);
  return origin.starts_with("https://") || origin.starts_with("smtp") || (!origin.empty() && is_loopback(url));
}

namespace {

std::string encode(std::string_view bytes, std::string_view letters, bool padded) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k)
      three = three << 8U | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k <= count; ++k) out += letters[three >> (18 - 6 * k) & 63U];
    if (padded) out.append(3 - count, '=');
  }
  return out;
}

}  // namespace

std::string encode_base64(std::string_view bytes) {
  return encode(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", true);
}

std::string encode_base64_url(std::string_view bytes) {
  return encode(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", false);
}

}  // namespace afterword
