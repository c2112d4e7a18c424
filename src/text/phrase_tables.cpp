#include "text/phrase_tables.h"

#include "text/letters.h"

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

PhraseTable::Tables::Tables(const std::vector<Phrase>& rows)
    : words(rows.size() * 2), stem_words(rows.size()), steps(rows.size() * 2), group_table(rows.size() / 2) {
  std::size_t size = 0;
  for (const Phrase& row : rows) size += row.phrase.size();
  copy.reserve(size);
  patterns.reserve(rows.size());
  links.reserve(rows.size() * 4);
  nodes.reserve(rows.size() * 2);
  symbols.resize(2);
  symbols.reserve(rows.size() * 2);
  add_node(0, no_index);
  for (const Phrase& row : rows) {
    const std::size_t begin = copy.size();
    copy += row.phrase;
    add_row(0, std::string_view(copy).substr(begin), row.mark);
  }
  list_roots();
  index_stems(first_stems, [](const Pattern& p) { return p.roots_begin != p.roots_end; });
  index_stems(all_stems, [](const Pattern&) { return true; });
}

void PhraseTable::Tables::add_row(std::uint32_t node, std::string_view rest, std::uint16_t mark) {
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  if (rest.empty()) {
    if (node != 0) push(nodes[node].marks, mark);
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

std::uint32_t PhraseTable::Tables::walk(std::uint32_t node, std::string_view element) {
  if (is_plain(element)) return step(node, unit_symbol(element));
  std::vector<std::string_view> units;
  split_units(element, units);
  for (const std::string_view unit : units) node = step(node, unit_symbol(unit));
  return node;
}

std::uint32_t PhraseTable::Tables::step(std::uint32_t node, std::uint32_t symbol) {
  if (symbol == symbol_number || symbol == symbol_any) {
    const std::uint32_t known = symbol == symbol_number ? nodes[node].number : nodes[node].any;
    if (known != no_index) return known;
    const std::uint32_t made = add_node(node, symbol);
    (symbol == symbol_number ? nodes[node].number : nodes[node].any) = made;
    return made;
  }
  const std::uint32_t known = find_step(node, symbol);
  if (known != no_index) return known;
  const std::uint32_t made = add_node(node, symbol);
  const Symbol& s = symbols[symbol];
  nodes[node].bloom |= s.bloom;
  nodes[node].symbol_bloom |= symbol_bit(symbol);
  nodes[node].open |= s.stems || s.wild;
  nodes[node].stems |= s.stems;
  nodes[node].wild_groups |= s.wild;
  steps.insert(step_hash(node, symbol), made,
               [&](std::uint32_t n) { return step_hash(nodes[n].parent, nodes[n].symbol); });
  if (node == 0) symbols[symbol].root = made;
  return made;
}

std::uint32_t PhraseTable::Tables::add_node(std::uint32_t parent, std::uint32_t symbol) {
  Node& node = nodes.emplace_back();
  node.parent = parent;
  node.symbol = symbol;
  nodes[parent].leaf = false;
  nodes[parent].open |= symbol == symbol_number || symbol == symbol_any;
  return static_cast<std::uint32_t>(nodes.size() - 1);
}

std::uint32_t PhraseTable::Tables::add_symbol() {
  symbols.emplace_back();
  return static_cast<std::uint32_t>(symbols.size() - 1);
}

void PhraseTable::Tables::push(std::uint32_t& list, std::uint32_t value) {
  links.push_back({value, list});
  list = static_cast<std::uint32_t>(links.size() - 1);
}

std::uint32_t PhraseTable::Tables::unit_symbol(std::string_view unit) {
  if (unit == "#") return symbol_number;
  if (unit == "_") return symbol_any;
  Pattern& p = patterns[pattern(unit)];
  if (p.own == no_index) {
    p.own = add_symbol();
    push(p.symbols, p.own);
    symbols[p.own].stems = p.stem;
    symbols[p.own].bloom = p.stem ? 0 : bloom_bit(p.hash);
  }
  return p.own;
}

std::uint32_t PhraseTable::Tables::group_symbol(const std::vector<std::string_view>& units) {
  if (units.size() == 1) return unit_symbol(units.front());
  std::uint64_t hash = 14695981039346656037ull;
  for (const std::string_view unit : units) {
    for (const char c : unit) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    hash = (hash ^ '|') * 1099511628211ull;
  }
  const auto short_hash = [](std::uint64_t wide) { return static_cast<std::uint32_t>(wide ^ wide >> 32); };
  const std::uint32_t known =
      group_table.find(short_hash(hash), [&](std::uint32_t g) { return groups[g].hash == hash; });
  if (known != no_index) return groups[known].symbol;
  const std::uint32_t symbol = add_symbol();
  for (const std::string_view unit : units) {
    Symbol& s = symbols[symbol];
    if (unit == "#" || unit == "_") {
      push(unit == "#" ? number_groups : any_groups, symbol);
      s.wild = true;
      continue;
    }
    Pattern& p = patterns[pattern(unit)];
    push(p.symbols, symbol);
    s.stems |= p.stem;
    s.bloom |= p.stem ? 0 : bloom_bit(p.hash);
  }
  groups.push_back({hash, symbol});
  group_table.insert(short_hash(hash), static_cast<std::uint32_t>(groups.size() - 1),
                     [&](std::uint32_t g) { return short_hash(groups[g].hash); });
  return symbol;
}

std::uint32_t PhraseTable::Tables::pattern(std::string_view unit) {
  const bool has_star = is_stem(unit);
  if (has_star) unit.remove_suffix(1);
  const std::uint32_t hash = word_hash(unit);
  IndexTable& table = has_star ? stem_words : words;
  const std::uint32_t known =
      table.find(hash, [&](std::uint32_t p) { return patterns[p].hash == hash && patterns[p].text == unit; });
  if (known != no_index) return known;
  Pattern& made = patterns.emplace_back();
  made.text = unit;
  made.hash = hash;
  made.first = first_bytes(copy, unit);
  made.stem = has_star;
  const std::uint32_t index = static_cast<std::uint32_t>(patterns.size() - 1);
  table.insert(hash, index, [&](std::uint32_t p) { return patterns[p].hash; });
  return index;
}

void PhraseTable::Tables::list_roots() {
  for (Pattern& p : patterns) {
    p.roots_begin = static_cast<std::uint32_t>(root_edges.size());
    for (std::uint32_t link = p.symbols; link != no_index; link = links[link].next) {
      const std::uint32_t root = symbols[links[link].value].root;
      if (root == no_index) continue;
      const Node& node = nodes[root];
      root_edges.push_back({node.bloom, root, node.open || node.marks != no_index});
    }
    p.roots_end = static_cast<std::uint32_t>(root_edges.size());
    std::reverse(root_edges.begin() + p.roots_begin, root_edges.end());
    if (p.roots_begin != p.roots_end && !p.stem) first_words[p.hash / 32 % filter_words] |= 1u << p.hash % 32;
  }
}

void PhraseTable::Tables::index_stems(StemIndex& index, bool (*is_wanted)(const Pattern&)) const {
  std::vector<std::pair<std::uint32_t, StemIndex::Stem>> found;
  for (std::uint32_t i = 0; i < patterns.size(); ++i) {
    const Pattern& p = patterns[i];
    if (!p.stem || !is_wanted(p)) continue;
    const bool is_ascii = std::all_of(p.text.begin(), p.text.end(), [](char c) { return (c & 0x80) == 0; });
    if (!is_ascii) {
      index.irregular.push_back(i);
      index.is_odd[static_cast<unsigned char>(p.text.front())] = true;
      // What is not ASCII is folded only when it is compared.
      std::fill(index.is_odd.begin() + 0x80, index.is_odd.end(), true);
      continue;
    }
    const std::uint64_t mask = p.text.size() < 8 ? (1ull << 8 * p.text.size()) - 1 : ~0ull;
    const StemIndex::Stem stem{p.first, mask, i};
    if (p.text.size() < 3) {
      index.short_stems.push_back(stem);
      index.is_odd[static_cast<unsigned char>(p.text.front())] = true;
      continue;
    }
    found.emplace_back(StemIndex::bucket(stem.prefix), stem);
    const std::uint32_t bit = StemIndex::filter_bit(stem.prefix);
    index.filter[bit / 32] |= 1u << bit % 32;
    ++index.buckets[found.back().first + 1];
  }
  for (std::size_t b = 0; b < StemIndex::bucket_count; ++b)
    index.buckets[b + 1] = static_cast<std::uint16_t>(index.buckets[b + 1] + index.buckets[b]);
  index.stems.resize(found.size());
  std::array<std::uint16_t, StemIndex::bucket_count + 1> next = index.buckets;
  for (const auto& [bucket, stem] : found) index.stems[next[bucket]++] = stem;
}

}  // namespace afterword
