// The drafts of the lab's twelve recordings, as a person gets them: every line rests on a record or asks, `check` finds
// nothing but what it asks, and what programs get has the published shape.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "cli/run_program.h"

namespace afterword::testing {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

/// Marks of footnotes that a line refers to.
std::vector<std::string> marks_in(const std::string& line) {
  std::vector<std::string> out;
  for (std::size_t at = line.find("[^"); at != std::string::npos; at = line.find("[^", at + 1))
    out.push_back(line.substr(at, line.find(']', at) + 1 - at));
  return out;
}

/// Whether a line states nothing: brackets with a question or a wish, perhaps behind a label or a word that leads to
/// it.
bool only_asks(const std::string& line) {
  const std::size_t open = line.find('[');
  const bool task = line.starts_with("- [ ] ");
  const std::size_t prompt = task ? line.find('[', 6) : open;
  return prompt != std::string::npos && prompt < 40 && line.find(']', prompt) != std::string::npos;
}

/// A recording is gathered once for all that is asked of it.
const TestFolder& gathered(const std::string& name, const fs::path& recording) {
  static std::map<std::string, std::unique_ptr<TestFolder>> folders;
  std::unique_ptr<TestFolder>& folder = folders[name];
  if (!folder) {
    folder = std::make_unique<TestFolder>();
    const Ran ran = run_afterword({"gather", recording.string(), "-o", folder->path().string() + "/incident"});
    EXPECT_EQ(ran.code, 0) << ran.err;
  }
  return *folder;
}

class LabDraft : public ::testing::TestWithParam<std::string> {
 protected:
  const fs::path recording_ = fs::path(AFTERWORD_SOURCE_DIR) / "tests/fixtures/lab" / (GetParam() + ".tar.zst");
  const TestFolder& folder_ = gathered(GetParam(), recording_);
  const std::string draft_ = read_text(folder_.path() / "incident/postmortem.md");
};

TEST_P(LabDraft, every_line_rests_on_a_record_or_asks) {
  std::set<std::string> defined, used;
  bool code = false, matter = false, timeline = false;
  int entries = 0;
  for (const std::string& line : lines_of(draft_)) {
    if (line == "---") matter = !matter;
    if (line.starts_with("```")) code = !code;
    if (line.starts_with("## ")) timeline = line == "## Timeline";
    if (line.starts_with("[^")) {
      defined.insert(line.substr(0, line.find(']') + 1));
      continue;
    }
    if (matter || code || line.empty() || line == "---" || line.starts_with("```") || line.starts_with("#") ||
        line == "All times are UTC.")
      continue;
    const std::vector<std::string> marks = marks_in(line);
    used.insert(marks.begin(), marks.end());
    EXPECT_TRUE(!marks.empty() || only_asks(line)) << line;
    if (!timeline || !line.starts_with("- **")) continue;
    ++entries;
    EXPECT_FALSE(marks.empty()) << line;
  }
  EXPECT_EQ(defined, used);
  EXPECT_GE(entries, 8);
  EXPECT_LE(entries, 20);
}

TEST_P(LabDraft, check_finds_nothing_but_its_prompts) {
  const Ran ran = run_afterword({"check", "--format", "json", folder_.path().string() + "/incident/postmortem.md"});
  const Json report = Json::parse(ran.out);
  std::size_t prompts = 0;
  for (const Json& finding : report.at("findings")) {
    EXPECT_EQ(finding.at("rule"), "placeholder-left") << finding.dump();
    ++prompts;
  }
  EXPECT_GT(prompts, 5u);
}

TEST_P(LabDraft, every_citation_is_proven_and_a_second_run_changes_nothing) {
  EXPECT_EQ(run_afterword({"verify", folder_.path().string() + "/incident"}).code, 0);
  ASSERT_EQ(run_afterword({"gather", recording_.string(), "-o", folder_.path().string() + "/incident"}).code, 0);
  EXPECT_EQ(read_text(folder_.path() / "incident/postmortem.md"), draft_);
}

/// A shape as the format's page tells it: key → kinds of values, "?" before those that may be null.
using Shape = std::vector<std::pair<std::string, std::string>>;

void expect_shape(const Json& value, const Shape& shape, const std::string& where) {
  ASSERT_TRUE(value.is_object()) << where;
  for (const auto& [key, kind] : shape) {
    ASSERT_TRUE(value.contains(key)) << where << "." << key;
    const Json& member = value[key];
    const bool may_be_null = kind.starts_with('?');
    const std::string want = may_be_null ? kind.substr(1) : kind;
    if (may_be_null && member.is_null()) continue;
    const std::string have = member.is_number() ? "number" : member.type_name();
    EXPECT_EQ(have, want) << where << "." << key;
  }
  EXPECT_EQ(value.size(), shape.size()) << where << " has a key that the page does not tell: " << value.dump();
}

const Shape citation = {{"source", "string"}, {"line", "number"}, {"span", "array"}, {"sha256_16", "string"}};

void expect_citations(const Json& value, const std::string& where) {
  for (const Json& one : value.at("citations")) {
    expect_shape(one, citation, where + ".citations");
    EXPECT_EQ(one.at("sha256_16").get<std::string>().size(), 16u) << where;
    EXPECT_LE(one.at("span").at(0).get<std::uint64_t>(), one.at("span").at(1).get<std::uint64_t>());
  }
}

TEST_P(LabDraft, what_programs_get_has_the_shape_that_is_published) {
  const Json all = Json::parse(read_text(folder_.path() / "incident/gather.json"));
  expect_shape(all,
               {{"schema", "string"},
                {"onset", "?object"},
                {"detected", "?object"},
                {"end", "?object"},
                {"cause", "object"},
                {"suspects", "array"},
                {"services", "array"},
                {"timeline", "array"},
                {"templates", "object"},
                {"inputs", "array"},
                {"findings", "array"}},
               "");
  EXPECT_EQ(all.at("schema"), "afterword.gather/1");
  for (const char* key : {"onset", "detected", "end"}) {
    expect_shape(all.at(key), {{"instant", "string"}, {"why", "string"}, {"citations", "array"}}, key);
    expect_citations(all.at(key), key);
  }
  expect_shape(all.at("cause"),
               {{"kind", "string"},
                {"change", "?object"},
                {"service", "string"},
                {"confidence", "number"},
                {"reason", "string"},
                {"citations", "array"}},
               "cause");
  expect_citations(all.at("cause"), "cause");
  if (!all.at("cause").at("change").is_null())
    expect_shape(all.at("cause").at("change"), {{"kind", "string"}, {"id", "string"}, {"service", "string"}}, "change");
  expect_shape(all.at("templates"), {{"count", "number"}, {"new", "number"}, {"changed", "number"}}, "templates");
  std::size_t rank = 0;
  for (const Json& suspect : all.at("suspects")) {
    expect_shape(suspect,
                 {{"rank", "number"},
                  {"kind", "string"},
                  {"id", "string"},
                  {"service", "string"},
                  {"score", "number"},
                  {"reason", "string"},
                  {"citations", "array"}},
                 "suspect");
    expect_citations(suspect, "suspect");
    EXPECT_EQ(suspect.at("rank"), ++rank);
  }
  for (const Json& service : all.at("services"))
    expect_shape(service, {{"name", "string"}, {"score", "number"}}, "service");
  for (const Json& entry : all.at("timeline")) {
    expect_shape(entry,
                 {{"instant", "string"},
                  {"as_written", "string"},
                  {"text", "string"},
                  {"kinds", "array"},
                  {"citations", "array"}},
                 "timeline");
    expect_citations(entry, "timeline");
  }
  for (const Json& input : all.at("inputs"))
    expect_shape(input,
                 {{"path", "string"},
                  {"sha256", "string"},
                  {"bytes", "number"},
                  {"kind", "string"},
                  {"format", "string"},
                  {"zone", "string"},
                  {"zone_from", "string"},
                  {"records", "number"},
                  {"unread", "number"},
                  {"first", "?string"},
                  {"last", "?string"}},
                 "input");
}

INSTANTIATE_TEST_SUITE_P(Lab, LabDraft,
                         ::testing::Values("blocked-port", "connection-pool-dry", "corrupted-mail-update",
                                           "dns-failure", "expired-certificate", "mail-disk-full", "memory-leak",
                                           "migration-lock", "misspelt-file-name", "nginx-open-files", "traffic-surge",
                                           "wrong-database-string"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace afterword::testing
