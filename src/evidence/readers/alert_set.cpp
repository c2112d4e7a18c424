#include "evidence/readers/alert_set.h"

namespace afterword {

Alert& AlertSet::find(const std::string& key) {
  const auto [found, is_new] = index_.try_emplace(key, alerts_.size());
  if (is_new) alerts_.emplace_back();
  return alerts_[found->second];
}

std::uint64_t AlertSet::move_to(std::vector<Alert>& out) {
  std::uint64_t without_time = 0;
  for (Alert& alert : alerts_) {
    if (alert.fired == 0) {
      ++without_time;
    } else {
      out.push_back(std::move(alert));
    }
  }
  alerts_.clear();
  index_.clear();
  return without_time;
}

void keep_earliest(std::optional<Instant>& known, std::optional<Instant> other) {
  if (other && (!known || *other < *known)) known = other;
}

}  // namespace afterword
