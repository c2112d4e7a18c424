#include "text/letters.h"
#include "text/phrase_image.h"

namespace afterword {
namespace {

bool is_stem(std::string_view element) {
  return element.size() > 1 && element.back() == '*';
}

/// Whether an element is one unit at first sight: nearly all are.
bool is_plain(std::string_view element) {
  if (element == "#" || element == "_") return true;
  if (is_stem(element)) element.remove_suffix(1);
  return std::all_of(element.begin(), element.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// An element as split_words would see it, hyphenated words in their parts. A final `*` stays with its part.
void split_units(std::string_view element, std::vector<std::string_view>& out) {
  if (is_plain(element)) {
    out.push_back(element);
    return;
  }
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

std::string_view take_until(std::string_view& rest, char separator) {
  const std::size_t size = std::min(rest.find(separator), rest.size());
  const std::string_view taken = rest.substr(0, size);
  rest.remove_prefix(std::min(size + 1, rest.size()));
  return taken;
}

/// An open-addressing set of indexes. The caller keeps what they stand for, and says when two are the same.
class IndexTable {
 public:
  explicit IndexTable(std::size_t expected) {
    std::size_t size = 64;
    while (size < expected * 2) size *= 2;
    slots_.resize(size, no_index);
  }

  template <class IsSame>
  [[nodiscard]] std::uint32_t find(std::uint32_t hash, const IsSame& is_same) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = mix(hash) & mask;; i = (i + 1) & mask)
      if (slots_[i] == no_index || is_same(slots_[i])) return slots_[i];
  }

  /// `hash_of` gives the hash of an index that is in the table.
  template <class HashOf>
  void insert(std::uint32_t hash, std::uint32_t index, const HashOf& hash_of) {
    if (++count_ * 2 > slots_.size()) {
      std::vector<std::uint32_t> old(slots_.size() * 2, no_index);
      old.swap(slots_);
      for (const std::uint32_t each : old)
        if (each != no_index) place(hash_of(each), each);
    }
    place(hash, index);
  }

 private:
  static std::size_t mix(std::uint32_t hash) { return (hash ^ hash >> 15) * 0x9E3779B1u >> 8; }

  void place(std::uint32_t hash, std::uint32_t index) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = mix(hash) & mask;
    while (slots_[i] != no_index) i = (i + 1) & mask;
    slots_[i] = index;
  }

  std::vector<std::uint32_t> slots_;
  std::size_t count_ = 0;
};

/// The trie of a lexicon while rows are added. Its edges are symbols: `#`, `_`, an exact word, a stem, or a whole group
/// of alternatives, so that a row with alternatives adds one edge and not their product.
class PhraseTrie {
 public:
  explicit PhraseTrie(const std::vector<Phrase>& rows);
  [[nodiscard]] PhraseArrays flatten() const;

 private:
  /// What a word may be: an exact word or a stem, and the symbols that it satisfies: its own and its groups'.
  struct Pattern {
    std::string_view text;  ///< in `copy_`
    std::uint32_t hash = 0;
    std::uint32_t own = no_index;      ///< its own symbol
    std::uint32_t symbols = no_index;  ///< list in `links_`, the last one added first
    bool stem = false;
  };
  struct Link {
    std::uint32_t value, next;
  };
  struct Node {
    std::uint64_t bits = 0;           ///< of the words that lead on
    std::uint32_t marks = no_index;   ///< list in `links_`
    std::uint32_t number = no_index;  ///< child by `#`
    std::uint32_t any = no_index;     ///< child by `_`
    std::uint32_t parent = 0;
    std::uint32_t symbol = 0;
    std::uint8_t flags = PhraseImage::leaf;
  };
  struct Symbol {
    std::uint64_t bits = 0;
    std::uint32_t root = no_index;  ///< root's child
    bool stems = false;
    bool wild = false;
  };
  struct Group {
    std::uint64_t hash;
    std::uint32_t symbol;
  };

