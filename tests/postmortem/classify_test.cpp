#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "postmortem/postmortem.h"

namespace afterword {
namespace {

constexpr std::string_view letters = "DIAMECFRVXO";

Postmortem read(std::string text) {
  return read_postmortem(std::make_shared<const Document>(Document::read(std::move(text), "invented.md")));
}

struct Told {
  std::vector<std::uint32_t> answers;  ///< each a set of kinds that is right
  std::string text;
};

std::uint32_t kinds_of(const std::string& word) {
  std::uint32_t out = 0;
  for (const char c : word) out |= 1u << letters.find(c);
  return out;
}

std::vector<std::vector<Told>> read_timelines() {
  std::ifstream in(std::string(AFTERWORD_SOURCE_DIR) +
                   "/tests/fixtures/postmortem/sentences_of_invented_timelines.txt");
  std::vector<std::vector<Told>> out(1);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("//")) continue;
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) {
      if (!out.back().empty()) out.emplace_back();
      continue;
    }
    Told told;
    told.text = line.substr(tab + 1);
    std::istringstream answers(line.substr(0, tab));
    for (std::string answer; std::getline(answers, answer, '/');) told.answers.push_back(kinds_of(answer));
    out.back().push_back(told);
  }
  return out;
}

std::string report_of(const std::vector<Told>& timeline) {
  std::string text =
      "# Incident report\n\n## Summary\n\nThe service was down from 08:00 to 10:00 UTC on 4 March 2024.\n\n## "
      "Timeline\n\n";
  int minute = 480;
  for (const Told& told : timeline) {
    char clock[16];
    std::snprintf(clock, sizeof clock, "%02d:%02d", minute / 60, minute % 60);
    text += std::string("- ") + clock + " UTC - " + told.text + "\n";
    minute += 6;
  }
  return text +
         "\n## Root cause and resolution\n\nA fault was found and removed.\n\n## Corrective measures\n\n- Add a test\n";
}

struct Count {
  double hit = 0, wrong = 0, missed = 0;
  [[nodiscard]] double f1() const { return 2 * hit / std::max(1.0, 2 * hit + wrong + missed); }
};

/// Scores against the nearest of the right answers.
void compare(const Told& told, std::uint32_t said, Count& count, std::string& notes) {
  constexpr std::uint32_t other = 1u << 10;
  Count best;
  double errors_min = 99;
  for (const std::uint32_t answer : told.answers) {
    const std::uint32_t want = answer & ~other, got = said & ~other;
    const Count one{static_cast<double>(std::popcount(want & got)), static_cast<double>(std::popcount(got & ~want)),
                    static_cast<double>(std::popcount(want & ~got))};
    if (one.wrong + one.missed >= errors_min) continue;
    errors_min = one.wrong + one.missed;
    best = one;
  }
  count.hit += best.hit;
  count.wrong += best.wrong;
  count.missed += best.missed;
  if (errors_min == 0) return;
  notes += told.text + "  said:";
  for (std::uint32_t k = 0; k < 11; ++k)
    if ((said >> k & 1) != 0) notes += " " + std::string(name_of(static_cast<EntryKind>(1u << k)));
  notes += "\n";
}

TEST(Classify, invented_sentences_in_many_styles_are_understood) {
  Count count;
  std::string notes;
  std::size_t sentences = 0;
  for (const std::vector<Told>& timeline : read_timelines()) {
    const Postmortem postmortem = read(report_of(timeline));
    ASSERT_EQ(postmortem.timeline.size(), timeline.size()) << report_of(timeline);
    for (std::size_t i = 0; i < timeline.size(); ++i, ++sentences)
      compare(timeline[i], static_cast<std::uint32_t>(postmortem.timeline[i].kinds), count, notes);
  }
  EXPECT_GE(sentences, 140U);
  EXPECT_GE(count.f1(), 0.90) << count.f1() << "\n" << notes;
  RecordProperty("f1_percent", static_cast<int>(count.f1() * 100));
}

constexpr const char* whole_report = R"(# Postmortem: search outage

## Issue Summary

- **Duration:** 4 March 2024, 08:00 to 10:00 UTC
- **Impact:** The search service was down; 40% of users got empty result pages.
- **Root Cause:** A full disk on the index server.

