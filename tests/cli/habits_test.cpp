// Thirty habits of good command-line programs, one test each, on the real program.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "run_program.h"

namespace afterword::testing {
namespace {

using nlohmann::json;

/// One error: a conflict mark.
const std::string faulty = "# Mail was down\n\n<<<<<<< HEAD\nThe queue was full.\n";
/// One warning with a safe fix: a comment that silences nothing.
const std::string fixable =
    "# Mail was down\n\n<!-- afterword-ignore merge-conflict-left: as shown -->\nThe queue was full.\n";
/// Only the rules of this file's texts, so that new rules don't change what is expected here.
const std::vector<std::string> only = {"--only", "merge-conflict-left", "--only", "suppression-unused"};

std::vector<std::string> check(std::vector<std::string> words) {
  words.insert(words.begin(), only.begin(), only.end());
  words.insert(words.begin(), "check");
  return words;
}

bool has_escape(const std::string& text) {
  return text.find('\x1b') != std::string::npos;
}
bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}
std::size_t count_lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::vector<std::string> command_names() {
  return {"check", "inspect", "render", "fmt", "new", "rules", "explain", "config", "init", "completion", "help"};
}

TEST(Habits, habit_01_help_goes_to_standard_output_and_exits_with_0) {
  for (std::vector<std::string> words : {std::vector<std::string>{"--help"}, {"check", "--help"}, {"help"}}) {
    const Ran ran = run_afterword(words);
    EXPECT_EQ(ran.code, 0);
    EXPECT_FALSE(ran.out.empty());
    EXPECT_TRUE(ran.err.empty());
  }
}

TEST(Habits, habit_02_h_is_short_and_the_bare_program_prints_help_and_never_waits) {
  const Ran brief = run_afterword({"-h"}), whole = run_afterword({"--help"});
  EXPECT_EQ(brief.code, 0);
  EXPECT_LT(brief.out.size(), whole.out.size());
  RunOptions terminal;
  terminal.in_is_terminal = terminal.out_is_terminal = true;
  terminal.close_input = false;
  const Ran alone = run_afterword({}, terminal);
  EXPECT_EQ(alone.code, 0);
  EXPECT_TRUE(holds(alone.out, "Usage:"));
}

TEST(Habits, habit_03_help_shows_an_example_in_every_command) {
  for (const std::string& name : command_names()) {
    const Ran ran = run_afterword({name, "--help"});
    EXPECT_EQ(ran.code, 0) << name;
    EXPECT_TRUE(holds(ran.out, "Examples:\n  ")) << name;
    EXPECT_LT(ran.out.find("Examples:"), ran.out.find("Flags:")) << name;
  }
}

TEST(Habits, habit_04_version_is_one_line_with_number_and_commit_and_also_json) {
  const Ran ran = run_afterword({"--version"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(count_lines(ran.out), 1u);
  const json version = json::parse(run_afterword({"--version", "--json"}).out);
  EXPECT_TRUE(holds(ran.out, version["version"].get<std::string>()));
  EXPECT_TRUE(holds(ran.out, version["commit"].get<std::string>()));
}

TEST(Habits, habit_05_an_unknown_flag_or_command_exits_with_2) {
  EXPECT_EQ(run_afterword({"--nonsense"}).code, 2);
  EXPECT_EQ(run_afterword({"nonsense"}).code, 2);
  for (const std::string& name : command_names()) EXPECT_EQ(run_afterword({name, "--nonsense"}).code, 2) << name;
}

TEST(Habits, habit_06_usage_errors_go_to_standard_error_in_at_most_five_lines) {
  for (std::vector<std::string> words : {std::vector<std::string>{"--nonsense"},
                                         {"nonsense"},
                                         {"check", "--nonsense"},
                                         {"check", "--format", "x", "y"}}) {
    const Ran ran = run_afterword(words);
    EXPECT_TRUE(ran.out.empty());
    EXPECT_FALSE(ran.err.empty());
    EXPECT_LE(count_lines(ran.err), 5u) << ran.err;
  }
}

TEST(Habits, habit_07_a_near_miss_is_answered_with_the_right_name) {
  const TestFolder folder;
  folder.write(".afterword.toml", "proflie = \"alx\"\n");
  const std::string file = folder.write("a.md", faulty);
  EXPECT_TRUE(holds(run_afterword({"--versionn"}).err, "write `--version`"));
  EXPECT_TRUE(holds(run_afterword({"chek"}).err, "write `check`"));
  EXPECT_TRUE(holds(run_afterword({"check", "--fromat", "json"}).err, "write `--format`"));
  EXPECT_TRUE(holds(run_afterword({"check", "--format", "jsn"}).err, "write `json`"));
  EXPECT_TRUE(holds(run_afterword({"explain", "merge-conflict-lef"}).err, "write `merge-conflict-left`"));
  EXPECT_TRUE(holds(run_afterword({"check", "--only", "merge-conflict"}).err, "write `merge-conflict-left`"));
  EXPECT_TRUE(holds(run_afterword({"check", file}).err, "write `profile`"));
}

TEST(Habits, habit_08_no_escape_sequence_where_output_is_piped) {
  const TestFolder folder;
  const std::string file = folder.write("a.md", faulty);
  for (const char* format : {"full", "short", "json", "sarif", "github", "gitlab", "junit"}) {
    const Ran ran = run_afterword(check({"--format", format, file}));
    EXPECT_FALSE(has_escape(ran.out)) << format;
    EXPECT_FALSE(ran.out.empty()) << format;
  }
  EXPECT_FALSE(has_escape(run_afterword({"check", "--nonsense"}).err));
}

TEST(Habits, habit_09_no_color_dumb_and_never_win_and_force_and_always_force) {
  const TestFolder folder;
  const std::string file = folder.write("a.md", faulty);
  RunOptions terminal;
  terminal.out_is_terminal = true;
  terminal.environment = {{"NO_COLOR", "1"}};
  EXPECT_FALSE(has_escape(run_afterword(check({file}), terminal).out));
  terminal.environment = {{"TERM", "dumb"}};
  EXPECT_FALSE(has_escape(run_afterword(check({file}), terminal).out));
  terminal.environment = {{"CLICOLOR_FORCE", "1"}};
  EXPECT_FALSE(has_escape(run_afterword(check({"--color", "never", file}), terminal).out));
  RunOptions piped;
  EXPECT_TRUE(has_escape(run_afterword(check({"--format", "full", "--color", "always", file}), piped).out));
  piped.environment = {{"CLICOLOR_FORCE", "1"}};
  EXPECT_TRUE(has_escape(run_afterword(check({"--format", "full", file}), piped).out));
  piped.environment = {{"CLICOLOR_FORCE", "1"}, {"NO_COLOR", "1"}};
  EXPECT_FALSE(has_escape(run_afterword(check({"--format", "full", file}), piped).out));
}

TEST(Habits, habit_10_colours_on_a_terminal_decided_for_each_stream) {
  const TestFolder folder;
  const std::string file = folder.write("a.md", faulty);
  RunOptions out_only;
  out_only.out_is_terminal = true;
  const Ran first = run_afterword(check({file, "/nonexistent.md"}), out_only);
  EXPECT_TRUE(has_escape(first.out));
  EXPECT_FALSE(has_escape(first.err));
  RunOptions err_only;
  err_only.err_is_terminal = true;
  const Ran second = run_afterword(check({file, "/nonexistent.md"}), err_only);
  EXPECT_FALSE(has_escape(second.out));
  EXPECT_TRUE(has_escape(second.err));
}

TEST(Habits, habit_11_a_reader_that_went_away_is_no_error) {
  const TestFolder folder;
  std::string many = "# x\n";
  for (int i = 0; i < 3000; ++i) many += "<<<<<<< HEAD\n";
  const std::string file = folder.write("a.md", many);
  RunOptions options;
  options.close_out_early = true;
  const Ran ran = run_afterword(check({file}), options);
  EXPECT_TRUE(ran.code == 0 || ran.code == 141) << ran.code;
  EXPECT_TRUE(ran.err.empty()) << ran.err;
}

TEST(Habits, habit_12_a_full_disk_is_told_and_exits_with_2) {
  const TestFolder folder;
  const std::string file = folder.write("a.md", faulty);
  RunOptions options;
  options.out_path = "/dev/full";
  const Ran ran = run_afterword(check({file}), options);
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(holds(ran.err, "No space left on device")) << ran.err;
}

TEST(Habits, habit_13_a_missing_file_exits_with_2_and_names_path_and_reason) {
  for (const char* command : {"check", "inspect", "render", "fmt"}) {
    const Ran ran = run_afterword({command, "/no/such/file.md"});
    EXPECT_EQ(ran.code, 2) << command;
    EXPECT_TRUE(holds(ran.err, "/no/such/file.md: No such file or directory")) << command << ran.err;
  }
}

TEST(Habits, habit_14_two_runs_are_the_same_bytes_with_any_number_of_threads) {
  const TestFolder folder;
  for (int i = 0; i < 200; ++i) folder.write("d" + std::to_string(i % 7) + "/" + std::to_string(i) + ".md", faulty);
  for (const char* format : {"full", "short", "json", "sarif", "github", "gitlab", "junit"}) {
    const std::string once = run_afterword(check({"--format", format, "-j", "1", folder.path().string()})).out;
    EXPECT_EQ(once, run_afterword(check({"--format", format, "-j", "1", folder.path().string()})).out) << format;
    EXPECT_EQ(once, run_afterword(check({"--format", format, "-j", "5", folder.path().string()})).out) << format;
  }
}

TEST(Habits, habit_15_starting_opens_nothing_but_the_program_s_own_libraries) {
  if (!is_installed("strace")) GTEST_SKIP() << "strace is not installed";
  const TestFolder folder;
  const std::string trace = (folder.path() / "trace").string();
  const Ran ran =
      run_program("strace", {"-f", "-e", "trace=openat,connect,socket", "-o", trace, AFTERWORD_PROGRAM, "--version"});
  if (ran.code != 0 || folder.read("trace").empty()) GTEST_SKIP() << "strace may not trace here";
  std::istringstream lines(folder.read("trace"));
  for (std::string line; std::getline(lines, line);) EXPECT_TRUE(!holds(line, "openat") || holds(line, ".so")) << line;
}

TEST(Habits, habit_16_exit_codes_are_the_same_in_all_formats) {
  const TestFolder folder;
  const std::string bad = folder.write("bad.md", faulty), good = folder.write("good.md", "# Fine\n\nAll is well.\n");
  for (const char* format : {"full", "short", "json", "sarif", "github", "gitlab", "junit"}) {
    EXPECT_EQ(run_afterword(check({"--format", format, good})).code, 0) << format;
    EXPECT_EQ(run_afterword(check({"--format", format, bad})).code, 1) << format;
    EXPECT_EQ(run_afterword(check({"--format", format, "/nonexistent.md"})).code, 2) << format;
    EXPECT_EQ(run_afterword(check({"--format", format, "--exit-zero", bad})).code, 0) << format;
    EXPECT_EQ(run_afterword(check({"--format", format, "--fail-on", "never", bad})).code, 0) << format;
  }
  std::string many = "# x\n";
  for (int i = 0; i < 256; ++i) many += "<<<<<<< HEAD\n";
  EXPECT_EQ(run_afterword(check({folder.write("many.md", many)})).code, 1) << "256 findings are not 0";
}

TEST(Habits, habit_17_formats_for_machines_are_valid_also_when_the_run_fails) {
  const TestFolder folder;
  const std::string bad = folder.write("bad.md", faulty);
  folder.write("x/.afterword.toml", "nonsense = 1\n");
  const std::string unset = folder.write("x/a.md", faulty);
  for (std::vector<std::string> files :
       {std::vector<std::string>{bad}, {bad, "/nonexistent.md"}, {unset}, {"--nonsense"}}) {
    for (const char* format : {"json", "sarif", "gitlab"}) {
      std::vector<std::string> words = check({"--format", format});
      words.insert(words.end(), files.begin(), files.end());
      const Ran ran = run_afterword(words);
      EXPECT_TRUE(json::accept(ran.out)) << format << ": " << ran.out;
    }
    std::vector<std::string> words = check({"--format", "junit"});
    words.insert(words.end(), files.begin(), files.end());
    const Ran ran = run_afterword(words);
    EXPECT_TRUE(ran.out.starts_with("<?xml") && ran.out.ends_with("</testsuites>\n")) << ran.out;
  }
}

TEST(Habits, habit_18_fixes_are_idempotent_and_keep_mode_line_ends_and_byte_order_mark) {
  const TestFolder folder;
  std::string text = "\xEF\xBB\xBF";
  for (char c : fixable) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const std::string file = folder.write("a.md", text);
  ::chmod(file.c_str(), 0640);
  std::filesystem::create_symlink("a.md", folder.path() / "link.md");
  const Ran shown = run_afterword(check({"--diff", file}));
  EXPECT_EQ(shown.code, 1);
  EXPECT_TRUE(holds(shown.out, "-<!-- afterword-ignore")) << shown.out;
  EXPECT_EQ(folder.read("a.md"), text) << "--diff changes nothing";

  EXPECT_EQ(run_afterword(check({"--fix", (folder.path() / "link.md").string()})).code, 0);
  const std::string once = folder.read("a.md");
  EXPECT_EQ(once, "\xEF\xBB\xBF# Mail was down\r\n\r\nThe queue was full.\r\n");
  EXPECT_TRUE(std::filesystem::is_symlink(folder.path() / "link.md"));
  struct stat status{};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0640u);
  EXPECT_EQ(run_afterword(check({"--fix", file})).code, 0);
  EXPECT_EQ(folder.read("a.md"), once);
  EXPECT_EQ(run_afterword(check({"--diff", file})).code, 0);
  std::size_t left = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++left;
  EXPECT_EQ(left, 2u) << "no temporary file is left";
}

TEST(Habits, habit_19_a_dash_reads_standard_input_and_stdin_filename_picks_the_settings) {
  const TestFolder folder;
  folder.write(".afterword.toml", "[rules]\nmerge-conflict-left = \"hint\"\n");
  RunOptions options;
  options.input = faulty;
  EXPECT_EQ(run_afterword(check({"-"}), options).code, 1);
  const Ran ran = run_afterword(check({"-", "--stdin-filename", (folder.path() / "new.md").string()}), options);
  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(holds(ran.out, "new.md:3:1: hint[")) << ran.out;
  options.input = fixable;
  const Ran fixed = run_afterword(check({"-", "--fix"}), options);
  EXPECT_EQ(fixed.out, "# Mail was down\n\nThe queue was full.\n");
}

TEST(Habits, habit_20_two_dashes_end_flags_and_any_file_name_works) {
  const TestFolder folder;
  RunOptions options;
  options.folder = folder.path();
  for (const char* name : {"-x.md", "with space.md", "with\nnewline.md", "not\xFFutf8.md"}) {
    folder.write(name, faulty);
    const Ran ran = run_afterword(check({"--", name}), options);
    EXPECT_EQ(ran.code, 1) << name << ran.err;
    EXPECT_EQ(count_lines(ran.out), 2u) << ran.out;
    EXPECT_TRUE(json::accept(run_afterword(check({"--format", "json", "--", name}), options).out)) << name;
    EXPECT_TRUE(json::accept(run_afterword(check({"--format", "sarif", "--", name}), options).out)) << name;
  }
}

TEST(Habits, habit_21_flags_beat_the_environment_beats_the_project_beats_the_user) {
  const TestFolder folder;
  folder.write("config/afterword/config.toml", "profile = \"pagerduty\"\nlanguage = \"fr\"\n[limits]\nmeasures = 7\n");
  folder.write("project/.afterword.toml", "profile = \"google-sre\"\nlanguage = \"de\"\n");
  const std::string file = folder.write("project/deep/a.md", faulty);
  RunOptions options;
  options.environment = {{"XDG_CONFIG_HOME", (folder.path() / "config").string()}};
  const auto show = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"config", "--show", file});
    return run_afterword(words, options).out;
  };
  const std::string project = show({});
  EXPECT_TRUE(holds(project, "profile = \"google-sre\"")) << project;
  EXPECT_TRUE(holds(project, "project/.afterword.toml:1\n")) << project;
  EXPECT_TRUE(holds(project, "limits.measures = 7")) << project;
  EXPECT_TRUE(holds(project, "afterword/config.toml:4")) << project;
  EXPECT_TRUE(holds(project, "# default")) << project;
  options.environment["AFTERWORD_PROFILE"] = "alx";
  EXPECT_TRUE(holds(show({}), "profile = \"alx\"")) << "the environment";
  EXPECT_TRUE(holds(show({"--profile", "pagerduty"}), "profile = \"pagerduty\"")) << "the flag";
  folder.write("project/.afterword.toml", "\nlimits = { word-max = 3 }\n");
  const Ran wrong = run_afterword({"check", file}, options);
  EXPECT_EQ(wrong.code, 2);
  EXPECT_TRUE(holds(wrong.err, ".afterword.toml:2:") && holds(wrong.err, "write `words-max`")) << wrong.err;
}

