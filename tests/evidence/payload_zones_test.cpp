// Metrics, alerts, changes and chat whose times state no zone, beside inputs that state theirs.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "evidence/gather.h"
#include "evidence/input_set.h"
#include "evidence/instant.h"

namespace afterword {
namespace {

constexpr std::int64_t noon = 1'782'302'400;  // 2026-06-24T12:00:00Z

NamedSource source_of(std::string path, std::string bytes, std::int64_t modified = 0) {
  return {std::move(path), modified, std::make_shared<MemorySource>(std::move(bytes))};
}

std::string two_digits(int value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

/// An hour from noon on in UTC, each minute a request; from 12:20 to 12:35 they fail.
std::string log_of_failures() {
  std::string text;
  for (int minute = 0; minute < 60; ++minute) {
    const bool fails = minute >= 20 && minute < 35;
    for (int n = 0; n < (fails ? 5 : 1); ++n)
      text += "{\"time\":\"2026-06-24T12:" + two_digits(minute) + ":0" + std::to_string(n) + "Z\",\"level\":\"" +
              (fails ? "error" : "info") + "\",\"service\":\"cart\",\"msg\":\"" +
              (fails ? "no connection is left in the pool" : "order was placed") + "\"}\n";
  }
  return text;
}

/// The same hour as a dashboard shows it two hours further east.
std::string table_of_failures() {
  std::string text = "timestamp,service,metric,value\n";
  for (int minute = 0; minute < 60; ++minute)
    text += "2026-06-24 14:" + two_digits(minute) + ":00,cart,errors_per_second," +
            (minute >= 20 && minute < 35 ? "7.5" : "0.1") + "\n";
  return text;
}

const Input& input_of(const Evidence& evidence, std::string_view path) {
  for (const Input& input : evidence.inputs)
    if (input.path == path) return input;
  return evidence.inputs.front();
}

const ReadingNote* note_of(const Evidence& evidence, std::string_view path, std::string_view code) {
  for (const ReadingNote& note : evidence.notes)
    if (evidence.inputs[note.place.input].path == path && note.code == code) return &note;
  return nullptr;
}

std::string first_of(const Evidence& evidence, std::string_view path) {
  return write_instant(input_of(evidence, path).first.value_or(0));
}

TEST(PayloadZones, metrics_rise_and_fall_with_the_errors_of_a_log_that_states_its_zone) {
  const std::vector<NamedSource> sources = {source_of("cart.json", log_of_failures()),
                                            source_of("panel.csv", table_of_failures())};
  const Evidence evidence = gather(sources, {});
  EXPECT_EQ(input_of(evidence, "panel.csv").zone, "+02:00");
  EXPECT_EQ(input_of(evidence, "panel.csv").zone_from,
            "inferred: its failures rise and fall there as those of inputs that state it");
  ASSERT_EQ(evidence.series.size(), 1u);
  EXPECT_EQ(write_instant(evidence.series[0].times.front()), "2026-06-24T12:00:00Z");
  EXPECT_EQ(first_of(evidence, "panel.csv"), "2026-06-24T12:00:00Z");
  const ReadingNote* note = note_of(evidence, "panel.csv", "zone-inferred");
  ASSERT_NE(note, nullptr);
  EXPECT_NE(note->message.find("taken as +02:00"), std::string::npos) << note->message;
  EXPECT_EQ(note_of(evidence, "panel.csv", "zone-assumed"), nullptr);
}

TEST(PayloadZones, metrics_alone_stay_in_UTC_and_it_is_said) {
  const std::vector<NamedSource> sources = {source_of("panel.csv", table_of_failures())};
  const Evidence evidence = gather(sources, {});
  EXPECT_EQ(first_of(evidence, "panel.csv"), "2026-06-24T14:00:00Z");
  EXPECT_EQ(input_of(evidence, "panel.csv").zone_from, "assumed");
  EXPECT_NE(note_of(evidence, "panel.csv", "zone-assumed"), nullptr);
}

TEST(PayloadZones, a_version_and_a_commit_that_a_log_tells_of_date_the_deploys) {
  const std::string log =
      "2026-06-24T12:10:02Z cart INFO starting cart 2.14.1\n"
      "2026-06-24T12:10:02Z cart INFO built from 4f7d21c9ab\n"
      "2026-06-24T12:40:31Z cart INFO starting cart 2.14.0\n";
  const std::string deploys =
      "time,service,version,commit\n"
      "2026-06-24 07:10:00,cart,2.14.1,4f7d21c9ab\n"
      "2026-06-24 07:40:30,cart,2.14.0,88c0de1f02\n";
  const std::vector<NamedSource> sources = {source_of("cart.log", log), source_of("deploys.csv", deploys)};
  const Evidence evidence = gather(sources, {});
  EXPECT_EQ(input_of(evidence, "deploys.csv").zone, "-05:00");
  ASSERT_EQ(evidence.changes.size(), 2u);
  EXPECT_EQ(write_instant(evidence.changes[0].at), "2026-06-24T12:10:00Z");
}

TEST(PayloadZones, chat_without_a_day_is_put_where_its_names_are_told_of) {
  const std::string alerts =
      R"([{"labels":{"alertname":"CartErrorsHigh","service":"cart"},"startsAt":"2026-06-24T12:21:00Z"},)"
      R"({"labels":{"alertname":"PoolRunsDry","service":"cart"},"startsAt":"2026-06-24T12:23:00Z"}])";
  const std::string chat =
      "[14:21] noor: CartErrorsHigh just paged me\n"
      "[14:24] lea: and PoolRunsDry too\n"
      "[14:36] noor: rolled back, it recovers\n";
  const std::vector<NamedSource> sources = {source_of("alerts.json", alerts),
                                            source_of("chat.txt", chat, noon + 3 * 86400)};
  const Evidence evidence = gather(sources, {});
  EXPECT_EQ(first_of(evidence, "chat.txt"), "2026-06-24T12:21:00Z");
  EXPECT_EQ(input_of(evidence, "chat.txt").zone, "+02:00");
  const ReadingNote* note = note_of(evidence, "chat.txt", "date-inferred");
  ASSERT_NE(note, nullptr);
  EXPECT_EQ(note->message, "its times state no day: 2026-06-24 is taken, the day that the other inputs tell of");
}

TEST(PayloadZones, chat_that_names_nothing_is_put_on_the_day_of_the_others) {
  const std::string chat =
      "[12:21] noor: the cart is broken\n"
      "[12:36] lea: rolled back, it recovers\n";
  const std::vector<NamedSource> sources = {source_of("cart.json", log_of_failures()),
                                            source_of("chat.txt", chat, noon + 9 * 86400)};
  const Evidence evidence = gather(sources, {});
  EXPECT_EQ(first_of(evidence, "chat.txt"), "2026-06-24T12:21:00Z");
  EXPECT_EQ(input_of(evidence, "chat.txt").zone_from, "assumed");
  EXPECT_NE(note_of(evidence, "chat.txt", "zone-assumed"), nullptr);
}

TEST(PayloadZones, a_table_is_last_changed_when_its_last_record_is_written) {
  const std::vector<NamedSource> sources = {source_of("panel.csv", table_of_failures(), noon + 59 * 60 + 2)};
  const Evidence evidence = gather(sources, {});
  EXPECT_EQ(first_of(evidence, "panel.csv"), "2026-06-24T12:00:00Z");
  EXPECT_EQ(input_of(evidence, "panel.csv").zone_from,
            "inferred: the file was last changed when its last record was written");
}

TEST(PayloadZones, what_contradicts_itself_is_said_and_not_guessed) {
  const std::vector<NamedSource> sources = {source_of("cart.json", log_of_failures()),
                                            source_of("panel.csv", table_of_failures(), noon + 3600 + 59 * 60 + 2)};
  const Evidence evidence = gather(sources, {});
  EXPECT_EQ(first_of(evidence, "panel.csv"), "2026-06-24T14:00:00Z");
  const ReadingNote* note = note_of(evidence, "panel.csv", "zone-ambiguous");
  ASSERT_NE(note, nullptr);
  EXPECT_NE(note->message.find("+01:00"), std::string::npos) << note->message;
  EXPECT_NE(note->message.find("+02:00"), std::string::npos) << note->message;
  EXPECT_NE(note->help.find("--zone"), std::string::npos);
}

TEST(PayloadZones, a_log_beside_it_that_writes_local_time_tells_the_zone) {
  std::string access;
  for (int minute = 0; minute < 60; minute += 5)
    access += "203.0.113.7 - - [24/Jun/2026:14:" + two_digits(minute) +
              ":01 +0200] \"GET / HTTP/1.1\" 200 612 \"-\" \"curl\"\n";
  const std::string deploys = "time,service,version\n2026-06-24 14:10:00,cart,17\n";
  const std::vector<NamedSource> beside = {source_of("web/access.log", access), source_of("web/deploys.csv", deploys)};
  EXPECT_EQ(first_of(gather(beside, {}), "web/deploys.csv"), "2026-06-24T12:10:00Z");
  EXPECT_EQ(input_of(gather(beside, {}), "web/deploys.csv").zone_from, "inferred: access.log beside it is in it");
  const std::vector<NamedSource> apart = {source_of("web/access.log", access), source_of("deploys.csv", deploys)};
  EXPECT_EQ(first_of(gather(apart, {}), "deploys.csv"), "2026-06-24T14:10:00Z");
}

TEST(PayloadZones, the_option_decides_over_all) {
  GatherOptions options;
  options.zone = read_zone("Asia/Tokyo");
  const std::vector<NamedSource> sources = {source_of("cart.json", log_of_failures()),
                                            source_of("panel.csv", table_of_failures(), noon + 59 * 60 + 2)};
  const Evidence evidence = gather(sources, options);
  EXPECT_EQ(first_of(evidence, "panel.csv"), "2026-06-24T05:00:00Z");
  EXPECT_EQ(input_of(evidence, "panel.csv").zone_from, "option --zone");
}

}  // namespace
}  // namespace afterword
