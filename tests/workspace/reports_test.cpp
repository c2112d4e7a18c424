#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "workspace/cells.h"
#include "workspace/diff.h"
#include "workspace/frame.h"
#include "workspace/json_text.h"
#include "workspace/place.h"
#include "workspace/template.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

using nlohmann::json;

/// A fixture shows a text with `[[` and `]]` around the place of a finding and `{{` and `}}` around second places, a
/// line of dashes, and the frame that is drawn for it. UPDATE_EXPECTED=1 writes the frames anew.
std::string draw_fixture(std::string source) {
  Finding finding;
  finding.code = "AW000";
  finding.rule = "example-rule";
  finding.severity = Severity::warning;
  finding.message = "something is wrong here";
  finding.label = "this is wrong";
  finding.help = "write something else";
  std::string text;
  std::vector<Span> seconds;
  for (std::size_t i = 0; i < source.size();) {
    const std::string_view two = std::string_view(source).substr(i, 2);
    const auto at = static_cast<std::uint32_t>(text.size());
    if (two == "[[") finding.span.begin = at;
    if (two == "]]") finding.span.end = at;
    if (two == "{{") seconds.push_back({at, at});
    if (two == "}}") seconds.back().end = at;
    if (two == "[[" || two == "]]" || two == "{{" || two == "}}") {
      i += 2;
    } else if (two == "\\t") {
      text += '\t';
      i += 2;
    } else if (two == "\\e") {
      text += '\x1b';
      i += 2;
    } else {
      text += source[i++];
    }
  }
  PlaceFinder places(text);
  finding.line = places.at(finding.span.begin).line;
  finding.column = places.at(finding.span.begin).column;
  for (const Span& span : seconds) finding.notes.push_back({"compare this", span, places.at(span.begin).line});
  ReportOptions options;
  options.width = 60;
  return draw_finding("report.md", text, finding, options);
}

TEST(Frames, are_drawn_as_the_fixtures_show) {
  const std::filesystem::path folder = AFTERWORD_SOURCE_DIR "/tests/fixtures/workspace/frames";
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream whole;
    whole << in.rdbuf();
    const std::string file = whole.str(), rule = "----------\n";
    const std::size_t cut = file.find(rule);
    ASSERT_NE(cut, std::string::npos) << entry.path();
    const std::string source = file.substr(0, cut), drawn = draw_fixture(source);
    if (std::getenv("UPDATE_EXPECTED") != nullptr)
      std::ofstream(entry.path(), std::ios::binary) << source + rule + drawn;
    else
      EXPECT_EQ(drawn, file.substr(cut + rule.size())) << entry.path();
    ++count;
  }
  EXPECT_GE(count, 8u);
}

/// A frame as a terminal of 68 columns shows it.
std::string draw_on_terminal(const std::string& text, const Finding& finding) {
  ReportOptions options;
  options.width = 60;
  options.wrapped = true;
  return draw_finding("report.md", text, finding, options);
}

TEST(Frames, break_words_where_a_terminal_ends) {
  Finding finding;
  finding.rule = "duration-mismatch";
  finding.code = "AW201";
  finding.severity = Severity::error;
  finding.message = "the duration `three hours` is not what lies between start and end, which is 2 hours";
  finding.label = "start and end are 2 h 30 min apart";
  finding.help = "write `2 hours and 30 minutes`, or correct the start or the end, whichever of the two it is";
  finding.line = 1;
  finding.column = 38;
  finding.span = {37, 48};
  finding.notes = {{"word 26 stands here", {94, 98}, 1}};
  const std::string text = "it began at 15:00, ended 17:30, and (three hours) passed, which is not what was told " +
                           std::string("by anyone who was there on that day\n");
  EXPECT_EQ(draw_on_terminal(text, finding),
            "error[AW201]: the duration `three hours` is not what lies between\n"
            "              start and end, which is 2 hours\n"
            "  --> report.md:1:38\n"
            "  |\n"
            "1 | it began at 15:00, ended 17:30, and (three hours) passed, …\n"
            "  |                                      ^^^^^^^^^^^\n"
            "  |                           start and end are 2 h 30 min apart\n"
            "  |\n"
            "  = note: line 1, column 95: word 26 stands here\n"
            "  = help: write `2 hours and 30 minutes`, or correct the start or\n"
            "          the end, whichever of the two it is\n"
            "  = why: afterword explain duration-mismatch\n\n");
}

TEST(Frames, put_a_label_that_does_not_fit_below_its_mark) {
  Finding finding;
  finding.rule = "lone-cause";
  finding.code = "AW403";
  finding.label = "the only cause that is named";
  finding.line = 1;
  finding.span = {10, 55};
  const std::string drawn = draw_on_terminal("Because of a certificate that was renewed and never loaded.\n", finding);
  EXPECT_NE(drawn.find("  |           " + std::string(45, '^') + "\n  |           the only cause that is named\n  |\n"),
            std::string::npos)
      << drawn;
}

