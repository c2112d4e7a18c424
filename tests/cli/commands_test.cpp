// What each command does, on the real program.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "run_program.h"

namespace afterword::testing {
namespace {

using nlohmann::json;

const std::string faulty = "# Mail was down\n\n<<<<<<< HEAD\nThe queue was full.\n";

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// `check` with one rule, so that new rules don't change what is expected here.
Ran check(std::vector<std::string> words, const RunOptions& options = {}) {
  words.insert(words.begin(), {"check", "--only", "merge-conflict-left"});
  return run_afterword(words, options);
}

TEST(Check, only_takes_a_list) {
  TestFolder folder;
  folder.write("a.md", "# Mail was down\n\nStart: 2024-03-12 10:00 UTC\n\nKevin forgot it.\n");
  const std::string file = (folder.path() / "a.md").string();
  const Ran both = run_afterword({"check", "--only", "summary-missing,blame,", file});
  const Ran apart = run_afterword({"check", "--only", "summary-missing", "--only", "blame", file});
  EXPECT_EQ(both.out, apart.out);
  EXPECT_EQ(both.code, apart.code);
  const Ran wrong = run_afterword({"check", "--only", "blame,blam", file});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("no rule `blam`"), std::string::npos) << wrong.err;
}

TEST(Check, tells_only_what_the_baseline_does_not_hold) {
  const TestFolder folder;
  const std::string file = folder.write("a.md", faulty), baseline = (folder.path() / "baseline").string();
  const Ran missing = check({"--baseline", baseline, file});
  EXPECT_EQ(missing.code, 2);
  EXPECT_TRUE(holds(missing.err, "--update-baseline")) << missing.err;
  const Ran updated = check({"--baseline", baseline, "--update-baseline", file});
  EXPECT_EQ(updated.code, 0);
  EXPECT_TRUE(holds(updated.err, "holds 1 findings: 1 more, 0 fewer")) << updated.err;
  EXPECT_TRUE(holds(folder.read("baseline"), " a.md\n")) << "paths are relative to the baseline";
  const Ran held = check({"--baseline", baseline, file});
  EXPECT_EQ(held.code, 0);
  EXPECT_EQ(held.out, "checked 1 document: nothing to say, 1 in the baseline\n");
  folder.write("a.md", "# Mail was down\n\nNow more above.\n\n<<<<<<< HEAD\n\n<<<<<<< theirs\n");
  const Ran moved = check({"--baseline", baseline, file});
  EXPECT_EQ(moved.code, 1);
  EXPECT_TRUE(holds(moved.out, "a.md:7:1:") && !holds(moved.out, "a.md:5:1:")) << moved.out;
  folder.write("a.md", "# Mail was down\n");
  const Ran stale = check({"--baseline", baseline, file});
  EXPECT_EQ(stale.code, 0);
  EXPECT_TRUE(holds(stale.err, "1 entry of")) << stale.err;
}

TEST(Check, format_comes_from_the_flag_then_the_environment_then_the_terminal) {
  const TestFolder folder;
  const std::string file = folder.write("a.md", faulty);
  RunOptions options;
  EXPECT_TRUE(holds(check({file}, options).out, "a.md:3:1: error[AW701]"));
  options.environment = {{"AFTERWORD_FORMAT", "json"}};
  EXPECT_TRUE(json::accept(check({file}, options).out));
  EXPECT_TRUE(holds(check({"--format", "full", file}, options).out, "  --> "));
  options.environment = {{"AFTERWORD_FORMAT", "jsom"}};
  const Ran wrong = check({file}, options);
  EXPECT_EQ(wrong.code, 2);
  EXPECT_TRUE(holds(wrong.err, "write `json`")) << wrong.err;
  RunOptions terminal;
  terminal.out_is_terminal = true;
  const std::string full = check({file}, terminal).out;
  EXPECT_TRUE(holds(full, "--> ") && holds(full, " ms\r\n")) << full;
}

TEST(Check, other_files_are_checked_when_one_can_t_be_read) {
  const TestFolder folder;
  const std::string file = folder.write("a.md", faulty);
  const Ran ran = check({"/no/such.md", folder.path().string(), file});
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(holds(ran.out, "a.md:3:1:"));
  EXPECT_EQ(check({(folder.path() / "empty").string()}).code, 2);
  std::filesystem::create_directory(folder.path() / "empty");
  EXPECT_TRUE(holds(check({(folder.path() / "empty").string()}).err, "found nothing to check"));
}

TEST(Check, any_text_file_is_read_when_it_is_named) {
  const TestFolder folder;
  for (const char* name : {"a.txt", "a.rst", "noending", "a.md.bak"}) {
    const std::string file = folder.write(name, faulty);
    EXPECT_EQ(check({file}).code, 1) << name;
  }
  EXPECT_EQ(check({folder.path().string()}).code, 2) << "but a folder holds no Markdown";
  EXPECT_EQ(check({folder.write("zeros.bin", std::string(5000, '\0'))}).code, 0);
}

TEST(Check, exclude_leaves_files_out_of_folders_and_says_so) {
  const TestFolder folder;
  folder.write(".afterword.toml", "exclude = [\"templates/\", \"*.tmp.md\"]\n");
  folder.write("a.md", faulty);
  folder.write("templates/deep/b.md", faulty);
  folder.write("c.tmp.md", faulty);
  RunOptions options;
  options.folder = folder.path();
  const Ran ran = check({"--verbose"}, options);
  EXPECT_TRUE(holds(ran.out, "checked 1 document: ")) << ran.out;
  EXPECT_TRUE(holds(ran.err, "templates/deep/b.md: `exclude` in .afterword.toml:1")) << ran.err;
  EXPECT_EQ(check({"c.tmp.md"}, options).code, 1) << "a named file is checked";
}

TEST(Check, a_setting_that_is_wrong_is_told_once_with_its_place) {
  const TestFolder folder;
  folder.write(".afterword.toml", "profile = \"alx\"\n\n[rules]\nmerge-conflict-left = \"fatal\"\n");
  for (int i = 0; i < 20; ++i) folder.write(std::to_string(i) + ".md", faulty);
  const Ran ran = check({folder.path().string()});
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(holds(ran.err, ".afterword.toml:4:")) << ran.err;
  EXPECT_LE(std::count(ran.err.begin(), ran.err.end(), '\n'), 3);
}

TEST(Check, timing_is_printed_by_rule_on_standard_error) {
  const TestFolder folder;
  const Ran ran = check({"--timing", folder.write("a.md", faulty)});
  EXPECT_TRUE(holds(ran.err, "(reading)") && holds(ran.err, "merge-conflict-left")) << ran.err;
}

TEST(Check, a_fix_that_can_t_be_written_is_told_and_leaves_the_file) {
  const TestFolder folder;
  const std::string text = "<!-- afterword-ignore merge-conflict-left: x -->\na\n";
  const std::string file = folder.write("a.md", text);
  std::filesystem::permissions(file, std::filesystem::perms(0444));
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0555));
  std::string program = AFTERWORD_PROGRAM;
  std::vector<std::string> words = {"check", "--only", "suppression-unused", "--only", "merge-conflict-left",
                                    "--fix", file};
  if (::geteuid() == 0) {  // root may write everything, so somebody else must try
    words.insert(words.begin(), {"--reuid=65534", "--regid=65534", "--clear-groups", program});
    program = "setpriv";
  }
  const Ran ran = run_program(program, words);
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
  if (ran.code > 3) GTEST_SKIP() << "nobody else may run the program here: " << ran.err;
  EXPECT_EQ(ran.code, 2) << ran.err;
  EXPECT_TRUE(holds(ran.err, "Permission denied")) << ran.err;
  EXPECT_EQ(folder.read("a.md"), text);
}