TEST(Habits, habit_22_gitignore_is_obeyed_unless_asked_and_a_named_file_beats_it) {
  const TestFolder folder;
  std::filesystem::create_directories(folder.path() / ".git");
  folder.write(".gitignore", "build/\n*.draft.md\n!kept.draft.md\n");
  folder.write("a.md", faulty);
  folder.write("build/b.md", faulty);
  const std::string named = folder.write("c.draft.md", faulty);
  folder.write("kept.draft.md", faulty);
  RunOptions options;
  options.folder = folder.path();
  const Ran ran = run_afterword(check({}), options);
  EXPECT_TRUE(holds(ran.out, "a.md:") && holds(ran.out, "kept.draft.md:")) << ran.out;
  EXPECT_FALSE(holds(ran.out, "b.md:") || holds(ran.out, "c.draft.md:")) << ran.out;
  EXPECT_TRUE(holds(run_afterword(check({"--no-ignore"}), options).out, "build/b.md:"));
  const Ran explicitly = run_afterword(check({named}), options);
  EXPECT_EQ(explicitly.code, 1);
  EXPECT_TRUE(holds(explicitly.err, ".gitignore:2")) << explicitly.err;
}

TEST(Habits, habit_23_no_progress_where_nobody_watches) {
  const TestFolder folder;
  for (int i = 0; i < 50; ++i) folder.write(std::to_string(i) + ".md", faulty);
  EXPECT_TRUE(run_afterword(check({folder.path().string()})).err.empty());
  RunOptions ci;
  ci.err_is_terminal = true;
  ci.environment = {{"CI", "true"}};
  EXPECT_FALSE(holds(run_afterword(check({folder.path().string()}), ci).err, "checking"));
}

