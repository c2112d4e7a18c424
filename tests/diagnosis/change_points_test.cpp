#include "diagnosis/change_points.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace afterword {
namespace {

/// Noise that is the same every time: a small linear congruential generator, about uniform on -1 … 1.
class Noise {
 public:
  double next() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state_ >> 11) / static_cast<double>(1ull << 52) - 1;
  }

 private:
  std::uint64_t state_ = 42;
};

std::vector<double> make_levels(const std::vector<std::pair<int, double>>& levels) {
  Noise noise;
  std::vector<double> values;
  for (const auto& [count, level] : levels) {
    for (int i = 0; i < count; ++i) {
      values.push_back(level + noise.next());
    }
  }
  return values;
}

TEST(ChangePoints, a_step_is_found_where_it_is) {
  const std::vector<std::size_t> found = find_change_points(make_levels({{80, 10}, {60, 16}}));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NEAR(static_cast<double>(found[0]), 80, 1);
}

TEST(ChangePoints, an_outage_has_a_beginning_and_an_end) {
  const std::vector<std::size_t> found = find_change_points(make_levels({{80, 10}, {40, 20}, {80, 10}}));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_NEAR(static_cast<double>(found[0]), 80, 1);
  EXPECT_NEAR(static_cast<double>(found[1]), 120, 1);
}

TEST(ChangePoints, noise_alone_has_none) {
  EXPECT_TRUE(find_change_points(make_levels({{200, 10}})).empty());
}

TEST(ChangePoints, a_spike_is_not_a_change) {
  std::vector<double> values = make_levels({{150, 10}});
  values[70] = 5'000;
  values[71] = -900;
  EXPECT_TRUE(find_change_points(values).empty());
}

TEST(ChangePoints, a_change_of_slope_is_found) {
  std::vector<double> values = make_levels({{160, 10}});
  for (std::size_t i = 80; i < values.size(); ++i) {
    values[i] += static_cast<double>(i - 80) * 0.5;
  }
  const std::vector<std::size_t> found = find_change_points(values);
  ASSERT_FALSE(found.empty());
  EXPECT_NEAR(static_cast<double>(found[0]), 80, 8);
}

TEST(ChangePoints, missing_points_keep_their_index) {
  std::vector<double> values = make_levels({{80, 10}, {60, 16}});
  for (std::size_t i = 0; i < 20; ++i) {
    values[i] = std::numeric_limits<double>::quiet_NaN();
  }
  const std::vector<std::size_t> found = find_change_points(values);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NEAR(static_cast<double>(found[0]), 80, 1);
}

TEST(ChangePoints, nothing_constant_and_short_series_have_none) {
  EXPECT_TRUE(find_change_points({}).empty());
  EXPECT_TRUE(find_change_points(std::vector<double>(300, 7.0)).empty());
  EXPECT_TRUE(find_change_points(std::vector<double>{1, 2, 30}).empty());
}

TEST(ChangePoints, a_long_series_is_found_to_within_its_thinning) {
  const std::vector<std::size_t> found = find_change_points(make_levels({{60'000, 10}, {40'000, 13}}));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NEAR(static_cast<double>(found[0]), 60'000, 50);
}

}  // namespace
}  // namespace afterword
