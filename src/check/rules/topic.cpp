#include "check/rules/topic.h"

namespace afterword::rules {
namespace {

// Words that every report has, by stem: they connect nothing.
constexpr std::string_view common_stems[] = {
    "about", "across", "affec", "after", "again", "all",   "also",  "and",   "another", "any",   "are",   "back",
    "becau", "been",   "befor", "being", "but",   "can",   "cause", "came",  "could",   "creat", "did",   "does",
    "down",  "due",    "durin", "each",  "engin", "ensur", "event", "exper", "faile",   "failu", "few",   "first",
    "fix",   "fixed",  "for",   "found", "from",  "full",  "furth", "futur", "got",     "had",   "happe", "has",
    "have",  "here",   "how",   "howev", "ident", "impac", "incid", "inclu", "into",    "inves", "issue", "its",
    "lead",  "led",    "made",  "make",  "many",  "measu", "minut", "more",  "most",    "need",  "new",   "not",
    "now",   "occur",  "off",   "once",  "one",   "only",  "other", "our",   "out",     "outag", "over",  "part",
    "post",  "preve",  "probl", "produ", "quick", "resol", "resto", "resul", "retur",   "root",  "same",  "servi",
    "serve", "shoul",  "show",  "since", "site",  "solut", "solve", "some",  "start",   "still", "syste", "take",
    "taken", "team",   "than",  "that",  "the",   "their", "them",  "then",  "there",   "these", "they",  "this",
    "those", "throu",  "time",  "two",   "under", "until", "up",    "upon",  "use",     "used",  "user",  "users",
    "using", "very",   "was",   "were",  "what",  "when",  "where", "which", "while",   "who",   "why",   "will",
    "with",  "worki",  "would", "you",   "your",  "hours", "hour",  "custo", "appli",   "funct", "prope", "corre",
    "succe", "actio",  "immed", "detec", "respo", "inter", "compl", "allow", "began",   "begin", "addit", "imple"};

constexpr std::size_t letters = 5;

/// Open addressing: every word of some passages is asked for. No stem has the hash 0.
struct StemSet {
  static constexpr std::size_t mask = 1023;
  std::array<std::uint32_t, mask + 1> slots{};
  constexpr StemSet() {
    for (const std::string_view stem : common_stems) slots[place_of(word_hash(stem))] = word_hash(stem);
  }
  [[nodiscard]] constexpr std::size_t place_of(std::uint32_t hash) const {
    std::size_t i = hash & mask;
    while (slots[i] != 0 && slots[i] != hash) i = (i + 1) & mask;
    return i;
  }
  [[nodiscard]] constexpr bool has(std::uint32_t hash) const { return slots[place_of(hash)] != 0; }
};
constexpr StemSet common;

std::uint32_t stem_of(std::string_view word) {
  char lower[letters];
  const std::size_t size = std::min(word.size(), letters);
  for (std::size_t i = 0; i < size; ++i) {
    const char c = word[i];
    lower[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return word_hash({lower, size});
}

}  // namespace

std::vector<Span> words_of(const Postmortem& p, const Passage& passage) {
  std::vector<Span> out;
  const auto& lines = p.document->lines();
  auto at = lines.begin();
  for (std::uint32_t number : passage.lines) {
    at = std::lower_bound(at, lines.end(), number, [](const Line& line, std::uint32_t n) { return line.number < n; });
    for (; at != lines.end() && at->number == number; ++at) {
      const auto line = static_cast<std::uint32_t>(at - lines.begin());
      out.push_back(words_of_lines(p, line, line + 1));
    }
  }
  return out;
}

Span words_of_lines(const Postmortem& p, std::uint32_t first_line, std::uint32_t last_line) {
  last_line = std::min(last_line, static_cast<std::uint32_t>(p.places.size()));
  if (first_line >= last_line) return {};
  return {p.places[first_line].first_word, p.places[last_line - 1].last_word};
}

void add_topics(const Postmortem& p, Span words, std::vector<std::uint32_t>& stems) {
  for (std::uint32_t i = words.begin; i < words.end && i < p.words.size(); ++i) {
    const Word& word = p.words[i];
    if (word.kind != WordKind::word || word.span.size() < (word.all_caps ? 2u : 3u)) continue;
    const std::uint32_t stem = stem_of(word.span.in(p.plain()));
    if (!common.has(stem)) stems.push_back(stem);
  }
}

void sort_topics(std::vector<std::uint32_t>& stems) {
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
}

std::vector<std::uint32_t> topics_of(const Postmortem& p, const Passage& passage) {
  std::vector<std::uint32_t> stems;
  for (Span words : words_of(p, passage)) add_topics(p, words, stems);
  sort_topics(stems);
  return stems;
}

std::size_t count_shared(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::size_t count = 0;
  for (std::uint32_t stem : a) count += std::binary_search(b.begin(), b.end(), stem) ? 1 : 0;
  return count;
}

}  // namespace afterword::rules
