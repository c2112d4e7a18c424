#include "connect/http.h"

#include "connect/libcurl.h"

namespace afterword {
namespace {

constexpr std::size_t shown_bytes_max = 200;

struct Answer {
  std::string body;
  std::size_t bytes_max = 0;
  bool too_large = false;
};

std::size_t take_bytes(char* bytes, std::size_t size, std::size_t count, void* into) {
  Answer& answer = *static_cast<Answer*>(into);
  if (answer.body.size() + size * count > answer.bytes_max) {
    answer.too_large = true;
    return 0;
  }
  answer.body.append(bytes, size * count);
  return size * count;
}

/// The beginning of what a server says went wrong, on one line.
std::string shorten(std::string_view body) {
  std::string out;
  for (char c : body.substr(0, shown_bytes_max)) out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return out;
}

/// What a login or a proxy answers in place of the server; no answer with data begins so.
bool is_page(std::string_view body) {
  const std::size_t begin = body.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && body[begin] == '<';
}

std::string help_for(long status) {
  if (status == 401 || status == 403) return "put user and password into the address: http://user:password@host";
  if (status == 404) return "is it the right server, and the right path?";
  if (status == 429 || status == 503) return "the server is busy: ask for less with --since and --until";
  return {};
}

Error trouble(const std::string& url, std::string message, std::string help = {}) {
  return {ErrorKind::input, std::move(message), without_password(url), std::move(help)};
}

Error say_failure(CURLcode code, const char* detail, const HttpRequest& request, const HttpLimits& limits,
                  bool too_large) {
  if (too_large)
    return trouble(request.url, "the answer is larger than " + std::to_string(limits.bytes_max >> 20) + " MB",
                   "ask for less with --since and --until");
  if (code == CURLE_OPERATION_TIMEDOUT)
    return trouble(request.url, "no answer within " + std::to_string(limits.all_seconds) + " seconds",
                   "ask for less with --since and --until");
  std::string said = detail[0] != '\0' ? detail : curl_easy_strerror(code);
  return trouble(request.url, "can't reach the server: " + said);
}

}  // namespace

std::string without_password(const std::string& url) {
  const std::size_t host = url.find("://");
  if (host == std::string::npos) return url;
  const std::size_t end = std::min(url.find_first_of("/?#", host + 3), url.size());
  const std::size_t at = url.rfind('@', end);
  if (at == std::string::npos || at < host + 3 || at >= end) return url;
  return url.substr(0, host + 3) + url.substr(at + 1);
}

Result<std::string> fetch_http(const HttpRequest& request, const HttpLimits& limits) {
  if (!libcurl.is_there()) return std::unexpected(trouble(request.url, "libcurl is not installed"));
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::unique_ptr<CURL, FreeHandle> handle(ready == CURLE_OK ? curl_easy_init() : nullptr);
  if (!handle) return std::unexpected(trouble(request.url, "libcurl can't be started"));
  CURL* curl = handle.get();
  Answer answer{.body = {}, .bytes_max = limits.bytes_max};
  char detail[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 3L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(limits.connect_seconds));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(limits.all_seconds));
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "afterword");
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  // A proxy for the outer world knows nothing of what listens here.
  const bool here =
      request.url.find("://127.0.0.1") != std::string::npos || request.url.find("://localhost") != std::string::npos;
  if (here) curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  std::unique_ptr<curl_slist, FreeList> headers;
  if (!request.body.empty()) {
    headers.reset(curl_slist_append(nullptr, ("Content-Type: " + request.content_type).c_str()));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
  }
  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK) return std::unexpected(say_failure(code, detail, request, limits, answer.too_large));
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (status < 200 || status >= 300)
    return std::unexpected(trouble(
        request.url, "the server answers " + std::to_string(status) + ": " + shorten(answer.body), help_for(status)));
  if (is_page(answer.body))
    return std::unexpected(trouble(request.url,
                                   "the server answers with a page, not with data: " + shorten(answer.body),
                                   "is it the right address? a login may stand before it"));
  return std::move(answer.body);
}

}  // namespace afterword
