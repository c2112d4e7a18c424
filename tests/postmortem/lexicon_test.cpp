#include "postmortem/lexicon.h"

#include <gtest/gtest.h>

#include "postmortem/lexicon_families.h"

namespace afterword {
namespace {

/// Every phrase of the lexicon once, with a word for each wildcard and the first of each choice.
std::string text_of_all(const std::vector<Phrase>& rows) {
  std::string out;
  for (const Phrase& row : rows) {
    std::string_view rest = row.phrase;
    while (!rest.empty()) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      std::string element(rest.substr(0, std::min(space, rest.find('|'))));
      rest.remove_prefix(std::min(space + 1, rest.size()));
      if (element == "#") element = "12";
      if (element == "_") element = "thing";
      if (element.size() > 1 && element.back() == '*') element.back() = 'x';
      out += element + " ";
    }
    out += ". ";
  }
  return out;
}

TEST(Lexicon, TheTablesOfTheProgramFindWhatTheirRowsSay) {
  const std::vector<Phrase> rows = lexicon_rows();
  const std::string text = text_of_all(rows);
  std::vector<Word> words;
  split_words(text, 0, words);
  std::vector<PhraseHit> made, built;
  const auto count = static_cast<std::uint32_t>(words.size());
  lexicon().find(text, words.data(), 0, count, made);
  PhraseTable(rows).find(text, words.data(), 0, count, built);
  ASSERT_EQ(made.size(), built.size());
  EXPECT_GT(made.size(), rows.size());
  for (std::size_t i = 0; i < made.size(); ++i) {
    EXPECT_EQ(made[i].mark, built[i].mark);
    EXPECT_EQ(made[i].first, built[i].first);
    EXPECT_EQ(made[i].last, built[i].last);
  }
}

}  // namespace
}  // namespace afterword