TEST(Frames, cost_little_in_a_line_of_megabytes) {
  std::string text(5'000'000, 'x');
  Finding finding;
  finding.span = {2'500'000, 2'500'010};
  finding.line = 1;
  EXPECT_LT(draw_finding("a", text, finding, {}).size(), 1000u);
}

FileReport make_report() {
  FileReport report;
  report.path = "dir/my report.md";
  report.postmortem = read("# Tëst\n\n<<<<<<< one\n<<<<<<< one\ntext 😀 here\n", report.path);
  Finding finding;
  finding.rule = "merge-conflict-left";
  finding.code = "AW701";
  finding.severity = Severity::error;
  finding.message = "a \"message\" with <marks> & 100 %, one: two";
  finding.span = {9, 20};
  finding.line = 3;
  finding.column = 1;
  finding.help = "do this";
  finding.notes = {{"compare", {38, 42}, 5}, {"a fact", {}, 0}};
  finding.fixes = {{"mend", Applicability::safe, {{{9, 21}, ""}}}};
  report.findings.push_back(finding);
  finding.span = {21, 32};
  finding.line = 4;
  finding.severity = Severity::hint;
  report.findings.push_back(finding);
  report.suppressed.push_back({finding, "we know"});
  report.accepted.push_back(finding);
  return report;
}

std::string print(std::string_view format, const FileReport& report, const std::vector<Error>& troubles = {}) {
  const auto printer = find_report_format(format)->make({});
  Tally tally;
  tally.add(report);
  tally.troubles.insert(tally.troubles.end(), troubles.begin(), troubles.end());
  std::string out = printer->begin();
  out += printer->take_file(report, printer->format_file(report));
  FileReport second = report;
  second.path = "second.md";
  out += printer->take_file(second, printer->format_file(second));
  return out + printer->end(tally);
}

TEST(Reports, severity_is_the_same_in_every_format) {
  const FileReport report = make_report();
  EXPECT_NE(print("short", report).find("dir/my report.md:3:1: error[AW701] "), std::string::npos);
  EXPECT_NE(print("short", report).find("dir/my report.md:4:1: hint[AW701] "), std::string::npos);
  EXPECT_NE(print("full", report).find("error[AW701]: "), std::string::npos);
  const json findings = json::parse(print("json", report))["findings"];
  EXPECT_EQ(findings[0]["severity"], "error");
  EXPECT_EQ(findings[1]["severity"], "hint");
  EXPECT_EQ(findings.size(), 4u);
  const json results = json::parse(print("sarif", report))["runs"][0]["results"];
  EXPECT_EQ(results[0]["level"], "error");
  EXPECT_EQ(results[1]["level"], "note");
  EXPECT_NE(print("github", report).find("::error file=dir/my report.md,line=3,col=1,title=AW701 "), std::string::npos);
  EXPECT_NE(print("github", report).find("::notice file="), std::string::npos);
  EXPECT_EQ(json::parse(print("gitlab", report))[0]["severity"], "major");
  EXPECT_EQ(json::parse(print("gitlab", report))[1]["severity"], "info");
  EXPECT_NE(print("junit", report).find("<failure type=\"AW701\""), std::string::npos);
  EXPECT_NE(print("junit", report).find("<system-out>"), std::string::npos) << "a hint does not fail";
}

