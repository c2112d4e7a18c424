#pragma once
#include <memory>
#include <string>

#include "dispatch/publication.h"
#include "dispatch/web.h"

namespace afterword {

inline constexpr std::string_view blog_kinds = "forem wordpress ghost";

/// A blog, by its documented interface. Stateless.
class Blog {
 public:
  virtual ~Blog() = default;
  /// Publishes a post; `url` names the one to write over, empty: a new one, or the one of this slug that an interrupted
  /// run has left. Returns the address for people.
  [[nodiscard]] virtual Asked<std::string> publish(Web& web, const Post& post, const std::string& url) = 0;
  /// The request that a first publication writes with.
  [[nodiscard]] virtual WebRequest request_for(const Post& post) const = 0;
  /// The headers that carry a token, made at `now_s` (Ghost's last for five minutes).
  [[nodiscard]] virtual Result<WebHeaders> authorize(std::string_view token, std::int64_t now_s) const = 0;
  [[nodiscard]] virtual const std::string& address() const = 0;
};

/// A usage error for an unknown kind or an address that is none.
[[nodiscard]] Result<std::unique_ptr<Blog>> make_blog(const std::string& kind, const std::string& address);

[[nodiscard]] std::unique_ptr<Blog> make_forem(std::string address);
[[nodiscard]] std::unique_ptr<Blog> make_wordpress(std::string address);
[[nodiscard]] std::unique_ptr<Blog> make_ghost(std::string address);

/// HMAC-SHA-256 as bytes.
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view text);
/// What stands behind the last slash of an address's path: its slug.
[[nodiscard]] std::string slug_in(std::string_view url);

}  // namespace afterword
