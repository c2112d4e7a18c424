#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace afterword {

/// The two numbers of the method. Both were chosen round, on 31 series, by leaving one out (bench/README.md).
struct ChangePointSettings {
  double penalty = 3.0;      ///< × log n for every parameter of a segment; greater finds fewer
  std::size_t shortest = 6;  ///< points of a segment
};

/// Where the level or the slope of a series changes: the index of the first point of each new segment, in order.
///
/// The optimal partition into straight lines by PELT (Killick, Fearnhead & Eckley, JASA 2012) with the cost of
/// Gaussian residuals of unknown variance, after two steps that make it deaf to spikes: points further than three
/// median differences from the running median are drawn in (as Fearnhead & Rigaill, JASA 2019, bound the loss), and
/// values are replaced by their ranks. The penalty grows with the autocorrelation of what a first fit leaves over,
/// for a wandering series has fewer independent points than it shows (Romano et al., JASA 2022).
///
/// NaN is a missing point; indexes count it. Longer series than 2,000 points are averaged to at most that many first,
/// so time and memory are bounded. Pure; may be called by several threads.
[[nodiscard]] std::vector<std::size_t> find_change_points(std::span<const double> values,
                                                          const ChangePointSettings& settings = {});

}  // namespace afterword
