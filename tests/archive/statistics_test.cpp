#include "archive/statistics.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

Record make_record(Date date, std::optional<double> minutes) {
  Record record;
  record.is_postmortem = true;
  record.date = date;
  record.duration_min = minutes;
  return record;
}

TEST(Statistics, median_and_p90_are_values_that_were_measured) {
  std::vector<Record> records;
  for (int i = 10; i >= 1; --i) records.push_back(make_record({2024, 1, 1}, i * 10.0));
  Statistics statistics = make_statistics(records, {2026, 1, 1});
  EXPECT_EQ(statistics.resolve.count(), 10U);
  EXPECT_EQ(statistics.resolve.median(), 55);
  EXPECT_EQ(statistics.resolve.p90(), 90);
  records.push_back(make_record({2024, 1, 1}, 100000));
  statistics = make_statistics(records, {2026, 1, 1});
  EXPECT_EQ(statistics.resolve.median(), 60) << "one long outage moves it by one place";
  EXPECT_EQ(statistics.resolve.p90(), 100);
}

TEST(Statistics, what_is_not_said_is_not_counted) {
  std::vector<Record> records = {make_record({2024, 1, 1}, std::nullopt), make_record({2024, 1, 1}, 30)};
  records[1].detect_min = -5;
  records.push_back(Record());
  const Statistics statistics = make_statistics(records, {2026, 1, 1});
  EXPECT_EQ(statistics.reports, 2U);
  EXPECT_EQ(statistics.resolve.count(), 1U);
  EXPECT_EQ(statistics.detect.count(), 0U) << "detected before it began";
  EXPECT_EQ(statistics.detect.median(), std::nullopt);
  EXPECT_EQ(statistics.impact.count(), 0U);
}

TEST(Statistics, tasks_are_counted_by_the_age_of_their_outage) {
  std::vector<Record> records = {make_record({2026, 1, 1}, 30), make_record({2024, 1, 1}, 30)};
  for (Record& record : records) {
    KeptMeasure task;
    task.task = true;
    record.measures.push_back(task);
    task.done = true;
    record.measures.push_back(task);
    task.task = false;
    record.measures.push_back(task);
  }
  const Statistics statistics = make_statistics(records, {2026, 1, 31});
  EXPECT_EQ(statistics.completion[0].measures, 2U) << "30 days old";
  EXPECT_EQ(statistics.completion[0].done, 1U);
  EXPECT_EQ(statistics.completion[1].measures, 0U);
  EXPECT_EQ(statistics.completion[4].measures, 2U);
}

}  // namespace
}  // namespace afterword
