#include "text/phrases.h"

#include "text/letters.h"

namespace afterword {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFF;
constexpr std::uint32_t fnv_basis = 2166136261u;

constexpr unsigned char lower_ascii(unsigned char c) {
  return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

/// A word of the text, or a part of a hyphenated one, in lower case. Most words are ASCII and short: only others copy.
struct Unit {
  std::string_view raw;
  std::uint32_t hash = 0;
  bool number = false;
  bool punctuation = false;
};

/// The raw text in lower case as split_words hashes it. `out` has room for raw.size() bytes.
std::size_t fold_word(std::string_view raw, char* out) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < raw.size();) {
    const unsigned char c = static_cast<unsigned char>(raw[i]);
    if (c < 0x80) {
      out[n++] = static_cast<char>(lower_ascii(c));
      ++i;
      continue;
    }
    const Decoded d = decode_utf8(raw, i);
    if (d.code_point == 0x2019) {
      out[n++] = '\'';
    } else if (d.code_point == 0x2010 || d.code_point == 0x2011) {
      out[n++] = '-';
    } else if (d.code_point == bad_code_point) {
      out[n++] = raw[i];
    } else {
      n += encode_utf8(to_lower(d.code_point), out + n);
    }
    i += d.length;
  }
  return n;
}

/// Whether `raw` in lower case begins with `lower`; with `whole`, whether it is that.
enum class Match : std::uint8_t { whole, beginning };

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

/// An open-addressing table from a 64-bit key to a number. Grows; keys are mixed, so any will do.
class NumberMap {
 public:
  explicit NumberMap(std::size_t expected) {
    std::size_t size = 64;
    while (size < expected * 2) size *= 2;
    slots_.resize(size, Slot{0, none});
  }

  std::uint32_t find(std::uint64_t key) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = mix(key) & mask;; i = (i + 1) & mask) {
      if (slots_[i].value == none) return none;
      if (slots_[i].key == key) return slots_[i].value;
    }
  }

  void insert(std::uint64_t key, std::uint32_t value) {
    if (++count_ * 2 > slots_.size()) grow();
    place(key, value);
  }

 private:
  struct Slot {
    std::uint64_t key;
    std::uint32_t value;
  };

  static std::uint64_t mix(std::uint64_t key) {
    key *= 0x9E3779B97F4A7C15ull;
    return key ^ key >> 32;
  }

  void place(std::uint64_t key, std::uint32_t value) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = mix(key) & mask;
    while (slots_[i].value != none) i = (i + 1) & mask;
    slots_[i] = {key, value};
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2, Slot{0, none});
    old.swap(slots_);
    for (const Slot& s : old)
      if (s.value != none) place(s.key, s.value);
  }

  std::vector<Slot> slots_;
  std::size_t count_ = 0;
};

/// What a word of a phrase may be: an exact word or a stem. It satisfies symbols: itself, and each group of
/// alternatives it stands in.
struct Pattern {
  std::string text;
  std::uint32_t symbols = none;  ///< list in Links
  std::uint32_t next = none;     ///< stems: the next one with the same first two letters; words: with the same hash
};

struct Link {
  std::uint32_t value, next;
};

struct Node {
  std::uint32_t marks = none;   ///< list in Links
  std::uint32_t number = none;  ///< child by `#`
  std::uint32_t any = none;     ///< child by `_`
  bool has_words = false;       ///< children in the table of steps
};

constexpr std::uint32_t symbol_number = 0, symbol_any = 1;
constexpr std::size_t stem_buckets = 27 * 27;

/// Which list of stems a word or a stem belongs to: by its first two letters.
std::size_t stem_bucket(std::string_view word) {
  const auto letter = [&](std::size_t i) -> std::size_t {
    const unsigned char low = i < word.size() ? lower_ascii(static_cast<unsigned char>(word[i])) : 0;
    return low >= 'a' && low <= 'z' ? low - 'a' + 1u : 0u;
  };
  return letter(0) * 27 + letter(1);
}

}  // namespace

