#include "render/phrasing.h"

#include <bit>

#include "render/html.h"
#include "text/ascii.h"
#include "text/words.h"

namespace afterword {

namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

/// Words that stand in every report and so say nothing of what one cause and one measure have in common.
constexpr std::string_view telling_nothing[] = {
    "about",  "after",     "again",     "also",     "because", "been",    "before", "being",    "between", "cause",
    "caused", "could",     "down",      "during",   "each",    "ensure",  "every",  "failure",  "from",    "have",
    "having", "implement", "improve",   "incident", "into",    "issue",   "just",   "more",     "need",    "only",
    "other",  "outage",    "over",      "prevent",  "problem", "process", "proper", "properly", "regular", "root",
    "server", "service",   "should",    "some",     "such",    "system",  "team",   "than",     "that",    "their",
    "them",   "then",      "there",     "these",    "they",    "this",    "those",  "through",  "time",    "under",
    "until",  "update",    "used",      "user",     "using",   "very",    "were",   "what",     "when",    "where",
    "which",  "while",     "will",      "with",     "within",  "without", "would",  "your",     "future",  "better",
    "ensur",  "includ",    "including", "allow",    "able",    "make",    "made",   "perform",  "similar", "occur",
    "due",    "led",       "resulting", "result",   "the",     "and",     "for",    "was",      "not",     "had",
    "has",    "are",       "our",       "its",      "all",     "any",     "can",    "did",      "one",     "two",
    "new",    "who",       "how",       "out",      "off",     "but",     "add",    "set",      "get",     "use"};

/// A word's stem, roughly: endings of number and tense are cut, so that "alerts", "alerting" and "alert" are one.
std::string stem_of(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = lower_ascii(c);
  const auto cut = [&](std::string_view ending, std::size_t keep) {
    if (out.size() < ending.size() + keep || !out.ends_with(ending)) return false;
    out.resize(out.size() - ending.size());
    return true;
  };
  if (cut("'s", 2)) return out;
  const bool cut_one = cut("izations", 4) || cut("ization", 4) || cut("ations", 4) || cut("ation", 4) ||
                       cut("ings", 4) || cut("ing", 4) || cut("ies", 3) || cut("ers", 4) || cut("ed", 4) ||
                       cut("es", 4) || cut("er", 4) || cut("ment", 4) || (!out.ends_with("ss") && cut("s", 3));
  if (cut_one && out.size() > 3 && out[out.size() - 1] == out[out.size() - 2]) out.pop_back();
  if (out.size() > 4 && (out.back() == 'e' || out.back() == 'y')) out.pop_back();
  return out;
}

/// Takes "Impact:" off a sentence that a label stands before.
std::string_view without_label(std::string_view sentence) {
  if (sentence.find(": ") == std::string_view::npos) return sentence;
  // Lines such as "02:00 to 03:30 Impact: …" run together where a list was meant.
  for (const std::string_view label : {" Impact: ", " Root Cause: ", " Root cause: "}) {
    const std::size_t at = sentence.find(label);
    if (at != std::string_view::npos) sentence.remove_prefix(at + label.size());
  }
  // A label may follow a label: "Requirements: Issue summary: …".
  for (;;) {
    const std::size_t colon = sentence.substr(0, 40).find(": ");
    if (colon == std::string_view::npos) return sentence;
    const std::string_view label = sentence.substr(0, colon);
    if (std::count(label.begin(), label.end(), ' ') > 3 || label.empty() || !(label[0] >= 'A' && label[0] <= 'Z'))
      return sentence;
    if (label.find_first_of(",.;()0123456789") != std::string_view::npos) return sentence;
    sentence.remove_prefix(colon + 2);
  }
}

/// Words of "from 07:42 to 08:54, about 72 minutes in all".
bool only_tells_when(std::string_view word) {
  constexpr std::string_view words[] = {
      "from",  "until",         "till",  "through", "between", "and",     "the",  "for",  "about",  "around",
      "over",  "approximately", "total", "all",     "lasted",  "local",   "time", "day",  "days",   "hour",
      "hours", "hrs",           "min",   "mins",    "minute",  "minutes", "sec",  "secs", "second", "seconds"};
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

}  // namespace

std::vector<std::string> split_into_sentences(std::string_view text) {
  std::vector<Word> words;
  split_words(text, 0, words);
  std::vector<Span> ranges;
  split_sentences(text, words.data(), words.size(), 0, ranges);
  std::vector<std::string> out;
  for (const Span range : ranges) {
    if (range.empty()) continue;
    const Span bytes{words[range.begin].span.begin, words[range.end - 1].span.end};
    out.push_back(one_line(bytes.in(text)));
  }
  if (out.empty() && !text.empty()) out.push_back(one_line(text));
  return out;
}

bool is_prompt(std::string_view sentence) {
  return sentence.starts_with('[') && (sentence.ends_with(']') || sentence.ends_with("]."));
}

bool tells_something(std::string_view sentence) {
  if (is_prompt(sentence)) return false;
  if (sentence.ends_with('?') || sentence.ends_with("？")) return false;  // the prompt of a template
  const std::size_t colon = sentence.find(": ");
  if (colon != std::string_view::npos && colon < 24) sentence.remove_prefix(colon + 2);
  // Words in small letters; zones and months are written large. Scripts without small letters are taken at their word.
  int telling = static_cast<int>(std::count_if(sentence.begin(), sentence.end(), [](char c) { return c < 0; }) / 6);
  for (std::size_t i = 0; i < sentence.size();) {
    std::size_t end = i;
    while (end < sentence.size() && sentence[end] >= 'a' && sentence[end] <= 'z') ++end;
    if (end - i >= 3 && !only_tells_when(sentence.substr(i, end - i))) ++telling;
    while (end < sentence.size() && sentence[end] != ' ') ++end;
    i = end + 1;
  }
  return telling >= 2;
}

std::vector<std::string> sentences_of(const Postmortem& pm, const Passage& passage) {
  std::vector<std::string> out;
  if (passage.empty() && passage.text.empty()) return out;
  if (pm.sentences.empty() || passage.lines.empty()) {
    for (std::string& s : split_into_sentences(passage.text)) out.emplace_back(without_label(s));
    return out;
  }
  const std::string_view plain = pm.plain();
  const auto& lines = pm.document->lines();
  const auto touches = [&](std::uint32_t number) {
    return std::binary_search(passage.lines.begin(), passage.lines.end(), number);
  };
  for (const Sentence& s : pm.sentences) {
    if (!s.prose || s.first_word >= s.last_word || s.line >= lines.size()) continue;
    const Span bytes{pm.words[s.first_word].span.begin, pm.words[s.last_word - 1].span.end};
    bool found = false;
    for (std::uint32_t l = s.line; l < lines.size() && lines[l].plain.begin < bytes.end && !found; ++l) {
      found = touches(lines[l].number);
    }
    if (!found) continue;
    const std::string sentence = one_line(bytes.in(plain));
    out.emplace_back(without_label(sentence));
  }
  return out;
}

Passage outside_timeline(const Postmortem& pm, const Passage& passage) {
  Passage out = passage;
  if (pm.timeline.empty()) return out;
  const Text& text = pm.document->text();
  const std::size_t before = out.lines.size();
  std::erase_if(out.lines, [&](std::uint32_t line) {
    if (line == 0 || line > text.line_count()) return false;
    const Span place = text.line_span(line);
    // Entries stand in the order of the document: only the last one that begins before the line's end can cover it.
    const auto after = std::lower_bound(pm.timeline.begin(), pm.timeline.end(), place.end,
                                        [](const TimelineEntry& e, std::uint32_t at) { return e.span.begin < at; });
    return after != pm.timeline.begin() && std::prev(after)->span.end > place.begin;
  });
  if (out.lines.empty() && before > 0) out.text.clear();
  return out;
}

std::size_t count_words(std::string_view text) {
  std::size_t n = 0;
  bool in_word = false;
  for (const char c : text) {
    const bool word = c != ' ' && c != '\n' && c != '\t';
    if (word && !in_word) ++n;
    in_word = word;
  }
  return n;
}

std::size_t find_phrase(std::string_view text, std::string_view phrase, std::size_t from) {
  if (text.size() < phrase.size()) return std::string_view::npos;
  const char initial = phrase[0];
  const char capital = initial >= 'a' && initial <= 'z' ? static_cast<char>(initial - 32) : initial;
  const std::size_t last = text.size() - phrase.size();
  for (std::size_t at = from; at <= last; ++at) {
    if (text[at] != initial && text[at] != capital) continue;
    std::size_t i = 1;
    while (i < phrase.size() && lower_ascii(text[at + i]) == phrase[i]) ++i;
    if (i < phrase.size()) continue;
    const bool begins = at == 0 || !is_word_byte(text[at - 1]) || !is_word_byte(phrase.front());
    const std::size_t end = at + phrase.size();
    const bool ends = end == text.size() || !is_word_byte(text[end]) || !is_word_byte(phrase.back());
    if (begins && ends) return at;
  }
  return std::string_view::npos;
}

PhraseFinder::PhraseFinder(std::string_view text) : small_(text) {
  bool begins = true;
  for (std::size_t i = 0; i < small_.size(); ++i) {
    small_[i] = lower_ascii(small_[i]);
    const bool word = is_word_byte(small_[i]);
    if (begins && small_[i] >= 'a' && small_[i] <= 'z') places_.push_back(static_cast<std::uint32_t>(i));
    begins = !word;
  }
}

bool PhraseFinder::holds_one(const PhraseSet& set) const {
  const std::string_view small = small_;
  for (const std::uint32_t place : places_) {
    for (std::uint64_t left = set.by_initial[static_cast<std::size_t>(small[place] - 'a')]; left != 0;
         left &= left - 1) {
      const std::string_view phrase = set.phrases[static_cast<std::size_t>(std::countr_zero(left))];
      if (!small.substr(place).starts_with(phrase)) continue;
      const std::size_t end = place + phrase.size();
      if (end == small.size() || !is_word_byte(small[end]) || !is_word_byte(phrase.back())) return true;
    }
  }
  return false;
}

bool says_ruled_out(std::string_view text) {
  static constexpr std::string_view phrases[] = {
      "ruled out",    "rules out",   "no effect",       "no issue",        "no issues",       "no problem",
      "no problems",  "nothing",     "no change",       "not the cause",   "not the problem", "not the issue",
      "did not help", "didn't help", "doesn't help",    "no improvement",  "unrelated",       "red herring",
      "false lead",   "dead end",    "healthy",         "was fine",        "were fine",       "is fine",
      "no anomalies", "no errors",   "without success", "did not resolve", "didn't resolve",  "operating normally",
      "proved wrong", "turned out",  "turns out",       "to be fine",      "are fine",        "proves wrong",
      "looks fine",   "not it",      "no luck",         "persists",        "persisted",       "cleared"};
  static constexpr PhraseSet set(phrases);
  return PhraseFinder(text).holds_one(set);
}

std::vector<std::uint32_t> telling_stems(std::string_view text) {
  static const std::vector<std::uint32_t> nothing = [] {
    std::vector<std::uint32_t> hashes;
    for (const std::string_view w : telling_nothing) {
      hashes.push_back(word_hash(w));
      hashes.push_back(word_hash(stem_of(w)));
    }
    std::sort(hashes.begin(), hashes.end());
    return hashes;
  }();
  std::vector<std::uint32_t> out;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_word_byte(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && (is_word_byte(text[end]) || text[end] == '\'')) ++end;
    const std::string_view word = text.substr(at, end - at);
    at = end;
    if (word.size() < 3) continue;
    const std::uint32_t stem = word_hash(stem_of(word));
    if (!std::binary_search(nothing.begin(), nothing.end(), stem)) out.push_back(stem);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::size_t shared_stems(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::size_t n = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) {
      ++n;
      ++i;
      ++j;
    } else if (*i < *j) {
      ++i;
    } else {
      ++j;
    }
  }
  return n;
}

}  // namespace afterword
