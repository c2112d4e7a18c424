#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "evidence/print_evidence.h"
#include "evidence/readers/json.h"
#include "expected.h"

namespace afterword {
namespace {

std::vector<std::filesystem::path> fixture_files() {
  std::vector<std::filesystem::path> files;
  const std::filesystem::path folder = std::string(AFTERWORD_SOURCE_DIR) + "/tests/fixtures/evidence/payloads";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".read") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<Place> all_places(const Evidence& evidence) {
  std::vector<Place> places;
  const auto take = [&](const auto& list) {
    for (const auto& each : list) places.push_back(each.place);
  };
  take(evidence.series);
  take(evidence.alerts);
  take(evidence.changes);
  take(evidence.messages);
  take(evidence.statuses);
  take(evidence.patterns);
  take(evidence.spans);
  take(evidence.logged);
  take(evidence.notes);
  return places;
}

/// Every fixture is read as the file beside it says.
TEST(Payloads, each_fixture_is_read_as_expected) {
  ASSERT_GT(fixture_files().size(), 5u);
  for (const auto& file : fixture_files()) {
    std::ostringstream out;
    print_input(read_input(read_source_file(file), file.filename().string()), out);
    expect_text(file.string() + ".read", out.str());
  }
}

TEST(Payloads, each_place_lies_in_the_input_and_on_its_line) {
  for (const auto& file : fixture_files()) {
    const std::string bytes = read_source_file(file);
    for (const Place& place : all_places(read_input(bytes, file.filename().string()).evidence)) {
      ASSERT_LE(place.begin + place.size, bytes.size()) << file;
      const auto newlines = std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(place.begin), '\n');
      EXPECT_EQ(place.line, static_cast<std::uint64_t>(newlines) + 1) << file;
    }
  }
}

/// However an input is cut, it is read up to there, and what is missing is said.
TEST(Payloads, a_cut_input_never_crashes) {
  for (const auto& file : fixture_files()) {
    const std::string bytes = read_source_file(file);
    for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 97) {
      const ReadInput read = read_input(std::string_view(bytes).substr(0, size), file.filename().string());
      for (const Place& place : all_places(read.evidence)) EXPECT_LE(place.begin + place.size, size) << file;
    }
  }
}

TEST(Payloads, json_nested_a_hundred_thousand_deep_gives_a_note) {
  const std::string bytes = R"([{"timestamp": "2026-03-14T09:26:53Z", "flag": "dark_mode", "change": "off->on"}, )" +
                            std::string(100'000, '[');
  const ReadInput read = read_input(bytes, "flags.json");
  ASSERT_EQ(read.evidence.changes.size(), 1u);
  ASSERT_EQ(read.evidence.notes.size(), 1u);
  EXPECT_EQ(read.evidence.notes[0].code, "json-broken");
  EXPECT_EQ(read.evidence.notes[0].message, "the JSON is broken at line 1: it is nested deeper than 256 levels");
  EXPECT_EQ(read.input.unread, 1u);
}

}  // namespace
}  // namespace afterword
