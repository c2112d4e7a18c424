#include "draft/explorer.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

const std::string log_text =
    "12:00:00 ready\n12:00:01 still fine\n12:00:05 ERROR </script><script>alert(1)</script>\n12:00:06 next line\n";

Gathered make_gathered() {
  Gathered gathered;
  gathered.evidence.inputs.emplace_back().path = "web.log";
  LogRow& row = gathered.evidence.logs.rows.emplace_back();
  gathered.evidence.logs.templates.emplace_back("ERROR </script><script>alert(<*>)</script>");
  row.level = LogLevel::error;
  row.count = 1;
  row.first = {0, 47, 3, 35};
  row.example = "</script><script>alert(1)</script>";
  row.cells.push_back({1'790'942'405, 1, row.first});
  gathered.timeline.push_back({1'790'942'405 * one_second, "12:00:05", "It fails.", {"other"}, {row.first}});
  return gathered;
}

std::string page() {
  return write_explorer(
      make_gathered(), [](const Place& place) { return CitedRecord{log_text.substr(place.begin, place.size), ""}; },
      [](const Place& place) { return log_text.substr(place.begin, place.size); });
}

TEST(Explorer, lets_nothing_from_evidence_become_markup_or_script) {
  const std::string html = page();
  EXPECT_EQ(html.find("<script>alert"), std::string::npos);
  EXPECT_NE(html.find("\\u003c/script>"), std::string::npos);
}

TEST(Explorer, shows_each_entry_with_the_lines_around_it) {
  const std::string html = page();
  EXPECT_NE(html.find("still fine\n<mark>12:00:05 ERROR"), std::string::npos) << html;
  EXPECT_NE(html.find("next line"), std::string::npos);
  EXPECT_NE(html.find("web.log:3"), std::string::npos);
}

TEST(Explorer, takes_markdown_s_backslashes_out_of_entries_but_not_out_of_code) {
  Gathered gathered = make_gathered();
  gathered.timeline[0].text = R"(Ada: the name is shop\_prod, \*not\* `shop\_test`.)";
  const std::string html =
      write_explorer(gathered, [](const Place&) { return CitedRecord{}; }, [](const Place&) { return std::string(); });
  EXPECT_NE(html.find("the name is shop_prod, *not* <code>shop\\_test</code>."), std::string::npos) << html;
}

TEST(Explorer, keeps_characters_of_several_bytes_whole) {
  Gathered gathered = make_gathered();
  gathered.timeline[0].text = "Zoë says: “it is `größer`” …";
  const std::string html =
      write_explorer(gathered, [](const Place&) { return CitedRecord{}; }, [](const Place&) { return std::string(); });
  EXPECT_NE(html.find("Zoë says: “it is <code>größer</code>” …"), std::string::npos) << html;
}

TEST(Explorer, asks_for_nothing_from_outside) {
  const std::string html = page();
  for (const char* outside : {"src=\"http", "href=\"http", "@import", "url(http"})
    EXPECT_EQ(html.find(outside), std::string::npos) << outside;
}

}  // namespace
}  // namespace afterword
