// Every export in tests/fixtures/exchange becomes the reports and the loss report that stand beside it.
#include <filesystem>

#include "exchange/import.h"
#include "exchange/import_plan.h"
#include "exchange/origin.h"
#include "expected.h"

namespace afterword {
namespace {

const std::filesystem::path folder = std::filesystem::path(AFTERWORD_SOURCE_DIR) / "tests/fixtures/exchange";

std::vector<std::filesystem::path> fixtures() {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() != ".expected") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

ImportResult import_one(const std::string& name, std::string_view bytes) {
  const ImportInput input{name, bytes};
  return import_incidents({&input, 1});
}

/// The reports one below another, then what had no place.
std::string told(const ImportResult& result) {
  std::string out;
  for (const ImportedReport& report : result.reports) out += "==> " + report.name + " <==\n" + report.bytes + "\n";
  out += "==> no place <==\n";
  for (const ReadInput& input : result.inputs)
    for (const Unplaced& value : input.unplaced)
      out += value.path + "  " + value.value + (value.why.empty() ? "" : "  (" + std::string(value.why) + ")") + "\n";
  for (const LeftOut& text : result.left_out) out += "left out: " + text.path + ": " + text.why + "\n";
  for (const Error& error : result.errors) out += "error: " + error.where + ": " + error.message + "\n";
  return out;
}

TEST(Import, exports_become_the_reports_beside_them) {
  ASSERT_GE(fixtures().size(), 14U);
  for (const auto& path : fixtures()) {
    SCOPED_TRACE(path.filename());
    const ImportResult result = import_one(path.filename(), read_source_file(path));
    EXPECT_FALSE(result.reports.empty());
    expect_text(path.string() + ".expected", told(result));
  }
}

TEST(Import, a_report_in_markdown_keeps_its_text_and_says_where_it_comes_from) {
  const std::string text = read_source_file(std::filesystem::path(AFTERWORD_SOURCE_DIR) / "samples/good.md");
  const std::string body = text.substr(text.find("\n---\n", 3) + 5), matter = text.substr(0, text.size() - body.size());
  const ImportResult result = import_one("mail/good.md", text);
  ASSERT_EQ(result.reports.size(), 1U);
  const std::string& made = result.reports[0].bytes;
  EXPECT_EQ(result.reports[0].name, "2026-03-10-nobody-could-unlock-a-bike-for-72-minutes.md");
  EXPECT_TRUE(made.starts_with(matter.substr(0, matter.size() - 4))) << made.substr(0, 200);
  EXPECT_TRUE(made.ends_with(body.substr(body.find('#')))) << made;
  EXPECT_EQ(read_origin(made).id, "good.md");
  EXPECT_FALSE(read_origin(made).edited);
  EXPECT_TRUE(result.inputs[0].unplaced.empty());
  // What was imported once is imported again as the same, under its new name.
  const ImportResult again = import_one("good.md", made);
  ASSERT_EQ(again.reports.size(), 1U);
  EXPECT_EQ(again.reports[0].bytes, made);
}

TEST(Import, records_of_several_files_that_speak_of_one_incident_come_together) {
  const std::string timeline = read_source_file(folder / "opsgenie_timeline.json");
  const std::string incidents = read_source_file(folder / "opsgenie_incidents.ndjson");
  const ImportInput one[] = {{"timeline.json", timeline}, {"incidents.ndjson", incidents}};
  const ImportInput other[] = {{"incidents.ndjson", incidents}, {"timeline.json", timeline}};
  for (const std::span<const ImportInput> inputs : {std::span(one), std::span(other)}) {
    const ImportResult result = import_incidents(inputs);
    ASSERT_EQ(result.reports.size(), 2U);
    EXPECT_EQ(result.reports[0].name, "2025-04-02-search-is-empty.md");
    EXPECT_NE(result.reports[0].bytes.find("The index was rebuilt from nothing"), std::string::npos);
    EXPECT_NE(result.reports[0].bytes.find("region"), std::string::npos);
  }
}

/// An answer of PagerDuty that doesn't say whose it is.
std::string note(const std::string& words) {
  return R"({"notes":[{"content":")" + words + R"(","created_at":"2026-01-12T05:20:00Z"}]})";
}
std::string incident(const std::string& id) {
  return R"({"incident":{"id":")" + id + R"(","incident_number":1,"title":"Of )" + id + R"(","service":{}}})";
}

TEST(Import, an_answer_without_a_number_belongs_to_the_incident_that_its_path_names) {
  const std::string a = incident("PAAAA"), b = incident("PAAAA-B"), c = incident("17");
  const std::string of_a = note("first"), of_b = note("second"), of_c = note("third"), nobody = note("fourth");
  const ImportInput inputs[] = {{"x/PAAAA/notes.json", of_a},
                                {"x/PAAAA-B_notes.json", of_b},
                                {"x/17/notes.json", of_c},
                                {"x/export-17-2.json", nobody},
                                {"x/a.json", a},
                                {"x/b.json", b},
                                {"x/c.json", c}};
  const ImportResult result = import_incidents(inputs);
  ASSERT_EQ(result.reports.size(), 4U) << told(result);
  const std::pair<std::string_view, std::string_view> expected[] = {
      {"PAAAA", "first"}, {"PAAAA-B", "second"}, {"17", "third"}, {"x/export-17-2.json", "fourth"}};
  for (const auto& [id, words] : expected) {
    const auto report = std::find_if(result.reports.begin(), result.reports.end(),
                                     [&](const ImportedReport& one) { return one.id == id; });
    ASSERT_NE(report, result.reports.end()) << id;
    EXPECT_NE(report->bytes.find(words), std::string::npos) << id << "\n" << report->bytes;
  }
}

TEST(Import, an_answer_without_a_number_belongs_to_the_only_incident_of_its_input) {
  const std::string alone = incident("PAAAA") + "\n" + note("mine");
  const std::string two = incident("PBBBB") + "\n" + incident("PCCCC") + "\n" + note("whose");
  const ImportInput inputs[] = {{"alone.json", alone}, {"two.json", two}};
  const ImportResult result = import_incidents(inputs);
  ASSERT_EQ(result.reports.size(), 4U) << told(result) << "two incidents and a note of either are three reports";
  for (const ImportedReport& report : result.reports) {
    EXPECT_EQ(report.id == "PAAAA", report.bytes.find("mine") != std::string::npos);
    EXPECT_EQ(report.id == "two.json", report.bytes.find("whose") != std::string::npos);
  }
}

TEST(Import, a_text_that_names_no_program_belongs_to_the_incident_of_its_path) {
  const std::string text = R"({"markdown":"## Root cause\n\nA cable."})", of = incident("PAAAA");
  const ImportInput inputs[] = {{"PAAAA/content.json", text}, {"PAAAA/incident.json", of}};
  const ImportResult result = import_incidents(inputs);
  ASSERT_EQ(result.reports.size(), 1U) << told(result);
  EXPECT_NE(result.reports[0].bytes.find("A cable."), std::string::npos);
}

TEST(Import, what_can_not_be_read_is_told_with_its_place_and_the_rest_is_imported) {
  const std::string good = read_source_file(folder / "statuspage.json");
  const std::string deep(100'000, '[');
  const ImportInput inputs[] = {{"broken.json", "{\"incidents\": [\n  {\"id\": }]}"},
                                {"good.json", good},
                                {"other.json", "{\"a\": 1}"},
                                {"picture.png", std::string_view("\x89PNG\r\n\0\0", 8)},
                                {"empty.json", " \n"},
                                {"deep.json", deep},
                                {"cut.sql", "-- MySQL dump\nINSERT INTO `postmortems` VALUES (1,'never closed"}};
  const ImportResult result = import_incidents(inputs);
  EXPECT_EQ(result.reports.size(), 2U);
  ASSERT_EQ(result.errors.size(), 6U);
  EXPECT_EQ(result.errors[0].where, "broken.json:2:10");
  EXPECT_EQ(result.errors[1].where, "other.json");
  EXPECT_NE(result.errors[4].message.find("deep"), std::string::npos) << result.errors[4].message;
  EXPECT_EQ(result.errors[5].where, "cut.sql:2");
}

TEST(Import, a_value_that_is_too_long_is_told_and_not_placed) {
  const std::string text = R"({"id":"a","name":")" + std::string(5 << 20, 'x') + R"(","incident_updates":[]})";
  const ImportResult result = import_one("long.json", text);
  ASSERT_EQ(result.inputs.size(), 1U);
  ASSERT_EQ(result.inputs[0].unplaced.size(), 1U);
  EXPECT_EQ(result.inputs[0].unplaced[0].path, "name");
  EXPECT_EQ(result.inputs[0].unplaced[0].why, "longer than 4 MB");
  EXPECT_LT(result.inputs[0].unplaced[0].value.size(), 300U);
}

std::vector<ExistingReport> lie_in_folder(const ImportResult& result) {
  std::vector<ExistingReport> out;
  for (const ImportedReport& report : result.reports) out.push_back({"pm/" + report.name, report.bytes});
  return out;
}

TEST(Import, a_second_import_knows_an_incident_by_its_number) {
  std::string text = read_source_file(folder / "opsgenie_postmortem.json");
  const ImportResult first = import_one("export.json", text);
  std::vector<ExistingReport> there = lie_in_folder(first);
  there[0].path = "pm/2025/renamed.md";
  EXPECT_EQ(plan_import(first, "pm", there, false)[0].fate, ImportFate::unchanged);

  text.replace(text.find("Nobody could pay for 41"), 23, "Nobody could pay for 43");
  const ImportResult second = import_one("export.json", text);
  EXPECT_EQ(plan_import(second, "pm", there, false)[0].fate, ImportFate::changed);
  const auto updated = plan_import(second, "pm", there, true);
  EXPECT_EQ(updated[0].fate, ImportFate::updated);
  EXPECT_EQ(updated[0].path, "pm/2025/renamed.md");
  EXPECT_EQ(updated[0].before, there[0].bytes);

  there[0].bytes += "\nA person adds what they know.\n";
  EXPECT_EQ(plan_import(second, "pm", there, true)[0].fate, ImportFate::edited);
  EXPECT_EQ(plan_import(first, "pm", there, true)[0].fate, ImportFate::unchanged);
}

TEST(Import, a_text_is_the_same_one_whatever_folder_was_named) {
  const std::string mail = read_source_file(folder / "plain.md");
  std::string web = mail;
  web.replace(web.find("Wiki"), 4, "Mail");
  const ImportInput once[] = {{"old/a/report.md", mail}, {"old/b/report.md", web}};
  const ImportResult first = import_incidents(once);
  ASSERT_EQ(first.reports.size(), 2U);
  EXPECT_EQ(read_origin(first.reports[0].bytes).id + read_origin(first.reports[1].bytes).id, "b/report.mda/report.md");
  std::vector<ExistingReport> there = lie_in_folder(first);
  there[0].bytes += "\nA person adds what they know.\n";
  const ImportInput elsewhere[] = {{"/archive/old/a/report.md", mail}, {"/archive/old/b/report.md", web}};
  for (const PlannedReport& report : plan_import(import_incidents(elsewhere), "pm", there, true))
    EXPECT_EQ(report.fate, ImportFate::unchanged) << report.path;
  const ImportInput alone[] = {{"report.md", web}};
  const ImportResult one = import_incidents(alone);
  EXPECT_EQ(plan_import(one, "pm", there, true)[0].fate, ImportFate::unchanged);
  const std::string longer = web + "\nMore.\n";
  const ImportInput other[] = {{"report.md", longer}};
  const ImportResult more = import_incidents(other);
  EXPECT_EQ(plan_import(more, "pm", there, true)[0].fate, ImportFate::created);
}

TEST(Import, a_file_of_the_same_name_is_never_written_over) {
  const ImportResult result = import_one("export.json", read_source_file(folder / "opsgenie_postmortem.json"));
  const auto plan = plan_import(result, "pm", {{"pm/" + result.reports[0].name, "# Mine\n"}}, true);
  EXPECT_EQ(plan[0].fate, ImportFate::created);
  EXPECT_EQ(plan[0].path, "pm/2025-03-10-nobody-could-pay-2.md");
}

TEST(Import, the_stamp_tells_an_edited_report_from_one_as_it_was_written) {
  const std::string report = stamp_report("---\nimported:\n  from: x\n  id: y\n---\n\n# T\n");
  EXPECT_NE(report.find("  sha256: \""), std::string::npos);
  EXPECT_FALSE(read_origin(report).edited);
  EXPECT_TRUE(read_origin(report).known());
  EXPECT_TRUE(read_origin(report + "x").edited);
}

TEST(Import, a_stamp_is_a_line_and_not_what_an_id_says) {
  const std::string report =
      stamp_report("---\ntitle: \"no imported:\"\nimported:\n  from: x\n  id: \"8  sha256: 11\"\n---\n\n# T\n");
  EXPECT_FALSE(read_origin(report).edited) << report;
  EXPECT_EQ(read_origin(report).id, "8  sha256: 11");
  EXPECT_TRUE(read_origin(report + "x").edited);
}

}  // namespace
}  // namespace afterword
