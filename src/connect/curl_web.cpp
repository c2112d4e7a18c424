#include "connect/curl_web.h"

#include <chrono>
#include <cstdlib>
#include <thread>

#include "connect/libcurl.h"
#include "dispatch/tokens.h"
#include "text/ascii.h"

namespace afterword {
namespace {

using HeaderList = std::unique_ptr<curl_slist, FreeList>;

struct Receiver {
  WebAnswer answer;
  std::size_t bytes_max = 0;
  bool too_large = false;
};

std::size_t take_bytes(char* bytes, std::size_t size, std::size_t count, void* into) {
  Receiver& receiver = *static_cast<Receiver*>(into);
  if (receiver.answer.body.size() + size * count > receiver.bytes_max) {
    receiver.too_large = true;
    return 0;
  }
  receiver.answer.body.append(bytes, size * count);
  return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* into) {
  constexpr std::size_t headers_max = 200, line_max = 16384;
  Receiver& receiver = *static_cast<Receiver*>(into);
  std::string_view line(bytes, size * count);
  if (line.starts_with("HTTP/")) receiver.answer.headers.clear();  // of a "100 Continue" before
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos && line.size() <= line_max && receiver.answer.headers.size() < headers_max) {
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && static_cast<unsigned char>(value.front()) <= ' ') value.remove_prefix(1);
    while (!value.empty() && static_cast<unsigned char>(value.back()) <= ' ') value.remove_suffix(1);
    receiver.answer.headers.emplace_back(lower_ascii(line.substr(0, colon)), value);
  }
  return size * count;
}

void add_header(HeaderList& list, const std::string& name, const std::string& value) {
  curl_slist* longer = curl_slist_append(list.get(), (name + ": " + value).c_str());
  if (longer == nullptr) return;
  // The longer list holds the shorter one: it must not be freed twice.
  [[maybe_unused]] const auto* const part_of_longer = list.release();
  list.reset(longer);
}

WebError trouble(const WebRequest& request, std::string message, bool unsure, std::string help = {}) {
  return {Error{ErrorKind::input, std::move(message), origin_of(request.url), std::move(help)}, unsure, false};
}

/// What kept a request from being sent at all.
std::unexpected<WebError> refuse(const WebRequest& request, std::string message, std::string help = {}) {
  WebError out = trouble(request, std::move(message), false, std::move(help));
  out.lasting = true;
  return std::unexpected(std::move(out));
}

WebError say_failure(CURLcode code, const char* detail, const WebRequest& request, const HttpLimits& limits,
                     bool too_large) {
  const bool writes = request.method != "GET" && !request.reads;
  if (too_large)
    return trouble(request, "the answer is larger than " + std::to_string(limits.bytes_max >> 20U) + " MB", writes);
  if (code == CURLE_OPERATION_TIMEDOUT)
    return trouble(request, "no answer within " + std::to_string(limits.all_seconds) + " seconds", writes,
                   "run the same again later; what is done stays done");
  const bool never_there = code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT ||
                           code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_SSL_CONNECT_ERROR ||
                           code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_URL_MALFORMAT;
  const std::string said = detail[0] != '\0' ? detail : curl_easy_strerror(code);
  WebError out = trouble(request, "can't reach the server: " + said, writes && !never_there);
  out.lasting = never_there;
  return out;
}

/// All but the headers and where the answer goes.
void set_options(CURL* curl, const WebRequest& request, const HttpLimits& limits) {
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(limits.connect_seconds));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(limits.all_seconds));
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "afterword");
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  if (const char* authorities = std::getenv("SSL_CERT_FILE"); authorities != nullptr && *authorities != '\0')
    curl_easy_setopt(curl, CURLOPT_CAINFO, authorities);
  // A proxy for the outer world knows nothing of what listens here.
  if (is_loopback(request.url)) curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  if (request.body.empty()) return;
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
}

}  // namespace

Asked<WebAnswer> CurlWeb::send(const WebRequest& request) {
  if (origin_of(request.url).empty()) return refuse(request, "`" + shown_words(request.url) + "` is no address");
  if (!libcurl.is_there()) return refuse(request, "libcurl is not installed");
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::unique_ptr<CURL, FreeHandle> handle(ready == CURLE_OK ? curl_easy_init() : nullptr);
  if (!handle) return refuse(request, "libcurl can't be started");
  CURL* curl = handle.get();
  Receiver receiver;
  receiver.bytes_max = limits_.bytes_max;
  char detail[CURL_ERROR_SIZE] = "";
  set_options(curl, request, limits_);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &receiver);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &receiver);
  HeaderList headers;
  for (const auto& [name, value] : request.headers) add_header(headers, name, value);
  if (origin_of(request.url) == origin_ && !secret_.empty()) {
    if (!keeps_secrets(request.url))
      return refuse(request, "a token is not sent where everybody can read along", "write the address with https://");
    for (const auto& [name, value] : secret_) add_header(headers, name, value);
  }
  if (!request.body.empty()) add_header(headers, "Expect", "");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK) return std::unexpected(say_failure(code, detail, request, limits_, receiver.too_large));
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  receiver.answer.status = static_cast<int>(status);
  return std::move(receiver.answer);
}

std::int64_t SystemTime::now_s() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

void SystemTime::wait_ms(std::int64_t ms) {
  std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

}  // namespace afterword