/// A trie whose edges are symbols: `#`, `_`, an exact word, a stem, or a whole group of alternatives, so that a row
/// with alternatives costs one edge, not their product. A word of the text satisfies few symbols, mostly none.
struct PhraseTable::Tables {
  explicit Tables(const std::vector<Phrase>& rows)
      : words(rows.size() * 2), groups(rows.size()), steps(rows.size() * 4) {
    nodes.reserve(rows.size() * 3);
    patterns.reserve(rows.size() * 2);
    links.reserve(rows.size() * 6);
    nodes.emplace_back();
    buckets.fill(none);
    for (const Phrase& row : rows) add_row(0, row.phrase, row.mark);
  }

  // -- building

  void add_row(std::uint32_t node, std::string_view rest, std::uint16_t mark) {
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    if (rest.empty()) {
      if (node != 0) push(nodes[node].marks, mark);
      return;
    }
    const std::size_t size = std::min(rest.find(' '), rest.size());
    const std::string_view element = rest.substr(0, size);
    rest.remove_prefix(size);
    if (element.find('|') == std::string_view::npos) return add_row(walk(node, element), rest, mark);
    // Alternatives of one unit share an edge; those of several ("roll-back") go their own way.
    std::string group;
    std::vector<std::string_view> units;
    for (std::string_view left = element; !left.empty();) {
      const std::size_t end = std::min(left.find('|'), left.size());
      const std::string_view one = left.substr(0, end);
      left.remove_prefix(std::min(end + 1, left.size()));
      if (one.empty()) continue;
      if (count_units(one) == 1) {
        units.push_back(one);
        group.append(group.empty() ? "" : "|").append(one);
      } else {
        add_row(walk(node, one), rest, mark);
      }
    }
    if (!units.empty()) add_row(step(node, group_symbol(group, units)), rest, mark);
  }

  static bool is_stem(std::string_view element) { return element.size() > 1 && element.back() == '*'; }

