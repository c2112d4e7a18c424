#include "diagnosis/diagnosis.h"
#include "diagnosis/words.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "diagnosis/outage.h"
#include "shop.h"

namespace afterword {
namespace {

constexpr const char* timeout_diff =
    "@@ -3,3 +3,3 @@\n-lookup_timeout_ms = 4000\n+lookup_timeout_ms = 40\n # of the warehouse\n";

/// Orders fail because the warehouse is asked too hastily.
Shop make_hasty_orders() {
  Shop shop;
  shop.add_series("orders", "http_error_ratio", SeriesKind::error_share, 0.002, 0.5);
  shop.add_series("orders", "requests_per_second", SeriesKind::requests, 80, 80);
  shop.add_message("orders", LogLevel::info, "order accepted", 0, minutes);
  shop.add_message("orders", LogLevel::error, "warehouse lookup timeout, giving up", onset_minute, minutes);
  shop.add_alert("orders", "orders answer with errors");
  shop.add_commit(40, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "orders", "Ask the warehouse less patiently",
                  "orders/settings.ini", timeout_diff);
  return shop;
}

TEST(Diagnosis, a_change_whose_effect_and_words_fit_is_blamed) {
  EXPECT_EQ(make_hasty_orders().blamed(), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
}

TEST(Diagnosis, the_latest_deploy_is_not_blamed_for_being_the_latest) {
  Shop shop = make_hasty_orders();
  shop.add_commit(58, "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "orders", "Describe the order page",
                  "orders/docs/page.md", "@@ -1 +1 @@\n-Old words\n+New words\n");
  shop.add_commit(58, "cccccccccccccccccccccccccccccccccccccccc", "orders", "Log the order's size", "orders/log.py",
                  "@@ -1 +1,2 @@\n+logger.info(\"order size %d\", size)\n");
  EXPECT_EQ(shop.blamed(), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
}

TEST(Diagnosis, an_address_that_changes_beside_a_port_that_stays_is_named_by_its_key) {
  Shop shop = make_hasty_orders();
  shop.evidence.changes[0].diff =
      "@@ -1,2 +1,2 @@\n [warehouse]\n-url = http://lookup.warehouse.example:8080/stock\n"
      "+url = http://lookup.warehouse.example:8080/store\n";
  const Diagnosis diagnosis = shop.diagnose_it();
  EXPECT_NE(diagnosis.cause.reason.find("changes url from …8080/stock to …8080/store"), std::string::npos)
      << diagnosis.cause.reason;
}

TEST(Diagnosis, a_change_after_the_outage_began_is_not_blamed) {
  Shop shop = make_hasty_orders();
  shop.add_commit(70, "dddddddddddddddddddddddddddddddddddddddd", "orders", "Change the warehouse lookup timeout",
                  "orders/settings.ini", "@@ -3 +3 @@\n-lookup_timeout_ms = 9000\n+lookup_timeout_ms = 1\n");
  EXPECT_EQ(shop.blamed(), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
}

TEST(Diagnosis, what_was_taken_back_is_blamed_and_not_what_took_it_back) {
  Shop shop = make_hasty_orders();
  shop.evidence.changes[0].message = "Make it snappy";
  shop.add_commit(75, "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee", "orders", "Revert \"Make it snappy\"",
                  "orders/settings.ini", "@@ -3 +3 @@\n-lookup_timeout_ms = 40\n+lookup_timeout_ms = 4000\n");
  const Diagnosis diagnosis = shop.diagnose_it();
  ASSERT_TRUE(diagnosis.cause.change.has_value());
  EXPECT_EQ(shop.evidence.changes[*diagnosis.cause.change].id, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  EXPECT_NE(diagnosis.cause.reason.find("taken back"), std::string::npos) << diagnosis.cause.reason;
}

TEST(Diagnosis, a_flag_is_not_blamed_where_a_commit_explains_what_failed) {
  Shop shop = make_hasty_orders();
  shop.add_flag(59, "orders_new_colours", "orders");
  shop.add_message("orders", LogLevel::info, "flag orders_new_colours is on", 59, 60);
  EXPECT_EQ(shop.blamed(), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
}

TEST(Diagnosis, a_clock_that_was_set_to_another_time_is_no_change_of_ours) {
  Shop shop;
  shop.add_series("orders", "unauthorized_ratio", SeriesKind::error_share, 0.001, 0.45);
  shop.add_message("orders", LogLevel::warning, "token refused: used before issued, 25936 s in the future",
                   onset_minute, minutes);
  shop.add_message("chronyd", LogLevel::info, "System clock wrong by 25932.411087 seconds", onset_minute - 1,
                   onset_minute);
  shop.evidence.logs.rows.back().host = "auth-2";
  shop.add_commit(55, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "orders", "Describe the order page",
                  "orders/docs/page.md", "@@ -1 +1 @@\n-Old words\n+New words\n");
  const Diagnosis diagnosis = shop.diagnose_it();
  EXPECT_EQ(diagnosis.cause.kind, CauseKind::no_change);
  ASSERT_FALSE(diagnosis.suspects.empty());
  EXPECT_EQ(diagnosis.suspects.front().id, "auth-2");
  EXPECT_EQ(diagnosis.suspects.front().kind, SuspectKind::host);
}

TEST(Diagnosis, a_new_message_dates_the_onset_more_finely_than_a_sample_a_minute) {
  Shop shop;
  shop.add_series("orders", "unauthorized_ratio", SeriesKind::error_share, 0.001, 0.45);
  shop.add_message("orders", LogLevel::warning, "token refused", onset_minute - 1, minutes);
  LogRow& row = shop.evidence.logs.rows.back();
  row.cells.erase(row.cells.begin(), row.cells.begin() + 7);  // the first 42 s of the minute before
  const Outage outage = find_outage(shop.evidence);
  ASSERT_TRUE(outage.onset.has_value());
  EXPECT_EQ(outage.onset->at, start + onset_minute * minute - 18 * one_second);
}

TEST(Diagnosis, a_provider_that_failed_is_no_change_of_ours) {
  Shop shop;
  shop.add_series("billing", "charge_error_ratio", SeriesKind::error_share, 0.001, 0.7);
  shop.add_series("billing", "requests_per_second", SeriesKind::requests, 50, 50);
  shop.add_message("billing", LogLevel::error, "POST https://api.cardhouse.com/charge answered 503", onset_minute,
                   minutes);
  StatusEvent status;
  status.at = start + (onset_minute - 1) * minute;
  status.provider = "cardhouse";
  status.text = "charge answered with errors for many";
  shop.evidence.statuses.push_back(status);
  shop.add_commit(55, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "billing", "Split the billing page",
                  "billing/page.py", "@@ -1,2 +1,2 @@\n-show(a, b)\n+show_both(a, b)\n");
  EXPECT_EQ(shop.blamed(), "no change");
}

TEST(Diagnosis, more_traffic_everywhere_is_no_change_of_ours) {
  Shop shop;
  for (const std::string service : {"gate", "orders", "search"}) {
    shop.add_series(service, "requests_per_second", SeriesKind::requests, 100, 700, onset_minute - 1);
    shop.add_series(service, "cpu_utilisation", SeriesKind::saturation, 0.3, 1, onset_minute - 1);
    shop.add_series(service, "latency_p99_ms", SeriesKind::latency, 90, 2400);
  }
  shop.add_commit(50, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "gate", "Move a function", "gate/main.py",
                  "@@ -1,2 +1,2 @@\n-decode(a)\n+decode_all(a)\n");
  const Diagnosis diagnosis = shop.diagnose_it();
  EXPECT_EQ(diagnosis.cause.kind, CauseKind::no_change) << diagnosis.cause.reason;
  EXPECT_NE(diagnosis.cause.reason.find("requests rose"), std::string::npos) << diagnosis.cause.reason;
}

TEST(Diagnosis, a_change_before_the_first_sign_is_blamed_even_if_users_felt_it_late) {
  Shop shop;
  shop.add_series("catalogue", "cache_hits", SeriesKind::other, 0.97, 0.4, 31);
  shop.add_series("catalogue", "http_error_ratio", SeriesKind::error_share, 0.001, 0.6);
  shop.add_message("catalogue", LogLevel::error, "cache lookup expired, database overloaded", onset_minute, minutes);
  shop.add_commit(29, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "catalogue", "Tidy settings", "catalogue/cache.ini",
                  "@@ -1 +1 @@\n-cache_lifetime = 20m\n+cache_lifetime = 20s\n");
  shop.add_commit(57, "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "catalogue", "Catalogue cache lookup, database",
                  "catalogue/cache.py", "@@ -1 +1 @@\n-if cache.lookup(database):\n+cache.read()\n");
  EXPECT_EQ(shop.blamed(), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
}

TEST(Diagnosis, the_failing_service_that_others_call_ranks_first) {
  Shop shop;
  for (const std::string service : {"gate", "orders", "stock"}) {
    shop.add_series(service, "http_error_ratio", SeriesKind::error_share, 0.001, 0.5);
    shop.add_message(service, LogLevel::error, service + " failed", onset_minute, minutes);
  }
  shop.evidence.calls = {{"gate", "orders", 100}, {"orders", "stock", 100}};
  const Diagnosis diagnosis = shop.diagnose_it();
  ASSERT_FALSE(diagnosis.services.empty());
  EXPECT_EQ(diagnosis.services.front().name, "stock");
}

TEST(Diagnosis, what_the_alert_watches_is_followed_along_the_calls) {
  Shop shop;
  // Beside the path, another metric and a service that is not called moved far more.
  for (const auto& [service, within] : {std::pair("gate", 1.5), std::pair("orders", 1.5), std::pair("stock", 1.2)}) {
    shop.add_series(service, "latency_seconds", SeriesKind::latency, 0.2, within);
  }
  shop.add_series("paper", "latency_seconds", SeriesKind::latency, 0.2, 0.2);
  shop.add_series("paper", "http_error_ratio", SeriesKind::error_share, 0.001, 0.9);
  shop.add_series("reports", "latency_seconds", SeriesKind::latency, 0.2, 30);
  shop.evidence.calls = {{"gate", "orders", 100}, {"orders", "stock", 100}, {"gate", "paper", 100}};
  shop.add_alert("gate", "gate is slow");
  shop.evidence.alerts.front().metric = "latency_seconds";
  const Diagnosis diagnosis = shop.diagnose_it();
  ASSERT_FALSE(diagnosis.services.empty());
  EXPECT_EQ(diagnosis.services.front().name, "stock");
}

TEST(Diagnosis, shared_words_are_given_as_they_are_written) {
  EXPECT_EQ(find_written("the Certificate expired", words_of("certificates").front()), "Certificate");
  EXPECT_EQ(find_written("lost database_url", words_of("databases").front()), "database_url");
  EXPECT_EQ(find_written("all is well", "databas"), "");
}

TEST(Diagnosis, without_evidence_nothing_is_said) {
  const Evidence nothing;
  const Outage outage = find_outage(nothing);
  EXPECT_FALSE(outage.onset || outage.detected || outage.end);
  const Diagnosis diagnosis = diagnose(nothing, outage);
  EXPECT_EQ(diagnosis.cause.kind, CauseKind::unknown);
  EXPECT_FALSE(diagnosis.cause.reason.empty());
  EXPECT_TRUE(diagnosis.suspects.empty());
}

TEST(Diagnosis, without_changes_on_record_the_cause_is_unknown_and_says_so) {
  Shop shop;
  shop.add_series("orders", "http_error_ratio", SeriesKind::error_share, 0.001, 0.5);
  const Diagnosis diagnosis = shop.diagnose_it();
  EXPECT_EQ(diagnosis.cause.kind, CauseKind::unknown);
  EXPECT_NE(diagnosis.cause.reason.find("no changes are on record"), std::string::npos) << diagnosis.cause.reason;
}

TEST(Diagnosis, the_same_evidence_gives_the_same_answer) {
  Shop shop = make_hasty_orders();
  const Diagnosis first = shop.diagnose_it();
  const Diagnosis second = shop.diagnose_it();
  ASSERT_EQ(first.suspects.size(), second.suspects.size());
  for (std::size_t i = 0; i < first.suspects.size(); ++i) {
    EXPECT_EQ(first.suspects[i].id, second.suspects[i].id);
    EXPECT_EQ(first.suspects[i].score, second.suspects[i].score);
    EXPECT_EQ(first.suspects[i].reason, second.suspects[i].reason);
  }
}

TEST(Outage, it_begins_when_requests_fail_and_ends_when_they_no_longer_do) {
  Shop shop;
  shop.add_series("orders", "latency_p99_ms", SeriesKind::latency, 80, 900, onset_minute, 81);
  shop.add_message("orders", LogLevel::info, "order accepted", 0, minutes);
  shop.add_message("orders", LogLevel::error, "order refused", onset_minute, 80, 3);
  const Outage outage = find_outage(shop.evidence);
  ASSERT_TRUE(outage.onset && outage.end);
  EXPECT_NEAR(static_cast<double>(outage.onset->at - start) / one_second, onset_minute * 60, 5);
  EXPECT_NEAR(static_cast<double>(outage.end->at - start) / one_second, 80 * 60, 6);
  EXPECT_FALSE(outage.onset->citations.empty());
}

TEST(Outage, a_lone_burst_of_errors_before_is_not_the_onset) {
  Shop shop;
  shop.add_message("orders", LogLevel::info, "order accepted", 0, minutes);
  shop.add_message("orders", LogLevel::error, "order refused", onset_minute, 80, 3);
  LogRow& row = shop.evidence.logs.rows.back();
  row.cells.insert(row.cells.begin(), {start / one_second + 40 * 60, 9, row.first});
  const Outage outage = find_outage(shop.evidence);
  ASSERT_TRUE(outage.onset.has_value());
  EXPECT_NEAR(static_cast<double>(outage.onset->at - start) / one_second, onset_minute * 60, 5);
}

TEST(Outage, detection_is_the_first_alert_or_word_of_a_person_within_it) {
  Shop shop = make_hasty_orders();
  Message message;
  message.at = start + (onset_minute + 1) * minute;
  message.author = "Nele";
  message.text = "orders look broken";
  shop.evidence.messages.push_back(message);
  const Outage outage = find_outage(shop.evidence);
  ASSERT_TRUE(outage.detected.has_value());
  EXPECT_EQ(outage.detected->at, message.at);
}

}  // namespace
}  // namespace afterword
