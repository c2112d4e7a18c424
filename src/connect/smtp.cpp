#include "connect/smtp.h"

#include <cstdlib>

#include "connect/libcurl.h"
#include "dispatch/tokens.h"

namespace afterword {
namespace {

/// What is handed over, and what the server said last.
struct Exchanged {
  std::string_view left;
  bool whole = false;
  std::string said;
};

std::size_t give_bytes(char* into, std::size_t size, std::size_t count, void* from) {
  Exchanged& exchanged = *static_cast<Exchanged*>(from);
  const std::size_t taken = std::min(size * count, exchanged.left.size());
  exchanged.left.copy(into, taken);
  exchanged.left.remove_prefix(taken);
  if (taken == 0) exchanged.whole = true;
  return taken;
}

std::size_t take_answer(char* bytes, std::size_t size, std::size_t count, void* into) {
  // After a refusal there are only farewells.
  std::string& said = static_cast<Exchanged*>(into)->said;
  if (!said.starts_with('4') && !said.starts_with('5')) said = shown_words(std::string_view(bytes, size * count));
  return size * count;
}

WebError say_failure(CURLcode code, const char* detail, const Exchanged& exchanged, long status,
                     const SmtpServer& server, int seconds) {
  const bool refused = status >= 400;
  WebError out{Error{ErrorKind::input, {}, origin_of(server.url), {}}, exchanged.whole && !refused,
               !exchanged.whole && !refused};
  if (code == CURLE_LOGIN_DENIED) {
    out.error.message = "the mail server does not accept the password";
    out.error.help = "write a line `" + host_of(server.url) + " USER:PASSWORD` into ~/.config/afterword/tokens";
  } else if (code == CURLE_USE_SSL_FAILED) {
    out.error.message = "the mail server does not encrypt";
    out.error.help = "name one that knows STARTTLS, or smtps://";
  } else if (refused) {
    out.error.message = "the mail server says " + exchanged.said;
  } else if (code == CURLE_OPERATION_TIMEDOUT) {
    out.error.message = "the mail server did not answer within " + std::to_string(seconds) + " seconds";
  } else {
    out.error.message =
        "can't reach the mail server: " + std::string(detail[0] != '\0' ? detail : curl_easy_strerror(code));
  }
  return out;
}

void set_options(CURL* curl, const SmtpServer& server, const HttpLimits& limits) {
  const bool here = is_loopback(server.url);
  curl_easy_setopt(curl, CURLOPT_URL, server.url.c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(limits.connect_seconds));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(limits.all_seconds));
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(here ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  if (const char* authorities = std::getenv("SSL_CERT_FILE"); authorities != nullptr && *authorities != '\0')
    curl_easy_setopt(curl, CURLOPT_CAINFO, authorities);
  if (const std::size_t colon = server.secret.find(':'); colon != std::string::npos) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.secret.substr(0, colon).c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, server.secret.substr(colon + 1).c_str());
  }
}

}  // namespace

Asked<void> send_mail(const SmtpServer& server, const std::string& from, const std::string& to, const std::string& mail,
                      const HttpLimits& limits) {
  const auto refuse = [&](std::string message) {
    return std::unexpected(
        WebError{Error{ErrorKind::input, std::move(message), origin_of(server.url), {}}, false, true});
  };
  if (!libcurl.is_there()) return refuse("libcurl is not installed");
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::unique_ptr<CURL, FreeHandle> handle(ready == CURLE_OK ? curl_easy_init() : nullptr);
  if (!handle) return refuse("libcurl can't be started");
  CURL* curl = handle.get();
  Exchanged exchanged{mail, false, {}};
  char detail[CURL_ERROR_SIZE] = "";
  set_options(curl, server, limits);
  const std::string sender = "<" + from + ">";
  const std::unique_ptr<curl_slist, FreeList> receivers(curl_slist_append(nullptr, ("<" + to + ">").c_str()));
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail);
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, receivers.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_bytes);
  curl_easy_setopt(curl, CURLOPT_READDATA, &exchanged);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_answer);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchanged);
  const CURLcode code = curl_easy_perform(curl);
  if (code == CURLE_OK) return {};
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  return std::unexpected(say_failure(code, detail, exchanged, status, server, limits.all_seconds));
}

}  // namespace afterword
