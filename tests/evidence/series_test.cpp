#include <gtest/gtest.h>

#include "evidence/readers/readers.h"
#include "evidence/readers/series_kind.h"
#include "evidence/readers/series_set.h"

namespace afterword {
namespace {

TEST(Series, what_is_measured_is_told_by_the_name) {
  EXPECT_EQ(guess_series_kind("http_server_duration_p99_ms"), SeriesKind::latency);
  EXPECT_EQ(guess_series_kind("http_request_duration_seconds"), SeriesKind::latency);
  EXPECT_EQ(guess_series_kind("PodServerLatencyP90(s)"), SeriesKind::latency);
  EXPECT_EQ(guess_series_kind("error_rate_5xx_ratio"), SeriesKind::error_share);
  EXPECT_EQ(guess_series_kind("http_5xx_per_sec"), SeriesKind::errors);
  EXPECT_EQ(guess_series_kind("panic_count"), SeriesKind::errors);
  EXPECT_EQ(guess_series_kind("request_rate_rps"), SeriesKind::requests);
  EXPECT_EQ(guess_series_kind("probe_success"), SeriesKind::availability);
  EXPECT_EQ(guess_series_kind("request_queue_depth"), SeriesKind::saturation);
  EXPECT_EQ(guess_series_kind("kafka_consumergroup_lag"), SeriesKind::saturation);
  EXPECT_EQ(guess_series_kind("pg_replication_lag_seconds"), SeriesKind::latency);
  EXPECT_EQ(guess_series_kind("CpuUsage(m)"), SeriesKind::resource);
  EXPECT_EQ(guess_series_kind("temperature"), SeriesKind::other);
}

TEST(Series, a_counter_only_grows_but_for_restarts) {
  Series series;
  series.name = "requests_total";
  series.values = {10, 20, 30, 0, 5, 9, 12, 20};
  EXPECT_TRUE(is_counter(series));
  series.values = {10, 20, 18, 25, 24};
  EXPECT_FALSE(is_counter(series));
  series.name = "requests";
  series.values = {10, 20, 30};
  EXPECT_FALSE(is_counter(series));
}

TEST(Series, the_service_of_a_pod_is_what_its_name_begins_with) {
  EXPECT_EQ(service_of_pod("basket-6cdbf9b4cc-h7mqk"), "basket");
  EXPECT_EQ(service_of_pod("ts-order-other-service-6cdbf9b4cc-h7mqk"), "ts-order-other-service");
  EXPECT_EQ(service_of_pod("db-0"), "db");
  EXPECT_EQ(service_of_pod("node-exporter-x7k2m"), "node-exporter");
  EXPECT_EQ(service_of_pod("basket"), "basket");
  EXPECT_EQ(service_of_pod("web-front"), "web-front");
}

TEST(Series, samples_in_any_order_are_put_in_order) {
  SeriesSet set;
  for (Instant at : {3, 1, 2}) set.add({"a", "", "", ""}, at, static_cast<double>(at), [] { return Place{}; });
  std::vector<Series> out;
  set.move_to(out);
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].times, (std::vector<Instant>{1, 2, 3}));
  EXPECT_EQ(out[0].values, (std::vector<double>{1, 2, 3}));
}

TEST(Chat, clocks_without_a_day_are_dated_by_since_and_zone) {
  const std::string text = "[23:50] noor: baskets fail\n[00:07] lea: rolled back\n";
  ReaderContext context;
  context.since = 1773435600 * one_second;  // 2026-03-13T21:00:00Z
  context.zone = read_zone("+01:00");
  const Recognised found = recognise_payload(text, "chat.txt");
  ASSERT_NE(found.reader, nullptr);
  Evidence evidence;
  Input input;
  found.reader->read(text, context, input, evidence);
  ASSERT_EQ(evidence.messages.size(), 2u);
  EXPECT_EQ(evidence.messages[0].at, 1773442200 * one_second);  // 22:50Z
  EXPECT_EQ(evidence.messages[1].at, 1773443220 * one_second);  // 23:07Z
  EXPECT_EQ(input.zone_from, "option --zone");
}

}  // namespace
}  // namespace afterword
