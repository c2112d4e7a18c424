#include "diagnosis/span_times.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "diagnosis/diagnosis.h"
#include "diagnosis/message_shift.h"
#include "diagnosis/outage.h"

namespace afterword {
namespace {

constexpr Instant start = 1'800'000'000 * one_second;
constexpr std::int64_t millisecond = 1'000'000;

/// A front that calls two services, four times a second for two minutes; from the second minute on something is slower.
class Traced {
 public:
  double own_of_stock = 0;    ///< milliseconds that stock takes more of itself
  double way_to_stock = 0;    ///< … that calls of stock take more on the way
  double way_from_stock = 0;  ///< … that calls by stock take more on the way

  [[nodiscard]] std::vector<TraceSpan> spans() {
    for (int i = 0; i < 480; ++i) {
      at_ = start + i * one_second / 4;
      slow_ = i >= 240;
      const double usual = 2 + 0.1 * (i % 7);
      const double price = add(i, "p", "s", "price", "look up", usual);
      const double call_price = add(i, "c", "s", "stock", "GET", price + 1 + more(way_from_stock));
      const double stock = add(i, "s", "w", "stock", "count", call_price + usual + more(own_of_stock));
      const double call_stock = add(i, "w", "f", "front", "GET", stock + 1 + more(way_to_stock));
      add(i, "f", "", "front", "show", call_stock + usual);
    }
    for (TraceSpan& span : spans_) {
      span.parent = span.id.starts_with("p") ? "c" + span.id.substr(1) : span.parent;
    }
    return std::move(spans_);
  }

 private:
  [[nodiscard]] double more(double milliseconds) const { return slow_ ? milliseconds : 0; }

  double add(int trace, const std::string& id, const std::string& parent, const std::string& service,
             const std::string& operation, double milliseconds) {
    spans_.push_back({.trace = std::to_string(trace),
                      .id = id,
                      .parent = parent,
                      .service = service,
                      .host = {},
                      .operation = operation,
                      .start = at_,
                      .duration = static_cast<std::int64_t>(milliseconds * static_cast<double>(millisecond)),
                      .attributes = {},
                      .place = {}});
    return milliseconds;
  }

  std::vector<TraceSpan> spans_;
  Instant at_ = 0;
  bool slow_ = false;
};

std::string slowest(const std::map<std::string, Slowness>& services) {
  std::string name = "none";
  double most = 0.2;
  for (const auto& [service, slowness] : services) {
    if (slowness.score > most) {
      most = slowness.score;
      name = service;
    }
  }
  return name;
}

TEST(SpanTimes, who_waits_for_something_slow_is_not_slow) {
  Traced traced;
  traced.own_of_stock = 300;
  const std::vector<TraceSpan> spans = traced.spans();
  const auto services = SpanTimes(spans).measure(start + 60 * one_second);
  EXPECT_EQ(slowest(services), "stock");
  EXPECT_LT(services.at("front").score, 0.1);
  EXPECT_EQ(services.at("stock").reason, "“count” of stock takes 302 ms instead of 2.3 ms of its own");
}

TEST(SpanTimes, a_slow_network_is_laid_to_the_service_that_all_slow_ways_share) {
  Traced traced;
  traced.way_to_stock = 200;
  traced.way_from_stock = 200;
  const std::vector<TraceSpan> spans = traced.spans();
  const auto services = SpanTimes(spans).measure(start + 60 * one_second);
  EXPECT_EQ(slowest(services), "stock");
  EXPECT_EQ(services.at("price").reason, "calls of price by stock take 201 ms instead of 1 ms on the way");
}

TEST(SpanTimes, the_instant_is_found_from_spans_alone) {
  Traced traced;
  traced.own_of_stock = 300;
  const std::vector<TraceSpan> spans = traced.spans();
  const std::optional<Slowdown> slowdown = SpanTimes(spans).find_slowdown();
  ASSERT_TRUE(slowdown);
  EXPECT_EQ(slowdown->service, "stock");
  EXPECT_NEAR(static_cast<double>(slowdown->at - start) / one_second, 60, 4);
}

TEST(SpanTimes, nothing_slower_is_no_slowdown) {
  const std::vector<TraceSpan> spans = Traced().spans();
  EXPECT_FALSE(SpanTimes(spans).find_slowdown());
  EXPECT_FALSE(SpanTimes({}).find_slowdown());
}

TEST(SpanTimes, an_outage_that_only_spans_show_is_found_and_laid_to_who_is_slow) {
  Traced traced;
  traced.way_to_stock = 200;
  traced.way_from_stock = 200;
  Evidence evidence;
  evidence.spans = traced.spans();
  const Outage outage = find_outage(evidence);
  ASSERT_TRUE(outage.onset);
  EXPECT_TRUE(outage.onset->vague);
  const Diagnosis diagnosis = diagnose(evidence, outage);
  ASSERT_FALSE(diagnosis.services.empty());
  EXPECT_EQ(diagnosis.services.front().name, "stock");
}

TEST(RowShifts, each_row_is_dated_by_itself_and_more_tells_more_than_less) {
  LogTable logs;
  const auto add = [&](std::int64_t from, std::int64_t until) {
    LogRow row;
    for (std::int64_t second = from; second < until; ++second) {
      row.cells.push_back({second, 5, {}});
      row.count += 5;
    }
    logs.rows.push_back(std::move(row));
  };
  add(0, 300);
  add(100, 300);  // begins
  add(0, 200);    // ends
  const std::vector<RowShift> shifts = shift_rows(logs);
  ASSERT_EQ(shifts.size(), 3U);
  EXPECT_NEAR(static_cast<double>(shifts[1].at) / one_second, 100, 6);
  EXPECT_NEAR(static_cast<double>(shifts[2].at) / one_second, 200, 6);
  EXPECT_EQ(shifts[1].before, 0);
  EXPECT_GT(shifts[1].g, 1.5 * shifts[2].g);
}

}  // namespace
}  // namespace afterword
