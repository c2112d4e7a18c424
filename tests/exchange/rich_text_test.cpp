// A tree written as Markdown is read as the same tree; so is one written in Atlassian's document format.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>

#include "exchange/adf.h"
#include "exchange/prose_field.h"
#include "exchange/rich_text.h"
#include "expected.h"
#include "render/html.h"

namespace afterword {
namespace {

std::vector<std::filesystem::path> reports() {
  const std::filesystem::path root(AFTERWORD_SOURCE_DIR);
  std::vector<std::filesystem::path> out;
  for (const auto& folder :
       {root / "samples", root / "tests/fixtures/render", root / "tests/fixtures/exchange/exports"})
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".md" && entry.path().string().find(".notion.") == std::string::npos)
        out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

Rich read_markdown(const std::string& text) {
  return rich_of(Document::read(text));
}

std::string through_adf(const Rich& rich) {
  const std::string json = write_adf(rich);
  Payload payload(json);
  EXPECT_FALSE(payload.document().fault());
  return write_rich_markdown(read_adf(payload.document().root(), payload));
}

/// What the document format has no node for: raw HTML, pictures inside a line.
Rich without_html(Rich rich) {
  std::vector<Rich> kept;
  for (Rich& child : rich.children)
    if (child.kind != RichKind::html && child.kind != RichKind::html_inline && child.kind != RichKind::image)
      kept.push_back(without_html(std::move(child)));
  rich.children = std::move(kept);
  return rich;
}

TEST(RichText, what_is_written_as_markdown_is_read_as_the_same) {
  ASSERT_GE(reports().size(), 5U);
  for (const auto& path : reports()) {
    const std::string once = write_rich_markdown(read_markdown(read_source_file(path)));
    EXPECT_EQ(write_rich_markdown(read_markdown(once)), once) << path;
  }
}

TEST(RichText, a_report_comes_back_from_atlassians_format_as_it_was) {
  for (const auto& path : reports()) {
    const Rich rich = without_html(read_markdown(read_source_file(path)));
    // What was read is written once, so that both sides are canonical.
    EXPECT_EQ(through_adf(rich), write_rich_markdown(rich)) << path;
  }
}

TEST(RichText, every_block_and_mark_comes_back_from_atlassians_format) {
  const std::string text =
      "# Title with `code`\n\nPlain, **strong**, *emphasis*, ~~gone~~, [link](https://x.example/a?b=c), **both *at "
      "once***.\n\n"
      "Line one\\\nline two\n\n- a\n  - b\n    1. c\n    2. d\n- e\n\n3. three\n4. four\n\n- [x] done\n- [ ] open, "
      "with `code`\n\n"
      "> quoted\n\n> [!WARNING]\n> take care\n\n<details><summary>More & more</summary>\n\nfolded\n\n</details>\n\n"
      "```sql\nSELECT 1;\n\n  -- two\n```\n\n---\n\n| a | b |\n|---|---|\n| 1 | **2** "
      "|\n\n![graph](https://x.example/g.png)\n";
  EXPECT_EQ(through_adf(read_markdown(text)), text);
  EXPECT_EQ(write_rich_markdown(read_markdown(text)), text);
}

/// Texts made of what means something in Markdown.
rc::Gen<std::string> marks_and_words() {
  return rc::gen::map(
      rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{"a",
                                                                                               "word",
                                                                                               " ",
                                                                                               " ",
                                                                                               "*",
                                                                                               "_",
                                                                                               "`",
                                                                                               "#",
                                                                                               "-",
                                                                                               "+",
                                                                                               "1.",
                                                                                               "[",
                                                                                               "]",
                                                                                               "(",
                                                                                               ")",
                                                                                               "<",
                                                                                               ">",
                                                                                               "&",
                                                                                               "!",
                                                                                               "|",
                                                                                               "~",
                                                                                               "~~",
                                                                                               "\\",
                                                                                               ":",
                                                                                               "x",
                                                                                               "&amp;",
                                                                                               "<b>",
                                                                                               "](",
                                                                                               "http://x.example",
                                                                                               "[ ]",
                                                                                               "**",
                                                                                               "--",
                                                                                               "=",
                                                                                               "10)",
                                                                                               "é",
                                                                                               "\""})),
      [](const std::vector<std::string>& parts) {
        std::string out;
        for (const std::string& part : parts) out += part;
        return out;
      });
}

RC_GTEST_PROP(RichText, a_line_of_text_is_shown_as_it_is, ()) {
  const std::string text = one_line(*marks_and_words());
  const std::string markdown = markdown_line(text);
  RC_LOG() << "text: " << text << "\nMarkdown: " << markdown;
  RC_ASSERT(plain_of(read_markdown(markdown)) == text);
  const Rich cell_table = [&] {
    Rich table = make_rich(RichKind::table), row = make_rich(RichKind::row), cell = make_rich(RichKind::cell);
    cell.children.push_back(make_rich(RichKind::text, text));
    row.children.push_back(cell);
    row.children.push_back(make_rich(RichKind::cell, {}));
    table.children.push_back(row);
    return table;
  }();
  const Rich again = read_markdown(write_rich_markdown(cell_table));
  RC_ASSERT(plain_of(again) == text);
}

TEST(RichText, html_of_an_editor_becomes_markdown) {
  const auto markdown = [](std::string_view html) { return write_rich_markdown(read_rich_html(html)); };
  EXPECT_EQ(markdown("<h1>Fault</h1><p>A &amp; <b>b</b><br>c</p><ul><li>one<ul><li>two</li></ul></li></ul>"),
            "# Fault\n\nA & **b**\\\nc\n\n- one\n  - two\n");
  EXPECT_EQ(markdown("<p>unclosed <i>marks<p>next"), "unclosed *marks*\n\nnext\n");
  EXPECT_EQ(markdown("<script>alert(1)</script>text<style>p{}</style>"), "text\n");
  EXPECT_EQ(markdown("<table><tr><th>a<td>b<tr><td>1<td>2</table>"), "| a | b |\n|---|---|\n| 1 | 2 |\n");
  EXPECT_EQ(markdown("<pre>x\n  y</pre>"), "```\nx\n  y\n```\n");
  EXPECT_EQ(markdown("<a href=\"https://x.example\">there</a> 1 < 2"), "[there](https://x.example) 1 < 2\n");
  EXPECT_EQ(markdown("h1<br><br>new paragraph"), "h1\n\nnew paragraph\n");
}

TEST(RichText, headings_are_moved_but_not_in_code) {
  EXPECT_EQ(with_headings_at("## a\n```\n# code\n```\n#### b\n", 3), "### a\n```\n# code\n```\n##### b\n");
}

}  // namespace
}  // namespace afterword
