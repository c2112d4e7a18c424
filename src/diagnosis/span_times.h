#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "evidence/evidence.h"

namespace afterword {

/// How much longer a service takes of itself, and calls to and from it on the way, than before.
struct Slowness {
  double score = 0;      ///< mean over all it does, of ln(1 + shift of the median, in deviations); 0 = as before
  std::string reason{};  ///< what became slowest: "calls of contacts by order take 240 ms on the way instead of 3 ms"
  Place place{};         ///< the first such span
};

/// When spans became slower, and where most.
struct Slowdown {
  Instant at = 0;
  std::string service;                       ///< that is slowest
  std::map<std::string, Slowness> services;  ///< all, as they stand out most
};

/// The time that spans take of themselves, not waiting for what they call. What a call takes beyond what the called
/// service took is on the way between the two, and counts for both: a service whose network is slow is the one that
/// all such ways have in common.
class SpanTimes {
 public:
  explicit SpanTimes(const std::vector<TraceSpan>& spans);

  /// Services against their own spans before `onset`, by name. Linear in the spans.
  [[nodiscard]] std::map<std::string, Slowness> measure(Instant onset) const;

  /// The instant at which the slowest service differs most, if it stands out; for outages that nothing else dates.
  [[nodiscard]] std::optional<Slowdown> find_slowdown() const;

 private:
  struct Work {
    std::string service{};
    std::string other{};  ///< the service called, where this is the way between two; else empty
    std::string operation{};
    std::vector<std::uint32_t> spans{};  ///< into the spans given, in order of time
    std::vector<Instant> starts{};       ///< in order
    std::vector<double> milliseconds{};  ///< as many
    std::vector<double> ranks_up_to{};   ///< sum of the ranks of the first k times; one more than times
    [[nodiscard]] double certainty_at(std::size_t split) const;
    [[nodiscard]] double shift_at(std::size_t split) const;
    [[nodiscard]] std::string describe(std::size_t split) const;
  };

  [[nodiscard]] Instant date(const std::string& service, Instant near) const;

  const std::vector<TraceSpan>& spans_;
  std::vector<Work> works_;
};

}  // namespace afterword
