// What a reader remembers of the lines before makes it faster and changes no answer.
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <map>
#include <random>

#include "evidence/gather.h"
#include "evidence/input_set.h"
#include "evidence/line_ends.h"
#include "evidence/log_reader.h"

namespace afterword {
namespace {

/// Lines of one notation, put together from pieces that are mostly ordinary.
class Lines {
 public:
  explicit Lines(unsigned seed, std::size_t notation) : random_(seed), notation_(notation) {}
  std::string ordinary() { return line(0); }
  std::string awkward() { return line(3); }

 private:
  std::size_t pick(std::size_t n) { return random_() % n; }
  std::string_view any_of(const std::vector<std::string_view>& list, std::size_t odd) {
    return list[odd != 0 && pick(odd) == 0 ? pick(list.size()) : pick(std::min<std::size_t>(list.size(), 3))];
  }
  std::string line(std::size_t odd) {
    std::string out;
    const auto add = [&](const std::vector<std::string_view>& list) { out += any_of(list, odd); };
    if (notation_ == 0) {  // syslog
      if (odd != 0 && pick(6) == 0) out += "<13>";
      add(times_);
      add(spaces_);
      add(names_);
      add(spaces_);
      add(names_);
      add({"[", "[", "[", "", "[[", ":", "("});
      add({"812", "4", "90123", "12345678", "123456789", "", "-", "8a", "٣"});
      add({"]:", "]:", "]:", "]", ":", "] :", "]]:"});
    } else {  // a level and a logger
      add(times_);
      add(spaces_);
      add({"INFO", "WARN", "ERROR", "info", "notice", "web-1", "7", ""});
      add(spaces_);
      add(names_);
      add({":", ":", ":", "", "::", " -", "["});
    }
    add(spaces_);
    out += any_of({"accepted order 17 of ada", "no route to host after 3 of 3 attempts: giving up",
                   "charge declined: code 4", "", "x", ": y", "[a]: b", "\xff\xfe"},
                  odd);
    return out;
  }

