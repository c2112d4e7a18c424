// Logs whose times state no zone, beside others that do.
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

/// Ten lines from 14:00:00 on by the clock on the wall, the last at 14:00:45.
std::string local_log(bool with_identifiers = false) {
  std::string text;
  for (int i = 0; i < 10; ++i) {
    const std::string second = std::to_string(i * 5);
    text += "2026-06-24 14:00:" + std::string(second.size() < 2 ? "0" : "") + second + ",120 WARN cart: refused";
    text += with_identifiers ? " request 7f3a9c0" + std::to_string(i) + "d1e2\n" : "\n";
  }
  return text;
}

const Input& input_of(const Evidence& evidence, std::string_view path) {
  for (const Input& input : evidence.inputs)
    if (input.path == path) return input;
  return evidence.inputs.front();
}

const ReadingNote* find_note(const Evidence& evidence, std::string_view code) {
  for (const ReadingNote& note : evidence.notes)
    if (note.code == code) return &note;
  return nullptr;
}

std::string first_of(const Evidence& evidence, std::string_view path = "logs/cart.log") {
  return write_instant(input_of(evidence, path).first.value_or(0));
}

TEST(ZoneInference, a_file_is_last_changed_when_its_last_line_is_written) {
  const std::vector<NamedSource> sources = {source_of("logs/cart.log", local_log(), noon + 46)};
  const Evidence evidence = gather(sources, {});
  EXPECT_EQ(first_of(evidence), "2026-06-24T12:00:00.120Z");
  EXPECT_EQ(evidence.inputs[0].zone, "+02:00");
  EXPECT_EQ(evidence.inputs[0].zone_from, "inferred: the file was last changed when its last line was written");
  const ReadingNote* note = find_note(evidence, "zone-inferred");
  ASSERT_NE(note, nullptr);
  EXPECT_NE(note->message.find("taken as +02:00"), std::string::npos) << note->message;
  EXPECT_EQ(find_note(evidence, "zone-assumed"), nullptr);
}

TEST(ZoneInference, a_copy_of_the_file_changed_at_another_time_tells_nothing) {
  const std::vector<NamedSource> sources = {source_of("logs/cart.log", local_log(), noon + 1234)};
  const Evidence evidence = gather(sources, {});
  EXPECT_EQ(first_of(evidence), "2026-06-24T14:00:00.120Z");
  EXPECT_NE(find_note(evidence, "zone-assumed"), nullptr);
}

TEST(ZoneInference, identifiers_that_another_log_dates_tell_the_zone) {
  std::string front;
  for (int i = 0; i < 10; ++i)
    front += "{\"time\":\"2026-06-24T08:30:" + std::to_string(10 + i * 5) +
             "Z\",\"msg\":\"answered\",\"request\":\"7f3a9c0" + std::to_string(i) + "d1e2\"}\n";
  const std::vector<NamedSource> sources = {source_of("logs/cart.log", local_log(true)),
                                            source_of("front.json", front)};
  const Evidence evidence = gather(sources, {});
  EXPECT_EQ(input_of(evidence, "logs/cart.log").zone, "+05:30");
  EXPECT_EQ(input_of(evidence, "logs/cart.log").zone_from,
            "inferred: 10 identifiers are also in front.json, which states it");
  EXPECT_EQ(first_of(evidence), "2026-06-24T08:30:00.120Z");
}

TEST(ZoneInference, what_contradicts_itself_is_said_and_not_guessed) {
  std::string front;
  for (int i = 0; i < 10; ++i)
    front += "{\"time\":\"2026-06-24T13:00:" + std::to_string(10 + i * 5) +
             "Z\",\"msg\":\"answered\",\"request\":\"7f3a9c0" + std::to_string(i) + "d1e2\"}\n";
  const std::vector<NamedSource> sources = {source_of("logs/cart.log", local_log(true), noon + 46),
                                            source_of("front.json", front)};
  const Evidence evidence = gather(sources, {});
  EXPECT_EQ(first_of(evidence), "2026-06-24T14:00:00.120Z");
  const ReadingNote* note = find_note(evidence, "zone-ambiguous");
  ASSERT_NE(note, nullptr);
  EXPECT_NE(note->message.find("+01:00"), std::string::npos) << note->message;
  EXPECT_NE(note->message.find("+02:00"), std::string::npos) << note->message;
  EXPECT_NE(note->help.find("--zone"), std::string::npos);
}

TEST(ZoneInference, a_log_beside_it_that_writes_local_time_tells_the_zone) {
  const std::string access =
      "203.0.113.7 - - [24/Jun/2026:14:00:01 +0200] \"GET / HTTP/1.1\" 200 612 \"-\" \"curl\"\n"
      "203.0.113.7 - - [24/Jun/2026:14:00:02 +0200] \"GET / HTTP/1.1\" 200 612 \"-\" \"curl\"\n";
  const std::vector<NamedSource> sources = {source_of("logs/cart.log", local_log()),
                                            source_of("logs/access.log", access)};
  const Evidence beside = gather(sources, {});
  EXPECT_EQ(first_of(beside), "2026-06-24T12:00:00.120Z");
  EXPECT_EQ(input_of(beside, "logs/cart.log").zone_from, "inferred: access.log beside it states it");
  const std::vector<NamedSource> apart = {source_of("logs/cart.log", local_log()),
                                          source_of("other/access.log", access)};
  EXPECT_EQ(first_of(gather(apart, {})), "2026-06-24T14:00:00.120Z");
}

TEST(ZoneInference, lines_of_the_same_file_tell_it) {
  const std::string mixed = "2026-06-24 14:00:00 +0300 WARN cart: begun\n" + local_log();
  const std::vector<NamedSource> sources = {source_of("logs/cart.log", mixed)};
  const Evidence evidence = gather(sources, {});
  EXPECT_EQ(first_of(evidence), "2026-06-24T11:00:00Z");
  EXPECT_EQ(write_instant(*evidence.inputs[0].last), "2026-06-24T11:00:45.120Z");
}

TEST(ZoneInference, files_of_a_rotated_log_share_their_zone) {
  const std::vector<NamedSource> sources = {source_of("logs/cart.log-20260623", local_log(), noon + 9000),
                                            source_of("logs/cart.log.1", local_log(), noon + 1234),
                                            source_of("logs/cart.log", local_log(), noon + 46),
                                            source_of("logs/pay.log", local_log(), noon + 1234)};
  const Evidence evidence = gather(sources, {});
  EXPECT_EQ(first_of(evidence, "logs/cart.log.1"), "2026-06-24T12:00:00.120Z");
  EXPECT_EQ(input_of(evidence, "logs/cart.log-20260623").zone_from, "inferred: it is the same log as cart.log");
  EXPECT_EQ(first_of(evidence, "logs/pay.log"), "2026-06-24T14:00:00.120Z");
}

TEST(ZoneInference, the_option_decides_over_all) {
  GatherOptions options;
  options.zone = read_zone("Asia/Tokyo");
  const std::vector<NamedSource> sources = {source_of("logs/cart.log", local_log(), noon + 46)};
  const Evidence evidence = gather(sources, options);
  EXPECT_EQ(first_of(evidence), "2026-06-24T05:00:00.120Z");
  EXPECT_EQ(evidence.inputs[0].zone_from, "option --zone");
}

}  // namespace
}  // namespace afterword