  /// Whether an element is one unit at first sight: nearly all are.
  static bool is_plain(std::string_view element) {
    if (element == "#" || element == "_") return true;
    if (is_stem(element)) element.remove_suffix(1);
    return std::all_of(element.begin(), element.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }

  static std::size_t count_units(std::string_view element) {
    if (is_plain(element)) return 1;
    std::vector<std::string_view> units;
    split_units(element, units);
    return units.size();
  }

  /// An element as split_words would see it, hyphenated words in their parts. A final `*` stays with its part.
  static void split_units(std::string_view element, std::vector<std::string_view>& out) {
    const bool has_star = is_stem(element);
    const std::string_view body = element.substr(0, element.size() - (has_star ? 1 : 0));
    std::vector<Word> words;
    split_words(body, 0, words);
    for (const Word& w : words) {
      std::uint32_t begin = w.span.begin;
      for (std::uint32_t i = begin; w.hyphen && i < w.span.end; ++i) {
        if (body[i] != '-') continue;
        out.push_back(element.substr(begin, i - begin));
        begin = i + 1;
      }
      const std::uint32_t end = w.span.end + (has_star && w.span.end == body.size() ? 1 : 0);
      out.push_back(element.substr(begin, end - begin));
    }
  }

  std::uint32_t walk(std::uint32_t node, std::string_view element) {
    if (is_plain(element)) return step(node, unit_symbol(element));
    std::vector<std::string_view> units;
    split_units(element, units);
    for (std::string_view unit : units) node = step(node, unit_symbol(unit));
    return node;
  }

  std::uint32_t step(std::uint32_t node, std::uint32_t symbol) {
    if (symbol == symbol_number || symbol == symbol_any) {
      const std::uint32_t known = symbol == symbol_number ? nodes[node].number : nodes[node].any;
      if (known != none) return known;
      const std::uint32_t made = add_node();
      (symbol == symbol_number ? nodes[node].number : nodes[node].any) = made;
      return made;
    }
    const std::uint64_t key = std::uint64_t{node} << 32 | symbol;
    const std::uint32_t known = steps.find(key);
    if (known != none) return known;
    const std::uint32_t made = add_node();
    nodes[node].has_words = true;
    steps.insert(key, made);
    if (node == 0) {
      if (first_steps.size() <= symbol) first_steps.resize(symbol + 256, none);
      first_steps[symbol] = made;
    }
    return made;
  }

  std::uint32_t add_node() {
    nodes.emplace_back();
    return static_cast<std::uint32_t>(nodes.size() - 1);
  }

  void push(std::uint32_t& list, std::uint32_t value) {
    links.push_back({value, list});
    list = static_cast<std::uint32_t>(links.size() - 1);
  }

  std::uint32_t unit_symbol(std::string_view unit) {
    if (unit == "#") return symbol_number;
    if (unit == "_") return symbol_any;
    const std::uint32_t id = pattern(unit);
    if (own_symbol[id] == none) {
      own_symbol[id] = symbol_count++;
      push(patterns[id].symbols, own_symbol[id]);
    }
    return own_symbol[id];
  }

  std::uint32_t group_symbol(std::string_view group, const std::vector<std::string_view>& units) {
    if (units.size() == 1) return unit_symbol(units.front());
    const std::uint64_t key = wide_hash(group);
    const std::uint32_t known = groups.find(key);
    if (known != none) return known;
    const std::uint32_t symbol = symbol_count++;
    for (std::string_view unit : units) {
      if (unit == "#")
        push(number_groups, symbol);
      else if (unit == "_")
        push(any_groups, symbol);
      else
        push(patterns[pattern(unit)].symbols, symbol);
    }
    groups.insert(key, symbol);
    return symbol;
  }

  static std::uint64_t wide_hash(std::string_view text) {
    std::uint64_t h = 14695981039346656037ull;
    for (char c : text) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    return h;
  }

  std::uint32_t pattern(std::string_view unit) {
    const bool has_star = is_stem(unit);
    if (has_star) unit.remove_suffix(1);
    const std::uint32_t hash = word_hash(unit);
    std::uint32_t head;
    if (has_star) {
      std::uint32_t& list = unit.size() < 2 ? short_stems : buckets[stem_bucket(unit)];
      head = list;
      for (std::uint32_t p = head; p != none; p = patterns[p].next)
        if (patterns[p].text == unit) return p;
      list = static_cast<std::uint32_t>(patterns.size());
    } else {
      head = words.find(hash);
      for (std::uint32_t p = head; p != none; p = patterns[p].next)
        if (patterns[p].text == unit) return p;
      // A second word of the same hash goes behind the first, which the table knows.
      if (head == none) {
        words.insert(hash, static_cast<std::uint32_t>(patterns.size()));
        filter[hash >> 5 & filter_mask] |= 1u << (hash & 31);
      } else {
        const std::uint32_t after = patterns[head].next;
        patterns[head].next = static_cast<std::uint32_t>(patterns.size());
        head = after;
      }
    }
    patterns.push_back({std::string(unit), none, head});
    own_symbol.push_back(none);
    return static_cast<std::uint32_t>(patterns.size() - 1);
  }

  // -- shapes

  static constexpr std::size_t filter_words = 2048;  ///< 64 Ki bits: one look in 8 KiB rules out most words
  static constexpr std::uint32_t filter_mask = filter_words - 1;

  std::vector<Node> nodes;
  std::vector<Pattern> patterns;
  std::vector<Link> links;
  std::vector<std::uint32_t> own_symbol;   ///< of a pattern
  std::vector<std::uint32_t> first_steps;  ///< root's child by symbol
  NumberMap words, groups, steps;
  std::array<std::uint32_t, stem_buckets> buckets{};
  std::array<std::uint32_t, filter_words> filter{};
  std::uint32_t short_stems = none, number_groups = none, any_groups = none;
  std::uint32_t symbol_count = 2;
};

namespace {

/// One scan: walks the trie from each word of the text.
template <class Tables>
class Scan {
 public:
  Scan(const Tables& tables, std::string_view text, const Word* words, std::uint32_t end, std::vector<PhraseHit>& out)
      : t_(tables), text_(text), words_(words), end_(end), out_(out) {}

  void run(std::uint32_t begin) {
    for (std::uint32_t i = begin; i < end_; ++i) {
      first_ = i;
      group_ = out_.size();
      go_on(0, i, words_[i].span.begin);
      if (!words_[i].hyphen) continue;
      for (std::uint32_t at = words_[i].span.begin; (at = after_hyphen(i, at)) != 0;) go_on(0, i, at);
    }
  }

 private:
  /// Where the part after the next hyphen of word i begins, from `at` on; 0 if there is none.
  std::uint32_t after_hyphen(std::uint32_t i, std::uint32_t at) const {
    const std::uint32_t end = words_[i].span.end;
    for (; at < end; ++at) {
      if (text_[at] == '-') return at + 1;
      const bool is_wide_hyphen = at + 2 < end && text_[at] == '\xE2' && text_[at + 1] == '\x80' &&
                                  (text_[at + 2] == '\x90' || text_[at + 2] == '\x91');
      if (is_wide_hyphen) return at + 3;
    }
    return 0;
  }

