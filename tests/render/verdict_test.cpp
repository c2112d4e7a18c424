#include <gtest/gtest.h>

#include "postmortem/postmortem.h"
#include "render/chronology.h"
#include "render/facts.h"

namespace afterword {
namespace {

Postmortem read_report(const std::string& summary) {
  const std::string text = "# Parcels stood still\n\n## Summary\n\n" + summary +
                           "\n\n## Timeline\n\n- 10:05 UTC: the labels stop\n- 10:20 UTC: an alert fires\n"
                           "- 11:31 UTC: the printer is replaced and the labels are printed again\n";
  return read_postmortem(std::make_shared<const Document>(Document::read(text)), {});
}

std::string value_of(const Postmortem& pm, std::string_view key) {
  for (const Fact& fact : collect_facts(pm, read_chronology(pm)))
    if (fact.id == key) return fact.value;
  return {};
}

TEST(Verdict, says_what_was_met_and_not_how_the_line_of_the_duration_puts_it) {
  const Postmortem pm = read_report(
      "**Duration:** Start: 2026-02-03 10:05 UTC. End: 2026-02-03 11:31 UTC. That is 86 minutes, all of them tense.\n\n"
      "**Impact:** The parcel desk was down. Customers could not print a single label.\n\n"
      "**Root cause:** The drum of the printer was worn.");
  const std::string verdict = compose_verdict(pm);
  EXPECT_EQ(verdict.find("86 minutes"), std::string::npos) << verdict;
  EXPECT_NE(verdict.find("parcel desk was down"), std::string::npos) << verdict;
}

TEST(Verdict, leaves_to_the_facts_when_it_was) {
  const Postmortem pm = read_report(
      "On February 3, 2026, from 10:05 to 11:31 UTC, the parcel desk was down for all customers. "
      "The root cause was a worn drum in the printer.");
  EXPECT_EQ(compose_verdict(pm),
            "The parcel desk was down for all customers. The root cause was a worn drum in the printer.");
}

TEST(Verdict, of_a_draft_tells_what_is_found_and_not_what_a_person_is_asked) {
  const Postmortem pm = read_report(
      "- **Impact:** [Which service was down, and what did its users meet?] 91 % of the requests to the parcel desk "
      "failed.\n- **Root cause:** [Confirm or correct this candidate.] The change of the drum sets the heat from 4 to "
      "9.");
  EXPECT_EQ(compose_verdict(pm),
            "91 % of the requests to the parcel desk failed. The change of the drum sets the heat from 4 to 9.");
}

TEST(Verdict, prefers_sentences_that_need_no_other) {
  const Postmortem pm = read_report(
      "- 🔥 The parcel desk was down for all customers.\n- This caused a queue because nobody could print.\n"
      "- However, the drum of the printer broke because it was worn.");
  EXPECT_EQ(compose_verdict(pm),
            "The parcel desk was down for all customers. The drum of the printer broke because it was worn.");
}

TEST(Facts, an_outage_within_one_minute_is_told_with_seconds) {
  const Postmortem pm = read_report("**Duration:** 2026-02-03, from 10:05:06 to 10:05:39 (UTC), 33 seconds.");
  EXPECT_EQ(value_of(pm, "when"), "10:05:06–10:05:39");
}

}  // namespace
}  // namespace afterword
