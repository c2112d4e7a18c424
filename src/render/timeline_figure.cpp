#include "render/timeline_figure.h"

#include "moment/duration.h"
#include "render/html.h"

namespace afterword {

Sign sign_of(const Postmortem& pm, const Chronology& chronology, std::size_t i) {
  const EntryKind kinds = pm.timeline[i].kinds;
  const auto at = chronology.at[i];
  if (has(kinds, EntryKind::misleading)) return Sign::dead_end;
  if (has(kinds, EntryKind::detection) && (!chronology.detected || !at || *at <= *chronology.detected)) {
    return Sign::noticed;
  }
  if (has(kinds, EntryKind::recovery)) return Sign::restored;
  const bool before_notice = !chronology.detected || !at || *at <= *chronology.detected;
  const bool at_start = chronology.start_known && at && *at <= 0;
  if (at_start || (has(kinds, EntryKind::cause) && before_notice && i == 0)) return Sign::began;
  if (has(kinds, EntryKind::resolution)) return Sign::fixed;
  if (has(kinds, EntryKind::mitigation)) return Sign::mitigated;
  if (has(kinds, EntryKind::cause)) return Sign::found;
  if (has(kinds, EntryKind::escalation)) return Sign::handed_over;
  if (has(kinds, EntryKind::communication)) return Sign::told;
  return Sign::looked;
}

std::string_view words_of(Sign sign) {
  constexpr std::string_view words[] = {"began",       "noticed",     "looked, tried", "dead end", "handed over",
                                        "people told", "cause found", "mitigated",     "fixed",    "restored"};
  return words[static_cast<std::size_t>(sign)];
}

std::string_view shape_of(Sign sign) {
  constexpr std::string_view shapes[] = {
      "M0-10L11 9H-11Z",                         // triangle
      "M0-11.5L11.5 0L0 11.5L-11.5 0Z",          // diamond
      "M0-9A9 9 0 0 1 0 9A9 9 0 0 1 0-9Z",       // circle
      "M0-9A9 9 0 0 1 0 9A9 9 0 0 1 0-9Z",       // circle, dashed
      "M-10-8H4L11 0L4 8H-10Z",                  // arrow
      "M-10-8H10V6H-2L-6 10V6H-10Z",             // speech
      "M-5.5-9.5H5.5L11 0L5.5 9.5H-5.5L-11 0Z",  // hexagon
      "M-9-9H9V9H-9Z",                           // square
      "M-5-10H5V-6H10V6H5V10H-5V6H-10V-6H-5Z",   // cross
      "M0-10.5L10.5-3L6.5 9H-6.5L-10.5-3Z",      // pentagon
  };
  return shapes[static_cast<std::size_t>(sign)];
}

std::string_view class_of(Sign sign) {
  return sign == Sign::dead_end ? "dd" : "mk";
}

std::string percent_text(double percent) {
  return number_text(percent) + " %";
}

std::vector<Phase> phases_of(const Chronology& c) {
  std::vector<Phase> phases;
  if (!c.start_known) return phases;
  const auto until = c.eased ? c.eased : c.ended;
  if (!until || *until <= 0) return phases;
  const std::int64_t seen = c.detected ? std::min(*c.detected, *until) : 0;
  if (seen > 0) phases.push_back({0, seen, "not yet noticed", "unnoticed", "p0"});
  if (*until > seen) {
    phases.push_back({seen, *until, c.detected ? "noticed, still hurting" : "hurting", "hurting", "p1"});
  }
  if (c.ended && *c.ended > *until) phases.push_back({*until, *c.ended, "recovering", "recovering", "p2"});
  return phases;
}

std::vector<Stretch> stretches_of(const Chronology& c) {
  std::vector<Stretch> out;
  if (!c.start_known) return out;
  if (c.detected && *c.detected > 0) out.push_back({*c.detected, "until noticed", "time to detect"});
  const bool eased_apart = c.eased && (!c.ended || *c.eased < *c.ended);
  if (eased_apart) out.push_back({*c.eased, "until it stopped hurting", "time to mitigate"});
  if (c.ended && *c.ended > 0) out.push_back({*c.ended, "until resolved", "time to resolve"});
  return out;
}

std::vector<ImpactStep> impact_steps(const Postmortem& pm, const Chronology& c) {
  std::vector<ImpactStep> steps;
  for (std::size_t i = 0; i < pm.timeline.size(); ++i) {
    if (!c.at[i] || *c.at[i] < 0) continue;
    const TimelineEntry& entry = pm.timeline[i];
    for (const StatedNumber& share : pm.percents) {
      if (!entry.span.covers(share.span) || share.span.empty() || share.implied) continue;
      if (share.value < 0 || share.value > 100) continue;
      if (!steps.empty() && steps.back().at >= *c.at[i]) continue;
      steps.push_back({*c.at[i], share.value});
      break;
    }
  }
  if (steps.size() >= 2) return steps;
  steps.clear();
  if (pm.percent && pm.percent->value > 0 && pm.percent->value <= 100) steps.push_back({0, pm.percent->value});
  return steps;
}

std::string describe_timeline(const Postmortem& pm, const Chronology& c) {
  std::string out;
  const auto clock = [&](std::int64_t at) {
    return c.clock_minutes ? c.clock_text(at) + (c.zone.empty() ? "" : " " + c.zone) : since_text(at);
  };
  if (c.start_known && c.clock_minutes) {
    out += "Began " + clock(0);
    if (c.date) out += " on " + date_text(*c.date);
    if (c.detected) out += *c.detected == 0 ? ", noticed at once" : ", noticed after " + duration_text(*c.detected);
    if (c.eased && (!c.ended || *c.eased < *c.ended)) out += ", stopped hurting after " + duration_text(*c.eased);
    if (c.ended) out += ", resolved after " + duration_text(*c.ended);
    out += ". ";
  }
  if (pm.percent && pm.percent->value > 0) out += percent_text(pm.percent->value) + " affected. ";
  if (c.dead_end_seconds > 0) out += "Dead ends took " + duration_text(c.dead_end_seconds) + ". ";
  std::size_t timed = 0;
  for (const auto& at : c.at) timed += at.has_value();
  out += std::to_string(timed) + (timed == 1 ? " entry" : " entries") + " on the axis";
  if (timed < c.at.size()) out += ", " + std::to_string(c.at.size() - timed) + " without a time left out";
  out += "; the same in the list of what happened and in the data at the end.";
  return out;
}

std::string pattern_definitions(std::string_view prefix) {
  std::string out = "<defs>";
  const auto add = [&](std::string_view name, std::string_view size, std::string_view body) {
    out.append("<pattern id=\"").append(prefix).append(name).append("\" width=\"").append(size).append("\" height=\"");
    out.append(size).append("\" patternUnits=\"userSpaceOnUse\">").append(body).append("</pattern>");
  };
  add("h", "6", "<path class=\"hb\" d=\"M0 0H6V6H0Z\"/><path class=\"hl\" d=\"M-1 1L1-1M0 6L6 0M5 7L7 5\"/>");
  add("i", "8", "<path class=\"ib\" d=\"M0 0H8V8H0Z\"/><path class=\"il\" d=\"M-1 7L1 9M0 0L8 8M7-1L9 1\"/>");
  add("o", "7", "<path class=\"ob\" d=\"M0 0H7V7H0Z\"/><path class=\"ol\" d=\"M2.5 2.5h2v2h-2z\"/>");
  return out + "</defs>";
}

}  // namespace afterword
