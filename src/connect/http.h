#pragma once
#include <string>

#include "base/error.h"

namespace afterword {

struct HttpRequest {
  std::string url;
  std::string body;          ///< empty: GET; else POST
  std::string content_type;  ///< of the body
};

struct HttpLimits {
  int connect_seconds = 5;
  int all_seconds = 60;
  std::size_t bytes_max = 256u << 20;  ///< of the answer, unpacked
};

/// Asks once and waits for the answer's body (gzip, brotli and zstd unpacked). Only http and https; at most three
/// redirects. Every status but 2xx, a refused connection, a time-out and an answer that is too large are errors which
/// say so; passwords in the address are never repeated. May be called by several threads.
[[nodiscard]] Result<std::string> fetch_http(const HttpRequest& request, const HttpLimits& limits);

/// The address without user and password.
[[nodiscard]] std::string without_password(const std::string& url);

}  // namespace afterword