  static constexpr std::uint32_t symbol_number = 0, symbol_any = 1;
  static constexpr std::uint32_t first_term = 3;  ///< of patterns, behind those that stand for no word
  static std::uint32_t step_hash(std::uint32_t node, std::uint32_t symbol) { return node * 0x85EBCA6Bu ^ symbol; }
  [[nodiscard]] std::uint32_t find_step(std::uint32_t node, std::uint32_t symbol) const {
    return steps_.find(step_hash(node, symbol),
                       [&](std::uint32_t n) { return nodes_[n].parent == node && nodes_[n].symbol == symbol; });
  }

  void add_row(std::uint32_t node, std::string_view rest, std::uint16_t mark);
  std::uint32_t walk(std::uint32_t node, std::string_view element);
  std::uint32_t step(std::uint32_t node, std::uint32_t symbol);
  std::uint32_t add_node(std::uint32_t parent, std::uint32_t symbol);
  std::uint32_t add_symbol();
  std::uint32_t unit_symbol(std::string_view unit);
  std::uint32_t group_symbol(const std::vector<std::string_view>& units);
  std::uint32_t pattern(std::string_view unit);
  void push(std::uint32_t& list, std::uint32_t value);

  void flatten_nodes(PhraseArrays& out) const;
  void flatten_terms(PhraseArrays& out) const;
  void flatten_words(PhraseArrays& out) const;
  void flatten_edges(PhraseArrays& out) const;
  void flatten_stems(PhraseArrays& out) const;
  template <class Use>
  void each_symbol(std::uint32_t list, const Use& use) const {
    for (; list != no_index; list = links_[list].next) use(links_[list].value);
  }

