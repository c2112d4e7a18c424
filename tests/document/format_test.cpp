#include "document/format.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "document/format_writer.h"
#include "html_witness.h"

namespace afterword {
namespace {

std::string formatted(std::string_view text) {
  return format_document(Document::read(std::string(text)));
}

/// Formats to what is said, and that to itself.
void expect_format(std::string_view text, std::string_view wanted) {
  EXPECT_EQ(formatted(text), wanted) << text;
  EXPECT_EQ(formatted(wanted), wanted) << "the second time";
}

TEST(Format, EndsWithOneLineEndAndBeginsAtOnce) {
  expect_format("", "");
  expect_format("\n\na", "a\n");
  expect_format("a\n\n\n\nb   \n\n", "a\n\nb\n");
}

TEST(Format, WritesHeadingsWithSigns) {
  expect_format("Title\n=====\ntext\n\nPart\n---\n", "# Title\n\ntext\n\n## Part\n");
  expect_format("a\n\ntwo  \n   lines\n------\n", "a\n\ntwo\\\nlines\n---\n");
  expect_format("#   One #\n##Two\n###  Three  ###\n", "# One\n\n## Two\n\n### Three\n");
  expect_format("C #\n===\n", "# C \\#\n");
  expect_format("two\nlines\n===\n", "two\nlines\n===\n");
}

TEST(Format, WritesListsWithDashes) {
  expect_format("* a\n* b\n    * c\n", "- a\n- b\n  - c\n");
  expect_format("+   a\n\n    more\n+   b\n", "- a\n\n  more\n\n- b\n");
  expect_format("- a\n- b\n\n* c\n", "- a\n- b\n\n* c\n");
  expect_format("* [X] done\n* [ ] open\n", "- [x] done\n- [ ] open\n");
  expect_format("- a\n\n\n- b\n", "- a\n\n- b\n");
}

TEST(Format, NumbersListsInOrder) {
  expect_format("1) a\n1) b\n5) c\n", "1. a\n2. b\n3. c\n");
  expect_format("7. a\n8. b\n", "7. a\n8. b\n");
  expect_format("9. a\n10. b\n    - c\n", "9. a\n10. b\n    - c\n");
}

TEST(Format, KeepsLooseAndTightLists) {
  expect_format("- a\n\n  b\n- c\n", "- a\n\n  b\n\n- c\n");
  expect_format("- a\n  > q\n- c\n", "- a\n  > q\n- c\n");
}

TEST(Format, WritesFencesOfBackticks) {
  expect_format("~~~py\nx\n~~~~\n", "```py\nx\n```\n");
  expect_format("~~~~\n```\n~~~~\n", "````\n```\n````\n");
  expect_format("~~~ a`b\nx\n~~~\n", "~~~a`b\nx\n~~~\n");
  expect_format("  ```\n  x\n     y  \n  ```\n", "```\nx\n   y  \n```\n");
  expect_format("    code\n\n     more\n", "    code\n\n     more\n");
}

TEST(Format, WritesBreaks) {
  expect_format("a  \nb   \nc\\\nd \ne\n", "a\\\nb\\\nc\\\nd\ne\n");
  expect_format("see http://a.b/c  \nnext\n", "see http://a.b/c  \nnext\n");
  expect_format("a\n\n***\n\nb\n___\n", "a\n\n---\n\nb\n\n---\n");
  expect_format("***\n\na\n", "***\n\na\n");
  expect_format("- ***\n", "- ***\n");
}

TEST(Format, WritesEmphasisWhereItIsCertain) {
  expect_format("*a* and __b__ (*c d*).\n", "_a_ and **b** (_c d_).\n");
  expect_format("a*b*c *d_e* ***f***\n", "a*b*c *d_e* ***f***\n");
}

TEST(Format, AlignsTables) {
  expect_format("a|b\n---|:--:\n1|x\n", "| a   | b   |\n| --- | :-: |\n| 1   | x   |\n");
  expect_format("| 時刻 | what |\n|---|---|\n| 10:30 | né |\n| 1 |\n",
                "| 時刻  | what |\n| ----- | ---- |\n| 10:30 | né   |\n| 1     |      |\n");
  expect_format("|a|b|\n|---|---|\n|`x|y`|z|\n", "|a|b|\n|---|---|\n|`x|y`|z|\n");
}

TEST(Format, LeavesFrontMatterHtmlAndDefinitionsToTheByte) {
  expect_format("---\ntitle:   x\n---\n# a\n", "---\ntitle:   x\n---\n\n# a\n");
  expect_format("a\n\n<div  align=x>\n  <b>y</b>\n</div>\n\nb\n", "a\n\n<div  align=x>\n  <b>y</b>\n</div>\n\nb\n");
  expect_format("<!-- afterword -->\ntext\n", "<!-- afterword -->\ntext\n");
  expect_format("see [a]\n\n[a]:   http://x.y   'T'\n[b]: <u>\n", "see [a]\n\n[a]:   http://x.y   'T'\n[b]: <u>\n");
}

TEST(Format, MendsDamageAndKeepsLineEnds) {
  expect_format("it‚Äôs  \n1.10:30 AM x\n", "it’s\n\n1. 10:30 AM x\n");
  expect_format("# a\r\nb\r\n", "# a\r\n\r\nb\r\n");
}

TEST(Format, DoesNotTurnContinuationsIntoBlocks) {
  expect_format("a\n      - b\n      # c\n", "a\n    - b\n    # c\n");
  expect_format("> a\nb\n", "> a\n> b\n");
}

std::string make_text(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& p : parts) out += p;
  return out;
}

/// Lines of all kinds of Markdown, in any order.
rc::Gen<std::string> make_document() {
  const auto words = rc::gen::elementOf(std::vector<std::string>{"word",          "two words",    "*em*",
                                                                 "_em_",          "**bold**",     "__bold__",
                                                                 "`code`",        "`a | b`",      "[link](http://x.y)",
                                                                 "![img](a.png)", "<b>x</b>",     "<br>",
                                                                 "a*b*c",         "2 * 3",        "\\*esc\\*",
                                                                 "&amp;",         "~~gone~~",     "***both***",
                                                                 "[ref]",         "a\\",          "10:30 AM",
                                                                 "é日本",         "_a*b_",        "**a *b* c**",
                                                                 "x  y",          "- x",          "+",
                                                                 "> q",           "end #",        "``a`b``",
                                                                 "<http://a.b>",  "http://a.b/c", "|",
                                                                 "c@d.org"});
  const auto begin = rc::gen::elementOf(
      std::vector<std::string>{"",       "",    "",     "- ",   "* ",     "+ ",     "1. ",    "2) ",     "10. ", "> ",
                               "# ",     "## ", "-   ", "1.  ", "- [ ] ", "* [x] ", "> > ",   "- - ",    "> - ", "- > ",
                               "-     ", "*\t", "\t",   "    ", "  ",     "   - ",  "      ", "     1. "});
  const auto end =
      rc::gen::elementOf(std::vector<std::string>{"\n", "\n", "\n", "  \n", "\\\n", " #\n", "\n\n", "   \n\n\n"});
  const auto whole = rc::gen::elementOf(std::vector<std::string>{"---\n",
                                                                 "***\n",
                                                                 "===\n",
                                                                 "```\n",
                                                                 "~~~~\n",
                                                                 "```py\n",
                                                                 "-\n",
                                                                 "1.\n",
                                                                 ">\n",
                                                                 "|---|---|\n",
                                                                 "| a | b |\n",
                                                                 "|--|:-:|\n",
                                                                 "\n",
                                                                 "[ref]: http://z.w\n",
                                                                 "<div>\n",
                                                                 "</div>\n",
                                                                 "<!-- c -->\n",
                                                                 "<!-- o\n",
                                                                 "-->\n",
                                                                 "<pre>\n",
                                                                 "| a | b |\n|---|:-:|\n| 1 | `c` |\n"});
  const auto line = rc::gen::map(rc::gen::tuple(begin, words, words, end), [](const auto& t) {
    return std::get<0>(t) + std::get<1>(t) + " " + std::get<2>(t) + std::get<3>(t);
  });
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::oneOf(line, line, line, whole)), make_text);
}

