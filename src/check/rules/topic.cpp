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

/// The stem of a word that is long enough to connect two passages, else 0.
Stem stem_of(std::string_view plain, const Word& word) {
  if (word.kind != WordKind::word || word.span.size() < (word.all_caps ? 2u : 3u)) return 0;
  return first_bytes(plain, {plain.data() + word.span.begin, word.span.size()}) & stem_bits;
}

/// The same for a letter and its capital.
constexpr std::uint32_t letter_bit(char first) {
  return 1u << (static_cast<unsigned char>(first) & 31);
}

/// Calls `use` with the words of each line of the file, while it returns true.
template <class Use>
void each_line(const Postmortem& p, const std::vector<std::uint32_t>& numbers, const Use& use) {
  const auto& lines = p.document->lines();
  auto at = lines.begin();
  for (const std::uint32_t number : numbers) {
    at = std::lower_bound(at, lines.end(), number, [](const Line& line, std::uint32_t n) { return line.number < n; });
    for (; at != lines.end() && at->number == number; ++at) {
      const auto line = static_cast<std::uint32_t>(at - lines.begin());
      if (!use(words_of_lines(p, line, line + 1))) return;
    }
  }
}

}  // namespace

std::vector<Span> words_of(const Postmortem& p, const Passage& passage) {
  std::vector<Span> out;
  each_line(p, passage.lines, [&](Span words) {
    out.push_back(words);
    return true;
  });
  return out;
}

Span words_of_lines(const Postmortem& p, std::uint32_t first_line, std::uint32_t last_line) {
  last_line = std::min(last_line, static_cast<std::uint32_t>(p.places.size()));
  if (first_line >= last_line) return {};
  return {p.places[first_line].first_word, p.places[last_line - 1].last_word};
}

std::size_t Topics::place_of(Stem stem) const {
  std::size_t i = stem * 0x9E3779B97F4A7C15ull >> (64 - bits_);
  while (slots_[i] != 0 && slots_[i] != stem) i = (i + 1) & (slots_.size() - 1);
  return i;
}

void Topics::insert(Stem stem) {
  const std::size_t place = place_of(stem);
  if (slots_[place] == stem) return;
  letters_ |= letter_bit(static_cast<char>(stem));
  slots_[place] = stem;
  if (++count_ * 2 <= slots_.size()) return;
  std::vector<Stem> old(slots_.size() * 2);
  old.swap(slots_);
  ++bits_;
  for (const Stem each : old)
    if (each != 0) slots_[place_of(each)] = each;
}

void Topics::add(const Postmortem& p, Span words) {
  const std::string_view plain = p.plain();
  const std::size_t end = std::min<std::size_t>(words.end, p.words.size());
  for (std::size_t i = words.begin; i < end; ++i)
    if (const Stem stem = stem_of(plain, p.words[i]); stem != 0 && !common.has(stem)) insert(stem);
}

void Topics::add(const Postmortem& p, const Passage& passage) {
  each_line(p, passage.lines, [&](Span words) {
    add(p, words);
    return true;
  });
}

void Topics::add(const Postmortem& p, std::initializer_list<const Passage*> passages) {
  Passage all;
  for (const Passage* passage : passages)
    all.lines.insert(all.lines.end(), passage->lines.begin(), passage->lines.end());
  std::sort(all.lines.begin(), all.lines.end());
  all.lines.erase(std::unique(all.lines.begin(), all.lines.end()), all.lines.end());
  add(p, all);
}

bool Topics::are_among(const Topics& others) const {
  return std::all_of(slots_.begin(), slots_.end(), [&](Stem stem) { return stem == 0 || others.has(stem); });
}

bool Topics::are_in(const Postmortem& p, Span words) const {
  if (count_ == 0) return false;
  const std::string_view plain = p.plain();
  const std::size_t end = std::min<std::size_t>(words.end, p.words.size());
  for (std::size_t i = words.begin; i < end; ++i) {
    if ((letters_ & letter_bit(plain[p.words[i].span.begin])) == 0) continue;
    if (const Stem stem = stem_of(plain, p.words[i]); stem != 0 && has(stem)) return true;
  }
  return false;
}

bool Topics::are_in(const Postmortem& p, const Passage& passage) const {
  bool found = false;
  each_line(p, passage.lines, [&](Span words) { return !(found = are_in(p, words)); });
  return found;
}

}  // namespace afterword::rules