TEST(Check, a_file_with_the_longest_name_there_is_can_be_mended) {
  const TestFolder folder;
  const std::string name = std::string(252, 'x') + ".md";
  const std::string file = folder.write(name, "<!-- afterword-ignore merge-conflict-left: x -->\na\n");
  EXPECT_EQ(
      run_afterword({"check", "--only", "suppression-unused", "--only", "merge-conflict-left", "--fix", file}).code, 0);
  EXPECT_EQ(folder.read(name), "a\n");
}

TEST(Explain, prints_the_page_and_points_at_the_fault) {
  const Ran ran = run_afterword({"explain", "aw701"});
  EXPECT_TRUE(ran.out.starts_with("merge-conflict-left\nAW701, family form")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "\n  > <<<<<<< HEAD\n")) << ran.out;
  EXPECT_FALSE(holds(ran.out, "<!-- finding -->"));
}

TEST(Rules, are_a_table_for_people_and_for_programs) {
  const json rules = json::parse(run_afterword({"rules", "--json"}).out);
  const std::string table = run_afterword({"rules"}).out;
  EXPECT_GE(rules.size(), 4u);
  for (const json& rule : rules) EXPECT_TRUE(holds(table, rule["name"].get<std::string>())) << rule;
}

TEST(Init, writes_settings_that_hold_and_never_over_a_file) {
  const TestFolder folder;
  EXPECT_EQ(run_afterword({"init", folder.path().string()}).code, 0);
  const Ran shown = run_afterword({"config", "--show", folder.path().string()});
  EXPECT_EQ(shown.code, 0) << shown.err;
  const Ran again = run_afterword({"init", folder.path().string()});
  EXPECT_EQ(again.code, 2);
  EXPECT_TRUE(holds(again.err, "--force")) << again.err;
  EXPECT_EQ(run_afterword({"init", "--force", folder.path().string()}).code, 0);
  std::string text = folder.read(".afterword.toml");
  for (std::size_t at = text.find("\n# "); at != std::string::npos; at = text.find("\n# ", at + 1))
    if (text.substr(at + 3, text.find('\n', at + 1) - at - 3).find(" = ") != std::string::npos && text[at + 3] >= 'a' &&
        text[at + 3] <= 'z')
      text.erase(at + 1, 2);
  folder.write(".afterword.toml", text);
  EXPECT_EQ(run_afterword({"config", folder.path().string()}).code, 0) << "each setting in it reads when uncommented:\n"
                                                                       << text;
}

