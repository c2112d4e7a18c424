#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evidence/evidence.h"

namespace afterword {

/// What tells one series from another.
struct SeriesName {
  std::string name, service, host;
  std::string labels;  ///< `key="value",…`
};

/// Collects samples into series, in any order.
class SeriesSet {
 public:
  /// `place` is asked for the first sample of a series only.
  void add(const SeriesName& name, Instant at, double value, const std::function<Place()>& place);
  /// Puts each series in order of time, guesses what it measures, and hands all over in order of first sight.
  void move_to(std::vector<Series>& out);

 private:
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<Series> series_;
};

/// A number as samples are written ("1.5", "1e3", "+Inf", "NaN", "99.5%"), or nothing.
[[nodiscard]] std::optional<double> read_sample(std::string_view text);

/// The service that a pod is named for: "checkout-6cdbf9b4cc-h7mqk" → "checkout", "db-0" → "db". Other names as they
/// are.
[[nodiscard]] std::string service_of_pod(std::string_view pod);

}  // namespace afterword
