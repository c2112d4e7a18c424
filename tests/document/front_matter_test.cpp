#include "document/front_matter.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "document/plain_front_matter.h"

namespace afterword {
namespace {

/// `key=value` for every entry, the value as it stands in the text where that differs.
std::string shown(std::string_view yaml) {
  const std::string padded = "----" + std::string(yaml);
  const FrontMatter read = read_front_matter(yaml, 4);
  std::string out;
  for (const FrontMatterEntry& entry : read.entries) {
    if (!out.empty()) out += ", ";
    out += entry.key + "=" + entry.value;
    if (entry.span.in(padded) != entry.value) out += "(" + std::string(entry.span.in(padded)) + ")";
  }
  return read.fault.empty() ? out : out + " FAULT " + read.fault + " AT " + std::string(read.fault_at.in(padded));
}

TEST(FrontMatter, keys_are_joined_and_lists_share_theirs) {
  EXPECT_EQ(shown("title: The ferry\nincident:\n  start: 2023-06-04 09:10\n  teams: [harbour, web]\n"),
            "title=The ferry, incident.start=2023-06-04 09:10, incident.teams=harbour, incident.teams=web");
  EXPECT_EQ(shown("tags:\n- a\n- b: c\n"), "tags=a, tags.b=c");
  EXPECT_EQ(shown("empty:\nnext: 1"), "empty=, next=1");
}

TEST(FrontMatter, places_count_bytes) {
  EXPECT_EQ(shown("name: Zoë\nplace: Ålesund\nquoted: \"a \\\" b\"\n"),
            "name=Zoë, place=Ålesund, quoted=a \" b(a \\\" b)");
  EXPECT_EQ(shown("a: x\r\nb: y\r\n"), "a=x, b=y");
}

TEST(FrontMatter, a_key_that_stands_there_twice_is_a_fault) {
  EXPECT_EQ(shown("a: 1\nb: 2\na: 3\n"), "a=1, b=2, a=3 FAULT the key ‘a’ stands there twice AT a: 3");
}

TEST(FrontMatter, what_is_no_yaml_is_a_fault_with_a_place) {
  EXPECT_NE(shown("a: [1\n").find("FAULT"), std::string::npos);
  EXPECT_NE(shown("a: b: c\n").find("FAULT"), std::string::npos);
  EXPECT_NE(shown("\tx: 1\n").find("FAULT"), std::string::npos);
}

TEST(FrontMatter, a_value_that_wants_quotes_is_told_and_read_as_it_was_meant) {
  const auto read_of = [](std::string_view yaml) {
    const std::string text = shown(yaml);
    EXPECT_NE(text.find(" FAULT "), std::string::npos) << text;
    return text.substr(0, text.find(" FAULT "));
  };
  EXPECT_EQ(read_of("title: Mail: the queue stood still\nseverity: SEV-2\n"),
            "title=Mail: the queue stood still, severity=SEV-2");
  EXPECT_EQ(read_of("severity: 2\nowner: @ana\ntitle: \"Zoë\" is: down\nb: `code`\ntags: [x, y]\n"),
            "severity=2, owner=@ana, title=\"Zoë\" is: down, b=`code`, tags=x, tags=y");
  EXPECT_EQ(read_of("service: [mail] queue\ndate: 2024-03-12\n"), "service=[mail] queue, date=2024-03-12");
}

TEST(FrontMatter, depth_and_length_are_limited) {
  EXPECT_NE(shown(std::string(1000, '[')).find("FAULT"), std::string::npos);
  EXPECT_NE(shown(std::string(100, '[') + std::string(100, ']')).find("nested too deeply"), std::string::npos);
  EXPECT_NE(shown("a: " + std::string(70000, 'x')).find("64 KB"), std::string::npos);
  // Aliases are not followed.
  EXPECT_LT(shown("a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n").size(), 100u);
}

TEST(FrontMatter, nothing_is_nothing) {
  EXPECT_EQ(shown(" \n"), "");
}

RC_GTEST_PROP(FrontMatter, any_bytes_are_read, ()) {
  const std::string yaml = *rc::gen::container<std::string>(
      rc::gen::oneOf(rc::gen::elementOf(std::string("a:- \n[]{}\"'|>&*!#?%@`,\t0~.")), rc::gen::arbitrary<char>()));
  for (const FrontMatterEntry& entry : read_front_matter(yaml, 0).entries) {
    RC_ASSERT(entry.span.begin <= entry.span.end);
    RC_ASSERT(entry.span.end <= yaml.size());
  }
}

/// Lines as people write them, and nearly so.
std::string gen_plain_lines() {
  const auto piece = rc::gen::elementOf(std::vector<std::string>{
      "a",      "Zed",          "7",  "2024-01-02", "10:30", "null", "true", "~",         " ",
      "  ",     ": ",           ":",  " #",         "#",     "-",    "_",    ".",         "/",
      "'",      "\"",           "\\", "[",          "]",     ", ",   ",",    "\"it is\"", "'so'",
      "[a, b]", "[\"a b\", c]", "{",  "&x",         "*x",    "!",    "|",    ">",         "%",
      "@"});
  const auto value = rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const auto& pieces) {
    std::string out;
    for (const std::string& one : pieces) out += one;
    return out;
  });
  std::string out;
  for (int line = *rc::gen::inRange(1, 4); line > 0; --line)
    out +=
        *rc::gen::elementOf(std::vector<std::string>{"title: ", "Start-time: ", "b_2: ", "7: ", "null: ", "c:", ""}) +
        *value + "\n";
  return out;
}

RC_GTEST_PROP(FrontMatter, what_is_read_without_the_library_is_what_the_library_reads, ()) {
  const std::string yaml = gen_plain_lines();
  const auto read = read_plain_front_matter(yaml, 5);
  if (!read) return;
  const FrontMatter &plain = *read, asked = read_front_matter(yaml + "#\n", 5);  // the library reads what has a comment
  RC_ASSERT(asked.fault.empty());
  RC_ASSERT(plain.entries.size() == asked.entries.size());
  for (std::size_t i = 0; i < plain.entries.size(); ++i) {
    RC_ASSERT(plain.entries[i].key == asked.entries[i].key);
    RC_ASSERT(plain.entries[i].value == asked.entries[i].value);
    RC_ASSERT(plain.entries[i].span == asked.entries[i].span);
  }
}

TEST(FrontMatter, what_most_people_write_is_read_without_the_library) {
  EXPECT_TRUE(read_plain_front_matter("title: \"a: b\"\ndate: 2024-01-02\nteams: [ops, 'data base']\n", 0));
  for (const std::string_view more :
       {"a: b: c", "a: b #c", "a: ", "a:", "a: null", "a: 'it''s'", "a: [b, [c]]", "a: 1\na: 2", "a: b\n  c",
        "a: Zo\xC3\xAB", "- a", "a: &b c", "a: {b: c}", "a: \"\\n\""})
    EXPECT_FALSE(read_plain_front_matter(more, 0)) << more;
}

}  // namespace
}  // namespace afterword
