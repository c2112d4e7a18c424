#include "evidence/readers/json.h"

#include <gtest/gtest.h>

#include "evidence/readers/csv.h"

namespace afterword {
namespace {

TEST(Json, each_element_knows_its_bytes) {
  const std::string text = R"({"a": [1, {"b": "two"}], "c": null})";
  const JsonDocument document(text);
  const Json root = document.root();
  EXPECT_FALSE(document.fault());
  EXPECT_EQ(root.raw(), text);
  EXPECT_EQ(root["a"].raw(), R"([1, {"b": "two"}])");
  EXPECT_EQ((*++root["a"].begin())["b"].text(), "two");
  EXPECT_EQ(root["c"].kind(), JsonKind::null);
  EXPECT_EQ(root["d"]["e"].kind(), JsonKind::absent);
}

TEST(Json, escapes_are_decoded_in_values_and_names) {
  const JsonDocument document(R"({"na\u006de": "a\n\"b\" \u00e9 \ud83d\ude00 \ud83d"})");
  EXPECT_EQ(document.root()["name"].text(), "a\n\"b\" é 😀 \uFFFD");
}

TEST(Json, lines_that_are_no_json_are_left_out_and_counted) {
  const JsonDocument document("{\"a\": 1}\n{\"a\": \n{\"a\": 3}\nnonsense\n{\"a\": 5}\n");
  std::string all;
  for (const Json value : document.values()) all += value["a"].text() + " ";
  EXPECT_EQ(all, "1 3 5 ");
  ASSERT_TRUE(document.fault());
  EXPECT_EQ(document.wrong_lines(), 2u);
}

TEST(Json, what_stands_before_a_fault_is_kept) {
  const JsonDocument document(R"([{"a": 1}, {"b": "cut he)");
  ASSERT_TRUE(document.fault());
  EXPECT_EQ(document.fault()->at, 17u);
  EXPECT_EQ(document.root().first()["a"].integer(), 1);
}

TEST(Json, numbers_in_quotes_are_numbers_too) {
  const JsonDocument document(R"({"a": "1.5", "b": "NaN", "c": "1.5 apples", "d": 1674982122425293566})");
  EXPECT_EQ(document.root()["a"].number(), 1.5);
  EXPECT_NE(*document.root()["b"].number(), *document.root()["b"].number());
  EXPECT_FALSE(document.root()["c"].number());
  EXPECT_EQ(document.root()["d"].integer(), 1674982122425293566);
}

TEST(Csv, quotes_hide_separators_line_ends_and_themselves) {
  CsvReader reader("a,\"b, \"\"c\"\"\nd\",e\r\n\nf,,\"open\n", ',');
  CsvRow row;
  ASSERT_TRUE(reader.next(row));
  EXPECT_EQ(row.cells, (std::vector<std::string_view>{"a", "b, \"c\"\nd", "e"}));
  EXPECT_EQ(row.end, 16u);
  ASSERT_TRUE(reader.next(row));
  EXPECT_EQ(row.cells, (std::vector<std::string_view>{"f", "", "\"open"}));
  EXPECT_FALSE(reader.next(row));
}

}  // namespace
TEST(Json, every_escape_is_the_character_that_it_stands_for) {
  const JsonDocument document(R"({"text": "\b\f\n\r\t\"\\\/\u0001\u00e9\ud83d\ude00"})");
  ASSERT_FALSE(document.fault());
  EXPECT_EQ(document.root()["text"].text(), "\b\f\n\r\t\"\\/\x01\xC3\xA9\xF0\x9F\x98\x80");
}

}  // namespace afterword
