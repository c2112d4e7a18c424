#include "text/phrases.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace afterword {
namespace {

std::string found(const std::vector<Phrase>& rows, std::string_view text) {
  const PhraseTable table(rows);
  std::vector<Word> words;
  split_words(text, 0, words);
  std::vector<PhraseHit> hits;
  table.find(text, words.data(), 0, static_cast<std::uint32_t>(words.size()), hits);
  std::string out;
  for (const PhraseHit& h : hits) {
    if (!out.empty()) out += " | ";
    out += std::to_string(h.mark) + ":";
    out += text.substr(words[h.first].span.begin, words[h.last - 1].span.end - words[h.first].span.begin);
  }
  return out;
}

TEST(Phrases, FindsWordsInAnyCase) {
  EXPECT_EQ(found({{"root cause", 1}}, "The Root Cause was; ROOT  CAUSES; root\ncause"),
            "1:Root Cause | 1:root\ncause");
  EXPECT_EQ(found({{"it's down", 1}, {"où", 2}}, "It’s down OÙ"), "1:It’s down | 2:OÙ");
}

TEST(Phrases, ReportsOverlapsInOrderOfTheirFirstWord) {
  EXPECT_EQ(found({{"b c", 3}, {"a b", 1}, {"a", 2}, {"a b c", 4}}, "a b c"), "2:a | 1:a b | 4:a b c | 3:b c");
}

TEST(Phrases, NeverCrossesPunctuationOrTheEnd) {
  EXPECT_EQ(found({{"rolled back", 1}}, "rolled. Back rolled, back rolled"), "");
  EXPECT_EQ(found({{"# %", 1}}, "about 99.9% of"), "1:99.9%");
  const std::string_view text = "rolled back";
  std::vector<Word> words;
  split_words(text, 0, words);
  std::vector<PhraseHit> hits;
  PhraseTable(std::vector<Phrase>{{"rolled back", 1}}).find(text, words.data(), 0, 1, hits);
  EXPECT_TRUE(hits.empty());
}

TEST(Phrases, KnowsStemsNumbersAnyWordsAndAlternatives) {
  EXPECT_EQ(found({{"restart*", 1}}, "Restarted restart prestart"), "1:Restarted | 1:restart");
  EXPECT_EQ(found({{"# minutes|mins", 1}}, "for 15 minutes, 3 mins, ten minutes"), "1:15 minutes | 1:3 mins");
  EXPECT_EQ(found({{"by _ team", 1}}, "by our team by the big team by, team"), "1:by our team");
  EXPECT_EQ(found({{"we|they fix*|solved|# it", 1}}, "They fixed it, we solved it, we 5 it, we it"),
            "1:They fixed it | 1:we solved it | 1:we 5 it");
  EXPECT_EQ(found({{"a|b x", 1}, {"b x", 2}, {"b|c y", 3}}, "b x, b y, a x"), "1:b x | 2:b x | 3:b y | 1:a x");
}

TEST(Phrases, TreatsHyphensAsSpaces) {
  EXPECT_EQ(found({{"on call", 1}}, "the on-call engineer, on call"), "1:on-call | 1:on call");
  EXPECT_EQ(found({{"on-call engineer", 1}}, "On call engineer, on-call engineer"),
            "1:On call engineer | 1:on-call engineer");
  EXPECT_EQ(found({{"database", 1}}, "database-related"), "1:database-related");
  EXPECT_EQ(found({{"call rota", 1}}, "the on-call rota"), "1:on-call rota");
  EXPECT_EQ(found({{"# hour outage", 1}, {"# hour*", 2}}, "a 3-hour outage"), "1:3-hour outage | 2:3-hour");
  EXPECT_EQ(found({{"by _ team", 1}}, "by on-call team"), "1:by on-call team");
  EXPECT_EQ(found({{"follow-up|followup was", 1}}, "follow up was, followup was"), "1:follow up was | 1:followup was");
}

TEST(Phrases, ReportsTheSameOnlyOnce) {
  EXPECT_EQ(found({{"fix*", 1}, {"fixed", 1}, {"_", 1}, {"fixed", 2}}, "fixed"), "1:fixed | 2:fixed");
}

TEST(Phrases, AcceptsAnEmptyTable) {
  EXPECT_EQ(found({}, "anything"), "");
  EXPECT_EQ(found({{"", 1}, {" ", 2}}, "anything"), "");
}

/// The same by trying each phrase at each word: slow and plain.
std::vector<std::array<std::uint32_t, 3>> found_slowly(const std::vector<std::string>& phrases,
                                                       const std::vector<std::string>& words) {
  std::vector<std::array<std::uint32_t, 3>> hits;
  for (std::uint32_t i = 0; i < words.size(); ++i)
    for (std::uint32_t p = 0; p < phrases.size(); ++p) {
      std::uint32_t k = i;
      bool ok = true;
      for (std::size_t at = 0; at < phrases[p].size() && ok; at += 2)
        ok = k < words.size() && words[k++] == phrases[p].substr(at, 1);
      if (ok && k > i) hits.push_back({i, k, p});
    }
  std::sort(hits.begin(), hits.end());
  return hits;
}

RC_GTEST_PROP(Phrases, FindsWhatTryingEachPhraseFinds, ()) {
  const auto letter =
      rc::gen::map(rc::gen::inRange(0, 4), [](int i) { return std::string(1, static_cast<char>('a' + i)); });
  const auto words = *rc::gen::container<std::vector<std::string>>(letter);
  const auto lists = *rc::gen::container<std::vector<std::vector<std::string>>>(
      rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(letter)));
  const auto join = [](const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& p : parts) out += (out.empty() ? "" : " ") + p;
    return out;
  };
  std::vector<std::string> phrases;
  std::vector<Phrase> rows;
  for (const auto& list : lists) phrases.push_back(join(list));
  for (std::size_t i = 0; i < phrases.size(); ++i) rows.push_back({phrases[i], static_cast<std::uint16_t>(i)});
  const std::string text = join(words);
  std::vector<Word> split;
  split_words(text, 0, split);
  std::vector<PhraseHit> hits;
  PhraseTable(rows).find(text, split.data(), 0, static_cast<std::uint32_t>(split.size()), hits);
  std::vector<std::array<std::uint32_t, 3>> got;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    RC_ASSERT((i == 0 || hits[i - 1].first <= hits[i].first));
    got.push_back({hits[i].first, hits[i].last, hits[i].mark});
  }
  std::sort(got.begin(), got.end());
  RC_ASSERT(got == found_slowly(phrases, words));
}

}  // namespace
}  // namespace afterword
