// tests/fixtures/document/NAME.md is read; NAME.txt says what must come out: its lines, its repairs and its tree.
#include <gtest/gtest.h>

#include "document/print.h"
#include "expected.h"

namespace afterword {
namespace {

std::string printed(const Document& document) {
  std::string out = print_lines(document) + "\n";
  for (const Repair& repair : document.repairs()) out += "repair: " + repair.what + " → ‘" + repair.replacement + "’\n";
  if (!document.repairs().empty()) out += "\n";
  return out + print_tree(document);
}

TEST(DocumentFixtures, read_as_expected) {
  const std::filesystem::path folder = std::filesystem::path(AFTERWORD_SOURCE_DIR) / "tests/fixtures/document";
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".md") continue;
    ++files;
    std::filesystem::path expected = entry.path();
    expect_text(expected.replace_extension(".txt"), printed(Document::read(read_source_file(entry.path()))));
  }
  EXPECT_GT(files, 10u);
}

}  // namespace
}  // namespace afterword
