#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "check/check.h"
#include "check/rule_pages.h"
#include "examples.h"
#include "review_story.h"

namespace afterword {

void PrintTo(const Rule& rule, std::ostream* out) {
  *out << rule.code;
}

namespace {

/// On the pages' disk every file exists but those whose path says "missing".
bool exists_on_pages(const void*, std::string_view path) {
  return path.find("missing") == std::string_view::npos;
}

/// In the pages' archive, what happens "again" has happened before.
std::vector<EarlierReport> find_on_pages(const void*, const Postmortem& postmortem) {
  if (!postmortem.title || postmortem.title->find("again") == std::string::npos) return {};
  return {{"2023-11-02-mail.md",
           "The mail queue stood still",
           "2023-11-02",
           "1 of 2 measures is open, overdue",
           {"Alert when the disk of a queue server is 80 % full"}}};
}

/// The same for what was published.
std::string hash_on_pages(const Postmortem&) {
  return "sha256:as-published";
}

std::vector<std::uint32_t> lines_with_finding(const Rule& rule, const testing::Example& example) {
  Result<Settings> settings = read_settings(example.settings, "example.toml");
  EXPECT_TRUE(settings) << rule.name << ": settings above line " << example.page_line << ": "
                        << (settings ? "" : settings.error().message);
  if (!settings) return {};
  if (severity_of(rule, *settings) == Severity::off) settings->severities[std::string(rule.name)] = Severity::warning;
  auto document = std::make_shared<const Document>(Document::read(example.text, "example.md"));
  const Postmortem postmortem = read_postmortem(std::move(document), settings->reading);
  CheckOptions options;
  options.file_exists = exists_on_pages;
  options.find_earlier = find_on_pages;
  const testing::ReviewStory story = testing::read_review_story(example.review, example.text);
  if (!example.review.empty()) {
    options.judge_review = [](const void* told, const Postmortem& p) {
      const auto& it = *static_cast<const testing::ReviewStory*>(told);
      return judge_review(it.log, p.document->text().original(), it.authors, {}, it.today);
    };
    options.review = &story;
    options.review_required = true;
  }
  options.public_hash = hash_on_pages;
  std::vector<std::uint32_t> lines;
  for (const Finding& finding : check(postmortem, *settings, options).findings)
    if (finding.rule == rule.name && (lines.empty() || lines.back() != finding.line)) lines.push_back(finding.line);
  return lines;
}

class RulePages : public ::testing::TestWithParam<Rule> {};

TEST_P(RulePages, prove_the_rule) {
  const Rule& rule = GetParam();
  const std::string_view page = page_of(rule);
  ASSERT_FALSE(page.empty()) << "docs/rules/" << rule.name << ".md is missing";
  EXPECT_TRUE(page.starts_with("# " + std::string(rule.name) + "\n")) << rule.name << ": the title is the rule's name";
  int bad = 0, good = 0;
  for (const testing::Example& example : testing::read_examples(page)) {
    const std::vector<std::uint32_t> lines = lines_with_finding(rule, example);
    const std::string place = "docs/rules/" + std::string(rule.name) + ".md:" + std::to_string(example.page_line);
    if (!example.bad) {
      ++good;
      EXPECT_TRUE(lines.empty()) << place << ": the rule fires on line " << lines.front() << " of a good example";
    } else {
      ++bad;
      EXPECT_FALSE(lines.empty()) << place << ": the rule does not fire on a bad example";
      if (!example.expected.empty()) {
        EXPECT_EQ(lines, example.expected) << place << ": it fires on other lines than marked";
      }
    }
  }
  EXPECT_GT(bad, 0) << rule.name << ": no example below \"## Bad\"";
  EXPECT_GT(good, 0) << rule.name << ": no example below \"## Good\"";
}

INSTANTIATE_TEST_SUITE_P(EveryRule, RulePages, ::testing::ValuesIn(all_rules().begin(), all_rules().end()),
                         [](const ::testing::TestParamInfo<Rule>& info) {
                           std::string name(info.param.name);
                           for (char& c : name)
                             if (c == '-') c = '_';
                           return name;
                         });

TEST(RulePages, are_all_in_the_table_of_all_rules_with_their_severities) {
  std::ifstream in(AFTERWORD_SOURCE_DIR "/docs/rules/README.md", std::ios::binary);
  const std::string table{std::istreambuf_iterator<char>(in), {}};
  for (const Rule& rule : all_rules()) {
    const std::string name(rule.name);
    const std::string row = "| " + std::string(rule.code) + " | [" + name + "](" + name + ".md) | " +
                            name_of(rule.alx) + " | " + name_of(rule.google_sre) + " | " + name_of(rule.pagerduty) +
                            " |";
    EXPECT_NE(table.find(row), std::string::npos) << "docs/rules/README.md lacks: " << row;
  }
}

TEST(RulePages, exist_only_for_rules) {
  for (const RulePage& page : all_rule_pages())
    EXPECT_NE(find_rule(page.name), nullptr) << "docs/rules/" << page.name << ".md is the page of no rule";
}

TEST(RulePages, take_marker_lines_out_and_keep_the_lines_they_mean) {
  const auto examples = testing::read_examples(
      "# x\n## Bad\n```markdown\na\n<!-- finding -->\nb\n```\n## Good\n````markdown\n```\nc\n```\n````\n");
  ASSERT_EQ(examples.size(), 2u);
  EXPECT_EQ(examples[0].text, "a\nb\n");
  EXPECT_EQ(examples[0].expected, std::vector<std::uint32_t>{2});
  EXPECT_EQ(examples[1].text, "```\nc\n```\n");
}

}  // namespace
}  // namespace afterword