/// What SARIF 2.1.0 says a log must hold, as far as we write it.
void expect_sarif(const json& log) {
  ASSERT_EQ(log.at("version"), "2.1.0");
  ASSERT_TRUE(log.at("runs").is_array());
  const std::set<std::string> levels = {"none", "note", "warning", "error"};
  for (const json& run : log["runs"]) {
    const json& driver = run.at("tool").at("driver");
    EXPECT_TRUE(driver.at("name").is_string());
    std::set<std::string> ids;
    for (const json& rule : driver.at("rules")) {
      EXPECT_TRUE(ids.insert(rule.at("id")).second) << "rule ids are unique";
      for (const char* key : {"shortDescription", "fullDescription", "help"})
        EXPECT_TRUE(rule.at(key).at("text").is_string());
      EXPECT_TRUE(levels.contains(rule.at("defaultConfiguration").at("level")));
      EXPECT_TRUE(rule["defaultConfiguration"].at("enabled").is_boolean());
    }
    EXPECT_TRUE(run.at("columnKind") == "unicodeCodePoints" || run["columnKind"] == "utf16CodeUnits");
    for (const json& invocation : run.at("invocations")) {
      EXPECT_TRUE(invocation.at("executionSuccessful").is_boolean());
      for (const json& told : invocation.at("toolExecutionNotifications"))
        EXPECT_TRUE(told.at("message").at("text").is_string());
    }
    const auto expect_location = [](const json& location) {
      const json& physical = location.at("physicalLocation");
      const std::string uri = physical.at("artifactLocation").at("uri");
      EXPECT_EQ(uri.find_first_of(" \"<>\\^`{|}"), std::string::npos) << uri;
      const json& region = physical.at("region");
      EXPECT_GE(region.at("startLine").get<int>(), 1);
      EXPECT_GE(region.at("startColumn").get<int>(), 1);
      EXPECT_TRUE(region.at("endLine") > region["startLine"] || region.at("endColumn") >= region["startColumn"]);
    };
    std::set<std::string> prints;
    for (const json& result : run.at("results")) {
      EXPECT_TRUE(result.at("message").at("text").is_string());
      EXPECT_TRUE(levels.contains(result.at("level")));
      EXPECT_EQ(driver["rules"].at(result.at("ruleIndex").get<std::size_t>()).at("id"), result.at("ruleId"));
      for (const json& location : result.at("locations")) expect_location(location);
      if (result.contains("relatedLocations"))
        for (const json& location : result["relatedLocations"]) expect_location(location);
      for (const auto& [key, value] : result.at("partialFingerprints").items()) EXPECT_TRUE(value.is_string()) << key;
      if (!result.contains("suppressions"))
        EXPECT_TRUE(prints.insert(result["partialFingerprints"].begin()->get<std::string>()).second);
      if (result.contains("suppressions"))
        for (const json& each : result["suppressions"])
          EXPECT_TRUE(each.at("kind") == "inSource" || each["kind"] == "external");
      if (result.contains("fixes"))
        for (const json& fix : result["fixes"])
          for (const json& change : fix.at("artifactChanges")) {
            EXPECT_TRUE(change.at("artifactLocation").at("uri").is_string());
            ASSERT_FALSE(change.at("replacements").empty());
            for (const json& each : change["replacements"]) EXPECT_TRUE(each.at("deletedRegion").is_object());
          }
    }
  }
}