TEST(New, writes_what_flags_say_and_never_over_a_file) {
  const TestFolder folder;
  const std::string file = (folder.path() / "report.md").string();
  EXPECT_EQ(run_afterword({"new", file, "--title", "Mail was down", "--start", "2026-03-14 09:26"}).code, 0);
  const std::string text = folder.read("report.md");
  EXPECT_TRUE(holds(text, "# Mail was down\n") && holds(text, "**Start:** 2026-03-14 09:26 UTC")) << text;
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"--start", "gestern"},
                                                {"--start", "2026-02-31 09:26"},
                                                {"--zone", "Mars/Phobos"},
                                                {"--start", "2026-03-14 09:26", "--end", "2026-03-14 08:00"}}) {
    std::vector<std::string> words = {"new", "--title", "x"};
    words.insert(words.end(), wrong.begin(), wrong.end());
    const Ran refused = run_afterword(words);
    EXPECT_EQ(refused.code, 2) << wrong[1];
    EXPECT_TRUE(holds(refused.err, wrong.back())) << refused.err;
  }
  const Ran again = run_afterword({"new", file, "--title", "x"});
  EXPECT_EQ(again.code, 2);
  EXPECT_TRUE(holds(again.err, "--force"));
  EXPECT_EQ(folder.read("report.md"), text);
  EXPECT_EQ(run_afterword({"new", "--force", file, "--title", "x"}).code, 0);
  EXPECT_TRUE(holds(run_afterword({"new"}).out, "## Timeline")) << "without a terminal it asks nothing";
}

TEST(New, a_template_that_nobody_touched_is_told_as_one) {
  RunOptions input;
  input.input = run_afterword({"new"}).out;
  const Ran untouched = run_afterword({"check", "-"}, input);
  EXPECT_EQ(untouched.code, 1);
  EXPECT_TRUE(holds(untouched.out, "error[AW102]") && !holds(untouched.out, "AW101")) << untouched.out;
  input.input = run_afterword({"new", "--title", "Checkout was down", "--start", "2026-03-14 09:26"}).out;
  const Ran begun = run_afterword({"check", "-"}, input);
  EXPECT_EQ(begun.code, 1);
  EXPECT_FALSE(holds(begun.out, "AW101")) << begun.out;
}

TEST(New, asks_on_a_terminal) {
  RunOptions terminal;
  terminal.in_is_terminal = terminal.err_is_terminal = true;
  terminal.input = "Mail was down\n\n\n\n\n\n";
  const Ran ran = run_afterword({"new"}, terminal);
  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(holds(ran.out, "# Mail was down\n")) << ran.out;
  EXPECT_TRUE(holds(ran.err, "Which service")) << ran.err;
}