  std::string copy_;  ///< of all rows
  std::vector<Pattern> patterns_;
  std::vector<Link> links_;
  std::vector<Node> nodes_;
  std::vector<Symbol> symbols_;
  std::vector<Group> groups_;
  IndexTable words_, stem_words_, steps_, group_table_;
  std::uint32_t number_groups_ = no_index, any_groups_ = no_index;  ///< symbols of groups that hold `#`, `_`
};

PhraseTrie::PhraseTrie(const std::vector<Phrase>& rows)
    : words_(rows.size() * 2), stem_words_(rows.size()), steps_(rows.size() * 2), group_table_(rows.size() / 2) {
  std::size_t size = 0;
  for (const Phrase& row : rows) size += row.phrase.size();
  copy_.reserve(size);
  patterns_.reserve(rows.size());
  links_.reserve(rows.size() * 4);
  nodes_.reserve(rows.size() * 2);
  symbols_.resize(2);
  symbols_.reserve(rows.size() * 2);
  add_node(0, no_index);
  for (const Phrase& row : rows) {
    const std::size_t begin = copy_.size();
    copy_ += row.phrase;
    add_row(0, std::string_view(copy_).substr(begin), row.mark);
  }
}

void PhraseTrie::add_row(std::uint32_t node, std::string_view rest, std::uint16_t mark) {
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  if (rest.empty()) {
    if (node != 0) push(nodes_[node].marks, mark);
    return;
  }
  std::string_view element = take_until(rest, ' ');
  if (element.find('|') == std::string_view::npos) return add_row(walk(node, element), rest, mark);
  // Alternatives of one unit share an edge; those of several ("roll-back") go their own way.
  std::vector<std::string_view> singles, units;
  while (!element.empty()) {
    const std::string_view one = take_until(element, '|');
    if (one.empty()) continue;
    units.clear();
    split_units(one, units);
    if (units.size() == 1)
      singles.push_back(one);
    else
      add_row(walk(node, one), rest, mark);
  }
  if (!singles.empty()) add_row(step(node, group_symbol(singles)), rest, mark);
}

std::uint32_t PhraseTrie::walk(std::uint32_t node, std::string_view element) {
  if (is_plain(element)) return step(node, unit_symbol(element));
  std::vector<std::string_view> units;
  split_units(element, units);
  for (const std::string_view unit : units) node = step(node, unit_symbol(unit));
  return node;
}

std::uint32_t PhraseTrie::step(std::uint32_t node, std::uint32_t symbol) {
  if (symbol == symbol_number || symbol == symbol_any) {
    const std::uint32_t known = symbol == symbol_number ? nodes_[node].number : nodes_[node].any;
    if (known != no_index) return known;
    const std::uint32_t made = add_node(node, symbol);
    (symbol == symbol_number ? nodes_[node].number : nodes_[node].any) = made;
    return made;
  }
  const std::uint32_t known = find_step(node, symbol);
  if (known != no_index) return known;
  const std::uint32_t made = add_node(node, symbol);
  const Symbol& s = symbols_[symbol];
  nodes_[node].bits |= s.bits;
  if (s.stems) nodes_[node].flags |= PhraseImage::open | PhraseImage::stems_lead_on;
  if (s.wild) nodes_[node].flags |= PhraseImage::open | PhraseImage::wild_groups;
  steps_.insert(step_hash(node, symbol), made,
                [&](std::uint32_t n) { return step_hash(nodes_[n].parent, nodes_[n].symbol); });
  if (node == 0) symbols_[symbol].root = made;
  return made;
}

std::uint32_t PhraseTrie::add_node(std::uint32_t parent, std::uint32_t symbol) {
  Node& node = nodes_.emplace_back();
  node.parent = parent;
  node.symbol = symbol;
  nodes_[parent].flags &= static_cast<std::uint8_t>(~PhraseImage::leaf);
  if (symbol == symbol_number || symbol == symbol_any) nodes_[parent].flags |= PhraseImage::open;
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}

std::uint32_t PhraseTrie::add_symbol() {
  symbols_.emplace_back();
  return static_cast<std::uint32_t>(symbols_.size() - 1);
}

void PhraseTrie::push(std::uint32_t& list, std::uint32_t value) {
  links_.push_back({value, list});
  list = static_cast<std::uint32_t>(links_.size() - 1);
}

std::uint32_t PhraseTrie::unit_symbol(std::string_view unit) {
  if (unit == "#") return symbol_number;
  if (unit == "_") return symbol_any;
  Pattern& p = patterns_[pattern(unit)];
  if (p.own == no_index) {
    p.own = add_symbol();
    push(p.symbols, p.own);
    symbols_[p.own].stems = p.stem;
    symbols_[p.own].bits = p.stem ? 0 : PhraseImage::bit(p.hash);
  }
  return p.own;
}

std::uint32_t PhraseTrie::group_symbol(const std::vector<std::string_view>& units) {
  if (units.size() == 1) return unit_symbol(units.front());
  std::uint64_t hash = 14695981039346656037ull;
  for (const std::string_view unit : units) {
    for (const char c : unit) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    hash = (hash ^ '|') * 1099511628211ull;
  }
  const auto short_hash = [](std::uint64_t wide) { return static_cast<std::uint32_t>(wide ^ wide >> 32); };
  const std::uint32_t known =
      group_table_.find(short_hash(hash), [&](std::uint32_t g) { return groups_[g].hash == hash; });
  if (known != no_index) return groups_[known].symbol;
  const std::uint32_t symbol = add_symbol();
  for (const std::string_view unit : units) {
    Symbol& s = symbols_[symbol];
    if (unit == "#" || unit == "_") {
      push(unit == "#" ? number_groups_ : any_groups_, symbol);
      s.wild = true;
      continue;
    }
    Pattern& p = patterns_[pattern(unit)];
    push(p.symbols, symbol);
    s.stems |= p.stem;
    s.bits |= p.stem ? 0 : PhraseImage::bit(p.hash);
  }
  groups_.push_back({hash, symbol});
  group_table_.insert(short_hash(hash), static_cast<std::uint32_t>(groups_.size() - 1),
                      [&](std::uint32_t g) { return short_hash(groups_[g].hash); });
  return symbol;
}

std::uint32_t PhraseTrie::pattern(std::string_view unit) {
  const bool has_star = is_stem(unit);
  if (has_star) unit.remove_suffix(1);
  const std::uint32_t hash = word_hash(unit);
  IndexTable& table = has_star ? stem_words_ : words_;
  const std::uint32_t known =
      table.find(hash, [&](std::uint32_t p) { return patterns_[p].hash == hash && patterns_[p].text == unit; });
  if (known != no_index) return known;
  Pattern& made = patterns_.emplace_back();
  made.text = unit;
  made.hash = hash;
  made.stem = has_star;
  const std::uint32_t index = static_cast<std::uint32_t>(patterns_.size() - 1);
  table.insert(hash, index, [&](std::uint32_t p) { return patterns_[p].hash; });
  return index;
}

PhraseArrays PhraseTrie::flatten() const {
  PhraseArrays out;
  flatten_nodes(out);
  flatten_terms(out);
  flatten_words(out);
  flatten_edges(out);
  flatten_stems(out);
  return out;
}

void PhraseTrie::flatten_nodes(PhraseArrays& out) const {
  out.nodes.reserve(nodes_.size());
  for (const Node& n : nodes_) {
    const auto marks = static_cast<std::uint32_t>(out.marks.size());
    each_symbol(n.marks, [&](std::uint32_t mark) { out.marks.push_back(static_cast<std::uint16_t>(mark)); });
    out.nodes.push_back(
        {n.bits, n.number, n.any, marks, static_cast<std::uint16_t>(out.marks.size() - marks), n.flags});
  }
}

/// Patterns keep their order, behind the terms that stand for no word.
void PhraseTrie::flatten_terms(PhraseArrays& out) const {
  out.terms.resize(first_term);
  for (const Pattern& p : patterns_) {
    PhraseImage::Term& term = out.terms.emplace_back();
    term.roots_begin = static_cast<std::uint32_t>(out.roots.size());
    each_symbol(p.symbols, [&](std::uint32_t symbol) {
      const std::uint32_t root = symbols_[symbol].root;
      if (root == no_index) return;
      const Node& node = nodes_[root];
      out.roots.push_back({node.bits, root, (node.flags & PhraseImage::open) != 0 || node.marks != no_index});
    });
    std::reverse(out.roots.begin() + term.roots_begin, out.roots.end());
    term.roots_size = static_cast<std::uint16_t>(out.roots.size() - term.roots_begin);
    term.marks = static_cast<std::uint32_t>(out.marks.size());
    for (std::uint32_t r = term.roots_begin; r < out.roots.size(); ++r) {
      const PhraseImage::Node& node = out.nodes[out.roots[r].node];
      term.next |= node.next;
      if ((node.flags & PhraseImage::open) != 0) term.open = 1;
      for (std::uint32_t m = node.marks; m < node.marks + node.marks_size; ++m)
        if (std::find(out.marks.begin() + term.marks, out.marks.end(), out.marks[m]) == out.marks.end())
          out.marks.push_back(std::uint16_t{out.marks[m]});
    }
    term.marks_size = static_cast<std::uint16_t>(out.marks.size() - term.marks);
  }
}

void PhraseTrie::flatten_words(PhraseArrays& out) const {
  std::size_t size = 64;
  while (size < patterns_.size() * 2) size *= 2;
  out.slots.resize(size, {0, PhraseImage::unknown_term});
  std::vector<std::uint32_t> hashes;
  for (const Pattern& p : patterns_)
    if (!p.stem) hashes.push_back(p.hash);
  out.turns = turns_for(hashes, size);
  for (std::uint32_t p = 0; p < patterns_.size(); ++p) {
    if (patterns_[p].stem) continue;
    PhraseImage::Slot& slot = out.slots[slot_of(size, out.turns, patterns_[p].hash)];
    if (slot.term == PhraseImage::unknown_term) slot = {patterns_[p].hash, first_term + p};
  }
}

void PhraseTrie::flatten_edges(PhraseArrays& out) const {
  std::vector<std::vector<std::uint32_t>> made_by(symbols_.size());  // nodes, by the symbol that leads to them
  for (std::uint32_t n = 1; n < nodes_.size(); ++n) made_by[nodes_[n].symbol].push_back(n);
  std::vector<PhraseImage::Edge> edges;
  const auto list = [&](std::uint32_t symbols, std::uint32_t term) {
    each_symbol(symbols, [&](std::uint32_t symbol) {
      for (const std::uint32_t child : made_by[symbol]) edges.push_back({nodes_[child].parent, term, child});
    });
  };
  list(number_groups_, PhraseImage::number_term);
  list(any_groups_, PhraseImage::any_term);
  for (std::uint32_t p = 0; p < patterns_.size(); ++p) list(patterns_[p].symbols, first_term + p);
  std::size_t size = 64;
  while (size < edges.size() * 2) size *= 2;
  out.edges.resize(size, {0, 0, no_index});
  for (const PhraseImage::Edge& edge : edges) {
    const bool is_listed = edge.node == 0 && edge.term >= first_term;  // in `roots`
    if (is_listed) continue;
    std::size_t i = PhraseImage::edge_of(edge.node, edge.term) & (size - 1);
    while (out.edges[i].child != no_index) i = (i + 1) & (size - 1);
    out.edges[i] = edge;
  }
}

void PhraseTrie::flatten_stems(PhraseArrays& out) const {
  out.wide_letters.resize(256);
  for (std::uint32_t p = 0; p < patterns_.size(); ++p) {
    const std::string_view text = patterns_[p].text;
    if (!patterns_[p].stem) continue;
    const std::uint64_t mask = text.size() < 8 ? (1ull << 8 * text.size()) - 1 : ~0ull;
    const PhraseImage::Stem stem{first_bytes(copy_, text), mask, static_cast<std::uint32_t>(out.text.size()),
                                 static_cast<std::uint32_t>(text.size()), first_term + p};
    out.text += text;
    if (std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; })) {
      out.stems.push_back(stem);
      continue;
    }
    out.wide_stems.push_back(stem);
    out.wide_letters[static_cast<unsigned char>(text.front())] = 1;
    // What is not ASCII is folded only when it is compared.
    std::fill(out.wide_letters.begin() + 0x80, out.wide_letters.end(), std::uint8_t{1});
  }
  const auto letter = [](const PhraseImage::Stem& stem) { return stem.prefix & 0xFF; };
  std::sort(out.stems.begin(), out.stems.end(), [&](const auto& a, const auto& b) {
    return letter(a) != letter(b) ? letter(a) < letter(b) : a.term < b.term;
  });
  out.stems_by_letter.resize(257);
  for (const PhraseImage::Stem& stem : out.stems) ++out.stems_by_letter[letter(stem) + 1];
  for (std::size_t c = 0; c < 256; ++c)
    out.stems_by_letter[c + 1] = static_cast<std::uint16_t>(out.stems_by_letter[c] + out.stems_by_letter[c + 1]);
  // What is not ASCII, and a stem of one letter, may go on with anything.
  out.stem_seconds.resize(256);
  for (const PhraseImage::Stem& stem : out.stems) {
    const std::size_t first = letter(stem);
    const std::uint32_t seconds = stem.text_size == 1 ? ~0u : 1u << (stem.prefix >> 8 & 31);
    out.stem_seconds[first] |= seconds;
    if (first >= 'a' && first <= 'z') out.stem_seconds[first - 32] |= seconds;
  }
  for (std::size_t c = 0; c < 256; ++c) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    if (out.wide_letters[is_capital ? c + 32 : c] != 0) out.stem_seconds[c] = ~0u;
  }
  const PhraseImage image = out.image();
  for (std::uint32_t p = 0; p < patterns_.size(); ++p) {
    PhraseImage::Term& term = out.terms[first_term + p];
    term.stems_begin = static_cast<std::uint32_t>(out.stems_of_words.size());
    if (!patterns_[p].stem)
      image.each_stem(patterns_[p].text, first_bytes(copy_, patterns_[p].text),
                      [&](std::uint32_t stem) { out.stems_of_words.push_back(stem); });
    term.stems_size = static_cast<std::uint16_t>(out.stems_of_words.size() - term.stems_begin);
    if (term.stems_size != 0) term.open = 1;
  }
}

}  // namespace

std::size_t fold_word(std::string_view raw, char* out) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < raw.size();) {
    const Decoded d = decode_utf8(raw, i);
    if (d.code_point == 0x2019)
      out[n++] = '\'';
    else if (d.code_point == 0x2010 || d.code_point == 0x2011)
      out[n++] = '-';
    else if (d.code_point == bad_code_point)
      out[n++] = raw[i];
    else
      n += encode_utf8(to_lower(d.code_point), out + n);
    i += d.length;
  }
  return n;
}

PhraseArrays make_phrase_arrays(const std::vector<Phrase>& rows) {
  return PhraseTrie(rows).flatten();
}

}  // namespace afterword