  /// Takes the unit that begins at byte `at` of word i, and follows every edge it satisfies.
  void go_on(std::uint32_t node, std::uint32_t i, std::uint32_t at) {
    const Word& w = words_[i];
    const bool is_punctuation = w.kind == WordKind::punctuation;
    if (!w.hyphen) {
      const Unit unit{w.span.in(text_), w.hash, w.kind == WordKind::number, is_punctuation};
      return follow(node, unit, i + 1, none);
    }
    const Node& n = t_.nodes[node];
    if (n.any != none) arrive(n.any, i + 1, none);
    const std::uint32_t next = after_hyphen(i, at);
    std::uint32_t end = w.span.end;
    if (next != 0) end = next - (text_[next - 1] == '-' ? 1 : 3);
    Unit unit{text_.substr(at, end - at), fnv_basis, false, false};
    char buffer[128];
    if (unit.raw.size() <= sizeof buffer) unit.hash = word_hash({buffer, fold_word(unit.raw, buffer)});
    unit.number = std::all_of(unit.raw.begin(), unit.raw.end(),
                              [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == ':'; });
    follow(node, unit, next != 0 ? i : i + 1, next != 0 ? next : none, Wildcards::no);
  }

  enum class Wildcards : std::uint8_t { no, yes };

  void follow(std::uint32_t node, const Unit& unit, std::uint32_t i, std::uint32_t at, Wildcards any = Wildcards::yes) {
    const Node& n = t_.nodes[node];
    if (unit.number && n.number != none) arrive(n.number, i, at);
    if (any == Wildcards::yes && !unit.punctuation && n.any != none) arrive(n.any, i, at);
    if (!n.has_words) return;
    if (unit.number) follow_links(node, t_.number_groups, i, at);
    if (!unit.punctuation) follow_links(node, t_.any_groups, i, at);
    if (t_.filter[unit.hash >> 5 & Tables::filter_mask] & 1u << (unit.hash & 31)) follow_word(node, unit, i, at);
    if (unit.punctuation || unit.number) return;
    follow_stems(node, t_.buckets[stem_bucket(unit.raw)], unit, i, at);
    if (t_.short_stems != none) follow_stems(node, t_.short_stems, unit, i, at);
  }

  void follow_word(std::uint32_t node, const Unit& unit, std::uint32_t i, std::uint32_t at) {
    for (std::uint32_t p = t_.words.find(unit.hash); p != none; p = t_.patterns[p].next)
      if (is_match(unit.raw, t_.patterns[p].text, Match::whole)) follow_links(node, t_.patterns[p].symbols, i, at);
  }

  void follow_stems(std::uint32_t node, std::uint32_t p, const Unit& unit, std::uint32_t i, std::uint32_t at) {
    for (; p != none; p = t_.patterns[p].next)
      if (is_match(unit.raw, t_.patterns[p].text, Match::beginning)) follow_links(node, t_.patterns[p].symbols, i, at);
  }

  void follow_links(std::uint32_t node, std::uint32_t link, std::uint32_t i, std::uint32_t at) {
    for (; link != none; link = t_.links[link].next) {
      const std::uint32_t symbol = t_.links[link].value;
      std::uint32_t child;
      if (node == 0)
        child = symbol < t_.first_steps.size() ? t_.first_steps[symbol] : none;
      else
        child = t_.steps.find(std::uint64_t{node} << 32 | symbol);
      if (child != none) arrive(child, i, at);
    }
  }

  /// At a node, with word i next; `at` is where in word i, or none for its beginning.
  void arrive(std::uint32_t node, std::uint32_t i, std::uint32_t at) {
    const Node& n = t_.nodes[node];
    const std::uint32_t last = at == none ? i : i + 1;
    for (std::uint32_t link = n.marks; link != none; link = t_.links[link].next)
      report({static_cast<std::uint16_t>(t_.links[link].value), first_, last});
    if (i >= end_ || (!n.has_words && n.number == none && n.any == none)) return;
    go_on(node, i, at == none ? words_[i].span.begin : at);
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
