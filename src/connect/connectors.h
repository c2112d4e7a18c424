#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "connect/http.h"
#include "evidence/bytes.h"
#include "evidence/evidence.h"

/// Servers that hold evidence: named as `prometheus+http://host:9090?query=up`. The work is done there: what comes is
/// counts in buckets, the most frequent patterns, and a bounded number of lines that tell of failures.
namespace afterword {

struct FetchOptions {
  std::optional<Instant> since;  ///< both must be known: nobody wants all that a server has
  std::optional<Instant> until;
  HttpLimits limits;
  std::size_t lines_max = 2000;
};

/// Whether an input names a server: a known scheme before "+http://" or "+https://".
[[nodiscard]] bool is_server_url(std::string_view input);

/// Asks the server and returns what it answered as sources that the readers of evidence know. Each is named by the
/// address, its password left out, and what was asked for.
[[nodiscard]] Result<std::vector<NamedSource>> fetch_server(const std::string& input, const FetchOptions& options);

}  // namespace afterword
