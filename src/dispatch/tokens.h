#pragma once
#include <string>
#include <string_view>

#include "base/error.h"
#include "dispatch/web.h"

namespace afterword {

/// Tokens and passwords, each bound to the host that may see it. Lines of "HOST TOKEN"; # begins a comment. A settings
/// file of a repository can name a server but never a token, so a strange repository can't have one sent anywhere.
class Tokens {
 public:
  /// Adds lines; those added first are stronger. `name` is what errors call the text; they never repeat what it holds.
  [[nodiscard]] Result<void> add(std::string_view text, std::string_view name);
  /// For the host of an address, with or without its port; empty where none is known.
  [[nodiscard]] std::string_view find(std::string_view url) const;
  [[nodiscard]] bool empty() const { return rows_.empty(); }

 private:
  std::vector<std::pair<std::string, std::string>> rows_;
};

/// Whether a secret may be sent there: https, smtps, smtp (which must then encrypt), or this machine itself.
[[nodiscard]] bool keeps_secrets(std::string_view url);

/// "user:password" as base64, for HTTP's Basic.
[[nodiscard]] std::string encode_base64(std::string_view bytes);
/// The same with - and _ and without padding, as JSON Web Tokens have it.
[[nodiscard]] std::string encode_base64_url(std::string_view bytes);

}  // namespace afterword
