#pragma once
#include <string>

#include "connect/http.h"
#include "dispatch/web.h"

namespace afterword {

/// One exchange by libcurl, which is loaded when the first is wanted. http and https only; redirections are answers and
/// never followed, so that no header goes where nobody sent it. A header of `secret` is added to requests for `origin`
/// alone (origin_of), and only where nobody can read along.
class CurlWeb final : public Web {
 public:
  CurlWeb(std::string origin, WebHeaders secret, HttpLimits limits)
      : origin_(std::move(origin)), secret_(std::move(secret)), limits_(limits) {}
  [[nodiscard]] Asked<WebAnswer> send(const WebRequest& request) override;

 private:
  std::string origin_;
  WebHeaders secret_;
  HttpLimits limits_;
};

/// The machine's clock.
class SystemTime final : public Timekeeper {
 public:
  [[nodiscard]] std::int64_t now_s() override;
  void wait_ms(std::int64_t ms) override;
};

}  // namespace afterword
