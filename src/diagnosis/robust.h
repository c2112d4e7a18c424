#pragma once
#include <vector>

namespace afterword {

/// The middle value; of an even number, the mean of the two in the middle; 0 of none.
[[nodiscard]] double median_of(std::vector<double> values);

/// The standard deviation of Gaussian noise that has this median absolute value.
inline constexpr double deviation_of_median = 1 / 0.6745;

}  // namespace afterword