TEST(Fmt, formats_in_place_checks_and_filters) {
  const TestFolder folder;
  const std::string loose = "Title\n=====\n\n\n\n* one\n* two\n";
  const std::string file = folder.write("a.md", loose);
  RunOptions input;
  input.input = loose;
  const std::string formatted = run_afterword({"fmt", "-"}, input).out;
  ASSERT_FALSE(formatted.empty());
  ASSERT_NE(formatted, loose);
  EXPECT_EQ(run_afterword({"fmt", "--check", file}).code, 1);
  EXPECT_EQ(run_afterword({"fmt", "--diff", file}).code, 1);
  EXPECT_EQ(folder.read("a.md"), loose);
  EXPECT_EQ(run_afterword({"fmt", file}).code, 0);
  EXPECT_EQ(folder.read("a.md"), formatted);
  EXPECT_EQ(run_afterword({"fmt", "--check", file}).code, 0);
}

TEST(Inspect, prints_json_with_the_schema_s_name) {
  const TestFolder folder;
  const std::string file = folder.write("a.md", faulty);
  EXPECT_EQ(json::parse(run_afterword({"inspect", "--json", file}).out).at("schema"), "afterword.inspect/1");
  EXPECT_TRUE(holds(run_afterword({"inspect", file}).out, "a.md"));
}

TEST(Render, writes_a_page_by_the_ending_of_its_name) {
  const TestFolder folder;
  const std::string page = (folder.path() / "page.html").string();
  ASSERT_EQ(run_afterword({"render", AFTERWORD_SOURCE_DIR "/samples/good.md", "-o", page}).code, 0);
  EXPECT_TRUE(holds(folder.read("page.html"), "<html"));
  EXPECT_EQ(run_afterword({"render", AFTERWORD_SOURCE_DIR "/samples/good.md"}).out, folder.read("page.html"));
  const std::string data = (folder.path() / "page.json").string();
  ASSERT_EQ(run_afterword({"render", AFTERWORD_SOURCE_DIR "/samples/good.md", "-o", data}).code, 0);
  if (!folder.read("page.json").empty()) {
    EXPECT_TRUE(json::accept(folder.read("page.json")));
  }
  EXPECT_EQ(run_afterword({"render", AFTERWORD_SOURCE_DIR "/samples/good.md", "-o", "/no/such/folder/x.html"}).code, 2);
}

TEST(Render, says_what_a_file_of_another_ending_holds) {
  const TestFolder folder;
  const std::string file = folder.write("a.md", faulty);
  const Ran ran = run_afterword({"render", file, "-o", (folder.path() / "a.docx").string()});
  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(holds(ran.err, "a.docx holds HTML")) << ran.err;
  EXPECT_EQ(run_afterword({"render", file, "-o", (folder.path() / "a.html").string()}).err, "");
}

TEST(Verify, says_what_to_name_where_a_folder_holds_nothing_to_verify) {
  const TestFolder folder;
  const Ran ran = run_afterword({"verify", folder.path().string()});
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(holds(ran.err, "holds nothing that can be verified")) << ran.err;
  EXPECT_TRUE(holds(ran.err, "or a bundle")) << ran.err;
}

TEST(Render, gives_every_format_to_every_audience) {
  for (const std::string audience : {"executive", "engineer", "public"}) {
    const auto render = [&](const std::string& format) {
      const std::string sample = AFTERWORD_SOURCE_DIR "/samples/good.md";
      const Ran ran = run_afterword({"render", "--audience", audience, "--format", format, sample});
      EXPECT_EQ(ran.code, 0) << format << ran.err;
      return ran.out;
    };
    EXPECT_TRUE(render("html").starts_with("<!doctype html>"));
    EXPECT_TRUE(holds(render("svg"), "<svg"));
    EXPECT_TRUE(render("md").starts_with("# "));
    EXPECT_EQ(json::parse(render("json")).at("audience"), audience);
  }
  TestFolder folder;
  folder.write("a.md", "---\nprivate: true\n---\n\n# Mail was down\n\nThe queue was full.\n");
  for (const std::string command : {"render", "export"}) {
    std::vector<std::string> words = {command, (folder.path() / "a.md").string(), "--audience", "public"};
    if (command == "export") words.insert(words.end(), {"--to", "jira"});
    const Ran hidden = run_afterword(words);
    EXPECT_TRUE(holds(hidden.err, "all of this report is marked internal")) << hidden.err;
    EXPECT_FALSE(holds(hidden.out, "queue")) << hidden.out;
  }
  EXPECT_EQ(run_afterword({"render", "--audience", "board", AFTERWORD_SOURCE_DIR "/samples/good.md"}).code, 2);
}

