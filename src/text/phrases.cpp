#include "text/phrases.h"

#include "text/phrase_image.h"

namespace afterword {
namespace {

constexpr unsigned char lower_ascii(unsigned char c) {
  return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/// A word of the text, or a part of a hyphenated one.
struct Unit {
  std::string_view raw;
  std::uint32_t term = PhraseImage::unknown_term;
  bool number = false;
  bool punctuation = false;
  bool rest_of_word = false;  ///< part of a hyphenated word: `_` takes whole words only
};

/// One scan: walks the trie from each word of the text.
class Scan {
 public:
  Scan(const PhraseImage& image, std::string_view text, const Word* words, std::uint32_t begin, std::uint32_t end,
       std::vector<PhraseHit>& out)
      : t_(image),
        text_(text),
        words_(words),
        begin_(begin),
        end_(end),
        is_open_(t_.nodes[0].any != no_index || (t_.nodes[0].flags & PhraseImage::wild_groups) != 0),
        out_(out) {}

  void run() {
    // Which words begin anything is never foreseen, so it is noted without asking; then only those are gone through.
    const std::uint32_t begin = begin_, end = end_;
    terms_ = std::make_unique_for_overwrite<std::uint32_t[]>(end - begin);
    const auto found = std::make_unique_for_overwrite<Beginning[]>(end - begin);
    std::size_t count = 0;
    for (std::uint32_t i = begin; i < end; ++i) {
      const std::uint32_t known = t_.find_word(words_[i].hash);
      const PhraseImage::Term& term = t_.terms[known];
      const bool goes_on = may_go_on(i, end, term);
      terms_[i - begin] = known;
      found[count] = {i, goes_on};
      count += std::size_t{goes_on} | std::size_t{term.marks_size != 0};
    }
    for (const auto& [word, goes_on] : std::span(found.get(), count)) {
      if (goes_on) {
        enter_word(word);
        continue;
      }
      const PhraseImage::Term& term = t_.terms[terms_[word - begin_]];
      for (std::uint32_t m = term.marks; m < term.marks + term.marks_size; ++m)
        out_.push_back({t_.marks[m], word, word + 1});
    }
  }

 private:
  /// A word that a phrase begins with: one of a single word, or, it may be, one that goes on.
  struct Beginning {
    std::uint32_t word;
    bool goes_on;
  };

  /// Word i, which has no hyphen.
  Unit unit_of(std::uint32_t i) const {
    const Word& w = words_[i];
    return {w.span.in(text_), terms_[i - begin_], w.kind == WordKind::number, w.kind == WordKind::punctuation};
  }

  /// Whether a phrase may begin with word i and go on with the next, before `end`: with most words none does.
  bool may_go_on(std::uint32_t i, std::uint32_t end, const PhraseImage::Term& term) const {
    const Word& w = words_[i];
    std::uint64_t next = 0;
    if (i + 1 < end) next = PhraseImage::bit(words_[i + 1].hash) | (0 - std::uint64_t{words_[i + 1].hyphen});
    const char* const first = text_.data() + w.span.begin;
    const char second = w.span.begin + 1 < text_.size() ? first[1] : '\0';
    const bool may_be_stem = std::uint32_t{t_.may_begin_stem(*first, second)} & std::uint32_t{&term == t_.terms.data()};
    const bool is_special =
        (std::uint32_t{w.hyphen} | std::uint32_t{w.kind == WordKind::number} | std::uint32_t{is_open_}) != 0;
    return ((term.next & next) | term.open | std::uint32_t{may_be_stem} | std::uint32_t{is_special}) != 0;
  }

  /// From the root, by a word where more may follow.
  [[gnu::noinline]] void enter_word(std::uint32_t i) {
    first_ = i;
    group_ = out_.size();
    const Word& w = words_[i];
    if (w.hyphen) return enter_parts(i);
    if (w.kind == WordKind::number || is_open_) follow_wild(0, unit_of(i), i + 1, no_index);
    enter_all(t_.terms[terms_[i - begin_]], i + 1, no_index);
    each_stem(unit_of(i), [&](std::uint32_t term) { enter_all(t_.terms[term], i + 1, no_index); });
  }

  /// From each part of a hyphenated word.
  void enter_parts(std::uint32_t i) {
    go_on(0, i, words_[i].span.begin);
    for (std::uint32_t at = words_[i].span.begin; (at = after_hyphen(i, at)) != no_index;) go_on(0, i, at);
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
    if (words_[i].hyphen) return go_on_in_word(node, i, at);
    return node == 0 ? enter(unit_of(i), i + 1, no_index) : follow(node, unit_of(i), i + 1, no_index);
  }

  /// The same for a part of a hyphenated word.
  void go_on_in_word(std::uint32_t node, std::uint32_t i, std::uint32_t at) {
    if (t_.nodes[node].any != no_index) arrive(t_.nodes[node].any, i + 1, no_index);
    const std::uint32_t next = after_hyphen(i, at);
    const std::uint32_t end = next == no_index ? words_[i].span.end : next - (text_[next - 1] == '-' ? 1 : 3);
    Unit unit{text_.substr(at, end - at), PhraseImage::unknown_term, false, false, true};
    char buffer[128];
    const std::uint32_t hash =
        word_hash({buffer, unit.raw.size() <= sizeof buffer ? fold_word(unit.raw, buffer) : std::size_t{0}});
    unit.term = t_.find_word(hash);
    unit.number = std::all_of(unit.raw.begin(), unit.raw.end(),
                              [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == ':'; });
    const std::uint32_t after = next == no_index ? i + 1 : i;
    return node == 0 ? enter(unit, after, next) : follow(node, unit, after, next);
  }

  void enter(const Unit& unit, std::uint32_t i, std::uint32_t at) {
    follow_wild(0, unit, i, at);
    enter_all(t_.terms[unit.term], i, at);
    each_stem(unit, [&](std::uint32_t term) { enter_all(t_.terms[term], i, at); });
  }

  void follow(std::uint32_t node, const Unit& unit, std::uint32_t i, std::uint32_t at) {
    follow_wild(node, unit, i, at);
    if (unit.term != PhraseImage::unknown_term) step(node, unit.term, i, at);
    if ((t_.nodes[node].flags & PhraseImage::stems_lead_on) != 0)
      each_stem(unit, [&](std::uint32_t term) { step(node, term, i, at); });
  }

  void follow_wild(std::uint32_t node, const Unit& unit, std::uint32_t i, std::uint32_t at) {
    const PhraseImage::Node& n = t_.nodes[node];
    if (unit.number && n.number != no_index) arrive(n.number, i, at);
    if (!unit.punctuation && !unit.rest_of_word && n.any != no_index) arrive(n.any, i, at);
    if ((n.flags & PhraseImage::wild_groups) == 0) return;
    if (unit.number) step(node, PhraseImage::number_term, i, at);
    if (!unit.punctuation) step(node, PhraseImage::any_term, i, at);
  }

  /// Stems that a unit begins with. Those of the lexicon's own words are known.
  template <class Use>
  void each_stem(const Unit& unit, const Use& use) const {
    if (unit.punctuation || unit.number) return;
    if (unit.term == PhraseImage::unknown_term) return t_.each_stem(unit.raw, first_bytes(text_, unit.raw), use);
    const PhraseImage::Term& term = t_.terms[unit.term];
    for (std::uint32_t k = 0; k < term.stems_size; ++k) use(t_.stems_of_words[term.stems_begin + k]);
  }

  /// Arrives at the children of the root that begin with a term, but for those that the next word rules out.
  void enter_all(const PhraseImage::Term& term, std::uint32_t i, std::uint32_t at) {
    const bool is_exact = i < end_ && !words_[i].hyphen;
    const std::uint64_t next = is_exact ? PhraseImage::bit(words_[i].hash) : ~std::uint64_t{0};
    for (const PhraseImage::Root& root : t_.roots.subspan(term.roots_begin, term.roots_size))
      if (root.always != 0 || (root.next & next) != 0) arrive(root.node, i, at);
  }

  void step(std::uint32_t node, std::uint32_t term, std::uint32_t i, std::uint32_t at) {
    t_.each_child(node, term, [&](std::uint32_t child) { arrive(child, i, at); });
  }

  /// At a node, with word i next; `at` is where in word i, or no_index for its beginning.
  void arrive(std::uint32_t node, std::uint32_t i, std::uint32_t at) {
    const PhraseImage::Node& n = t_.nodes[node];
    const std::uint32_t last = at == no_index ? i : i + 1;
    for (std::uint32_t m = n.marks; m < n.marks + n.marks_size; ++m) report({t_.marks[m], first_, last});
    if (i >= end_ || (n.flags & PhraseImage::leaf) != 0) return;
    const Word& next = words_[i];
    const bool is_open = (n.flags & PhraseImage::open) != 0 || next.hyphen;
    if (!is_open && (n.next & PhraseImage::bit(next.hash)) == 0) return;
    go_on(node, i, at == no_index ? next.span.begin : at);
  }

  /// Two rows may find the same: one hit is enough.
  void report(PhraseHit hit) {
    for (std::size_t k = group_; k < out_.size(); ++k)
      if (out_[k].mark == hit.mark && out_[k].last == hit.last) return;
    out_.push_back(hit);
  }

  const PhraseImage& t_;
  const std::string_view text_;
  const Word* const words_;
  const std::uint32_t begin_, end_;
  const bool is_open_;  ///< a phrase may begin with any word
  std::vector<PhraseHit>& out_;
  std::unique_ptr<std::uint32_t[]> terms_;  ///< of each word that has no hyphen
  std::uint32_t first_ = 0;
  std::size_t group_ = 0;
};

}  // namespace

bool begins_with(std::string_view raw, std::string_view lower) {
  std::size_t i = 0;
  for (; i < lower.size(); ++i) {
    if (i >= raw.size()) return false;
    const unsigned char c = static_cast<unsigned char>(raw[i]);
    if (c >= 0x80) break;
    if (lower_ascii(c) != static_cast<unsigned char>(lower[i])) return false;
  }
  if (i == lower.size()) return true;
  if (raw.size() > 256) return false;  // no phrase is that long, and the buffer stays on the stack
  char buffer[256];
  return std::string_view(buffer, fold_word(raw, buffer)).starts_with(lower);
}

/// An image, and the tables that it views if they are no constants of the program.
struct PhraseTable::Tables {
  explicit Tables(const std::vector<Phrase>& rows) : arrays(make_phrase_arrays(rows)), image(arrays.image()) {}
  explicit Tables(const PhraseImage& constants) : image(constants) {}
  PhraseArrays arrays;
  PhraseImage image;
};

PhraseTable::PhraseTable(const std::vector<Phrase>& rows) : tables_(std::make_shared<const Tables>(rows)) {}

PhraseTable::PhraseTable(const PhraseImage& constants) : tables_(std::make_shared<const Tables>(constants)) {}

void PhraseTable::find(std::string_view text, const Word* words, std::uint32_t begin, std::uint32_t end,
                       std::vector<PhraseHit>& out) const {
  if (begin < end) Scan(tables_->image, text, words, begin, end, out).run();
}

}  // namespace afterword
