// `afterword agenda`, on the real program.
#include <gtest/gtest.h>

#include "run_program.h"

namespace afterword::testing {
namespace {

constexpr std::string_view report =
    "# Checkout was down\n\n## Issue Summary\n\n**Duration:** 2026-03-14, 09:10 to 10:40 UTC (90 minutes).\n\n"
    "**Impact:** 40 % of users could not reach the checkout.\n\n**Root cause:** The connection pool was exhausted.\n\n"
    "## Timeline (UTC)\n\n- 09:10: The outage begins.\n- 09:15: An alert fires and on-call looks at the dashboards.\n"
    "- 10:20: The incident is escalated to the storage team.\n- 10:40: Service is restored.\n\n"
    "## Root cause and resolution\n\nThe pool was too small. It was enlarged.\n\n"
    "## Corrective and preventative measures\n\n### Tasks\n\n- [ ] Alert on pool saturation (owner: Ana)\n";

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// The id of the question whose words hold `part`.
std::string id_of(const std::string& markdown, std::string_view part) {
  const std::size_t at = markdown.find(part);
  const std::size_t mark = markdown.rfind("\n**", at);
  return at == std::string::npos || mark == std::string::npos ? std::string() : markdown.substr(mark + 3, 4);
}

TEST(AgendaCommand, asks_what_the_report_leaves_open_and_shares_the_time) {
  TestFolder folder;
  const std::string path = folder.write("checkout.md", std::string(report));
  const Ran ran = run_afterword({"agenda", path, "--for", "1h"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  for (const char* part : {"What happened between 09:15 and 10:20 (65 minutes)?", "storage team: was called in",
                           "60 min", "Is the assessment of the impact complete?", "development", "management"})
    EXPECT_TRUE(holds(ran.out, part)) << part << "\n" << ran.out;
  const std::string who = ran.out.substr(0, ran.out.find("What happened"));
  EXPECT_FALSE(holds(who, "Ana")) << "who acted is named as a role: " << who;
}

TEST(AgendaCommand, quotes_what_a_reader_sees_and_names_a_report_without_title) {
  TestFolder folder;
  std::string text(report.substr(report.find("## Issue")));
  text += "1. [ ] **Alert** on `pool` waits\n";
  const Ran ran = run_afterword({"agenda", folder.write("checkout.md", text)});
  EXPECT_TRUE(holds(ran.out, "“Alert on pool waits”")) << ran.out;
  EXPECT_FALSE(holds(ran.out, ":**")) << ran.out;
  EXPECT_FALSE(holds(ran.out, "Untitled")) << ran.out;
}

TEST(AgendaCommand, an_invitation_says_when_and_who) {
  TestFolder folder;
  const std::string path = folder.write("checkout.md", std::string(report));
  EXPECT_EQ(
      run_afterword({"review", "request", path, "--as", "ana@example.org", "--reviewer", "Ben <ben@example.org>"}).code,
      0);
  RunOptions clock;
  clock.environment["SOURCE_DATE_EPOCH"] = "1796000000";
  const Ran ran = run_afterword({"agenda", path, "--ics", "--at", "2026-12-03T14:00", "--zone", "Europe/Berlin",
                                 "--for", "45m", "--as", "Ana <ana@example.org>"},
                                clock);
  EXPECT_EQ(ran.code, 0) << ran.err;
  std::string unfolded = ran.out;
  for (std::size_t at = unfolded.find("\r\n "); at != std::string::npos; at = unfolded.find("\r\n ", at))
    unfolded.erase(at, 3);
  for (const char* line : {"BEGIN:VCALENDAR\r\n", "METHOD:REQUEST\r\n", "DTSTART:20261203T130000Z\r\n",
                           "DURATION:PT45M\r\n", "SUMMARY:Review: Checkout was down\r\n",
                           "ORGANIZER;CN=\"Ana\":mailto:ana@example.org\r\n", "CN=\"Ben\":mailto:ben@example.org\r\n"})
    EXPECT_TRUE(holds(unfolded, line)) << line << "\n" << unfolded;
  EXPECT_EQ(run_afterword({"agenda", path, "--ics"}).code, 2);
  for (const char* wrong : {"tomorrow", "2026-12-03", "2026-12-32T14:00", "2026-12-03T25:00", "2026-12-03T14:0x"})
    EXPECT_EQ(run_afterword({"agenda", path, "--ics", "--at", wrong}).code, 2) << wrong;
  for (const char* wrong : {"soon", "5m", "9h", "45x", ""})
    EXPECT_EQ(run_afterword({"agenda", path, std::string("--for=") + wrong}).code, 2) << wrong;
}

TEST(AgendaCommand, notes_go_where_their_questions_point_and_nothing_else_changes) {
  TestFolder folder;
  const std::string path = folder.write("checkout.md", std::string(report));
  std::string notes = run_afterword({"agenda", path, "--format", "md"}).out;
  EXPECT_EQ(run_afterword({"agenda", path, "--notes", folder.write("empty.md", notes)}).out,
            path + ": 0 notes taken in as [Proposed]; take the mark away where it is right\n");
  const std::string gap = id_of(notes, "What happened between");
  ASSERT_EQ(gap.size(), 4U) << notes;
  const std::size_t below = notes.find('\n', notes.find("**" + gap + "**")) + 1;
  notes.insert(below, "\n- 09:40: The cache was suspected and cleared\n- [ ] Log pool waits\n");
  notes += "- [ ] Limit connections per tenant (owner: storage team)\nThe room was too warm.\n";
  const std::string file = folder.write("notes.md", notes);

  const Ran diff = run_afterword({"agenda", path, "--notes", file, "--diff"});
  EXPECT_EQ(diff.code, 1);
  EXPECT_TRUE(holds(diff.out, "+- 09:40: [Proposed] The cache was suspected and cleared")) << diff.out;
  EXPECT_EQ(folder.read("checkout.md"), report) << "--diff changes nothing";

  const Ran taken = run_afterword({"agenda", path, "--notes", file});
  EXPECT_EQ(taken.code, 0) << taken.err;
  EXPECT_TRUE(holds(taken.out, "3 notes taken in")) << taken.out;
  EXPECT_TRUE(holds(taken.err, "has no place in the report by itself: The room was too warm.")) << taken.err;
  std::string expected(report);
  expected.insert(expected.find("- 10:20"), "- 09:40: [Proposed] The cache was suspected and cleared\n");
  expected += "- [ ] [Proposed] Log pool waits\n- [ ] [Proposed] Limit connections per tenant (owner: storage team)\n";
  EXPECT_EQ(folder.read("checkout.md"), expected);
  EXPECT_TRUE(holds(run_afterword({"check", path, "--only", "placeholder-left"}).out, "AW103"));

  EXPECT_TRUE(holds(run_afterword({"agenda", path, "--notes", file}).out, "0 notes taken in")) << "twice is once";
  EXPECT_EQ(folder.read("checkout.md"), expected);
}

TEST(AgendaCommand, a_short_note_is_not_lost_because_its_words_stand_in_the_report) {
  TestFolder folder;
  const std::string path = folder.write("checkout.md", std::string(report));
  const std::string file = folder.write("notes.md", "## Tasks and anything else\n\n- [ ] It was enlarged.\n");
  EXPECT_TRUE(holds(run_afterword({"agenda", path, "--notes", file}).out, "1 note taken in"));
  EXPECT_TRUE(holds(folder.read("checkout.md"), "- [ ] [Proposed] It was enlarged.\n"));
}

TEST(AgendaCommand, the_page_is_valid_and_asks_the_same) {
  TestFolder folder;
  const std::string path = folder.write("checkout.md", std::string(report));
  const std::string page = (folder.path() / "agenda.html").string();
  EXPECT_EQ(run_afterword({"agenda", path, "-o", page}).code, 0);
  const std::string html = folder.read("agenda.html");
  EXPECT_TRUE(holds(html, "What happened between 09:15 and 10:20"));
  EXPECT_FALSE(holds(html, "<script"));
  EXPECT_FALSE(holds(html, "http"));
  if (!is_installed("xmllint")) GTEST_SKIP() << "xmllint is not installed";
  std::string faults = run_program("xmllint", {"--html", "--noout", page}).err;
  if (const std::size_t at = faults.find("Tag main invalid"); at != std::string::npos)
    faults.erase(faults.rfind("error :", at), 7);
  EXPECT_FALSE(holds(faults, "error :")) << faults;  // but that libxml2 is older than <main>
}

}  // namespace
}  // namespace afterword::testing
