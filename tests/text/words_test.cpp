#include "text/words.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace afterword {
namespace {

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  split_words(text, 0, words);
  return words;
}

/// Tokens in square brackets: words plain, numbers with #, punctuation with !.
std::string shown(std::string_view text) {
  std::string out;
  for (const Word& w : words_of(text)) {
    if (!out.empty()) out += ' ';
    out += w.kind == WordKind::number ? "#" : w.kind == WordKind::punctuation ? "!" : "";
    out += w.span.in(text);
  }
  return out;
}

std::string sentences(std::string_view text) {
  const std::vector<Word> words = words_of(text);
  std::vector<Span> spans;
  split_sentences(text, words.data(), words.size(), 0, spans);
  std::string out;
  for (Span s : spans) {
    if (!out.empty()) out += " | ";
    out += text.substr(words[s.begin].span.begin, words[s.end - 1].span.end - words[s.begin].span.begin);
  }
  return out;
}

TEST(Words, KeepsApostrophesAndHyphensInside) {
  EXPECT_EQ(shown("We didn't page the on-call's phone – it’s 'quoted'."),
            "We didn't page the on-call's phone !– it’s !' quoted !' !.");
  EXPECT_EQ(words_of("it’s")[0].hash, word_hash("it's"));
  EXPECT_TRUE(words_of("on-call")[0].hyphen);
  EXPECT_FALSE(words_of("oncall")[0].hyphen);
}

TEST(Words, ReadsNumbers) {
  EXPECT_EQ(shown("10:30 8.25 1,000 2023-05-12 24/7 99.9%"), "#10:30 #8.25 #1,000 #2023-05-12 #24/7 #99.9 !%");
  EXPECT_EQ(shown("2023-05-12T10:30:00Z now"), "#2023-05-12T10:30:00Z now");
  EXPECT_EQ(shown("15min 6PM 10:30AM 2nd 3-hour 3f2a9b1 5xx"), "#15 min #6 PM #10:30 AM 2nd 3-hour 3f2a9b1 #5 xx");
  EXPECT_EQ(shown("ended at 10."), "ended at #10 !.");
}

TEST(Words, KeepsAddressesWhole) {
  EXPECT_EQ(shown("see https://example.org/a?b=c#d, then (https://x.io)."),
            "see https://example.org/a?b=c#d !, then !( https://x.io !) !.");
  EXPECT_EQ(shown("/etc/nginx/nginx.conf ./run.sh src/main.cpp config.yaml a@b.org v1.2.3"),
            "/etc/nginx/nginx.conf ./run.sh src/main.cpp config.yaml a@b.org v1.2.3");
  EXPECT_EQ(shown("client/server and N/A"), "client !/ server and N !/ A");
}

TEST(Words, KeepsDotsOfAbbreviationsButNotOfSentences) {
  EXPECT_EQ(shown("At 8.25 p.m. it was down.The U.S. team, e.g. Node.js users."),
            "At #8.25 p.m. it was down !. The U.S. team !, e.g. Node.js users !.");
}

TEST(Words, FoldsCaseBeyondAscii) {
  EXPECT_EQ(words_of("ÉCOLE")[0].hash, word_hash("école"));
  EXPECT_EQ(words_of("Łódź")[0].hash, word_hash("łódź"));
  EXPECT_EQ(words_of("ΑΒΓ Жук")[0].hash, word_hash("αβγ"));
  EXPECT_EQ(words_of("ΑΒΓ Жук")[1].hash, word_hash("жук"));
  EXPECT_TRUE(words_of("Été")[0].capital);
  EXPECT_FALSE(words_of("Été")[0].all_caps);
  EXPECT_TRUE(words_of("HTTP2")[0].all_caps);
  EXPECT_FALSE(words_of("I")[0].all_caps);
}

TEST(Words, ReadsHanAndEmojiOneByOne) {
  EXPECT_EQ(shown("原因は、DB"), "原 因 は !、 DB");
  EXPECT_EQ(shown("ok 👩‍💻🛑 ❤️x"), "ok !👩‍💻 !🛑 !❤️ x");
}

TEST(Words, KnowsWhatStandsBefore) {
  const std::vector<Word> words = words_of("a b\n  c,d");
  EXPECT_FALSE(words[0].space_before);
  EXPECT_TRUE(words[1].space_before);
  EXPECT_FALSE(words[1].line_break_before);
  EXPECT_TRUE(words[2].line_break_before);
  EXPECT_FALSE(words[3].space_before);
}

RC_GTEST_PROP(Words, SpansAreInOrderAndCoverAllButSpace, ()) {
  const std::string raw = *rc::gen::container<std::string>(
      rc::gen::oneOf(rc::gen::arbitrary<char>(), rc::gen::elementOf(std::string("abcXYZ0123456789.,:/-_'@ \n"))));
  const std::string text = raw + *rc::gen::element<std::string>("", "é", "’s", "原", "🛑", "\xE2\x80");
  std::uint32_t at = 0;
  for (const Word& w : words_of(text)) {
    RC_ASSERT(w.span.begin >= at);
    for (; at < w.span.begin; ++at)
      RC_ASSERT((text[at] & 0x80) != 0 || (text[at] >= '\t' && text[at] <= '\r') || text[at] == ' ');
    RC_ASSERT(w.span.end > w.span.begin);
    RC_ASSERT(w.span.end <= text.size());
    at = w.span.end;
  }
}

TEST(Sentences, EndAtFullStops) {
  EXPECT_EQ(sentences("The database fell over. We restarted it! Why? Nobody knows"),
            "The database fell over. | We restarted it! | Why? | Nobody knows");
  EXPECT_EQ(sentences("it crashed. we restarted it.The end."), "it crashed. | we restarted it. | The end.");
  EXPECT_EQ(sentences("He said \"stop.\" Then (later.) it stopped."), "He said \"stop.\" | Then (later.) it stopped.");
  EXPECT_EQ(sentences("障害が起きた。復旧した。"), "障害が起きた。 | 復旧した。");
}

TEST(Sentences, KnowAbbreviationsTimesAndFiles) {
  EXPECT_EQ(sentences("At 8.25 p.m. the site, e.g. the shop, failed. At 9 p.m. The team woke."),
            "At 8.25 p.m. the site, e.g. the shop, failed. | At 9 p.m. | The team woke.");
  EXPECT_EQ(sentences("At 9 p.m. EST Dr. No edited config.yaml to v1.2.3 etc. and left."),
            "At 9 p.m. EST Dr. No edited config.yaml to v1.2.3 etc. and left.");
  EXPECT_EQ(sentences("1. Restart the server. 2. Wait... then look."),
            "1. Restart the server. | 2. Wait... then look.");
  EXPECT_EQ(sentences("J. Doe took over. It rose to 8.5 percent."), "J. Doe took over. | It rose to 8.5 percent.");
}

RC_GTEST_PROP(Sentences, PartitionTheWords, ()) {
  const std::string text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abX19 .!?\"')e.g…,")));
  const std::vector<Word> words = words_of(text);
  std::vector<Span> spans;
  split_sentences(text, words.data(), words.size(), 7, spans);
  std::uint32_t at = 7;
  for (Span s : spans) {
    RC_ASSERT(s.begin == at);
    RC_ASSERT(s.end > s.begin);
    at = s.end;
  }
  RC_ASSERT(at == 7 + words.size());
}

}  // namespace
}  // namespace afterword