RC_GTEST_PROP(Format, MeansTheSameAndIsTheSameTwice, ()) {
  const std::string text = *make_document();
  RC_PRE(!text.starts_with("---\n"));  // front matter, which the witnesses would read as Markdown
  const Document document = Document::read(text);
  const std::string once = format_document(document);
  RC_ASSERT(formatted(once) == once);
  RC_ASSERT(hash_blocks(Document::read(once)) == hash_blocks(document));
  const std::string content(document.text().content());
  const std::string before = html_by_md4c(content);
  RC_ASSERT(html_by_md4c(once) == before);
  // cmark-gfm is asked where both parsers read the text alike; where they do not, ours decides what it means.
  const std::optional<std::string> witness = html_by_cmark(content);
  if (witness && *witness == before) RC_ASSERT(*html_by_cmark(once) == before);
}

TEST(Format, WitnessesAreThere) {
  if (!html_by_cmark("a")) GTEST_SKIP() << "cmark-gfm is not installed: formatting was compared by md4c alone";
  EXPECT_EQ(*html_by_cmark("# a\n\n*b*"), html_by_md4c("# a\n\n*b*"));
  EXPECT_NE(*html_by_cmark("- a\n- b"), *html_by_cmark("- a\n\n- b"));
}

/// Measures on documents outside of the repository: AFTERWORD_CORPUS names a folder.
TEST(Format, KeepsTheMeaningOfACorpus) {
  const char* folder = std::getenv("AFTERWORD_CORPUS");
  if (!folder) GTEST_SKIP() << "AFTERWORD_CORPUS is not set: no documents from outside were formatted";
  std::size_t files = 0, same = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".md") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    const Document document = Document::read(bytes.str());
    const std::string once = format_document(document);
    ++files;
    same += once == document.text().content();
    EXPECT_EQ(formatted(once), once) << entry.path();
    EXPECT_EQ(hash_blocks(Document::read(once)), hash_blocks(document)) << entry.path();
    EXPECT_EQ(html_by_md4c(once), html_by_md4c(document.text().content())) << entry.path();
  }
  std::cout << files << " documents, " << same << " of them canonical already\n";
}

}  // namespace
}  // namespace afterword
