#include "postmortem/classify_reading.h"

#include "base/byte_scan.h"
#include "postmortem/heading.h"

namespace afterword {

ClassifyReading::ClassifyReading(const Postmortem& postmortem) : p_(postmortem) {
  collect_units();
  place_marks();
  spread_sentences();
  choose_plausible();
}

// A sentence that runs over several lines is one statement: each of its lines gets the marks of all.
void ClassifyReading::spread_sentences() {
  std::size_t unit = 0;
  for (const Sentence& sentence : p_.sentences) {
    while (unit < units_.size() && units_[unit].last_word <= sentence.first_word) ++unit;
    MarkSet marks;
    std::size_t end = unit;
    for (; end < units_.size() && units_[end].first_word < sentence.last_word; ++end) marks |= units_[end].marks;
    for (std::size_t u = unit; end - unit > 1 && u < end; ++u) units_[u].sentence_marks |= marks;
  }
}

void ClassifyReading::collect_units() {
  const Document& document = *p_.document;
  const std::vector<Line>& lines = document.lines();
  std::vector<std::uint32_t> seen(p_.sections.size(), 0);
  units_.reserve(lines.size());
  for (std::uint32_t i = 0; i < lines.size() && i < p_.places.size(); ++i) {
    const Line& line = lines[i];
    const LinePlace& place = p_.places[i];
    if (!place.report || line.kind == LineKind::code || line.kind == LineKind::front_matter) continue;
    if (place.first_word == place.last_word) continue;
    LineUnit unit;
    unit.line = i;
    unit.first_word = place.first_word;
    unit.last_word = place.last_word;
    unit.role = place.role;
    unit.label = place.label;
    unit.part = place.part;
    unit.heading = place.heading;
    if (place.entry >= 0) unit.entry = static_cast<std::uint32_t>(place.entry);
    unit.measure = place.measure >= 0;
    const bool is_same_block =
        !units_.empty() && lines[units_.back().line].node == line.node && line.kind != LineKind::cell_row;
    if (is_same_block) unit.in_block = units_.back().in_block + 1;
    if (place.section >= 0 && !place.heading) {
      std::uint32_t& count = seen[static_cast<std::size_t>(place.section)];
      unit.in_section = is_same_block && count > 0 ? count - 1 : count++;
    }
    unit.topics = place.said_topics;
    units_.push_back(unit);
  }
}

std::pair<std::uint32_t, std::uint32_t> ClassifyReading::units_between(std::uint32_t first_line,
                                                                       std::uint32_t last_line) const {
  const auto before = [](const LineUnit& u, std::uint32_t line) { return u.line < line; };
  const auto begin = std::lower_bound(units_.begin(), units_.end(), first_line, before);
  const auto end = std::lower_bound(begin, units_.end(), std::max(first_line, last_line), before);
  return {static_cast<std::uint32_t>(begin - units_.begin()), static_cast<std::uint32_t>(end - units_.begin())};
}

bool ClassifyReading::is_labelled_misleading(std::size_t unit) const {
  const LineUnit& u = units_[unit];
  if (u.heading && u.entry == no_index) return false;
  const std::uint64_t topics = u.topics | (u.entry == no_index ? 0 : entry_topics_[u.entry]);
  return (topics & topic::misleading) != 0;
}

namespace {

/// Where the first ": ", " - ", " – " or " — " begins, or npos.
std::size_t find_label_end(std::string_view text) {
  const auto next = [&](std::size_t from) { return find_byte<':', '-', '\xE2'>(text, from); };
  for (std::size_t at = next(0); at != std::string_view::npos; at = next(at + 1)) {
    const std::string_view here = text.substr(at);
    if (here.starts_with(": ")) return at;
    const bool is_dash = here.starts_with("- ") || here.starts_with("– ") || here.starts_with("— ");
    if (is_dash && at > 0 && text[at - 1] == ' ') return at - 1;
  }
  return std::string_view::npos;
}

}  // namespace

void ClassifyReading::place_marks() {
  std::size_t hit = 0;
  for (LineUnit& unit : units_) {
    while (hit < p_.hits.size() && p_.hits[hit].first < unit.first_word) ++hit;
    for (; hit < p_.hits.size() && p_.hits[hit].first < unit.last_word; ++hit)
      unit.marks.add(static_cast<Mark>(p_.hits[hit].mark));
    all_marks_ |= unit.marks;
  }
  const std::vector<Line>& lines = p_.document->lines();
  for (std::size_t begin = 0; begin < units_.size();) {
    std::size_t end = begin;
    MarkSet block;
    while (end < units_.size() && lines[units_[end].line].node == lines[units_[begin].line].node)
      block |= units_[end++].marks;
    for (; begin < end; ++begin) units_[begin].block_marks = block;
  }
  entry_marks_.resize(p_.timeline.size());
  entry_topics_.resize(p_.timeline.size());
  for (std::size_t e = 0; e < p_.timeline.size(); ++e) {
    const auto [first, last] = units_between(p_.timeline[e].first_line, p_.timeline[e].last_line);
    for (std::uint32_t u = first; u < last; ++u) {
      entry_marks_[e] |= units_[u].marks;
      entry_topics_[e] |= units_[u].topics;
    }
    // "Escalation: the …" and "Red herring - …" after the time: what stands before the first colon or dash is a label.
    constexpr std::size_t label_max = 48, dash_max = 5;
    const std::string_view text = std::string_view(p_.timeline[e].text).substr(0, label_max + dash_max);
    const std::size_t end = find_label_end(text);
    if (end != std::string_view::npos && end < label_max) entry_topics_[e] |= read_heading(text.substr(0, end)).topics;
  }
  for (std::size_t u = 0; u < units_.size(); ++u) {
    if (units_[u].heading && units_[u].role == Role::title) title_marks_ |= units_[u].marks;
    labels_misleading_ = labels_misleading_ || is_labelled_misleading(u);
  }
}

}  // namespace afterword
