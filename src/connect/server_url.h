#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace afterword {

/// `loki+https://user:password@host:3100/path?query=…&label=app` in its parts.
struct ServerUrl {
  std::string kind;  ///< "loki"
  std::string base;  ///< "https://user:password@host:3100/path", without a slash at the end
  std::vector<std::pair<std::string, std::string>> parameters;  ///< decoded, in order

  [[nodiscard]] std::string get(std::string_view name, std::string_view otherwise) const;
  [[nodiscard]] std::vector<std::string> get_all(std::string_view name) const;
};

[[nodiscard]] std::optional<ServerUrl> parse_server_url(std::string_view input);

/// Percent-encodes everything but letters, digits and -_.~
[[nodiscard]] std::string encode_url(std::string_view text);

/// A string as JSON, with its quotes.
[[nodiscard]] std::string json_text(std::string_view text);

}  // namespace afterword
