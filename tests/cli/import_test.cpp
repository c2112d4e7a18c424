// `afterword import` and `export`, on the real program.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "run_program.h"

namespace afterword::testing {
namespace {

constexpr std::string_view page =
    R"({"page":{"id":"p","time_zone":"Oslo"},"incidents":[{"id":"a1","name":"Mail is late","status":"resolved","impact":"major",)"
    R"("started_at":"2026-02-03T10:00:00+01:00","resolved_at":"2026-02-03T11:00:00+01:00","incident_updates":[)"
    R"({"status":"investigating","body":"Mail is late.","created_at":"2026-02-03T10:05:00+01:00"}]}]})";
constexpr const char* report_name = "2026-02-03-mail-is-late.md";

struct Import {
  TestFolder folder;
  Ran run(std::vector<std::string> words, const std::string& input = {}) const {
    words.insert(words.begin(), "import");
    words.insert(words.end(), {"-o", "pm"});
    RunOptions options;
    options.folder = folder.path();
    options.input = input;
    return run_afterword(words, options);
  }
  [[nodiscard]] std::string report() const { return folder.read(std::string("pm/") + report_name); }
};

TEST(ImportCommand, a_status_page_from_standard_input_becomes_reports) {
  const Import it;
  const Ran ran = it.run({"-"}, std::string(page));
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find(std::string("created  pm/") + report_name), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("page.time_zone  Oslo"), std::string::npos) << "what has no place is told\n" << ran.out;
  EXPECT_NE(ran.out.find("1  number, kind or address for the source's own programs"), std::string::npos)
      << "what only programs need is counted\n"
      << ran.out;
  EXPECT_NE(it.report().find("- **10:05** – Investigating: Mail is late."), std::string::npos) << it.report();
  EXPECT_NE(it.report().find("2026-02-03 10:00 UTC+01:00"), std::string::npos) << "offsets stay as they were written";
}

TEST(ImportCommand, a_dry_run_writes_nothing) {
  const Import it;
  it.folder.write("in/page.json", std::string(page));
  const Ran ran = it.run({"in", "--dry-run"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("would create"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(it.folder.path() / "pm"));
}

TEST(ImportCommand, what_changed_at_the_source_is_written_on_demand_but_never_over_an_edit) {
  const Import it;
  it.folder.write("page.json", std::string(page));
  EXPECT_EQ(it.run({"page.json"}).code, 0);
  EXPECT_EQ(it.run({"page.json"}).code, 0) << "unchanged";
  std::string later(page);
  later.replace(later.find("Mail is late.\""), 13, "Mail was late");
  it.folder.write("page.json", later);
  const Ran told = it.run({"page.json"});
  EXPECT_EQ(told.code, 1) << "something changed and was not written";
  EXPECT_NE(told.out.find("--update"), std::string::npos);
  EXPECT_EQ(it.report().find("Mail was late"), std::string::npos);
  EXPECT_EQ(it.run({"page.json", "--update"}).code, 0);
  EXPECT_NE(it.report().find("Mail was late"), std::string::npos);

  it.folder.write(std::string("pm/") + report_name, it.report() + "\nWhat a person knows.\n");
  it.folder.write("page.json", std::string(page));
  const Ran kept = it.run({"page.json", "--update"});
  EXPECT_EQ(kept.code, 1);
  EXPECT_NE(kept.out.find("edited here"), std::string::npos) << kept.out;
  EXPECT_NE(it.report().find("What a person knows."), std::string::npos);
}

TEST(ImportCommand, a_broken_input_is_told_and_the_others_are_imported) {
  const Import it;
  it.folder.write("in/a.json", "{\"incidents\": [}");
  it.folder.write("in/b.json", std::string(page));
  it.folder.write("in/notes.txt", "shopping list");
  const Ran ran = it.run({"in", "missing.json"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("in/a.json:1:"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("missing.json"), std::string::npos) << ran.err;
  EXPECT_NE(ran.out.find("left out  in/notes.txt"), std::string::npos) << ran.out;
  EXPECT_FALSE(it.report().empty());
}

TEST(ImportCommand, archives_are_unpacked) {
  if (!is_installed("tar")) GTEST_SKIP() << "tar is not installed";
  const Import it;
  it.folder.write("in/page.json", std::string(page));
  RunOptions options;
  options.folder = it.folder.path();
  ASSERT_EQ(run_program("tar", {"czf", "export.tar.gz", "in"}, options).code, 0);
  const Ran ran = it.run({"export.tar.gz"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_FALSE(it.report().empty());
}

TEST(ImportCommand, json_tells_every_value_without_a_place) {
  const Import it;
  it.folder.write("page.json", std::string(page));
  const auto told = nlohmann::json::parse(it.run({"page.json", "--json"}).out);
  EXPECT_EQ(told["schema"], "afterword.import/1");
  EXPECT_EQ(told["reports"][0]["state"], "created");
  EXPECT_EQ(told["reports"][0]["id"], "a1");
  EXPECT_EQ(told["inputs"][0]["unplaced"][0]["path"], "page.id");
  EXPECT_EQ(told["inputs"][0]["unplaced"][0]["values"][0]["value"], "p");
}

TEST(ExportCommand, json_that_is_exported_can_be_imported) {
  const Import it;
  it.folder.write("page.json", std::string(page));
  EXPECT_EQ(it.run({"page.json"}).code, 0);
  RunOptions options;
  options.folder = it.folder.path();
  const std::string path = std::string("pm/") + report_name;
  const Ran exported = run_afterword({"export", path, "--to", "json"}, options);
  EXPECT_EQ(exported.code, 0) << exported.err;
  options.input = exported.out;
  EXPECT_EQ(run_afterword({"import", "-", "-o", "again"}, options).code, 0);
  EXPECT_EQ(it.folder.read(std::string("again/") + report_name), it.report());
}

TEST(ExportCommand, without_a_program_it_says_what_to_type) {
  TestFolder folder;
  const Ran ran = run_afterword({"export", folder.write("a.md", "# A\n")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("--to confluence"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace afterword::testing
