// Reports as other programs take them.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "exchange/export.h"
#include "exchange/import.h"
#include "exchange/postmortem_json.h"
#include "expected.h"
#include "render/audience.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

namespace fs = std::filesystem;
const fs::path root(AFTERWORD_SOURCE_DIR);

Postmortem read_report(const std::string& text) {
  return read_postmortem(std::make_shared<const Document>(Document::read(text)));
}

std::vector<fs::path> markdown_below(const fs::path& folder) {
  std::vector<fs::path> out;
  if (fs::is_directory(folder))
    for (const auto& entry : fs::recursive_directory_iterator(folder))
      if (entry.path().extension() == ".md" && entry.path().string().find(".notion.") == std::string::npos)
        out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<fs::path> reports() {
  std::vector<fs::path> out = markdown_below(root / "samples");
  for (const char* folder : {"tests/fixtures/render", "tests/fixtures/exchange/exports"})
    for (const fs::path& path : markdown_below(root / folder)) out.push_back(path);
  return out;
}

std::string export_as(const std::string& text, ExportFormat format, Audience audience = Audience::engineer) {
  RenderOptions options;
  options.audience = audience;
  return export_postmortem(read_report(text), format, options);
}

struct Ending {
  ExportFormat format;
  const char* ending;
};
constexpr Ending endings[] = {{ExportFormat::confluence, ".confluence.xml"},
                              {ExportFormat::jira, ".jira.txt"},
                              {ExportFormat::adf, ".adf.json"},
                              {ExportFormat::notion, ".notion.md"},
                              {ExportFormat::json, ".postmortem.json"}};

TEST(Export, a_report_becomes_what_stands_beside_it) {
  const fs::path report = root / "tests/fixtures/exchange/exports/every-construct.md";
  const std::string text = read_source_file(report);
  ASSERT_FALSE(text.empty());
  for (const Ending& row : endings)
    expect_text(fs::path(report).replace_extension("").string() + row.ending, export_as(text, row.format));
}

/// A report as JSON, imported again.
std::string imported(const std::string& json) {
  const ImportInput input{"export.json", json};
  const ImportResult result = import_incidents({&input, 1});
  EXPECT_EQ(result.reports.size(), 1U);
  EXPECT_TRUE(result.errors.empty());
  if (!result.inputs.empty())
    for (const Unplaced& value : result.inputs[0].unplaced) ADD_FAILURE() << value.path << ": " << value.value;
  return result.reports.empty() ? std::string() : result.reports[0].bytes;
}

TEST(Export, json_is_imported_to_the_byte_and_exported_equal) {
  for (const fs::path& path : reports()) {
    SCOPED_TRACE(path);
    const std::string text = read_source_file(path);
    const std::string json = export_as(text, ExportFormat::json);
    const std::string again = imported(json);
    EXPECT_EQ(again, std::string(Document::read(text).text().content()));
    EXPECT_EQ(export_as(again, ExportFormat::json), json);
  }
}

TEST(Export, reports_of_the_corpus_come_back_too) {
  const std::vector<fs::path> corpus = markdown_below(root / "../shared/corpus");
  if (corpus.empty()) GTEST_SKIP() << "no ../shared/corpus on this machine";
  for (const fs::path& path : corpus) {
    SCOPED_TRACE(path);
    const std::string json = export_as(read_source_file(path), ExportFormat::json);
    EXPECT_EQ(export_as(imported(json), ExportFormat::json), json);
  }
}

TEST(Export, a_value_of_json_that_the_text_does_not_say_is_told) {
  auto json = nlohmann::ordered_json::parse(export_as(read_source_file(root / "samples/good.md"), ExportFormat::json));
  json["severity"] = "SEV-9";
  const std::string text = json.dump();
  const ImportInput input{"export.json", text};
  const ImportResult result = import_incidents({&input, 1});
  ASSERT_EQ(result.inputs.at(0).unplaced.size(), 1U);
  EXPECT_EQ(result.inputs[0].unplaced[0].path, "severity");
}

TEST(Export, nothing_internal_is_in_any_public_export) {
  const std::string text = read_source_file(root / "tests/fixtures/render/a-report-with-internal-parts.md");
  constexpr std::string_view hidden[] = {"SECRETMARK",  "Zebulon",   "Quillfeather", "Wilhelmina",
                                         "Thistledown", "zqfeather", "belts@example"};
  for (const Ending& row : endings) {
    const std::string open = export_as(text, row.format);
    EXPECT_NE(open.find("SECRETMARK"), std::string::npos) << row.ending << ": the test must be able to fail";
    const std::string closed = export_as(text, row.format, Audience::public_);
    EXPECT_NE(closed.find("Parcels went round in circles"), std::string::npos);
    for (const std::string_view word : hidden)
      EXPECT_EQ(closed.find(word), std::string::npos) << row.ending << ": " << word;
    // Not a word that the redacted text does not have.
    EXPECT_EQ(closed, export_postmortem(redact(read_report(text), {}), row.format, {})) << row.ending;
  }
}

TEST(Export, the_executives_version_leaves_the_course_of_events_out) {
  const std::string text = read_source_file(root / "samples/good.md");
  for (const Ending& row : endings) {
    constexpr std::string_view entry = "mobile network of one operator";
    EXPECT_NE(export_as(text, row.format).find(entry), std::string::npos) << row.ending;
    EXPECT_EQ(export_as(text, row.format, Audience::executive).find(entry), std::string::npos) << row.ending;
  }
}

int run(const std::string& command) {
  const int status = std::system(command.c_str());  // NOLINT(cert-env33-c): fixed words and our own files
  return status < 0 ? status : (status >> 8) & 0xFF;
}

/// A folder of files that are gone with the test.
struct Files {
  fs::path folder = fs::temp_directory_path() /
                    ("afterword-exchange-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) + "-" +
                     std::to_string(std::rand()));
  Files() { fs::create_directories(folder); }
  ~Files() { fs::remove_all(folder); }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;
  [[nodiscard]] std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder / name, std::ios::binary) << bytes;
    return (folder / name).string();
  }
};