TEST(Habits, habit_24_an_interrupt_exits_with_130_and_leaves_no_unfinished_file) {
  RunOptions waiting;
  waiting.close_input = false;
  waiting.interrupt_with = SIGINT;
  EXPECT_EQ(run_afterword(check({"-"}), waiting).code, 130);
  waiting.interrupt_with = SIGTERM;
  EXPECT_EQ(run_afterword(check({"-"}), waiting).code, 143);
  const TestFolder folder;
  constexpr int files = 300;
  // Whenever the signal comes, before the first file, among them or behind the last, what is left is whole.
  for (const int wait_ms : {0, 20, 60, 150}) {
    for (int i = 0; i < files; ++i) folder.write(std::to_string(i) + ".md", fixable);
    RunOptions busy;
    busy.interrupt_with = SIGINT;
    busy.interrupt_after_ms = wait_ms;
    const Ran ran = run_afterword(check({"--fix", folder.path().string()}), busy);
    EXPECT_TRUE(ran.code == 130 || ran.code == 0) << ran.code << ran.err;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
      EXPECT_EQ(entry.path().extension(), ".md") << entry.path();
      const std::string text = folder.read(entry.path().filename().string());
      EXPECT_TRUE(text == fixable || text == "# Mail was down\n\nThe queue was full.\n") << entry.path();
    }
  }
}

