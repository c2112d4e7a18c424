#include "dispatch/blog.h"

#include "evidence/sha256.h"

namespace afterword {
namespace {

std::string bytes_of_hex(std::string_view hex) {
  const auto value = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0; };
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) out += static_cast<char>(value(hex[i]) * 16 + value(hex[i + 1]));
  return out;
}

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view text) {
  constexpr std::size_t block = 64;
  std::string padded = key.size() > block ? bytes_of_hex(sha256_of(key)) : std::string(key);
  padded.resize(block, '\0');
  std::string inner = padded, outer = padded;
  for (char& c : inner) c = static_cast<char>(c ^ 0x36);
  for (char& c : outer) c = static_cast<char>(c ^ 0x5C);
  return bytes_of_hex(sha256_of(outer + bytes_of_hex(sha256_of(inner + std::string(text)))));
}

std::string slug_in(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  while (url.ends_with('/')) url.remove_suffix(1);
  const std::size_t host = url.find("://");
  const std::size_t slash = url.rfind('/');
  if (host == std::string_view::npos || slash == std::string_view::npos || slash < host + 3) return {};
  return std::string(url.substr(slash + 1));
}

Result<std::unique_ptr<Blog>> make_blog(const std::string& kind, const std::string& address) {
  std::string base = address;
  while (base.ends_with('/')) base.pop_back();
  if (base.empty() && kind == "forem") base = "https://dev.to";
  if (!is_plain_address(base) || origin_of(base).empty() || base.find_first_of("?#") != std::string::npos)
    return std::unexpected(
        Error{ErrorKind::usage,
              address.empty() ? "no address of a blog is named" : "`" + address + "` is no address of a blog",
              {},
              "write `address` under [publish] into .afterword.toml: \"https://blog.example.com\""});
  if (kind == "forem") return make_forem(std::move(base));
  if (kind == "wordpress") return make_wordpress(std::move(base));
  if (kind == "ghost") return make_ghost(std::move(base));
  return std::unexpected(Error{
      ErrorKind::usage, "`" + kind + "` is no blog that is known", {}, "write one of " + std::string(blog_kinds)});
}

}  // namespace afterword