  std::mt19937 random_;
  std::size_t notation_;
  std::vector<std::string_view> times_ = {"2026-06-24T14:39:00.120Z",
                                          "2026-06-24T14:39:00.121Z",
                                          "2026-06-24T14:39:01Z",
                                          "2026-06-24T14:39:00+02:00",
                                          "2026-06-24T14:39:00.12 CEST",
                                          "2026-06-24T14:39:00.1234567891Z",
                                          "2026-06-24T14:39:00,9",
                                          "2026-06-24T14:39",
                                          "2026-06-24T14:39:00.120Zz",
                                          "2026-02-30T14:39:00Z",
                                          ""};
  std::vector<std::string_view> spaces_ = {" ", " ", " ", "  ", "\t", " \t ", ""};
  std::vector<std::string_view> names_ = {
      "web-1", "cart", "payments-api-of-the-shop", "web[1]", "::1", "10.0.0.7", "-", "ERROR", "a:b", "17",
      "web=1", "näme"};
};

std::string words_of(bool found, const LogFields& fields) {
  std::string out = found ? "found" : "not found";
  for (const std::string_view text : {fields.host, fields.service, fields.program, fields.message})
    out.append("|").append(text);
  const auto number = [&](std::int64_t value) { out += "|" + std::to_string(value); };
  number(fields.time.at);
  number(fields.time.bytes);
  number(fields.time.states_zone ? 1 : 0);
  number(fields.level ? static_cast<int>(*fields.level) : -1);
  number(fields.status);
  return out;
}

RC_GTEST_PROP(KnownHeads, a_reader_that_has_read_much_says_what_a_new_one_says, ()) {
  Lines lines(*rc::gen::arbitrary<unsigned>(), *rc::gen::inRange<std::size_t>(0, 2));
  std::string sample;
  for (int i = 0; i < 40; ++i) sample += lines.ordinary() + "\n";
  const LogForm form = learn_log_form(sample);
  const TimeContext context;
  LogReader old_one(form, context);
  for (int i = 0; i < 150; ++i) {
    const std::string line = i % 2 == 0 ? lines.ordinary() : lines.awkward();
    LogReader new_one(form, context);
    LogFields by_old, by_new;
    const bool found = old_one.read(line, by_old);
    RC_ASSERT(words_of(found, by_old) == words_of(new_one.read(line, by_new), by_new));
  }
}

TEST(KnownHeads, ordinary_lines_of_syslog_are_known_by_their_heads) {
  const LogForm form = learn_log_form("2026-06-24T14:39:00.120Z web-1 cart[812]: accepted order 17 of customer ada\n");
  const TimeContext context;
  LogReader reader(form, context);
  LogFields fields;
  ASSERT_TRUE(reader.read("2026-06-24T14:39:00.120Z web-1 cart[812]: accepted order 17 of customer ada", fields));
  EXPECT_EQ(fields.head, 0u);
  ASSERT_TRUE(reader.read("2026-06-24T14:39:07.456Z web-1 cart[813]: accepted order 18 of customer bob", fields));
  EXPECT_NE(fields.head, 0u);
  EXPECT_EQ(fields.program, "cart");
  EXPECT_EQ(fields.message, "accepted order 18 of customer bob");
}

RC_GTEST_PROP(LineEnds, many_bytes_at_a_time_are_seen_as_byte_by_byte, ()) {
  const auto codes = *rc::gen::container<std::vector<int>>(
      rc::gen::weightedElement<int>({{6, 'a'}, {2, '\n'}, {1, 0x1b}, {2, 0x8a}, {1, 0}, {20, 'b'}}));
  std::string text;
  for (const int code : codes) text.append(1 + text.size() % 7, static_cast<char>(code));
  std::vector<std::uint32_t> fast, slow;
  RC_ASSERT(find_line_feeds(text, 5, fast) == find_line_feeds_by_bytes(text, 5, slow));
  RC_ASSERT(fast == slow);
}

TEST(LineEnds, an_escape_is_told_of_a_line_that_began_long_before) {
  const std::string text = "a\nb\x1b[1m" + std::string(200'000, 'c') + "\nd\n" + std::string(100'000, 'e') + "\nf";
  LineEnds ends(text);
  std::vector<std::string> lines;
  std::vector<bool> held;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = ends.next();
    lines.push_back(text.substr(at, end - at));
    held.push_back(ends.may_hold_escape());
    at = end + 1;
  }
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_TRUE(held[1]);
  EXPECT_FALSE(held[4]);
  EXPECT_EQ(lines[2], "d");
  EXPECT_EQ(lines[4], "f");
}

TEST(LogCounting, every_message_is_counted_in_its_second_however_rows_and_seconds_alternate) {
  std::mt19937 random(7);
  std::string text;
  std::map<std::pair<std::string, std::int64_t>, std::uint32_t> truth;
  for (int i = 0; i < 6000; ++i) {
    const std::string host = "web-" + std::to_string(random() % 900);
    const unsigned second = std::min(59u, static_cast<unsigned>(i / 200) + static_cast<unsigned>(random() % 3));
    text += "2026-06-24T14:39:" + std::string(second < 10 ? "0" : "") + std::to_string(second) + "Z " + host +
            " cart[81]: accepted an order from the customer\n";
    ++truth[{host, second}];
  }
  const NamedSource sources[] = {{"cart.log", 0, std::make_shared<MemorySource>(text)}};
  const Evidence evidence = gather(sources, {});
  std::map<std::pair<std::string, std::int64_t>, std::uint32_t> counted;
  for (const LogRow& row : evidence.logs.rows) {
    std::uint64_t sum = 0;
    for (const LogCell& cell : row.cells) sum += counted[{row.host, cell.bucket % 60}] += cell.count;
    EXPECT_EQ(sum, row.count);
  }
  EXPECT_EQ(counted, truth);
}

}  // namespace
}  // namespace afterword
