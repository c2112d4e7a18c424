#include "postmortem/clause_words.h"
#include "postmortem/heading.h"
#include "postmortem/mentions.h"
#include "postmortem/values.h"

namespace afterword {
namespace {

Stated stated_of(const TimelineEntry& entry) {
  Stated out;
  out.civil = entry.civil;
  out.value = to_string(entry.civil);
  out.line = entry.line;
  out.span = entry.time_span;
  return out;
}

/// Whether the words of an entry hold a mark of the lexicon.
bool says(const Postmortem& pm, const TimelineEntry& entry, std::initializer_list<Mark> marks) {
  const std::uint32_t first = pm.places[entry.first_line].first_word, last = pm.places[entry.last_line - 1].last_word;
  auto it = std::lower_bound(pm.hits.begin(), pm.hits.end(), first,
                             [](const PhraseHit& h, std::uint32_t at) { return h.first < at; });
  for (; it != pm.hits.end() && it->first < last; ++it)
    if (std::find(marks.begin(), marks.end(), static_cast<Mark>(it->mark)) != marks.end()) return true;
  return false;
}

/// Whether an entry tells in its verbs that something failed: "the indexer stopped", "DNS providers failed to answer".
bool tells_failure(const Postmortem& pm, const TimelineEntry& entry) {
  const std::uint32_t first = pm.places[entry.first_line].first_word, last = pm.places[entry.last_line - 1].last_word;
  for (std::uint32_t w = first; w < last; ++w) {
    const std::uint32_t hash = pm.words[w].hash;
    if (clause_word(hash).deed == Deed::fail || hash == word_hash("stopped") || hash == word_hash("stops") ||
        hash == word_hash("failures") || hash == word_hash("errors"))
      return true;
  }
  return false;
}

/// A break-in is no outage: its timeline holds no minute when one began or ended.
bool is_compromise(const Postmortem& pm) {
  return pm.cause_class == CauseClass::security_certificate && !pm.start && !pm.end;
}

/// "Outage ends", "incident over": said outright.
bool says_over(const TimelineEntry& entry) {
  for (const std::string_view end :
       {"utage ends", "utage ended", "utage over", "utage is over", "ncident over", "100% of t"})
    if (entry.text.find(end) != std::string::npos) return true;
  return false;
}

/// The entry that says that the outage began; else the last before the detection that made it begin.
void find_start(Postmortem& pm) {
  if ((pm.start && pm.start->civil.clock) || is_compromise(pm)) return;
  const TimelineEntry* chosen = nullptr;
  bool begins = false;
  for (const TimelineEntry& entry : pm.timeline) {
    if (!entry.civil.clock) continue;
    const bool detection = has(entry.kinds, EntryKind::detection);
    if (says(pm, entry, {Mark::outage_begins}) && !has(entry.kinds, EntryKind::recovery | EntryKind::resolution)) {
      if (!begins) chosen = &entry;
      begins = true;
    } else if (!begins && !has(entry.kinds, EntryKind::investigation | EntryKind::detection) &&
               (has(entry.kinds, EntryKind::cause) || tells_failure(pm, entry))) {
      chosen = &entry;
    }
    if (detection) break;
  }
  if (!chosen) return;
  if (!begins && pm.start && pm.start->civil.date && chosen->civil.date && chosen->civil.date != pm.start->civil.date)
    return;
  pm.start = stated_of(*chosen);
  if (!chosen->zone) return;
  for (const StatedZone& zone : pm.zones)
    if (zone.line == chosen->line) {
      pm.timezone = zone;
      break;
    }
}

/// The entry that stands as long after the stated start as the outage is said to have lasted.
const TimelineEntry* entry_at_length(const Postmortem& pm) {
  if (!pm.start || !pm.start->civil.clock || !pm.duration_min) return nullptr;
  const auto minutes = static_cast<std::int64_t>(pm.duration_min->value);
  const std::int64_t end = (pm.start->civil.clock->minutes() + minutes) % 1440;
  const TimelineEntry* found = nullptr;
  for (const TimelineEntry& entry : pm.timeline)
    if (entry.civil.clock && entry.civil.clock->minutes() == end &&
        has(entry.kinds, EntryKind::recovery | EntryKind::resolution | EntryKind::mitigation))
      found = &entry;
  return found;
}

/// The first entry after the last trouble that says that all is well again; else the last that repairs.
void find_end(Postmortem& pm) {
  if (pm.end || is_compromise(pm)) return;
  for (const TimelineEntry& entry : pm.timeline)
    if (entry.civil.clock && says_over(entry)) {
      pm.end = stated_of(entry);
      return;
    }
  if (const TimelineEntry* entry = entry_at_length(pm)) {
    pm.end = stated_of(*entry);
    return;
  }
  std::size_t trouble = 0;
  for (std::size_t k = 0; k < pm.timeline.size(); ++k)
    if (has(pm.timeline[k].kinds, EntryKind::detection | EntryKind::misleading | EntryKind::assumption) &&
        !has(pm.timeline[k].kinds, EntryKind::recovery))
      trouble = k;
  const TimelineEntry *recovery = nullptr, *repair = nullptr;
  for (std::size_t k = trouble; k < pm.timeline.size(); ++k) {
    const TimelineEntry& entry = pm.timeline[k];
    if (!entry.civil.clock) continue;
    const bool well = has(entry.kinds, EntryKind::recovery) ||
                      (has(entry.kinds, EntryKind::resolution) && says(pm, entry, {Mark::recovered}));
    if (well && !recovery) recovery = &entry;
    if (has(entry.kinds, EntryKind::resolution)) repair = &entry;
  }
  if (!recovery)
    for (const TimelineEntry& entry : pm.timeline)
      if (entry.civil.clock && has(entry.kinds, EntryKind::recovery)) recovery = &entry;
  if (recovery || repair) pm.end = stated_of(recovery ? *recovery : *repair);
}

void find_detection(Postmortem& pm) {
  const auto take = [&](const TimelineEntry& entry) {
    pm.detected_at = stated_of(entry);
    return true;
  };
  for (const TimelineEntry& entry : pm.timeline)
    if (entry.civil.clock && entry.line == pm.detected_how_line && take(entry)) return;
  for (const TimelineEntry& entry : pm.timeline)
    if (entry.civil.clock && pm.places[entry.first_line].role == Role::detection && take(entry)) return;
  for (const TimelineEntry& entry : pm.timeline)
    if (entry.civil.clock && has(entry.kinds, EntryKind::detection) && take(entry)) return;
}

void resolve_instant(const Postmortem& pm, std::optional<Stated>& stated) {
  if (!stated || !pm.timezone || !stated->civil.clock || !stated->civil.date || stated->civil.date->year == 0) return;
  if (const std::optional<Resolution> at = resolve(stated->civil, pm.timezone->name)) {
    stated->seconds = at->seconds;
    stated->instant = to_rfc3339(at->seconds, at->offset_minutes);
  }
}

void compute_duration(Postmortem& pm) {
  if (!pm.start || !pm.end || !pm.start->civil.clock || !pm.end->civil.clock) return;
  double minutes = pm.end->civil.clock->minutes() - pm.start->civil.clock->minutes();
  if (pm.start->seconds && pm.end->seconds) {
    minutes = static_cast<double>(*pm.end->seconds - *pm.start->seconds) / 60.0;
  } else if (pm.start->civil.date && pm.end->civil.date) {
    minutes += 1440.0 * static_cast<double>(days_of(*pm.end->civil.date) - days_of(*pm.start->civil.date));
  } else if (minutes < 0) {
    minutes += 1440;
  }
  pm.computed_duration_min = minutes;
  if (!pm.duration_min && minutes >= 0)
    pm.duration_min = StatedNumber{minutes, false, true, false, pm.end->line, pm.end->span};
}

}  // namespace

void complete_values(Postmortem& pm, const std::optional<Date>&) {
  find_start(pm);
  find_end(pm);
  find_detection(pm);
  resolve_instant(pm, pm.start);
  resolve_instant(pm, pm.end);
  resolve_instant(pm, pm.detected_at);
  compute_duration(pm);
}

}  // namespace afterword
