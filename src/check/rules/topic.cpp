#include "check/rules/topic.h"

namespace afterword::rules {
namespace {

// Words that every report has, by stem: they connect nothing.
constexpr std::string_view common_stems[] = {
    "about", "affec", "after", "again", "all",   "also",  "and",   "any",   "are",   "back",  "becau", "been",  "befor",
    "being", "but",   "can",   "cause", "came",  "could", "creat", "did",   "does",  "down",  "due",   "durin", "each",
    "engin", "ensur", "event", "exper", "faile", "failu", "few",   "first", "fix",   "fixed", "for",   "found", "from",
    "full",  "furth", "futur", "got",   "had",   "happe", "has",   "have",  "here",  "how",   "howev", "ident", "impac",
    "incid", "inclu", "into",  "inves", "issue", "its",   "lead",  "led",   "made",  "make",  "many",  "measu", "minut",
    "more",  "most",  "need",  "new",   "not",   "now",   "occur", "off",   "once",  "one",   "only",  "other", "our",
    "out",   "outag", "over",  "part",  "post",  "preve", "probl", "produ", "quick", "resol", "resto", "resul", "retur",
    "root",  "same",  "servi", "serve", "shoul", "show",  "since", "site",  "solut", "solve", "some",  "start", "still",
    "syste", "take",  "taken", "team",  "than",  "that",  "the",   "their", "them",  "then",  "there", "these", "they",
    "this",  "those", "throu", "time",  "two",   "under", "until", "up",    "upon",  "use",   "used",  "user",  "users",
    "using", "very",  "was",   "were",  "what",  "when",  "where", "which", "while", "who",   "why",   "will",  "with",
    "worki", "would", "you",   "your",  "hours", "hour",  "custo", "appli", "funct", "prope", "corre", "succe", "actio",
    "immed", "detec", "respo", "inter", "compl", "allow", "began", "begin", "addit", "imple"};

constexpr Stem stem_bits = (Stem{1} << 8 * 5) - 1;

/// Open addressing: every word of some passages is asked for. No stem is 0.
struct StemSet {
  static constexpr std::size_t bits = 10;
  std::array<Stem, std::size_t{1} << bits> slots{};
  constexpr StemSet() {
    for (const std::string_view text : common_stems) {
      Stem stem = 0;
      for (std::size_t i = 0; i < text.size(); ++i)
        stem |= static_cast<Stem>(static_cast<unsigned char>(text[i])) << 8 * i;
      slots[place_of(stem)] = stem;
    }
  }
  [[nodiscard]] constexpr std::size_t place_of(Stem stem) const {
    std::size_t i = stem * 0x9E3779B97F4A7C15ull >> (64 - bits);
    while (slots[i] != 0 && slots[i] != stem) i = (i + 1) & (slots.size() - 1);
    return i;
  }
  [[nodiscard]] constexpr bool has(Stem stem) const { return slots[place_of(stem)] != 0; }
};
constexpr StemSet common;

/// The stem of a word that may connect two passages, else 0.
Stem topic_of(std::string_view plain, const Word& word) {
  if (word.kind != WordKind::word || word.span.size() < (word.all_caps ? 2u : 3u)) return 0;
  const Stem stem = first_bytes(plain, {plain.data() + word.span.begin, word.span.size()}) & stem_bits;
  return common.has(stem) ? 0 : stem;
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

void add_topics(const Postmortem& p, Span words, std::vector<Stem>& stems) {
  const std::string_view plain = p.plain();
  for (std::uint32_t i = words.begin; i < words.end && i < p.words.size(); ++i)
    if (const Stem stem = topic_of(plain, p.words[i]); stem != 0) stems.push_back(stem);
}

bool speaks_of(const Postmortem& p, Span words, const std::vector<Stem>& stems) {
  const std::string_view plain = p.plain();
  for (std::uint32_t i = words.begin; i < words.end && i < p.words.size(); ++i)
    if (const Stem stem = topic_of(plain, p.words[i]); stem != 0)
      if (std::binary_search(stems.begin(), stems.end(), stem)) return true;
  return false;
}

bool speaks_of(const Postmortem& p, const Passage& passage, const std::vector<Stem>& stems) {
  const std::vector<Span> ranges = words_of(p, passage);
  return std::any_of(ranges.begin(), ranges.end(), [&](Span words) { return speaks_of(p, words, stems); });
}

void sort_topics(std::vector<Stem>& stems) {
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
}

std::vector<Stem> topics_of(const Postmortem& p, const Passage& passage) {
  std::vector<Stem> stems;
  for (Span words : words_of(p, passage)) add_topics(p, words, stems);
  sort_topics(stems);
  return stems;
}

std::size_t count_shared(const std::vector<Stem>& a, const std::vector<Stem>& b) {
  std::size_t count = 0;
  for (const Stem stem : a) count += std::binary_search(b.begin(), b.end(), stem) ? 1 : 0;
  return count;
}

}  // namespace afterword::rules
