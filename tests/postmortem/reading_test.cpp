// What is read out of a report, as text: tests/fixtures/postmortem/reports/NAME.md and NAME.expected beside it.
// UPDATE_EXPECTED=1 writes the expectations anew; read the difference before you commit it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "postmortem/heading.h"
#include "postmortem/postmortem.h"
#include "postmortem/ticket.h"

namespace afterword {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::filesystem::path folder() {
  return std::filesystem::path(AFTERWORD_SOURCE_DIR) / "tests/fixtures/postmortem/reports";
}

Postmortem read_text(std::string text) {
  return read_postmortem(std::make_shared<const Document>(Document::read(std::move(text))));
}

void print(std::ostream& out, const char* name, const std::optional<Stated>& at) {
  if (at) out << name << ' ' << at->value << ' ' << at->instant << " (line " << at->line << ")\n";
}

void print(std::ostream& out, const char* name, const std::optional<StatedNumber>& n) {
  if (n)
    out << name << ' ' << n->value << (n->implied ? " implied" : "") << (n->computed ? " computed" : "") << " (line "
        << n->line << ")\n";
}

void print_measures(std::ostream& out, const Postmortem& pm) {
  for (const Measure& m : pm.measures) {
    out << "measure " << m.line << " \"" << m.text << '"';
    if (!m.verb.empty()) out << " verb=" << m.verb;
    if (!m.owner.empty()) out << " owner=" << m.owner;
    if (m.due) out << " due=" << to_string(Civil{m.due, {}});
    if (!m.priority.empty()) out << " priority=" << m.priority;
    if (m.done) out << (*m.done ? " done" : " open");
    if (!m.tracker.empty()) out << " tracker=" << m.tracker;
    out << '\n';
  }
}

/// Everything that the structure of a report gives; what its words are taken to mean is tested elsewhere.
std::string digest(const Postmortem& pm) {
  std::ostringstream out;
  out << (pm.is_postmortem       ? "postmortem"
          : pm.template_unfilled ? "template"
                                 : "no postmortem")
      << ", " << pm.language << '\n';
  if (!pm.is_postmortem) return out.str();
  if (pm.title) out << "title " << *pm.title << '\n';
  const Text& text = pm.document->text();
  out << "body " << text.line_of(pm.body.begin) << '-' << text.line_of(pm.body.end - 1) << '\n';
  if (pm.retelling) out << "retelling " << text.line_of(pm.retelling->begin) << '\n';
  print(out, "start", pm.start);
  print(out, "end", pm.end);
  if (pm.timezone) out << "zone " << pm.timezone->name.written << " (line " << pm.timezone->line << ")\n";
  print(out, "minutes", pm.duration_min);
  print(out, "percent", pm.percent);
  print(out, "users", pm.users);
  for (const Section& s : pm.sections)
    out << "section " << s.line << ' ' << name_of(s.role) << ": " << s.heading << '\n';
  for (const TimelineEntry& e : pm.timeline) {
    out << "entry " << e.line << " [" << e.time << "] " << e.value;
    if (e.since_start_s) out << " +" << *e.since_start_s / 60;
    out << " \"" << e.text << "\"\n";
  }
  print_measures(out, pm);
  return out.str();
}

TEST(Reading, a_share_is_also_told_by_two_numbers_of_people) {
  const auto read = [](const std::string& impact) {
    return read_text(
        "# Checkout was down\n\n- **Start:** 2024-03-12 10:00 UTC\n- **End:** 2024-03-12 11:00 UTC\n"
        "- **Impact:** " +
        impact + "\n\n## Timeline\n\n- 10:00 checkout fails\n- 11:00 it works again\n");
  };
  for (const std::string impact : {"Three of 12 users could not pay.", "3 out of the 12 customers could not pay."}) {
    const Postmortem pm = read(impact);
    ASSERT_TRUE(pm.percent && pm.users) << impact;
    EXPECT_EQ(pm.percent->value, 25) << impact;
    EXPECT_EQ(pm.users->value, 3) << impact;
  }
  const std::pair<std::string, double> words[] = {{"Half of our users were logged out.", 50},
                                                  {"A third of the customers could not pay.", 33.3},
                                                  {"Three quarters of users saw errors.", 75}};
  for (const auto& [impact, share] : words) {
    const Postmortem pm = read(impact);
    ASSERT_TRUE(pm.percent) << impact;
    EXPECT_EQ(pm.percent->value, share) << impact;
    EXPECT_FALSE(pm.users) << impact;
    EXPECT_EQ(pm.service_text, "") << impact;
  }
  for (const std::string impact : {"The third customer could not pay.", "A quarter of an hour was lost.",
                                   "Half of the servers could not be reached."})
    EXPECT_FALSE(read(impact).percent) << impact;
  EXPECT_FALSE(read("Three of 12 servers could not be reached.").percent);
  EXPECT_FALSE(read("12 of 3 users could not pay.").percent);
}

TEST(Reading, what_a_ticket_s_address_looks_like) {
  for (const std::string_view url : {"https://github.com/a/b/issues/12", "https://jira.example/browse/OPS-12?x=1",
                                     "https://tracker.example/MON-87", "https://t.example/a/b2b-c/GW2-7#c"})
    EXPECT_TRUE(is_ticket_address(url)) << url;
  for (const std::string_view url : {"https://status.example/2024-03", "https://docs.example/RFC-2616", "OPS-12",
                                     "https://nvd.example/CVE-2021-44228", "https://a.example/", "https://A-1"})
    EXPECT_FALSE(is_ticket_address(url)) << url;
}

TEST(Reading, every_fixture_is_read_as_expected) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder())) {
    if (entry.path().extension() != ".md") continue;
    ++count;
    std::filesystem::path expected = entry.path();
    expected.replace_extension(".expected");
    const std::string got = digest(read_text(read_file(entry.path())));
    if (std::getenv("UPDATE_EXPECTED")) std::ofstream(expected, std::ios::binary) << got;
    EXPECT_EQ(read_file(expected), got) << entry.path().filename();
  }
  EXPECT_GE(count, 20u);
}

