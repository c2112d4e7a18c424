#pragma once
#include <optional>

#include "dispatch/web.h"

namespace afterword {

struct Patience {
  int tries_max = 5;
  std::int64_t wait_max_s = 120;  ///< a server that wants more is not waited for: the error says until when
};

/// Asks again where that is safe: after a refusal for the rate of requests (429, also 403 and Linear's 400 that say so)
/// when its time is over (Retry-After, X-RateLimit-Reset), and after 5xx, a time-out or a broken connection when
/// nothing but reading was asked for, with growing pauses. Whether something was written twice is never left to luck:
/// an answer of 5xx to a request that writes comes back as an error that is `unsure`.
class PatientWeb final : public Web {
 public:
  PatientWeb(Web& web, Timekeeper& time, Patience patience = {}) : web_(web), time_(time), patience_(patience) {}
  [[nodiscard]] Asked<WebAnswer> send(const WebRequest& request) override;

 private:
  Web& web_;
  Timekeeper& time_;
  Patience patience_;
};

/// Whether an answer refuses for the rate of requests.
[[nodiscard]] bool is_rate_refusal(const WebAnswer& answer);
/// Seconds that a refusal asks to wait for, seen from `now_s`; nothing where it does not say.
[[nodiscard]] std::optional<std::int64_t> wait_asked_for(const WebAnswer& answer, std::int64_t now_s);

}  // namespace afterword
