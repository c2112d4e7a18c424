#include <bit>

#include "postmortem/classify_reading.h"

namespace afterword {

namespace {

/// Numbers of the structural features, one a question. Never renumber: the committed weights know them by number.
enum class Ask : std::uint32_t {
  bias,
  entry_first,
  entry_last,
  entry_second,
  entry_before_last,
  entry_place,
  entry_words,
  entry_topic,
  entry_role,
  entry_mark,
  previous_mark,
  next_mark,
  earlier_mark,
  later_mark,
  entry_count,
  no_time,
  section_role,
  parent_role,
  in_section,
  line_kind,
  depth,
  topic,
  role_topic,
  line_mark,
  block_mark,
  role_mark,
  role_place,
  document_place,
  is_heading,
  before_sections,
  in_entry,
  entry_kind,
  entry_first_kind,
  measure,
  line_words,
  strong,
  quoted,
  image,
  previous_line_mark,
  next_line_mark,
  only_line,
  none,
  none_role,
  none_kind,
  none_mark,
  none_entries,
  none_lines,
  cause_mark,
  cause_title_mark,
  detection_mark,
  measure_mark,
  measure_first,
  measure_words,
  measure_role,
  measure_code,
  measure_digit,
  kind_place,
  continuation,
  none_topic,
  detection_in_entry,
  question,
  header,
  mark_pair,
  role_kind,
  label_role,
  part_role,
  part_label,
  tier,
  nth,
  none_tier,
  cause_leader,
  cause_strong,
  noticed_first,
  first_of_kind,
  in_block,
  sentence_mark,
  lead_mark,
  lead_pair,
  lead_word,
  tail_mark,
  sure_core,
  sure_first,
  sure_leader,
  sure_strong,
  sure_title,
};

/// What add_clause_features tells apart. Never renumber, like the questions.
constexpr std::uint32_t clause_of_entry = 1, clause_of_measure = 5;

constexpr std::uint32_t unit_fields = static_cast<std::uint32_t>(PassageField::count);

constexpr Feature ask(FeatureGroup group, Ask question, std::uint32_t answer = 0) {
  return make_feature(group, static_cast<std::uint32_t>(question) + 1, answer);
}

constexpr std::uint32_t bucket(std::size_t n) {
  if (n <= 3) return static_cast<std::uint32_t>(n);
  if (n <= 5) return 4;
  if (n <= 9) return 5;
  if (n <= 15) return 6;
  if (n <= 24) return 7;
  return n <= 40 ? 8 : 9;
}

template <class Use>
void each_mark(const MarkSet& set, Use use) {
  for (std::uint32_t half = 0; half < 2; ++half)
    for (std::uint64_t bits = set.bits[half]; bits != 0; bits &= bits - 1)
      use(half * 64 + static_cast<std::uint32_t>(std::countr_zero(bits)));
}

template <class Use>
void each_bit(std::uint64_t bits, Use use) {
  for (; bits != 0; bits &= bits - 1) use(static_cast<std::uint32_t>(std::countr_zero(bits)));
}

/// The first six letters in lower case: cheap, and enough to join "escalated" and "escalation". What is no longer is
/// hashed already. Both are known before one is chosen: which it is, is never foreseen.
std::uint32_t stem_hash(std::string_view text, const Word& word) {
  const std::uint64_t first = first_bytes(text, word.span.in(text));
  std::uint32_t h = 2166136261u;
  for (unsigned i = 0; i < 6; ++i) h = (h ^ static_cast<std::uint32_t>(first >> 8 * i & 0xFF)) * 16777619u;
  const std::uint32_t is_long = 0 - std::uint32_t{word.span.size() > 6};
  return (h & is_long) | (word.hash & ~is_long);
}

constexpr std::uint32_t number_stem = word_hash("#");

std::uint32_t role_code(Role role) {
  return static_cast<std::uint32_t>(role);
}

std::uint32_t tenth(std::size_t index, std::size_t count, std::uint32_t parts) {
  return count == 0 ? 0 : static_cast<std::uint32_t>(index * parts / count);
}

}  // namespace

void add_text_features(std::string_view text, const Word* words, std::uint32_t first, std::uint32_t last,
                       std::uint32_t tag, std::vector<Feature>& out, Pairs pairs) {
  if (first >= last) return;
  // At most two a word, written behind one another without asking for room each time.
  const std::size_t before = out.size();
  out.resize(before + 2 * std::size_t{last - first});
  Feature* next = out.data() + before;
  std::uint32_t previous = word_hash("^");
  for (std::uint32_t i = first; i < last; ++i) {
    if (words[i].kind == WordKind::punctuation) continue;
    const std::uint32_t stem = words[i].kind == WordKind::number ? number_stem : stem_hash(text, words[i]);
    if (stem != number_stem) *next++ = make_feature(FeatureGroup::word, tag, stem);
    if (pairs == Pairs::yes && (stem != number_stem || previous != number_stem))
      *next++ = make_feature(FeatureGroup::pair, tag * 0x01000193u ^ previous, stem);
    previous = stem;
  }
  out.resize(static_cast<std::size_t>(next - out.data()));
}

void ClassifyReading::add_entry_features(std::size_t e, std::vector<Feature>& out) const {
  const TimelineEntry& entry = p_.timeline[e];
  const std::size_t count = p_.timeline.size();
  const MarkSet& marks = entry_marks_[e];
  out.push_back(ask(FeatureGroup::bias, Ask::bias));
  if (e == 0) out.push_back(ask(FeatureGroup::structure, Ask::entry_first));
  if (e + 1 == count) out.push_back(ask(FeatureGroup::structure, Ask::entry_last));
  if (e == 1) out.push_back(ask(FeatureGroup::structure, Ask::entry_second));
  if (e + 2 == count) out.push_back(ask(FeatureGroup::structure, Ask::entry_before_last));
  out.push_back(ask(FeatureGroup::structure, Ask::entry_place, tenth(e, count, 5)));
  out.push_back(ask(FeatureGroup::structure, Ask::entry_count, bucket(count)));
  if (entry.time.empty()) out.push_back(ask(FeatureGroup::structure, Ask::no_time));
  const auto [first, last] = units_between(entry.first_line, entry.last_line);
  std::uint32_t words = 0;
  for (std::uint32_t u = first; u < last; ++u) words += units_[u].last_word - units_[u].first_word;
  out.push_back(ask(FeatureGroup::structure, Ask::entry_words, bucket(words)));
  if (first < last) {
    out.push_back(ask(FeatureGroup::structure, Ask::entry_role, role_code(units_[first].role)));
    out.push_back(ask(FeatureGroup::structure, Ask::label_role, role_code(units_[first].label)));
  }
  each_bit(entry_topics_[e], [&](std::uint32_t t) { out.push_back(ask(FeatureGroup::topic, Ask::entry_topic, t)); });
  each_mark(marks, [&](std::uint32_t m) {
    out.push_back(ask(FeatureGroup::mark, Ask::entry_mark, m));
    if (e == 0) out.push_back(ask(FeatureGroup::role_mark, Ask::kind_place, m * 4));
    if (e + 1 == count) out.push_back(ask(FeatureGroup::role_mark, Ask::kind_place, m * 4 + 1));
  });
  if (e > 0)
    each_mark(entry_marks_[e - 1],
              [&](std::uint32_t m) { out.push_back(ask(FeatureGroup::context, Ask::previous_mark, m)); });
  if (e + 1 < count)
    each_mark(entry_marks_[e + 1],
              [&](std::uint32_t m) { out.push_back(ask(FeatureGroup::context, Ask::next_mark, m)); });
  for (std::uint32_t u = first; u < last; ++u)
    add_text_features(p_.plain(), p_.words.data(), units_[u].first_word, units_[u].last_word, 1, out);
  if (first == last) return;
  const std::uint32_t first_word = units_[first].first_word, last_word = units_[last - 1].last_word;
  add_clause_features(p_.plain(), p_.words.data(), first_word, last_word, clause_of_entry, out);
  add_lead_features(first_word, last_word, out);
}

/// What an entry says first is what it is about; what follows are circumstances.
void ClassifyReading::add_lead_features(std::uint32_t first_word, std::uint32_t last_word,
                                        std::vector<Feature>& out) const {
  const auto before = [](const PhraseHit& h, std::uint32_t word) { return h.first < word; };
  auto hit = std::lower_bound(p_.hits.begin(), p_.hits.end(), first_word, before);
  std::uint32_t previous = 127, count = 0;
  for (; hit != p_.hits.end() && hit->first < last_word; ++hit) {
    if (hit->mark > 76) continue;
    if (count < 2) out.push_back(ask(FeatureGroup::mark, Ask::lead_mark, hit->mark));
    out.push_back(ask(FeatureGroup::role_mark, Ask::lead_pair, previous * 128 + hit->mark));
    previous = hit->mark;
    ++count;
  }
  out.push_back(ask(FeatureGroup::role_mark, Ask::lead_pair, previous * 128 + 127));
  std::uint32_t words = 0;
  for (std::uint32_t w = first_word; w < last_word && words < 2; ++w) {
    if (p_.words[w].kind != WordKind::word) continue;
    out.push_back(make_feature(FeatureGroup::word, 0x51 + words, stem_hash(p_.plain(), p_.words[w])));
    ++words;
  }
}

void ClassifyReading::add_sequence_features(std::size_t e, const std::vector<EntryKind>& kinds,
                                            std::vector<Feature>& out) const {
  std::uint64_t earlier = 0, later = 0;
  constexpr std::size_t reach = 24;
  for (std::size_t i = e > reach ? e - reach : 0; i < e; ++i) earlier |= static_cast<std::uint64_t>(kinds[i]);
  for (std::size_t i = e + 1; i < kinds.size() && i < e + reach; ++i) later |= static_cast<std::uint64_t>(kinds[i]);
  const auto own = static_cast<std::uint64_t>(kinds[e]);
  const auto add = [&](Ask question, std::uint64_t bits) {
    each_bit(bits, [&](std::uint32_t k) {
      out.push_back(ask(FeatureGroup::structure, question, k));
      each_bit(own, [&](std::uint32_t o) { out.push_back(ask(FeatureGroup::context, question, 32 + k * 16 + o)); });
    });
  };
  out.push_back(ask(FeatureGroup::bias, Ask::bias));
  add(Ask::earlier_mark, earlier);
  add(Ask::later_mark, later);
  add(Ask::previous_mark, e > 0 ? static_cast<std::uint64_t>(kinds[e - 1]) : 1ull << 12);
  add(Ask::next_mark, e + 1 < kinds.size() ? static_cast<std::uint64_t>(kinds[e + 1]) : 1ull << 12);
}

void ClassifyReading::add_line_features(std::size_t u, const std::vector<EntryKind>& kinds,
                                        std::vector<Feature>& out) const {
  const LineUnit& unit = units_[u];
  const Line& line = p_.document->lines()[unit.line];
  const std::uint32_t role = role_code(unit.role), part = role_code(unit.part), label = role_code(unit.label);
  const auto add = [&](Ask question, std::uint32_t answer = 0) {
    out.push_back(ask(FeatureGroup::structure, question, answer));
  };
  out.push_back(ask(FeatureGroup::bias, Ask::bias));
  for (std::uint32_t f = 0; f < unit_fields; ++f) {
    if (unit.tier[f] == not_plausible) continue;
    out.push_back(ask(FeatureGroup::core, Ask::tier, f * 16 + unit.tier[f]));
    out.push_back(ask(FeatureGroup::core, Ask::nth, f * 16 + unit.nth[f]));
  }
  add(Ask::section_role, role);
  add(Ask::part_role, part);
  add(Ask::parent_role, part * 32 + role);
  add(Ask::label_role, label);
  if (unit.label != Role::other) add(Ask::part_label, part * 32 + label);
  add(Ask::in_section, bucket(unit.in_section));
  add(Ask::role_place, role * 16 + bucket(unit.in_section));
  add(Ask::line_kind, static_cast<std::uint32_t>(line.kind) * 4 + std::min<std::uint32_t>(line.depth, 3));
  add(Ask::document_place, tenth(u, units_.size(), 8));
  add(Ask::line_words, bucket(unit.last_word - unit.first_word));
  if (unit.heading) add(Ask::is_heading);
  if (line.strong) add(Ask::strong);
  if (line.quoted) add(Ask::quoted);
  if (line.continuation) add(Ask::continuation);
  if (line.header) add(Ask::header);
  if (unit.measure) add(Ask::measure);
  if (unit.entry != no_index) {
    add(Ask::in_entry);
    const bool is_first_line = p_.timeline[unit.entry].first_line == unit.line;
    std::uint64_t before = 0;
    for (std::uint32_t e = 0; e < unit.entry && e < 64; ++e) before |= static_cast<std::uint64_t>(kinds[e]);
    each_bit(static_cast<std::uint64_t>(kinds[unit.entry]) & ~before,
             [&](std::uint32_t k) { out.push_back(ask(FeatureGroup::core, Ask::first_of_kind, k)); });
    each_bit(static_cast<std::uint64_t>(kinds[unit.entry]), [&](std::uint32_t k) {
      out.push_back(ask(FeatureGroup::mark, Ask::entry_kind, k));
      if (is_first_line) out.push_back(ask(FeatureGroup::mark, Ask::entry_first_kind, k));
      out.push_back(ask(FeatureGroup::role_mark, Ask::role_kind, k * 16 + std::min<std::uint32_t>(unit.entry, 3)));
    });
  }
  each_bit(unit.topics, [&](std::uint32_t t) {
    out.push_back(ask(FeatureGroup::topic, Ask::topic, t));
    out.push_back(ask(FeatureGroup::topic, Ask::role_topic, role * 64 + t));
  });
  each_mark(unit.marks, [&](std::uint32_t m) {
    out.push_back(ask(FeatureGroup::mark, Ask::line_mark, m));
    out.push_back(ask(FeatureGroup::role_mark, Ask::role_mark, role * 128 + m));
  });
  add(Ask::in_block, bucket(unit.in_block));
  each_mark(unit.sentence_marks,
            [&](std::uint32_t m) { out.push_back(ask(FeatureGroup::context, Ask::sentence_mark, m)); });
  MarkSet rest = unit.block_marks;
  for (std::size_t i = 0; i < rest.bits.size(); ++i) rest.bits[i] &= ~unit.marks.bits[i];
  each_mark(rest, [&](std::uint32_t m) { out.push_back(ask(FeatureGroup::context, Ask::block_mark, m)); });
  add_text_features(p_.plain(), p_.words.data(), unit.first_word, unit.last_word, 2, out, Pairs::no);
}

void ClassifyReading::add_none_features(const std::vector<EntryKind>& kinds, std::vector<Feature>& out) const {
  const auto add = [&](Ask question, std::uint32_t answer = 0) {
    out.push_back(ask(FeatureGroup::none_unit, question, answer));
  };
  add(Ask::none);
  for (std::uint32_t f = 0; f < unit_fields; ++f)
    out.push_back(ask(FeatureGroup::core, Ask::none_tier, f * 16 + best_tier_[f]));
  std::uint64_t roles = 0, all = 0;
  for (const Section& section : p_.sections) roles |= 1ull << role_code(section.role);
  for (std::uint32_t r = 0; r < 18; ++r)
    if ((roles >> r & 1) != 0) add(Ask::none_role, r);
  for (const EntryKind k : kinds) all |= static_cast<std::uint64_t>(k);
  for (std::uint32_t k = 0; k < 11; ++k) add(Ask::none_kind, k * 2 + static_cast<std::uint32_t>(all >> k & 1));
  each_mark(all_marks_, [&](std::uint32_t m) { add(Ask::none_mark, m); });
  add(Ask::none_entries, bucket(p_.timeline.size()));
  add(Ask::none_lines, bucket(units_.size() / 4));
}

void ClassifyReading::add_detection_features(std::span<const std::uint32_t> units, std::vector<Feature>& out) const {
  out.push_back(ask(FeatureGroup::bias, Ask::bias));
  MarkSet marks;
  for (const std::uint32_t u : units) {
    marks |= units_[u].marks;
    add_text_features(p_.plain(), p_.words.data(), units_[u].first_word, units_[u].last_word, 3, out);
  }
  // Who is named first has usually noticed first.
  const auto is_noticing = [](std::uint32_t mark) {
    const Mark m = static_cast<Mark>(mark);
    return m == Mark::alert || m == Mark::monitoring || m == Mark::customer_report || m == Mark::person_noticed;
  };
  const auto before = [](const PhraseHit& hit, std::uint32_t word) { return hit.first < word; };
  const std::uint32_t first_word = units.empty() ? 0 : units_[units.front()].first_word;
  const std::uint32_t last_word = units.empty() ? 0 : units_[units.back()].last_word;
  auto hit = std::lower_bound(p_.hits.begin(), p_.hits.end(), first_word, before);
  while (hit != p_.hits.end() && hit->first < last_word && !is_noticing(hit->mark)) ++hit;
  if (hit != p_.hits.end() && hit->first < last_word)
    out.push_back(ask(FeatureGroup::mark, Ask::noticed_first, hit->mark));
  each_mark(marks, [&](std::uint32_t m) { out.push_back(ask(FeatureGroup::mark, Ask::detection_mark, m)); });
  if (!units.empty()) {
    each_mark(units_[units.front()].block_marks,
              [&](std::uint32_t m) { out.push_back(ask(FeatureGroup::context, Ask::block_mark, m)); });
  }
}

void ClassifyReading::count_causes(std::size_t first, std::size_t last, std::array<std::uint32_t, 11>& counts) const {
  if (first >= last) return;
  const auto before = [](const PhraseHit& hit, std::uint32_t word) { return hit.first < word; };
  auto hit = std::lower_bound(p_.hits.begin(), p_.hits.end(), units_[first].first_word, before);
  for (; hit != p_.hits.end() && hit->first < units_[last - 1].last_word; ++hit) {
    const std::uint32_t family = hit->mark - static_cast<std::uint32_t>(Mark::cause_configuration);
    if (family < counts.size()) ++counts[family];
  }
}

/// What the words that leave no doubt say: behind "caused by" or "the culprit was", first of all, and most often.
void ClassifyReading::add_sure_causes(std::span<const std::uint32_t> units, std::vector<Feature>& out) const {
  constexpr std::uint32_t reach = 14, core_weight = 3;
  constexpr auto sure = static_cast<std::uint32_t>(Mark::sure_configuration);
  const auto before = [](const PhraseHit& hit, std::uint32_t word) { return hit.first < word; };
  const auto links = [](std::uint32_t mark) {
    const Mark m = static_cast<Mark>(mark);
    return m == Mark::because || m == Mark::cause_word || m == Mark::cause_link || m == Mark::cause_found;
  };
  std::array<std::uint32_t, 11> sums{};
  std::uint32_t core = 0;
  bool is_first = true, is_first_core = true;
  for (const std::uint32_t u : units) {
    std::uint32_t link = 0;
    auto hit = std::lower_bound(p_.hits.begin(), p_.hits.end(), units_[u].first_word, before);
    for (; hit != p_.hits.end() && hit->first < units_[u].last_word; ++hit) {
      if (links(hit->mark)) {
        const std::uint32_t end = std::min(hit->last + reach, units_[u].last_word);
        const std::uint32_t from = std::max(hit->last, link != 0 ? std::min(link + reach, end) : 0);
        if (from < end) add_text_features(p_.plain(), p_.words.data(), from, end, 6, out);
        link = hit->last;
      }
      const std::uint32_t family = hit->mark - sure;
      if (family >= sums.size()) continue;
      const bool is_core = link != 0 && hit->first <= link + reach;
      sums[family] += is_core ? core_weight : 1;
      if (is_first) out.push_back(ask(FeatureGroup::mark, Ask::sure_first, family));
      if (is_core && is_first_core) out.push_back(ask(FeatureGroup::mark, Ask::sure_first, 16 + family));
      if (is_core && (core >> family & 1) == 0) out.push_back(ask(FeatureGroup::mark, Ask::sure_core, family));
      is_first = false;
      is_first_core = is_first_core && !is_core;
      if (is_core) core |= 1u << family;
    }
  }
  const auto top = std::max_element(sums.begin(), sums.end());
  if (*top > 0) {
    out.push_back(ask(FeatureGroup::mark, Ask::sure_leader, static_cast<std::uint32_t>(top - sums.begin())));
    for (std::uint32_t k = 0; k < sums.size(); ++k)
      if (sums[k] * 2 > *top) out.push_back(ask(FeatureGroup::mark, Ask::sure_strong, k));
  }
  each_mark(title_marks_, [&](std::uint32_t m) {
    if (m - sure < sums.size()) out.push_back(ask(FeatureGroup::mark, Ask::sure_title, m - sure));
  });
}

void ClassifyReading::add_cause_features(std::span<const std::uint32_t> units, std::vector<Feature>& out) const {
  out.push_back(ask(FeatureGroup::bias, Ask::bias));
  MarkSet marks;
  for (const std::uint32_t u : units) {
    marks |= units_[u].marks;
    add_text_features(p_.plain(), p_.words.data(), units_[u].first_word, units_[u].last_word, 4, out);
  }
  each_mark(marks, [&](std::uint32_t m) { out.push_back(ask(FeatureGroup::mark, Ask::cause_mark, m)); });
  std::array<std::uint32_t, 11> here{}, everywhere{};
  for (const std::uint32_t u : units) count_causes(u, u + 1, here);
  std::size_t end = units_.size();
  while (end > 0 && units_[end - 1].measure) --end;
  count_causes(0, end, everywhere);
  const auto add_leader = [&](const std::array<std::uint32_t, 11>& counts, std::uint32_t which) {
    const auto top = std::max_element(counts.begin(), counts.end());
    if (*top == 0) return;
    out.push_back(
        ask(FeatureGroup::mark, Ask::cause_leader, which * 16 + static_cast<std::uint32_t>(top - counts.begin())));
    for (std::uint32_t k = 0; k < counts.size(); ++k)
      if (counts[k] * 2 > *top) out.push_back(ask(FeatureGroup::mark, Ask::cause_strong, which * 16 + k));
  };
  add_leader(here, 0);
  add_leader(everywhere, 1);
  add_sure_causes(units, out);
  each_mark(title_marks_,
            [&](std::uint32_t m) { out.push_back(ask(FeatureGroup::context, Ask::cause_title_mark, m)); });
}

void ClassifyReading::add_measure_features(std::size_t m, std::vector<Feature>& out) const {
  const Measure& measure = p_.measures[m];
  const auto [first, last] = units_between(measure.first_line, measure.last_line);
  out.push_back(ask(FeatureGroup::bias, Ask::bias));
  std::uint32_t words = 0;
  bool has_digit = false;
  MarkSet marks;
  for (std::uint32_t u = first; u < last; ++u) {
    const LineUnit& unit = units_[u];
    marks |= unit.marks;
    words += unit.last_word - unit.first_word;
    add_text_features(p_.plain(), p_.words.data(), unit.first_word, unit.last_word, 5, out);
    add_clause_features(p_.plain(), p_.words.data(), unit.first_word, unit.last_word, clause_of_measure, out);
    for (std::uint32_t w = unit.first_word; w < unit.last_word; ++w) has_digit |= p_.words[w].kind == WordKind::number;
  }
  out.push_back(ask(FeatureGroup::structure, Ask::measure_words, bucket(words)));
  if (has_digit) out.push_back(ask(FeatureGroup::structure, Ask::measure_digit));
  if (!measure.owner.empty() || !measure.tracker.empty() || measure.done)
    out.push_back(ask(FeatureGroup::structure, Ask::measure_code));
  if (first < last) {
    out.push_back(ask(FeatureGroup::structure, Ask::measure_role, role_code(units_[first].role)));
    const LineUnit& unit = units_[first];
    for (std::uint32_t w = unit.first_word; w < unit.last_word; ++w) {
      if (p_.words[w].kind != WordKind::word) continue;
      out.push_back(ask(FeatureGroup::mark, Ask::measure_first, stem_hash(p_.plain(), p_.words[w])));
      break;
    }
  }
  each_mark(marks, [&](std::uint32_t k) { out.push_back(ask(FeatureGroup::mark, Ask::measure_mark, k)); });
}

}  // namespace afterword