constexpr std::string_view hostile_lines[] = {
    "<script>alert(1)</script> & < > \" ' ]]> <![CDATA[",
    "<ac:structured-macro ac:name=\"html\">",
    "\x01\x02\x7f\xff\xfe",
    "[x](javascript:alert(1)) ![y](javascript:alert(2))",
    "{code} {html}<b>{html} [~admin] !x! |a||b|",
    "&nbsp; &bogus; &#0;",
    "```\n]]>\n```",
    "> [!NOTE]\n> </ac:rich-text-body>",
    "<details><summary></div></summary>\n\nx\n\n</details>",
};

TEST(Export, code_names_only_languages_that_confluence_and_jira_know) {
  const auto code = [](const std::string& fence) { return "# A\n\n```" + fence + "\nx\n```\n"; };
  const struct {
    std::string fence, confluence, jira;
  } rows[] = {{"promql", "text", "{noformat}"}, {"", "text", "{noformat}"},       {"console", "bash", "{code:bash}"},
              {"YAML", "yml", "{code:yaml}"},   {"json", "js", "{code:json}"},    {"diff", "diff", "{noformat}"},
              {"c++", "cpp", "{code:c++}"},     {"python", "py", "{code:python}"}};
  for (const auto& row : rows) {
    const std::string confluence = export_as(code(row.fence), ExportFormat::confluence);
    EXPECT_NE(confluence.find("<ac:parameter ac:name=\"language\">" + row.confluence + "</ac:parameter>"),
              std::string::npos)
        << row.fence << "\n"
        << confluence;
    const std::string jira = export_as(code(row.fence), ExportFormat::jira);
    EXPECT_NE(jira.find(row.jira + "\nx\n"), std::string::npos) << row.fence << "\n" << jira;
  }
}

TEST(Export, confluences_storage_format_is_well_formed_xml) {
  if (run("command -v xmllint >/dev/null 2>&1") != 0) GTEST_SKIP() << "xmllint is not installed";
  const Files files;
  std::string command = "xmllint --noout";
  std::string all_hostile = "# Hostile\n\n";
  for (const std::string_view line : hostile_lines) all_hostile += std::string(line) + "\n\n";
  std::vector<std::string> texts{all_hostile};
  for (const fs::path& path : reports()) texts.push_back(read_source_file(path));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string xml = export_as(texts[i], ExportFormat::confluence);
    EXPECT_EQ(xml.find("javascript:"), std::string::npos);
    command +=
        " '" +
        files.write(std::to_string(i) + ".xml", "<page xmlns:ac=\"urn:ac\" xmlns:ri=\"urn:ri\">" + xml + "</page>") +
        "'";
  }
  EXPECT_EQ(run(command + " 1>&2"), 0);
}

int validate(const std::string& schema, const std::string& files) {
  return run("node '" AFTERWORD_SOURCE_DIR "/tests/web/schema.mjs' '" AFTERWORD_SOURCE_DIR "/docs/formats/" + schema +
             "'" + files + " 1>&2");
}

TEST(Export, json_and_what_inspect_prints_keep_to_their_published_schemas) {
  const Files files;
  std::string exported, inspected;
  std::vector<fs::path> paths = reports();
  for (const fs::path& path : markdown_below(root / "tests/fixtures/postmortem")) paths.push_back(path);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const std::string text = read_source_file(paths[i]), number = std::to_string(i);
    exported += " '" + files.write(number + ".json", export_as(text, ExportFormat::json)) + "'";
    inspected += " '" + files.write(number + ".inspect.json", inspect_json(read_report(text))) + "'";
  }
  const int code = validate("postmortem.schema.json", exported);
  if (code == 77 || code == 127) GTEST_SKIP() << "node or ajv is not installed (npm ci in tests/web)";
  EXPECT_EQ(code, 0);
  EXPECT_EQ(validate("inspect.schema.json", inspected), 0);
  // Both must be able to say no.
  auto wrong = nlohmann::json::parse(export_as(read_source_file(root / "samples/good.md"), ExportFormat::json));
  wrong["measures"][0]["done"] = "perhaps";
  EXPECT_EQ(validate("postmortem.schema.json", " '" + files.write("wrong.json", wrong.dump()) + "' 2>/dev/null"), 1);
  EXPECT_EQ(validate("inspect.schema.json", exported + " 2>/dev/null"), 1);
}

TEST(Export, what_comes_back_from_atlassian_s_format_is_asked_for_nothing_that_it_says) {
  const std::string sent = export_as(read_source_file(root / "samples/good.md"), ExportFormat::adf);
  const ImportInput input{"good.json", sent};
  const ImportResult back = import_incidents({&input, 1});
  ASSERT_EQ(back.reports.size(), 1U);
  const std::string& text = back.reports[0].bytes;
  EXPECT_EQ(text.find("<!--"), std::string::npos) << text;
  for (const std::string_view heading :
       {"## Issue Summary\n", "## Root Cause and Resolution\n", "## Corrective and Preventative Measures\n"}) {
    const std::size_t at = text.find(heading);
    ASSERT_NE(at, std::string::npos) << heading;
    EXPECT_EQ(text.find(heading, at + 1), std::string::npos) << heading;
  }
}

}  // namespace
}  // namespace afterword
