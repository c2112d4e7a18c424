#include "postmortem/moment_entries.h"

#include "base/byte_scan.h"
#include "postmortem/clause_words.h"

namespace afterword {
namespace {

/// Whether the words of an entry hold a mark of the lexicon.
bool says(const Postmortem& pm, const TimelineEntry& entry, std::initializer_list<Mark> marks) {
  const std::uint32_t first = pm.places[entry.first_line].first_word, last = pm.places[entry.last_line - 1].last_word;
  auto it = std::lower_bound(pm.hits.begin(), pm.hits.end(), first,
                             [](const PhraseHit& h, std::uint32_t at) { return h.first < at; });
  for (; it != pm.hits.end() && it->first < last; ++it)
    if (std::find(marks.begin(), marks.end(), static_cast<Mark>(it->mark)) != marks.end()) return true;
  return false;
}

/// The entry that says that the outage began; else the last before the detection that made it begin.
std::int32_t find_start(const Postmortem& pm, const std::vector<EntryKind>& kinds) {
  std::int32_t chosen = -1;
  bool begins = false;
  for (std::size_t e = 0; e < pm.timeline.size(); ++e) {
    const TimelineEntry& entry = pm.timeline[e];
    if (!entry.civil.clock) continue;
    if (says(pm, entry, {Mark::outage_begins}) && !has(kinds[e], EntryKind::recovery | EntryKind::resolution)) {
      if (!begins) chosen = static_cast<std::int32_t>(e);
      begins = true;
    } else if (!begins && !has(kinds[e], EntryKind::investigation | EntryKind::detection) &&
               (has(kinds[e], EntryKind::cause) || tells_failure(pm, entry))) {
      chosen = static_cast<std::int32_t>(e);
    }
    if (has(kinds[e], EntryKind::detection)) break;
  }
  return chosen;
}

/// The entry that stands as long after the start as the outage is said to have lasted.
std::int32_t entry_at_length(const Postmortem& pm, const std::vector<EntryKind>& kinds, std::int32_t start) {
  if (!pm.duration_min || pm.duration_min->computed) return -1;
  const bool told = is_told(pm, pm.start);
  if (!told && start < 0) return -1;
  const Civil& from = told ? pm.start->civil : pm.timeline[static_cast<std::size_t>(start)].civil;
  const std::int64_t end = (from.clock->minutes() + static_cast<std::int64_t>(pm.duration_min->value)) % 1440;
  std::int32_t found = -1;
  for (std::size_t e = 0; e < pm.timeline.size(); ++e)
    if (pm.timeline[e].civil.clock && pm.timeline[e].civil.clock->minutes() == end &&
        has(kinds[e], EntryKind::recovery | EntryKind::resolution | EntryKind::mitigation))
      found = static_cast<std::int32_t>(e);
  return found;
}

/// The first entry after the last trouble that says that all is well again; else the last that repairs.
std::int32_t find_end(const Postmortem& pm, const std::vector<EntryKind>& kinds, std::int32_t start) {
  for (std::size_t e = 0; e < pm.timeline.size(); ++e)
    if (pm.timeline[e].civil.clock && says_over(pm.timeline[e])) return static_cast<std::int32_t>(e);
  if (const std::int32_t e = entry_at_length(pm, kinds, start); e >= 0) return e;
  std::size_t trouble = 0;
  for (std::size_t e = 0; e < kinds.size(); ++e)
    if (has(kinds[e], EntryKind::detection | EntryKind::misleading | EntryKind::assumption) &&
        !has(kinds[e], EntryKind::recovery))
      trouble = e;
  std::int32_t recovery = -1, repair = -1;
  for (std::size_t e = trouble; e < kinds.size(); ++e) {
    const TimelineEntry& entry = pm.timeline[e];
    if (!entry.civil.clock) continue;
    const bool well = has(kinds[e], EntryKind::recovery) ||
                      (has(kinds[e], EntryKind::resolution) && says(pm, entry, {Mark::recovered}));
    if (well && recovery < 0) recovery = static_cast<std::int32_t>(e);
    if (has(kinds[e], EntryKind::resolution)) repair = static_cast<std::int32_t>(e);
  }
  for (std::size_t e = 0; recovery < 0 && e < kinds.size(); ++e)
    if (pm.timeline[e].civil.clock && has(kinds[e], EntryKind::recovery)) recovery = static_cast<std::int32_t>(e);
  return recovery >= 0 ? recovery : repair;
}

}  // namespace

bool tells_failure(const Postmortem& pm, const TimelineEntry& entry) {
  const std::uint32_t first = pm.places[entry.first_line].first_word, last = pm.places[entry.last_line - 1].last_word;
  const ClauseWords& known = clause_words();
  for (std::uint32_t w = first; w < last; ++w) {
    const std::uint32_t hash = pm.words[w].hash;
    if (known.find(hash).deed == Deed::fail || hash == word_hash("stopped") || hash == word_hash("stops") ||
        hash == word_hash("failures") || hash == word_hash("errors"))
      return true;
  }
  return false;
}

bool says_over(const TimelineEntry& entry) {
  // Each of the phrases by its rarest letter, and how far behind its beginning that stands.
  constexpr std::pair<std::string_view, std::size_t> ends[] = {{"utage ends", 3},   {"utage ended", 3},
                                                               {"utage over", 3},   {"utage is over", 3},
                                                               {"ncident over", 9}, {"100% of t", 3}};
  const std::string_view text = entry.text;
  const auto next = [&](std::size_t from) { return find_byte<'g', 'v', '%'>(text, from); };
  for (std::size_t at = next(0); at != std::string_view::npos; at = next(at + 1))
    for (const auto& [end, before] : ends)
      if (end[before] == text[at] && at >= before && text.substr(at - before).starts_with(end)) return true;
  return false;
}

bool is_told(const Postmortem& pm, const std::optional<Stated>& stated) {
  if (!stated || !stated->civil.clock) return false;
  for (const TimelineEntry& entry : pm.timeline)
    if (entry.time_span.begin == stated->span.begin && entry.time_span.end == stated->span.end) return false;
  return true;
}

MomentEntries find_moment_entries(const Postmortem& pm, const std::vector<EntryKind>& kinds) {
  MomentEntries out;
  out.start = find_start(pm, kinds);
  out.end = find_end(pm, kinds, out.start);
  return out;
}

}  // namespace afterword
