#pragma once
#include <string>
#include <string_view>

#include "evidence/readers/series_set.h"

namespace afterword {

/// Makes a series' name of its labels: which of them says the service and the host, and the rest as text.
class PrometheusLabels {
 public:
  /// `__name__` is the name of the metric.
  void add(std::string_view label, std::string_view value);
  [[nodiscard]] SeriesName take();

 private:
  SeriesName made_;
  std::size_t service_rank_ = 0xFFFF, host_rank_ = 0xFFFF;  ///< in the lists of names that say so
};

/// Whether a `job` is what measures rather than what is measured: "node", "blackbox".
[[nodiscard]] bool is_scrape_job(std::string_view job);

}  // namespace afterword
