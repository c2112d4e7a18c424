#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

/// What is sent out and what comes back, as plain values. Whoever sends (connect, or a test) implements Web.
namespace afterword {

using WebHeaders = std::vector<std::pair<std::string, std::string>>;

struct WebRequest {
  std::string method = "GET";
  std::string url;
  WebHeaders headers;  ///< without the token: the one who sends adds it, so that no print of a request holds it
  std::string body;
  bool reads = false;  ///< a POST that changes nothing, as GraphQL's queries are
};

struct WebAnswer {
  int status = 0;
  WebHeaders headers;  ///< names in lower case
  std::string body;

  /// The first of that name (lower case), or empty.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// Trouble with a server. `unsure`: what was asked for may have been done all the same, so that asking again without
/// looking could do it twice. `lasting`: asking again would not help. `missing`: what was asked about is not there.
struct WebError {
  Error error;
  bool unsure = false;
  bool lasting = false;
  bool missing = false;
};
template <class T>
using Asked = std::expected<T, WebError>;

/// One exchange. Every status is an answer; errors are what kept an answer from coming.
class Web {
 public:
  virtual ~Web() = default;
  [[nodiscard]] virtual Asked<WebAnswer> send(const WebRequest& request) = 0;
};

/// Time, as a test ticks it by hand.
class Timekeeper {
 public:
  virtual ~Timekeeper() = default;
  [[nodiscard]] virtual std::int64_t now_s() = 0;  ///< since 1970 UTC
  virtual void wait_ms(std::int64_t ms) = 0;
};

/// The scheme, host and port of an address in lower case: "https://api.github.com", "http://127.0.0.1:8080". Empty
/// where it is none of http, https, smtp, smtps, or holds a user, white space or a control character.
[[nodiscard]] std::string origin_of(std::string_view url);
/// The host with its port, as in "127.0.0.1:8080"; empty as above.
[[nodiscard]] std::string host_of(std::string_view url);
/// Whether it names this machine by a loopback address.
[[nodiscard]] bool is_loopback(std::string_view url);
/// An address that can stand in Markdown as it is: http or https, no white space, no brackets, quotes or backslashes.
/// All that a server names must pass it before it is written anywhere.
[[nodiscard]] bool is_plain_address(std::string_view url);
/// Percent-encodes everything but letters, digits and -_.~
[[nodiscard]] std::string percent_encode(std::string_view text);
/// A server's own words on one line, cut; control characters become spaces.
[[nodiscard]] std::string shown_words(std::string_view text);

}  // namespace afterword
