#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "moment/mention.h"

namespace afterword {
namespace {

namespace fs = std::filesystem;

const fs::path fixtures = fs::path(AFTERWORD_SOURCE_DIR) / "tests/fixtures/moment";
const fs::path page = fs::path(AFTERWORD_SOURCE_DIR) / "docs/notations.md";

/// One line of a fixture: the text without its braces, where they stood, and the reading expected.
struct Row {
  std::string written, text, expected;
  std::vector<Span> spans;
};

struct Fixture {
  fs::path path;
  std::string manner, title, words;
  std::vector<std::string> head;  ///< all lines before the first row, as they are
  std::vector<Row> rows;
};

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

Row read_row(const std::string& line) {
  const std::size_t arrow = line.find(" => ");
  Row row;
  row.written = line.substr(0, arrow);
  row.expected = line.substr(arrow + 4);
  std::uint32_t begin = 0;
  for (char c : row.written) {
    const auto place = static_cast<std::uint32_t>(row.text.size());
    if (c == '{') begin = place;
    if (c == '}') row.spans.push_back({begin, place});
    if (c != '{' && c != '}') row.text += c;
  }
  return row;
}

Fixture read_fixture(const fs::path& path) {
  Fixture fixture;
  fixture.path = path;
  std::istringstream in(read_file(path));
  for (std::string line; std::getline(in, line);) {
    if (line.find(" => ") != std::string::npos) {
      fixture.rows.push_back(read_row(line));
      continue;
    }
    EXPECT_TRUE(fixture.rows.empty()) << path << ": a line without “ => ”: " << line;
    fixture.head.push_back(line);
    if (line.starts_with("read as: ")) {
      fixture.manner = line.substr(9);
    } else if (line.starts_with("title: ")) {
      fixture.title = line.substr(7);
    } else if (!line.empty()) {
      fixture.words += line + "\n";
    }
  }
  return fixture;
}

std::vector<Fixture> all_fixtures() {
  std::vector<Fixture> all;
  // In the order of the page: what is simple first.
  for (const char* name :
       {"clocks", "dates", "together", "ranges", "lengths", "zones", "zones-in-prose", "lines", "no-times"}) {
    all.push_back(read_fixture(fixtures / (std::string(name) + ".txt")));
  }
  return all;
}

std::string print_date(Date date) {
  char buffer[24];
  if (date.year == 0) {
    std::snprintf(buffer, sizeof buffer, "--%02d-%02d", date.month, date.day);
  } else {
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", date.year, date.month, date.day);
  }
  return buffer;
}

std::string print_clock(const Clock& clock) {
  constexpr const char* forms[] = {"", " with its half", " half unknown", " with both", " in words"};
  char buffer[24];
  std::snprintf(buffer, sizeof buffer, "%02d:%02d", clock.hour, clock.minute);
  std::string out = buffer;
  if (clock.second >= 0) {
    std::snprintf(buffer, sizeof buffer, ":%02d", clock.second);
    out += buffer;
  }
  return out + forms[static_cast<int>(clock.form)];
}

std::string print_mention(const Mention& m) {
  constexpr const char* days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
  std::string out;
  const auto add = [&out](const std::string& part) { out += (out.empty() ? "" : ", ") + part; };
  if (m.approximate) add("about");
  if (m.weekday) add(days[*m.weekday]);
  if (m.date) add(print_date(*m.date));
  if (m.date_ambiguous) add("or " + print_date(*m.date_other));
  if (m.clock) add(print_clock(*m.clock));
  if (m.zone) add("zone " + m.zone->written);
  if (m.kind == MentionKind::duration) {
    if (m.seconds_low != m.seconds) add(std::to_string(m.seconds_low) + " to");
    add(std::to_string(m.seconds) + " s");
    if (m.since_start) add("since the start");
  }
  if (m.invalid) add("impossible");
  return out;
}

struct Reading {
  std::string text = "none";
  std::vector<Span> spans;
  void add(const Mention& m) {
    text = (spans.empty() ? "" : text + "; ") + print_mention(m);
    spans.push_back(m.span);
  }
};

std::string print_zone(const std::string& name) {
  const auto zone = read_zone(name);
  if (!zone) return "none";
  constexpr const char* kinds[] = {"IANA", "abbreviation", "offset", "name", "universal time"};
  std::string out = kinds[static_cast<int>(zone->kind)];
  if (!zone->iana.empty()) out += ", " + zone->iana;
  if (zone->offset_minutes) out += ", " + std::to_string(*zone->offset_minutes) + " min";
  for (const std::string& other : zone->others) out += ", or " + other;
  return out;
}

Reading read_range(const std::string& text) {
  Reading reading;
  std::vector<Mention> found;
  find_mentions(text, 0, {}, found);
  if (found.size() == 2 && is_range(text, found[0], found[1])) {
    settle_range(found[0], found[1]);
    reading.add(found[0]);
    reading.add(found[1]);
  }
  // The other way to the same end: from the first one on.
  if (!found.empty()) {
    std::vector<Mention> again;
    find_mentions(text, 0, {}, again);
    Reading other;
    if (auto second = read_range_end(text, again[0], {})) {
      other.add(again[0]);
      other.add(*second);
    }
    EXPECT_EQ(other.text, reading.text) << text;
    EXPECT_EQ(other.spans, reading.spans) << text;
  }
  return reading;
}

Reading read_as(const std::string& manner, const Row& row) {
  Reading reading;
  if (manner == "zone") {
    reading.text = print_zone(row.text);
    reading.spans = row.spans;
  } else if (manner == "line") {
    if (const auto mention = read_leading_time(row.text, {})) reading.add(*mention);
  } else if (manner == "range") {
    reading = read_range(row.text);
  } else {
    std::vector<Mention> found;
    find_mentions(row.text, 0, {}, found);
    for (const Mention& mention : found) reading.add(mention);
  }
  return reading;
}

bool updating() {
  const char* flag = std::getenv("UPDATE_EXPECTED");
  return flag != nullptr && *flag == '1';
}

/// The text with braces where the spans are: what a row should have looked like.
std::string with_braces(const std::string& text, const std::vector<Span>& spans) {
  std::string out;
  for (std::uint32_t i = 0; i <= text.size(); ++i) {
    for (const Span& span : spans) {
      if (span.end == i) out += '}';
    }
    for (const Span& span : spans) {
      if (span.begin == i) out += '{';
    }
    if (i < text.size()) out += text[i];
  }
  return out;
}

class Notations : public testing::TestWithParam<const char*> {};

/// Reads every row anew and writes what was read into the fixture.
void update_fixture(const fs::path& path) {
  const Fixture fixture = read_fixture(path);
  std::string out;
  for (const std::string& line : fixture.head) out += line + "\n";
  for (const Row& row : fixture.rows) {
    const Reading reading = read_as(fixture.manner, row);
    out += with_braces(row.text, reading.spans) + " => " + reading.text + "\n";
  }
  std::ofstream(path, std::ios::binary) << out;
}

TEST_P(Notations, are_read_as_the_fixture_says) {
  const fs::path path = fixtures / (std::string(GetParam()) + ".txt");
  if (updating()) update_fixture(path);
  const Fixture fixture = read_fixture(path);
  ASSERT_FALSE(fixture.rows.empty());
  for (const Row& row : fixture.rows) {
    const Reading reading = read_as(fixture.manner, row);
    EXPECT_EQ(reading.text, row.expected) << row.written;
    EXPECT_EQ(with_braces(row.text, reading.spans), row.written);
  }
}

INSTANTIATE_TEST_SUITE_P(Fixtures, Notations,
                         testing::Values("clocks", "dates", "together", "ranges", "lengths", "zones", "zones-in-prose",
                                         "lines", "no-times"),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Notations, no_fixture_is_forgotten) {
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(fixtures)) files += entry.path().extension() == ".txt" ? 1 : 0;
  EXPECT_EQ(files, all_fixtures().size());
}

std::string print_page() {
  std::string out =
      "# Notations of time\n\n"
      "Every row is run as a test (`tests/fixtures/moment/`); this page is written from them by\n"
      "`UPDATE_EXPECTED=1 build/release/tests/test_moment`. To add a notation, add a line there.\n"
      "What stands between braces is what is read. Times are printed on the 24-hour clock.\n";
  for (const Fixture& fixture : all_fixtures()) {
    out += "\n## " + fixture.title + "\n\n" + fixture.words + (fixture.words.empty() ? "" : "\n");
    out += "| Written | Read |\n|---|---|\n";
    for (const Row& row : fixture.rows) {
      std::string written = row.written;
      for (std::size_t i = 0; (i = written.find('|', i)) != std::string::npos; i += 2) written.insert(i, "\\");
      const bool quoted = written.find('`') != std::string::npos;
      out += "| " + (quoted ? "`` " + written + " ``" : "`" + written + "`") + " | " + row.expected + " |\n";
    }
  }
  return out;
}

TEST(NotationsPage, says_what_the_fixtures_say) {
  if (updating()) {
    for (const Fixture& fixture : all_fixtures()) update_fixture(fixture.path);
    std::ofstream(page, std::ios::binary) << print_page();
  }
  EXPECT_TRUE(read_file(page) == print_page()) << page << " is out of date: run with UPDATE_EXPECTED=1";
}

}  // namespace
}  // namespace afterword