TEST(Reports, sarif_holds_what_the_standard_asks) {
  const json log = json::parse(print("sarif", make_report()));
  expect_sarif(log);
  const json& results = log["runs"][0]["results"];
  ASSERT_EQ(results.size(), 8u) << "silenced ones stay in";
  EXPECT_EQ(results[2]["suppressions"][0]["justification"], "we know");
  EXPECT_EQ(results[3]["baselineState"], "unchanged");
  EXPECT_EQ(results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "dir/my%20report.md");
  EXPECT_EQ(results[0]["relatedLocations"][0]["physicalLocation"]["region"]["startColumn"], 6) << "in characters";
  const json failed = json::parse(print("sarif", make_report(), {{ErrorKind::input, "can't read x", "x", ""}}));
  expect_sarif(failed);
  EXPECT_EQ(failed["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

/// The schema and its validator come from npm (script/bootstrap test). Without them the test is skipped aloud.
int run_sarif_schema(const std::string& log) {
  const auto file = std::filesystem::path(testing::TempDir()) / ("afterword-" + std::to_string(::getpid()) + ".sarif");
  std::ofstream(file, std::ios::binary) << log;
  const int status =
      std::system(("node '" AFTERWORD_SOURCE_DIR "/tests/web/sarif.mjs' '" + file.string() + "' 1>&2").c_str());
  std::filesystem::remove(file);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(Reports, sarif_is_valid_by_the_official_schema) {
  constexpr int not_installed = 77, no_node = 127;
  const std::string log = print("sarif", make_report(), {{ErrorKind::input, "can't read x", "x", ""}});
  const int code = run_sarif_schema(log);
  if (code == not_installed || code == no_node) GTEST_SKIP() << "no schema to validate with: npm ci in tests/web";
  EXPECT_EQ(code, 0);
  json broken = json::parse(log);
  broken["runs"][0]["results"][0]["level"] = "terrible";
  EXPECT_EQ(run_sarif_schema(broken.dump()), 1) << "the schema must be able to say no";
}

TEST(Reports, fingerprints_are_unique_and_stay_when_a_line_moves) {
  const json once = json::parse(print("gitlab", make_report()));
  EXPECT_NE(once[0]["fingerprint"], once[1]["fingerprint"]) << "equal lines are told apart";
  FileReport moved = make_report();
  moved.postmortem = read("# Tëst\n\n\n<<<<<<< one\n<<<<<<< one\n", moved.path);
  for (Finding& finding : moved.findings) {
    ++finding.span.begin;
    ++finding.line;
  }
  EXPECT_EQ(json::parse(print("gitlab", moved))[0]["fingerprint"], once[0]["fingerprint"]);
}

TEST(Reports, github_shows_errors_first_and_counts_what_it_can_t_show) {
  FileReport report = make_report();
  report.findings[0].severity = Severity::warning;
  for (int i = 0; i < 12; ++i) {
    report.findings.push_back(report.findings[0]);
    report.findings.back().severity = Severity::error;
  }
  const std::string out = print("github", report);
  EXPECT_TRUE(out.starts_with("::error")) << out;
  EXPECT_NE(out.find("14 more"), std::string::npos) << out;
  EXPECT_NE(out.find("100 %25, one: two%0Anote: line 5: compare"), std::string::npos) << out;
}

TEST(Reports, json_keeps_what_is_silenced_apart_and_survives_any_bytes) {
  const json document = json::parse(print("json", make_report()));
  EXPECT_EQ(document["schema"], "afterword.check/1");
  EXPECT_EQ(document["silenced"][0]["by"], "comment");
  EXPECT_EQ(document["silenced"][1]["by"], "baseline");
  EXPECT_EQ(document["findings"][0]["fixes"][0]["edits"][0]["span"], (json{9, 21}));
  for (const char* bytes : {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "a\x01\x1f\"\\", "\xE2\x82"})
    EXPECT_TRUE(json::accept(json_string(bytes))) << bytes;
}

TEST(Reports, the_summary_is_one_line_for_people) {
  Tally tally;
  tally.documents = 3;
  EXPECT_EQ(summarize(tally), "checked 3 documents: nothing to say");
  tally.errors = 1;
  tally.warnings = 2;
  tally.fixable = 1;
  tally.elapsed_ms = 4.04;
  EXPECT_EQ(summarize(tally), "checked 3 documents: 1 error, 2 warnings (1 fixable with --fix) in 4.0 ms");
}

TEST(Cells, are_counted_as_terminals_do) {
  EXPECT_EQ(count_cells("abc"), 3u);
  EXPECT_EQ(count_cells("日本"), 4u);
  EXPECT_EQ(count_cells("e\xCC\x81"), 1u) << "a combining mark";
  EXPECT_EQ(count_cells("🔥"), 2u);
  EXPECT_EQ(count_cells("👩\xE2\x80\x8D🚒"), 2u) << "joined into one picture";
  EXPECT_EQ(count_cells("\xFF\xFF"), 2u);
}

TEST(Places, are_right_in_any_order_of_asking) {
  const std::string text = "a\nbü日c\n\nd";
  PlaceFinder places(text);
  for (std::uint32_t offset : {9u, 2u, 8u, 0u, 5u, 11u, 1u, 12u, 3u, 99u}) {
    TextPlace expected;
    for (std::uint32_t i = 0; i < std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(text.size())); ++i) {
      if (text[i] == '\n')
        expected = {expected.line + 1, 1};
      else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80)
        ++expected.column;
    }
    const TextPlace place = places.at(offset);
    EXPECT_EQ(place.line, expected.line) << offset;
    EXPECT_EQ(place.column, expected.column) << offset;
  }
}

TEST(Diffs, show_changes_with_three_lines_of_context) {
  EXPECT_EQ(diff_texts("a", "x\n", "x\n"), "");
  EXPECT_EQ(diff_texts("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"),
            "--- a\n+++ a\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  EXPECT_EQ(diff_texts("a", "", "x\n"), "--- a\n+++ a\n@@ -0,0 +1 @@\n+x\n");
  EXPECT_EQ(diff_texts("a", "x", "x\n"), "--- a\n+++ a\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n");
  EXPECT_EQ(diff_texts("a", "a\nb\nc\nd\n", "b\nX\nc\n"), "--- a\n+++ a\n@@ -1,4 +1,3 @@\n-a\n b\n+X\n c\n-d\n");
}

TEST(Templates, hold_what_is_known_and_prompts_for_the_rest) {
  const std::string empty = write_template({});
  EXPECT_EQ(empty.find("Severity"), std::string::npos);
  EXPECT_NE(empty.find("- **Start:** <!--"), std::string::npos);
  const std::string given = write_template({"Mail was down", "mail", "2026-03-14 09:26", "", "CET", "SEV-1"});
  EXPECT_TRUE(given.starts_with("# Mail was down\n"));
  EXPECT_NE(given.find("- **Start:** 2026-03-14 09:26 CET\n"), std::string::npos);
  EXPECT_NE(given.find("- **End:** <!--"), std::string::npos);
}

}  // namespace
}  // namespace afterword
