#include "evidence/message_sorter.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <random>

namespace afterword {
namespace {

/// Sorts the long way: every message's fingerprint is made and asked for.
class LongWay {
 public:
  explicit LongWay(std::shared_ptr<const TemplateRules> rules) : rules_(std::move(rules)) {}
  std::string template_of(std::string_view message) {
    const std::uint32_t number = miner_.add(message);
    if (rules_) {
      cut_.make(miner_.fingerprint(number));
      if (const auto found = rules_->find(cut_)) return rules_->fingerprints[found->number];
    }
    return std::string(miner_.fingerprint(number));
  }

 private:
  TemplateMiner miner_;
  std::shared_ptr<const TemplateRules> rules_;
  TemplateRules::Cut cut_;
};

/// Messages of a few forms, whose variable parts are all that has a rule of its own.
class Messages {
 public:
  explicit Messages(unsigned seed) : random_(seed) {
    for (int i = 0; i < 6; ++i) {
      std::vector<std::string> form;  // "" = what varies
      for (std::size_t parts = 4 + pick(4); parts > 0; --parts) {
        form.push_back(any_of(fixed_));
        form.push_back(any_of(between_));
      }
      for (std::size_t places = 1 + pick(2); places > 0; --places) form[2 + 2 * pick(form.size() / 2 - 1)].clear();
      forms_.push_back(std::move(form));
    }
  }
  std::string next() {
    std::string out;
    for (const std::string& part : forms_[pick(forms_.size())]) out += part.empty() ? any_of(varying_) : part;
    if (pick(4) == 0) out.pop_back();
    return out;
  }

 private:
  std::size_t pick(std::size_t n) { return random_() % n; }
  std::string any_of(const std::vector<std::string>& list) { return list[pick(list.size())]; }

  std::vector<std::string> fixed_ = {"order", "user",   "failed for", "ab:", "cd:ef:12", "size=", "relay:",      "of a",
                                     "at",    "[DEBUG", "warning:",   "ms",  "took",     "face",  "the cache of"};
  std::vector<std::string> varying_ = {"ada",      "bob",     "cleo",          "dora",        "emil",
                                       "fritz",    "gina",    "hugo",          "17",          "3.5",
                                       "10.0.0.7", "a1b2",    "/var/lib",      "and/or",      "ana@ship.example",
                                       "deadbeef", "added",   "true",          "ERROR",       "warn",
                                       "s",        "ms",      "12:30:45",      "de:ad:be:ef", "v2.",
                                       "x...3",    "5.",      "/a?b=1",        "é",           "K\xc3\xb6ln",
                                       "foo.bar",  ".hidden", "abc-d",         "a_b",         "no",
                                       "x*",       "99%",     "depth.......3", "faced",       "2026-06-01T10:00:00Z"};
  std::vector<std::string> between_ = {" ", " ", " ", " ", ": ", "=", ", ", ":", "  ", "\t", "(", "\" "};
  std::vector<std::vector<std::string>> forms_;
  std::mt19937 random_;
};

TEST(MessageSorter, what_it_has_learnt_of_shapes_changes_no_answer) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    Messages messages(seed);
    TemplateMiner first;
    for (int i = 0; i < 300; ++i) first.add(messages.next());
    auto rules = std::make_shared<TemplateRules>();
    std::vector<std::uint32_t> of;
    static_cast<void>(first.compact(of, rules.get()));
    for (const auto& known : {std::shared_ptr<const TemplateRules>(), std::shared_ptr<const TemplateRules>(rules)}) {
      LongWay long_way(known);
      MessageSorter sorter(known);
      for (int i = 0; i < 1500; ++i) {
        const std::string message = messages.next();
        const MessageSorter::Sorted sorted = sorter.add(message);
        ASSERT_EQ(sorter.miner().fingerprint(sorted.group), long_way.template_of(message)) << message;
      }
    }
  }
}

TEST(MessageSorter, a_message_of_a_known_shape_needs_no_fingerprint_of_its_own) {
  TemplateMiner first;
  for (const char* name : {"ada", "bob", "cleo", "dora", "emil", "fritz", "gina", "hugo", "ida"})
    first.add("session of user " + std::string(name) + " was closed by the server");
  auto rules = std::make_shared<TemplateRules>();
  std::vector<std::uint32_t> of;
  static_cast<void>(first.compact(of, rules.get()));
  MessageSorter sorter(rules);
  const auto fingerprint = sorter.add("session of user jana was closed by the server").fingerprint;
  EXPECT_EQ(sorter.add("session of user kurt was closed by the server").fingerprint, fingerprint);
  EXPECT_EQ(sorter.learnt(), 1u);
  EXPECT_NE(sorter.add("session of user ERROR was closed by the server").fingerprint, fingerprint)
      << "a level decides how a message is counted, so it can't stand where any word may";
}

RC_GTEST_PROP(MessageBits, are_the_same_with_and_without_wide_registers, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(0, MessageBits::bytes_max + 1);
  const auto message = *rc::gen::container<std::string>(size, rc::gen::arbitrary<char>());
  MessageBits wide, narrow;
  find_message_bits(message, wide);
  find_message_bits_by_bytes(message, narrow);
  for (std::size_t i = 0; i <= size; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << (i % 64);
    RC_ASSERT((wide.breaks[i / 64] & bit) == (narrow.breaks[i / 64] & bit));
    if (i == size) break;
    RC_ASSERT((wide.digits[i / 64] & bit) == (narrow.digits[i / 64] & bit));
    RC_ASSERT((wide.marks[i / 64] & bit) == (narrow.marks[i / 64] & bit));
  }
}

}  // namespace
}  // namespace afterword