TEST(Reading, spans_lie_inside_the_text_and_hold_what_they_say) {
  for (const auto& entry : std::filesystem::directory_iterator(folder())) {
    if (entry.path().extension() != ".md") continue;
    const Postmortem pm = read_text(read_file(entry.path()));
    const std::string_view content = pm.document->text().content();
    for (const TimelineEntry& e : pm.timeline) {
      ASSERT_LE(e.span.end, content.size()) << entry.path();
      if (!e.time.empty()) EXPECT_TRUE(e.span.covers(e.time_span)) << entry.path() << ": " << e.time;
      EXPECT_EQ(pm.document->text().line_of(e.span.begin), e.line) << entry.path();
    }
    for (const Measure& m : pm.measures) {
      ASSERT_LE(m.span.end, content.size()) << entry.path();
      if (!m.owner.empty()) EXPECT_EQ(m.owner_span.in(content), m.owner) << entry.path();
    }
    for (const Section& s : pm.sections) EXPECT_LE(s.first_line, s.last_line) << entry.path() << ": " << s.heading;
  }
}

TEST(Reading, cutting_a_report_anywhere_is_read_without_harm) {
  const std::string text = read_file(folder() / "a-timeline-of-bullets-with-twelve-hour-times.md");
  for (std::size_t size = 0; size <= text.size(); size += 7) {
    const Postmortem pm = read_text(text.substr(0, size));
    EXPECT_EQ(pm.requirements.size(), static_cast<std::size_t>(RequirementId::count));
    EXPECT_EQ(pm.places.size(), pm.document->lines().size());
  }
}

TEST(Headings, are_recognised_in_the_words_that_people_use) {
  std::ifstream in(std::filesystem::path(AFTERWORD_SOURCE_DIR) / "tests/fixtures/postmortem/headings.txt");
  std::size_t count = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t colon = line.find(": ");
    ASSERT_NE(colon, std::string::npos) << line;
    const HeadingReading reading = read_heading(line.substr(colon + 2));
    EXPECT_EQ(name_of(reading.role), line.substr(0, colon)) << line;
    EXPECT_TRUE(reading.covered || reading.role == Role::other) << line;
    ++count;
  }
  EXPECT_GE(count, 200u);
}

TEST(Headings, lose_numbers_pictures_and_accents) {
  EXPECT_EQ(fold_heading("## 🔍 Résolution & Recovery:"), "resolution recovery");
  EXPECT_EQ(fold_heading(":seedling: Root-Cause"), "root cause");
  EXPECT_EQ(read_heading("IV. Root cause").role, Role::root_cause);
  EXPECT_EQ(read_heading("Task 0: write it").role, Role::other);
}

}  // namespace
}  // namespace afterword
