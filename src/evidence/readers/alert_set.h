#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "evidence/evidence.h"

namespace afterword {

/// Puts together what several notices say of one alert: it fired, somebody took it, it ended.
class AlertSet {
 public:
  /// The alert of that key, made at its first mention. Only what is empty is filled by later mentions. An alert that
  /// never says when it fired has fired = 0 and is counted by `move_to`.
  Alert& find(const std::string& key);
  /// Hands over the alerts with a time, in order of first mention; returns how many had none.
  std::uint64_t move_to(std::vector<Alert>& out);

 private:
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<Alert> alerts_;
};

/// The earliest of two times, where only one may be known.
void keep_earliest(std::optional<Instant>& known, std::optional<Instant> other);

}  // namespace afterword
