// Whole reports with all that the default profile says of them. Each tests/fixtures/check/NAME.md has its findings in
// NAME.findings; UPDATE_EXPECTED=1 writes them anew, and `git diff` is read.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "check/apply_fixes.h"
#include "check/check.h"

namespace afterword {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string describe(const Finding& finding) {
  std::string out = std::to_string(finding.line) + ":" + std::to_string(finding.column) + " " +
                    name_of(finding.severity) + "[" + finding.code + "] " + finding.message + "\n";
  for (const Note& note : finding.notes)
    out += "    note: " + note.message + (note.line != 0 ? " (line " + std::to_string(note.line) + ")" : "") + "\n";
  if (!finding.help.empty()) out += "    help: " + finding.help + "\n";
  for (const Fix& fix : finding.fixes) {
    constexpr const char* names[] = {"safe", "unsafe", "has placeholders"};
    out += "    fix (" + std::string(names[static_cast<int>(fix.applicability)]) + "): " + fix.title + "\n";
  }
  return out;
}

std::string findings_of(const std::string& text, const std::string& name) {
  const Postmortem postmortem = read_postmortem(std::make_shared<const Document>(Document::read(text, name)));
  std::string out;
  for (const Finding& finding : check(postmortem, Settings{}).findings) out += describe(finding);
  return out.empty() ? "nothing to say\n" : out;
}

TEST(CheckFixtures, say_what_is_expected) {
  const std::filesystem::path folder = std::filesystem::path(AFTERWORD_SOURCE_DIR) / "tests/fixtures/check";
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".md") continue;
    ++count;
    std::filesystem::path expected = entry.path();
    expected.replace_extension(".findings");
    const std::string found = findings_of(read_file(entry.path()), entry.path().filename());
    if (std::getenv("UPDATE_EXPECTED") != nullptr)
      std::ofstream(expected, std::ios::binary) << found;
    else
      EXPECT_EQ(found, read_file(expected)) << entry.path();
  }
  EXPECT_GE(count, 5u);
}

/// Each finding has what a reader needs: a message without a full stop, help, a place inside the text.
TEST(CheckFixtures, have_findings_that_can_be_acted_on) {
  const std::filesystem::path folder = std::filesystem::path(AFTERWORD_SOURCE_DIR) / "tests/fixtures/check";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".md") continue;
    const std::string text = read_file(entry.path());
    const Postmortem postmortem = read_postmortem(std::make_shared<const Document>(Document::read(text, "x.md")));
    for (const Finding& finding : check(postmortem, Settings{}).findings) {
      EXPECT_FALSE(finding.message.empty());
      EXPECT_FALSE(finding.message.ends_with('.')) << finding.message;
      EXPECT_FALSE(finding.help.empty()) << finding.rule;
      EXPECT_LE(finding.span.end, text.size()) << finding.rule;
      for (const Note& note : finding.notes) EXPECT_LE(note.span.end, text.size()) << finding.rule;
    }
  }
}

}  // namespace
}  // namespace afterword