const std::string pixel_png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR and so on", 26);

TEST(Render, shows_pictures_that_lie_beside_the_document_and_no_others) {
  const TestFolder folder;
  const std::string file = folder.write("reports/a.md",
                                        "# Mail was down\n\n## Summary\n\nMail was down for an "
                                        "hour.\n\n![in](img/in%20side.png) ![out](../out.png) ![big](big.png) "
                                        "![text](text.png) ![none](none.png) ![root](/etc/hostname)\n");
  folder.write("reports/img/in side.png", pixel_png);
  folder.write("out.png", pixel_png);
  folder.write("reports/text.png", "secret words");
  folder.write("reports/big.png", pixel_png + std::string(70'000, 'x'));
  RunOptions inside;
  inside.folder = folder.path() / "reports";
  const Ran ran = run_afterword({"render", file}, inside);
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(holds(ran.out, "<img src=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUiBhbmQgc28gb24=\" alt=\"in\""))
      << ran.out;
  EXPECT_LT(ran.out.size(), 60u * 1024);
  std::size_t shown = 0;
  for (std::size_t at = ran.out.find("<img"); at != std::string::npos; at = ran.out.find("<img", at + 1)) ++shown;
  EXPECT_EQ(shown, 1u) << ran.out;
  EXPECT_TRUE(holds(ran.err, "1 picture is linked, not shown")) << ran.err;
  RunOptions above;
  above.folder = folder.path();
  EXPECT_TRUE(holds(run_afterword({"render", file}, above).out, "alt=\"out\"")) << "it lies below the working folder";
}

TEST(Render, tells_what_is_late_by_a_day_that_can_be_pinned) {
  const TestFolder folder;
  const std::string file = folder.write(
      "a.md",
      "# Mail was down\n\n## Timeline\n\n- 10:00 The queue stops.\n- 10:20 It runs again.\n\n## Action items\n\n"
      "- [ ] Add an alert on the length of the queue. (owner: mail team, due 2024-05-01)\n");
  RunOptions pinned;
  pinned.environment = {{"SOURCE_DATE_EPOCH", "1714780800"}};  // 2024-05-04
  EXPECT_TRUE(holds(run_afterword({"render", file}, pinned).out, ">3 days late<"));
  pinned.environment = {{"SOURCE_DATE_EPOCH", "1714521600"}};  // 2024-05-01
  EXPECT_TRUE(holds(run_afterword({"render", file}, pinned).out, ">open<"));
}

TEST(Render, prints_a_pdf_where_chromium_is_installed) {
  if (!is_installed("chromium") && !is_installed("google-chrome")) GTEST_SKIP() << "chromium is not installed";
  const TestFolder folder;
  const std::string file = (folder.path() / "page.pdf").string();
  const Ran ran = run_afterword({"render", AFTERWORD_SOURCE_DIR "/samples/funny.md", "-o", file});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const std::string pdf = folder.read("page.pdf");
  EXPECT_TRUE(pdf.starts_with("%PDF-"));
  EXPECT_GT(pdf.size(), 20'000u);
  if (!is_installed("pdftotext")) return;
  const Ran text = run_program("pdftotext", {file, "-"});
  EXPECT_TRUE(holds(text.out, "took down the intranet") && holds(text.out, "What we do about it")) << text.out;
}

TEST(Render, says_clearly_that_pdf_needs_chromium) {
  const TestFolder folder;
  RunOptions nowhere;
  nowhere.environment = {{"PATH", folder.path().string()}};
  const Ran ran = run_afterword({"render", "--format", "pdf", AFTERWORD_SOURCE_DIR "/samples/good.md"}, nowhere);
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(holds(ran.err, "PDF needs Chromium")) << ran.err;
  EXPECT_TRUE(ran.out.empty());
}

}  // namespace
}  // namespace afterword::testing
