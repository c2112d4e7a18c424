#include "document/properties.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "document/print.h"
#include "expected.h"

namespace afterword {
namespace {

/// Pieces that Markdown, HTML and people make documents of.
rc::Gen<std::string> gen_markdown() {
  const auto piece = rc::gen::elementOf(std::vector<std::string>{"word",
                                                                 " ",
                                                                 "  ",
                                                                 "\n",
                                                                 "\n\n",
                                                                 "\n- ",
                                                                 "\n* ",
                                                                 "\n1. ",
                                                                 "\n2) ",
                                                                 "\n> ",
                                                                 ">",
                                                                 "# ",
                                                                 "\n## ",
                                                                 "##x",
                                                                 "**",
                                                                 "__",
                                                                 "*",
                                                                 "_",
                                                                 "`",
                                                                 "```\n",
                                                                 "\n```",
                                                                 "~~",
                                                                 "[",
                                                                 "]",
                                                                 "](u)",
                                                                 "![",
                                                                 "(",
                                                                 ")",
                                                                 "<b>",
                                                                 "</b>",
                                                                 "<br>",
                                                                 "<li>",
                                                                 "<ul>",
                                                                 "</ul>",
                                                                 "\n<div>\n",
                                                                 "</div>\n",
                                                                 "<td>",
                                                                 "<tr>",
                                                                 "<table>",
                                                                 "<!--",
                                                                 "-->",
                                                                 "<",
                                                                 "&amp;",
                                                                 "&nbsp;",
                                                                 "&",
                                                                 "|",
                                                                 "\n|a|b|\n|-|-|\n|",
                                                                 "\n---\n",
                                                                 "---",
                                                                 "===",
                                                                 "\n===\n",
                                                                 "    ",
                                                                 "\t",
                                                                 "\n    code",
                                                                 "\\",
                                                                 "\\*",
                                                                 "• ",
                                                                 "\n• x",
                                                                 "– ",
                                                                 "✅ ",
                                                                 "10:30",
                                                                 ": ",
                                                                 "Label: ",
                                                                 "é",
                                                                 "\xF0\x9F\x94\xA5",
                                                                 "https://a.example/b",
                                                                 "www.a.example",
                                                                 "[ ] ",
                                                                 "[x] ",
                                                                 "\n[a]: /b\n",
                                                                 "<img alt='x'>",
                                                                 "<h2>",
                                                                 "</h2>",
                                                                 "\r\n",
                                                                 "a@b.example",
                                                                 "<https://x.example>"});
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const std::vector<std::string>& pieces) {
    std::string text;
    for (const std::string& p : pieces) text += p;
    return text;
  });
}

RC_GTEST_PROP(Document, every_span_is_inside_what_holds_it, ()) {
  const std::string text = *gen_markdown();
  const std::string fault = find_fault(Document::read(text));
  if (!fault.empty())
    RC_FAIL(fault + "\n" + print_tree(Document::read(text)) + "\n" + print_lines(Document::read(text)));
}

RC_GTEST_PROP(Document, any_bytes_are_read, ()) {
  const std::string text = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
  RC_ASSERT(find_fault(Document::read(text)).empty());
}

TEST(Document, texts_that_once_broke_a_property_keep_it) {
  for (const char* text : {"\\\n• x", "W\n|-\n|-\n\n*<th>", "|a|b|\n|-|-|\n|<tr>|<tr>", "_a@b.example\n\nwww.a.example",
                           "__a@b.example\n---\n<tr>", "\n1. [ ] \n[a]: /b\n\n[a]: /b\n",
                           "--><td>\r\nhttps://a.example/ba@b.example\n[a]: /b\n", "<p><img alt=\"a\nb\">",
                           "\tcode\n\n[a](b)", "*two https://a.example*b.example"})
    EXPECT_EQ(find_fault(Document::read(text)), "") << text;
}

// Text doubles, work must not grow much faster: absent table cells and marks without partners are the traps.
TEST(Document, rows_without_cells_and_many_columns_are_bounded) {
  std::string table;
  for (int i = 0; i < 150; ++i) table += "|a";
  table += "|\n";
  for (int i = 0; i < 150; ++i) table += "|---";
  table += "|\n";
  std::string wide = table;
  for (int i = 0; i < 20000; ++i) wide += "b\n";
  EXPECT_EQ(find_fault(Document::read(table)), "");
  EXPECT_LT(Document::read(wide).nodes().size(), 100000u);
  std::string head = "|", delimiters = "|";
  for (int i = 0; i < 300; ++i) head += "a|", delimiters += "-|";
  EXPECT_NE(Document::read(head + "\n" + delimiters + "\n").nodes()[1].kind, NodeKind::table);
}

TEST(Document, the_fixtures_hold_the_properties_cut_anywhere) {
  const std::filesystem::path folder = std::filesystem::path(AFTERWORD_SOURCE_DIR) / "tests/fixtures/document";
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".md") continue;
    ++files;
    const std::string text = read_source_file(entry.path());
    for (std::size_t end = 0; end <= text.size(); end += 1 + end % 3)
      ASSERT_EQ(find_fault(Document::read(text.substr(0, end))), "") << entry.path().string() << " cut at " << end;
  }
  EXPECT_GT(files, 10u);
}

}  // namespace
}  // namespace afterword
