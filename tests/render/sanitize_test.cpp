#include "render/sanitize.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "render/prose.h"
#include "render/strict_html.h"

namespace afterword {
namespace {

/// The whole of a Markdown text as HTML.
std::string prose_of(const std::string& markdown) {
  const Document document = Document::read(markdown);
  const RenderOptions options;
  Ids ids;
  ProseWriter writer(document, options, ids);
  std::string out;
  writer.write_blocks(out, {0, static_cast<std::uint32_t>(document.text().content().size())}, {});
  return out;
}

std::string raw_of(std::string_view html) {
  std::string out;
  {
    HtmlBuilder builder(out);
    Sanitizer sanitizer(builder, [](HtmlBuilder& b, const ImageTag& image) { b.add_text("[" + image.alt + "]"); });
    builder.open("section");
    sanitizer.add(html);
    builder.close();
  }
  return out;
}

TEST(Sanitizer, lets_no_attack_through_as_markdown) {
  for (const std::string& attack : strict::attacks()) {
    const std::string html = prose_of("before\n\n" + attack + "\n\nafter");
    EXPECT_EQ(strict::fault_of_fragment("<section>" + html + "</section>"), "") << attack << "\n→ " << html;
    EXPECT_NE(html.find("before"), std::string::npos);
  }
}

TEST(Sanitizer, lets_no_attack_through_inside_a_paragraph) {
  for (const std::string& attack : strict::attacks()) {
    const std::string html = prose_of("before " + attack + " after");
    EXPECT_EQ(strict::fault_of_fragment("<section>" + html + "</section>"), "") << attack << "\n→ " << html;
  }
}

TEST(Sanitizer, lets_no_attack_through_as_raw_html) {
  for (const std::string& attack : strict::attacks()) {
    const std::string html = raw_of(attack);
    EXPECT_TRUE(strict::fault_of_fragment(html).empty()) << attack << "\n→ " << html << "\n"
                                                         << strict::fault_of_fragment(html);
  }
}

TEST(Sanitizer, has_many_attacks_to_try) {
  EXPECT_GE(strict::attacks().size(), 60u);
}

TEST(Sanitizer, keeps_what_is_harmless) {
  EXPECT_EQ(raw_of("<p align=\"center\">a <b>b</b><br>c</p>"),
            "<section><p class=\"ac\">a <b>b</b><br>c</p></section>");
  EXPECT_EQ(raw_of("<center>x</center>"), "<section><div class=\"ac\">x</div></section>");
  EXPECT_EQ(raw_of("<a href=\"https://example.org/?a=1&amp;b=2\">x</a>"),
            "<section><a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noreferrer\">x</a></section>");
  EXPECT_EQ(raw_of("<ul><li>a<li>b</ul>"), "<section><ul><li>a</li><li>b</li></ul></section>");
  EXPECT_EQ(raw_of("<details><summary>s</summary>t</details>"),
            "<section><details><summary>s</summary>t</details></section>");
  EXPECT_EQ(raw_of("3 < 4 &copy; &unknown; &"), "<section>3 &lt; 4 © &amp;unknown; &amp;</section>");
  EXPECT_EQ(raw_of("<font color=red>x</font><blink>y</blink>"), "<section><span>x</span>y</section>");
}

TEST(Sanitizer, judges_addresses_as_a_browser_reads_them) {
  EXPECT_EQ(safe_url("https://example.org/a b", UrlUse::link), "https://example.org/a%20b");
  EXPECT_EQ(safe_url("mailto:a@example.org", UrlUse::link), "mailto:a@example.org");
  EXPECT_EQ(safe_url("notes/x.md#part", UrlUse::link), "notes/x.md#part");
  EXPECT_EQ(safe_url("#t-1430", UrlUse::link), "#t-1430");
  EXPECT_EQ(safe_url("java\nscript:x", UrlUse::link), "");
  EXPECT_EQ(safe_url("\x01javascript:x", UrlUse::link), "");
  EXPECT_EQ(safe_url("data:image/png;base64,AA", UrlUse::link), "");
  EXPECT_EQ(safe_url("data:image/png;base64,AA", UrlUse::image), "data:image/png;base64,AA");
  EXPECT_EQ(safe_url("data:image/svg+xml;base64,AA", UrlUse::image), "");
}

TEST(Sanitizer, closes_what_is_left_open_and_opens_what_is_missing) {
  EXPECT_EQ(raw_of("<b><i>x"), "<section><b><i>x</i></b></section>");
  EXPECT_EQ(raw_of("</b>x</div>"), "<section>x</section>");
  EXPECT_EQ(raw_of("<table>x"), "<section><table><tr><td>x</td></tr></table></section>");
  EXPECT_EQ(raw_of("<li>x"), "<section><div>x</div></section>");
}

TEST(Sanitizer, a_fold_always_says_what_it_hides) {
  EXPECT_EQ(raw_of("<details>t</details>"), "<section><details><summary>Details</summary>t</details></section>");
  std::string out;
  HtmlBuilder builder(out);
  builder.open_raw("details", Model::flow, "");
  builder.open_raw("summary", Model::closed, "");
  builder.open("p");
  builder.add_text("The ticket");
  builder.close();
  builder.close_raw("summary");
  builder.open("p");
  builder.add_text("Good evening");
  builder.close();
  builder.close_raw("details");
  EXPECT_EQ(out, "<details><summary>The ticket</summary><p>Good evening</p></details>");
}

TEST(Sanitizer, a_link_in_raw_html_leads_where_the_page_says_or_nowhere) {
  const auto placed = [](std::string_view html) {
    std::string out;
    HtmlBuilder builder(out);
    Sanitizer sanitizer(builder, {}, [](const std::string& url) { return url == "a.md" ? "a.html" : std::string(); });
    sanitizer.add(html);
    builder.close_all_raw();
    return out;
  };
  EXPECT_EQ(placed("<a href=\"a.md\">x</a>"), "<a href=\"a.html\" rel=\"noreferrer\">x</a>");
  EXPECT_EQ(placed("<a href=\"plans.md\">x</a>"), "<a>x</a>");
}

/// Any shuffle of tags, texts and marks gives something well nested.
RC_GTEST_PROP(Sanitizer, writes_only_well_nested_html, ()) {
  const std::vector<std::string> pieces = {"<div>",
                                           "</div>",
                                           "<p>",
                                           "</p>",
                                           "<b>",
                                           "</b>",
                                           "<a href='x'>",
                                           "</a>",
                                           "<table>",
                                           "</table>",
                                           "<tr>",
                                           "<td>",
                                           "</td>",
                                           "<ul>",
                                           "<li>",
                                           "</ul>",
                                           "<details>",
                                           "<summary>",
                                           "</summary>",
                                           "</details>",
                                           "<h2>",
                                           "</h2>",
                                           "text",
                                           " ",
                                           "\n",
                                           "\n\n",
                                           "> ",
                                           "- ",
                                           "**",
                                           "`",
                                           "<br>",
                                           "<hr>",
                                           "<img src=x alt=y>",
                                           "<script>",
                                           "</script>",
                                           "<!--",
                                           "-->",
                                           "<svg>",
                                           "</svg>",
                                           "<pre>",
                                           "</pre>",
                                           "<dl>",
                                           "<dt>",
                                           "<dd>",
                                           "</dl>",
                                           "[l](x)",
                                           "| a | b |\n|--|--|\n| c | d |\n",
                                           "&amp;",
                                           "<",
                                           "<tbody>",
                                           "<caption>",
                                           "<figure>",
                                           "<figcaption>",
                                           "# h\n",
                                           "1. ",
                                           "    code\n",
                                           "```\n"};
  const auto chosen = *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, pieces.size()));
  std::string text;
  for (const std::size_t i : chosen) text += pieces[i];
  RC_ASSERT(strict::fault_of_fragment("<section>" + prose_of(text) + "</section>") == "");
  RC_ASSERT(strict::fault_of_fragment(raw_of(text)) == "");
}

}  // namespace
}  // namespace afterword