TEST(Habits, habit_25_completions_parse_in_their_shells_and_know_rules) {
  const TestFolder folder;
  for (const auto& [shell, flag] : {std::pair<std::string, std::string>{"bash", "-n"}, {"zsh", "-n"}, {"fish", "-n"}}) {
    const Ran script = run_afterword({"completion", shell});
    EXPECT_EQ(script.code, 0);
    if (!is_installed(shell)) continue;
    const Ran parsed = run_program(shell, {flag, folder.write("c." + shell, script.out)});
    EXPECT_EQ(parsed.code, 0) << shell << parsed.err;
  }
  EXPECT_TRUE(holds(run_afterword({"completion", "powershell"}).out, "Register-ArgumentCompleter"));
  EXPECT_EQ(run_afterword({"completion", "tcsh"}).code, 2);
  const std::string program = AFTERWORD_PROGRAM;
  RunOptions options;
  options.environment = {{"PATH", program.substr(0, program.rfind('/')) + ":/usr/bin:/bin"}};
  const std::string complete =
      "source " + (folder.path() / "c.bash").string() +
      "; COMP_WORDS=(afterword explain merge-c); COMP_CWORD=2; _afterword; echo ${COMPREPLY[@]}";
  EXPECT_EQ(run_program("bash", {"-c", complete}, options).out, "merge-conflict-left\n");
}