## Timeline

- 08:00 UTC - Disk of the index server runs full
- 08:05 UTC - Prometheus alert fired for failing searches
- 08:10 UTC - On-call engineer investigated the query logs
- 08:20 UTC - A slow network was suspected at first, but measurements ruled it out
- 08:40 UTC - The incident was escalated to the storage team
- 09:10 UTC - Storage team identified the full disk as the root cause
- 09:30 UTC - Old index segments were deleted and the retention job was repaired
- 10:00 UTC - Search fully restored and monitored

## Root cause and resolution

The retention job had not run for three weeks because its credentials had expired. Segments piled up until the disk was
full, and the index server refused all writes.

The issue was resolved by deleting old segments, renewing the credentials and running the retention job.

## Corrective and preventative measures

- Add monitoring on disk usage of index servers
- Renew the credentials automatically
)";

bool names_line(const Passage& passage, std::uint32_t line) {
  return std::find(passage.lines.begin(), passage.lines.end(), line) != passage.lines.end();
}

TEST(Classify, a_plain_report_is_read_whole) {
  const Postmortem p = read(whole_report);
  ASSERT_TRUE(p.is_postmortem);
  EXPECT_TRUE(names_line(p.service, 6));
  EXPECT_EQ(p.service_text.find("search service") != std::string::npos, true) << p.service_text;
  EXPECT_TRUE(names_line(p.experience, 6));
  EXPECT_TRUE(names_line(p.root_cause_summary, 7));
  EXPECT_TRUE(names_line(p.root_cause_detail, 22));
  EXPECT_TRUE(names_line(p.resolution_detail, 25));
  EXPECT_EQ(p.misleading.lines, std::vector<std::uint32_t>{14});
  EXPECT_EQ(p.escalation.lines, std::vector<std::uint32_t>{15});
  EXPECT_EQ(p.escalated_to, std::vector<std::string>{"storage team"});
  EXPECT_EQ(p.detected_how, DetectedHow::monitoring);
  EXPECT_EQ(p.detected_how_line, 12U);
  EXPECT_TRUE(p.blame.empty());
}

TEST(Classify, a_service_is_a_name_and_not_whatever_a_sentence_begins_with) {
  const std::string from = "The search service was down; 40% of users got empty result pages.";
  const auto service = [&](std::string_view impact) {
    std::string text = whole_report;
    text.replace(text.find(from), from.size(), impact);
    for (std::size_t at = text.find("search outage"); at != std::string::npos; at = text.find("search outage"))
      text.replace(at, 13, "Tuesday");
    return read(text).service_text;
  };
  EXPECT_EQ(service("Zanzibar answered nobody for two hours."), "Zanzibar");
  EXPECT_EQ(service("On 4 March nobody in the whole company could work; 40% of users saw errors."), "");
  EXPECT_EQ(service("We were unable to work; 40% of users saw errors."), "");
  EXPECT_EQ(service("Users reported errors; 40% of them could not work."), "");
  EXPECT_EQ(service("The outage hit 40% of users, who saw errors."), "");
}

TEST(Classify, human_error_as_the_cause_is_blame) {
  std::string text = whole_report;
  const std::string from = "The retention job had not run";
  text.replace(text.find(from), from.size(), "The cause was human error. The retention job had not run");
  const Postmortem p = read(text);
  EXPECT_EQ(p.blame.lines, std::vector<std::uint32_t>{22});
}

TEST(Classify, a_report_without_misleading_paths_or_escalation_has_none) {
  std::string text = whole_report;
  for (const char* from : {"- 08:20 UTC", "- 08:40 UTC"}) {
    const std::size_t at = text.find(from);
    text.erase(at, text.find('\n', at) + 1 - at);
  }
  const Postmortem p = read(text);
  EXPECT_TRUE(p.misleading.empty());
  EXPECT_TRUE(p.escalation.empty());
  EXPECT_TRUE(p.escalated_to.empty());
}

TEST(Classify, what_is_no_postmortem_is_not_judged) {
  const Postmortem p = read("# Shopping list\n\n- milk\n- bread\n");
  EXPECT_TRUE(p.service.empty());
  EXPECT_FALSE(p.cause_class.has_value());
}

}  // namespace
}  // namespace afterword
