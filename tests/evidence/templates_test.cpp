#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include "evidence/fingerprint.h"
#include "evidence/templates.h"

namespace afterword {
namespace {

std::string fingerprint_of(std::string_view message) {
  std::string out(fingerprint_bytes_max(message.size()), '\0');
  out.resize(write_fingerprint(message, out.data()));
  std::string shown;
  for (char c : out) shown += c == value_byte ? "<*>" : std::string(1, c);
  return shown;
}

TEST(Fingerprint, numbers_addresses_and_paths_are_values) {
  EXPECT_EQ(fingerprint_of("took 35 ms for 12% of 10.0.0.7:8080"), "took <*> for <*> of <*>");
  EXPECT_EQ(fingerprint_of("open /var/lib/db/base failed"), "open <*> failed");
  EXPECT_EQ(fingerprint_of("GET /cart/items?id=7&sort=up done"), "GET <*> done");
  EXPECT_EQ(fingerprint_of("station de:ad:be:ef:00:1f left"), "station <*> left");
  EXPECT_EQ(fingerprint_of("commit deadbeefcafe by ana@ship.example"), "commit <*> by <*>");
}

TEST(Fingerprint, a_list_of_values_is_one_value) {
  EXPECT_EQ(fingerprint_of("nodes 1, 2, 3 and 4-7 left"), "nodes <*> and <*> left");
}

TEST(Fingerprint, key_value_pairs_keep_their_key) {
  EXPECT_EQ(fingerprint_of("user=ana state=ready"), "user=<*> state=<*>");
  EXPECT_EQ(fingerprint_of("visible:true, locked:false"), "visible:<*>, locked:<*>");
}

TEST(Fingerprint, words_that_only_look_like_paths_stay) {
  EXPECT_EQ(fingerprint_of("read and/or write over TCP/IP"), "read and/or write over TCP/IP");
}

TEST(Fingerprint, white_space_does_not_matter) {
  EXPECT_EQ(fingerprint_of("  a\tb   c \r"), fingerprint_of("a b c"));
}

TemplateMiner miner_of(const std::vector<std::string>& lines) {
  TemplateMiner miner;
  for (const std::string& line : lines) miner.add(line);
  return miner;
}

TEST(Templates, a_word_with_many_values_becomes_one) {
  std::vector<std::string> lines;
  for (const char* user : {"ana", "ben", "cleo", "dora", "emil", "finn", "gus"})
    lines.push_back(std::string("session opened for user ") + user + " by cron");
  const auto found = miner_of(lines).merge();
  ASSERT_EQ(found.rows.size(), 1u);
  EXPECT_EQ(found.rows[0].text, "session opened for user <*> by cron");
  EXPECT_EQ(found.rows[0].count, 7u);
}

TEST(Templates, a_few_plain_words_are_different_events) {
  const auto found =
      miner_of({"the machine was started again", "the machine was stopped again", "the machine was paused again"})
          .merge();
  EXPECT_EQ(found.rows.size(), 3u);
}

RC_GTEST_PROP(Templates, order_of_lines_does_not_change_the_groups, ()) {
  const auto words = rc::gen::elementOf(
      std::vector<std::string>{"disk", "full", "user=x", "7", "/a/b", "node_a", "node_b", "node_c", "is", "on"});
  const auto lines = *rc::gen::container<std::vector<std::string>>(
      rc::gen::map(rc::gen::container<std::vector<std::string>>(words), [](const std::vector<std::string>& line) {
        std::string out;
        for (const std::string& word : line) out += word + " ";
        return out;
      }));
  std::vector<std::string> reversed(lines.rbegin(), lines.rend());
  TemplateMiner a, b;
  std::vector<std::uint32_t> first, second;
  for (const auto& line : lines) first.push_back(a.add(line));
  for (const auto& line : reversed) second.push_back(b.add(line));
  const auto x = a.merge(), y = b.merge();
  RC_ASSERT(x.rows.size() == y.rows.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    RC_ASSERT(x.rows[x.of[first[i]]].text == y.rows[y.of[second[lines.size() - 1 - i]]].text);
}

RC_GTEST_PROP(Templates, joined_miners_find_what_one_finds, (const std::vector<std::string>& lines)) {
  TemplateMiner one, left, right;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    one.add(lines[i]);
    (i % 2 == 0 ? left : right).add(lines[i]);
  }
  left.join(right);
  const auto a = one.merge(), b = left.merge();
  RC_ASSERT(a.rows.size() == b.rows.size());
}

RC_GTEST_PROP(Fingerprint, any_bytes_fit_the_room_and_hold_no_control_characters, (const std::string& bytes)) {
  std::string out(fingerprint_bytes_max(bytes.size()) + 1, '\x7e');
  const std::size_t n = write_fingerprint(bytes, out.data());
  RC_ASSERT(n <= fingerprint_bytes_max(bytes.size()));
  for (std::size_t i = 0; i < n; ++i) RC_ASSERT((out[i] == value_byte || static_cast<unsigned char>(out[i]) >= ' '));
}

TEST(Templates, several_places_that_hardly_ever_agree_become_values) {
  TemplateMiner miner;
  for (int i = 0; i < 400; ++i) {
    const auto word = [&](int n) {
      std::string out;
      for (int k = 0; k < 5; ++k) out += static_cast<char>('a' + (i * (n + 3) * 7919 >> (k * 3)) % 26);
      return out;
    };
    miner.add("token for " + word(1) + " issued by " + word(2) + " is valid");
    miner.add(std::string("door ") + (i % 2 == 0 ? "opened" : "closed") + " by hand at the gate of " + word(4));
  }
  const auto templates = miner.merge();
  ASSERT_EQ(templates.rows.size(), 3u);
  EXPECT_EQ(templates.rows[0].text, "token for <*> issued by <*> is valid");
  EXPECT_EQ(templates.rows[1].text, "door opened by hand at the gate of <*>");
}

}  // namespace
}  // namespace afterword