TEST(Habits, habit_26_every_command_has_a_clean_man_page_and_help_is_the_same_both_ways) {
  const TestFolder folder;
  ASSERT_EQ(run_afterword({"man", folder.path().string()}).code, 0);
  for (const std::string& name : command_names()) {
    const std::string page = "afterword-" + name + ".1";
    EXPECT_TRUE(holds(folder.read(page), ".Sh EXAMPLES")) << page;
    EXPECT_EQ(run_afterword({"help", name}).out, run_afterword({name, "--help"}).out);
    if (is_installed("mandoc")) {
      const Ran lint = run_program("mandoc", {"-Tlint", (folder.path() / page).string()});
      EXPECT_EQ(lint.out, "") << page;
    }
  }
  if (is_installed("mandoc")) {
    EXPECT_EQ(run_program("mandoc", {"-Tlint", (folder.path() / "afterword.1").string()}).out, "");
  }
}

TEST(Habits, habit_27_works_without_home_locale_or_network_in_a_folder_that_can_t_be_written) {
  const TestFolder folder;
  folder.write("a.md", faulty);
  std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  RunOptions options;
  options.folder = folder.path();
  options.environment = {{"HOME", "(unset)"}, {"LC_ALL", "C"}, {"TERM", "(unset)"}};
  EXPECT_EQ(run_afterword(check({"a.md"}), options).code, 1);
  std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
  if (!is_installed("strace")) GTEST_SKIP() << "strace is not installed";
  const std::string trace = (folder.path() / "trace").string();
  const Ran ran = run_program(
      "strace", {"-f", "-e", "trace=network", "-o", trace, AFTERWORD_PROGRAM, "check", folder.path() / "a.md"});
  if (ran.code == 127 || ran.code > 1) GTEST_SKIP() << "strace may not trace here";
  EXPECT_FALSE(holds(folder.read("trace"), "socket(")) << folder.read("trace");
}

