#include "text/phrases.h"

#include "text/ascii.h"
#include "text/phrase_tables.h"

namespace afterword {
namespace {

/// A word of the text, or a part of a hyphenated one.
struct Unit {
  std::string_view raw;
  std::uint64_t first = 0;  ///< first_bytes of it
  std::uint32_t hash = 0;
  bool number = false;
  bool punctuation = false;
  bool rest_of_word = false;  ///< part of a hyphenated word: `_` takes whole words only
};

enum class Match : std::uint8_t { whole, beginning };

constexpr unsigned char lower_ascii(unsigned char c) {
  return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/// Whether `raw` in lower case is `lower`, or begins so.
bool is_match(std::string_view raw, std::string_view lower, Match match) {
  std::size_t i = 0;
  for (; i < lower.size(); ++i) {
    if (i >= raw.size()) return false;
    const unsigned char c = static_cast<unsigned char>(raw[i]);
    if (c >= 0x80) break;
    if (lower_ascii(c) != static_cast<unsigned char>(lower[i])) return false;
  }
  if (i == lower.size()) return match == Match::beginning || raw.size() == i;
  if (raw.size() > 256) return false;  // no phrase is that long, and the buffer stays on the stack
  char buffer[256];
  const std::string_view folded(buffer, fold_word(raw, buffer));
  return match == Match::whole ? folded == lower : folded.starts_with(lower);
}

/// One scan: walks the trie from each word of the text.
template <class Tables>
class Scan {
 public:
  Scan(const Tables& tables, std::string_view text, const Word* words, std::uint32_t end, std::vector<PhraseHit>& out)
      : t_(tables), text_(text), words_(words), end_(end), out_(out) {}

  void run(std::uint32_t begin) {
    const bool is_open = t_.nodes[0].any != no_index || t_.nodes[0].wild_groups;
    for (std::uint32_t i = begin; i < end_; ++i) {
      if (!is_open && begins_nothing(words_[i])) continue;
      first_ = i;
      group_ = out_.size();
      go_on(0, i, words_[i].span.begin);
      if (!words_[i].hyphen) continue;
      for (std::uint32_t at = words_[i].span.begin; (at = after_hyphen(i, at)) != no_index;) go_on(0, i, at);
    }
  }

 private:
  /// Whether no row begins with this word. Most words of a text fall out here.
  bool begins_nothing(const Word& w) const {
    if (w.hyphen || (t_.first_words[w.hash / 32 % Tables::filter_words] >> w.hash % 32 & 1u)) return false;
    if (w.kind == WordKind::punctuation) return true;
    if (w.kind == WordKind::number) return t_.nodes[0].number == no_index;
    const std::uint64_t first = first_bytes(text_, w.span.in(text_));
    if (t_.first_stems.may_begin(first)) return false;
    if (!t_.first_stems.is_odd[first & 0xFF]) return true;
    for (const auto& stem : t_.first_stems.short_stems)
      if ((first & stem.mask) == stem.prefix) return false;
    const unsigned char letter = first & 0xFF;
    for (const std::uint32_t pattern : t_.first_stems.irregular)
      if (letter >= 0x80 || letter == static_cast<unsigned char>(t_.patterns[pattern].text.front())) return false;
    return true;
  }

  /// Where the part after the next hyphen of word i begins, from `at` on.
  std::uint32_t after_hyphen(std::uint32_t i, std::uint32_t at) const {
    const std::uint32_t end = words_[i].span.end;
    for (; at < end; ++at) {
      if (text_[at] == '-') return at + 1;
      const bool is_wide_hyphen = at + 2 < end && text_[at] == '\xE2' && text_[at + 1] == '\x80' &&
                                  (text_[at + 2] == '\x90' || text_[at + 2] == '\x91');
      if (is_wide_hyphen) return at + 3;
    }
    return no_index;
  }

  /// Takes the unit that begins at byte `at` of word i, and follows every edge it satisfies.
  void go_on(std::uint32_t node, std::uint32_t i, std::uint32_t at) {
    const Word& w = words_[i];
    if (w.hyphen) return go_on_in_word(node, i, at);
    const std::string_view raw(text_.data() + w.span.begin, w.span.size());
    const Unit unit{raw, first_bytes(text_, raw), w.hash, w.kind == WordKind::number, w.kind == WordKind::punctuation};
    return node == 0 ? begin(unit, i + 1, no_index) : follow(node, unit, i + 1, no_index);
  }

  /// The same for a part of a hyphenated word.
  void go_on_in_word(std::uint32_t node, std::uint32_t i, std::uint32_t at) {
    if (t_.nodes[node].any != no_index) arrive(t_.nodes[node].any, i + 1, no_index);
    const std::uint32_t next = after_hyphen(i, at);
    const std::uint32_t end = next == no_index ? words_[i].span.end : next - (text_[next - 1] == '-' ? 1 : 3);
    const std::string_view raw = text_.substr(at, end - at);
    Unit unit{raw, first_bytes(text_, raw), word_hash({}), false, false, true};
    char buffer[128];
    if (unit.raw.size() <= sizeof buffer) unit.hash = word_hash({buffer, fold_word(unit.raw, buffer)});
    unit.number = std::all_of(unit.raw.begin(), unit.raw.end(),
                              [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == ':'; });
    const std::uint32_t after = next == no_index ? i + 1 : i;
    return node == 0 ? begin(unit, after, next) : follow(node, unit, after, next);
  }

  /// From the root: every word of the text comes here, so what begins no phrase must fall out at once.
  void begin(const Unit& unit, std::uint32_t i, std::uint32_t at) {
    follow_wild(t_.nodes[0], 0, unit, i, at);
    if (t_.first_words[unit.hash / 32 % Tables::filter_words] >> unit.hash % 32 & 1u) {
      const std::uint32_t p = find_word(unit);
      if (p != no_index) enter_all(t_.patterns[p], i, at);
    }
    if (!unit.punctuation && !unit.number) for_stems(t_.first_stems, unit, [&](const auto& p) { enter_all(p, i, at); });
  }

  void follow(std::uint32_t node, const Unit& unit, std::uint32_t i, std::uint32_t at) {
    const auto& n = t_.nodes[node];
    follow_wild(n, node, unit, i, at);
    if (n.bloom & Tables::bloom_bit(unit.hash)) {
      const std::uint32_t p = find_word(unit);
      if (p != no_index) step_all(node, t_.patterns[p].symbols, i, at);
    }
    if (n.stems && !unit.punctuation && !unit.number)
      for_stems(t_.all_stems, unit, [&](const auto& p) { step_all(node, p.symbols, i, at); });
  }

  template <class Node>
  void follow_wild(const Node& n, std::uint32_t node, const Unit& unit, std::uint32_t i, std::uint32_t at) {
    if (unit.number && n.number != no_index) arrive(n.number, i, at);
    if (!unit.punctuation && !unit.rest_of_word && n.any != no_index) arrive(n.any, i, at);
    if (!n.wild_groups) return;
    if (unit.number) step_all(node, t_.number_groups, i, at);
    if (!unit.punctuation) step_all(node, t_.any_groups, i, at);
  }

  std::uint32_t find_word(const Unit& unit) const {
    return t_.words.find(unit.hash, [&](std::uint32_t p) {
      const auto& pattern = t_.patterns[p];
      if (pattern.hash != unit.hash) return false;
      const bool is_short =
          unit.raw.size() <= 8 && pattern.text.size() == unit.raw.size() && pattern.first == unit.first;
      return is_short || is_match(unit.raw, pattern.text, Match::whole);
    });
  }

  template <class Index, class Use>
  void for_stems(const Index& index, const Unit& unit, const Use& use) {
    if (index.may_begin(unit.first)) {
      const std::uint32_t bucket = Index::bucket(unit.first);
      for (std::size_t k = index.buckets[bucket]; k < index.buckets[bucket + 1]; ++k) {
        const auto& stem = index.stems[k];
        if ((unit.first & stem.mask) != stem.prefix) continue;
        const auto& p = t_.patterns[stem.pattern];
        if (p.text.size() <= 8 || is_match(unit.raw, p.text, Match::beginning)) use(p);
      }
    }
    if (!index.is_odd[unit.first & 0xFF]) return;
    for (const auto& stem : index.short_stems)
      if ((unit.first & stem.mask) == stem.prefix) use(t_.patterns[stem.pattern]);
    for (const std::uint32_t pattern : index.irregular)
      if (is_match(unit.raw, t_.patterns[pattern].text, Match::beginning)) use(t_.patterns[pattern]);
  }

  /// Arrives at the children of the root that begin with a word, but for those that the next word rules out.
  template <class Pattern>
  void enter_all(const Pattern& pattern, std::uint32_t i, std::uint32_t at) {
    const bool is_exact = i < end_ && !words_[i].hyphen;
    const std::uint64_t next = is_exact ? Tables::bloom_bit(words_[i].hash) : ~std::uint64_t{0};
    for (std::uint32_t e = pattern.roots_begin; e < pattern.roots_end; ++e) {
      const auto& edge = t_.root_edges[e];
      if (edge.always || (edge.bloom & next) != 0) arrive(edge.node, i, at);
    }
  }

  void step_all(std::uint32_t node, std::uint32_t link, std::uint32_t i, std::uint32_t at) {
    for (; link != no_index; link = t_.links[link].next) {
      const std::uint32_t child = t_.find_step(node, t_.links[link].value);
      if (child != no_index) arrive(child, i, at);
    }
  }

  /// At a node, with word i next; `at` is where in word i, or no_index for its beginning.
  void arrive(std::uint32_t node, std::uint32_t i, std::uint32_t at) {
    const auto& n = t_.nodes[node];
    const std::uint32_t last = at == no_index ? i : i + 1;
    for (std::uint32_t link = n.marks; link != no_index; link = t_.links[link].next)
      report({static_cast<std::uint16_t>(t_.links[link].value), first_, last});
    if (i >= end_ || n.leaf) return;
    const Word& next = words_[i];
    if (!n.open && !next.hyphen && (n.bloom & Tables::bloom_bit(next.hash)) == 0) return;
    go_on(node, i, at == no_index ? words_[i].span.begin : at);
  }

  /// Two rows may find the same: one hit is enough.
  void report(PhraseHit hit) {
    for (std::size_t k = group_; k < out_.size(); ++k)
      if (out_[k].mark == hit.mark && out_[k].last == hit.last) return;
    out_.push_back(hit);
  }

  const Tables& t_;
  std::string_view text_;
  const Word* words_;
  std::uint32_t end_;
  std::vector<PhraseHit>& out_;
  std::uint32_t first_ = 0;
  std::size_t group_ = 0;
};

}  // namespace

PhraseTable::PhraseTable(const std::vector<Phrase>& rows) : tables_(std::make_shared<const Tables>(rows)) {}

void PhraseTable::find(std::string_view text, const Word* words, std::uint32_t begin, std::uint32_t end,
                       std::vector<PhraseHit>& out) const {
  Scan<Tables>(*tables_, text, words, end, out).run(begin);
}

}  // namespace afterword