TEST(Habits, habit_28_no_flag_takes_a_secret) {
  for (const std::string& name : command_names()) {
    const std::string help = run_afterword({name, "--help"}).out;
    for (const char* word : {"--token", "--password", "--secret", "--key"}) EXPECT_FALSE(holds(help, word)) << name;
  }
}

TEST(Habits, habit_29_a_fault_of_our_own_exits_with_3_and_says_how_to_report_it) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers need address space";
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  GTEST_SKIP() << "sanitizers need address space";
#endif
#endif
  const TestFolder folder;
  const std::string file = folder.write("big.md", std::string(60'000'000, 'x'));
  RunOptions options;
  options.memory_max = 150'000'000;
  const Ran ran = run_afterword(check({file}), options);
  EXPECT_EQ(ran.code, 3) << ran.err;
  EXPECT_TRUE(holds(ran.err, "internal error") && holds(ran.err, "please report it")) << ran.err;
  EXPECT_LE(count_lines(ran.err), 3u) << ran.err;
}

TEST(Habits, habit_30_quiet_is_silent_on_success_and_verbose_says_why_a_file_is_skipped) {
  const TestFolder folder;
  std::filesystem::create_directories(folder.path() / ".git");
  folder.write(".gitignore", "skipped.md\n");
  folder.write("skipped.md", faulty);
  folder.write("good.md", "# Fine\n\nAll is well.\n");
  RunOptions options;
  options.folder = folder.path();
  const Ran quiet = run_afterword(check({"--quiet"}), options);
  EXPECT_EQ(quiet.out + quiet.err, "");
  const Ran normal = run_afterword(check({}), options);
  EXPECT_EQ(normal.out, "checked 1 document: nothing to say\n");
  const Ran verbose = run_afterword(check({"--verbose"}), options);
  EXPECT_TRUE(holds(verbose.err, "skipped skipped.md: ignored by .gitignore:1")) << verbose.err;
}

}  // namespace
}  // namespace afterword::testing
