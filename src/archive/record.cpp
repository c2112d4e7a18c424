#include "archive/record.h"

#include <algorithm>
#include <charconv>

#include "archive/due.h"

namespace afterword {
namespace {

constexpr std::size_t cause_bytes_max = 240;
constexpr std::size_t measure_bytes_max = 400;

/// One line, cut at a word.
std::string cut_text(std::string_view text, std::size_t bytes_max) {
  std::string out;
  for (const char c : text) {
    const bool space = static_cast<unsigned char>(c) <= ' ';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : c;
  }
  while (out.ends_with(' ')) out.pop_back();
  if (out.size() <= bytes_max) return out;
  const std::size_t space = out.rfind(' ', bytes_max);
  std::size_t end = space == std::string::npos || space < bytes_max / 2 ? bytes_max : space;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) --end;
  out.resize(end);
  return out + "…";
}

std::string title_of(const Postmortem& postmortem, std::string_view path) {
  if (postmortem.title && !postmortem.title->empty()) return cut_text(*postmortem.title, 160);
  if (!postmortem.service_text.empty()) return cut_text(postmortem.service_text, 160);
  return std::string(path.substr(path.rfind('/') + 1));
}

/// Minutes between two moments that both have a day and a time, or both an instant.
std::optional<double> minutes_between(const std::optional<Stated>& from, const std::optional<Stated>& to) {
  constexpr double day_minutes = 1440;
  if (!from || !to) return std::nullopt;
  if (from->seconds && to->seconds) return static_cast<double>(*to->seconds - *from->seconds) / 60;
  const auto whole = [](const Stated& one) {
    return one.civil.date && one.civil.clock && one.civil.date->year > 0 && is_valid(*one.civil.date);
  };
  if (!whole(*from) || !whole(*to)) return std::nullopt;
  return static_cast<double>(days_of(*to->civil.date) - days_of(*from->civil.date)) * day_minutes +
         to->civil.clock->minutes() - from->civil.clock->minutes();
}

std::optional<double> minutes_to_mitigation(const Postmortem& postmortem) {
  for (const TimelineEntry& entry : postmortem.timeline)
    if (has(entry.kinds, EntryKind::mitigation) && entry.since_start_s && *entry.since_start_s >= 0)
      return static_cast<double>(*entry.since_start_s) / 60;
  return std::nullopt;
}

std::string measures_of(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " measure" : " measures");
}

}  // namespace

std::string_view name_of(MeasureState state) {
  constexpr std::string_view names[] = {"done", "open", "overdue"};
  return names[static_cast<std::size_t>(state)];
}

Record keep_record(const Postmortem& postmortem, std::string path) {
  Record out;
  out.title = title_of(postmortem, path);
  out.path = std::move(path);
  out.service = cut_text(postmortem.service_text, 120);
  const Passage& cause =
      postmortem.root_cause_summary.empty() ? postmortem.root_cause_detail : postmortem.root_cause_summary;
  out.cause = cut_text(cause.text, cause_bytes_max);
  out.severity = postmortem.severity;
  if (postmortem.start && postmortem.start->civil.date && postmortem.start->civil.date->year > 0)
    out.date = postmortem.start->civil.date;
  if (postmortem.duration_min) out.duration_min = postmortem.duration_min->value;
  if (postmortem.percent) out.percent = postmortem.percent->value;
  out.detect_min = minutes_between(postmortem.start, postmortem.detected_at);
  out.mitigate_min = minutes_to_mitigation(postmortem);
  out.detected_how = postmortem.detected_how;
  out.cause_class = postmortem.cause_class;
  out.is_postmortem = postmortem.is_postmortem && !postmortem.template_unfilled;
  for (const Measure& measure : postmortem.measures) {
    KeptMeasure& kept = out.measures.emplace_back();
    kept.text = cut_text(measure.text, measure_bytes_max);
    kept.owner = measure.owner;
    kept.tracker = measure.tracker;
    kept.due = measure.due;
    kept.done = measure.done.value_or(false);
    kept.task = measure.task;
    kept.line = measure.line;
    if (const auto mark = find_done_mark(measure.text)) {
      kept.done_on = mark->day;
      kept.proof = mark->proof;
    }
  }
  return out;
}

std::optional<DoneMark> find_done_mark(std::string_view text) {
  constexpr std::string_view opening = "(done ", proof = ", proof: ";
  const std::size_t begin = text.rfind(opening);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string_view day = text.substr(begin + opening.size());
  if (day.size() < 10 || day[4] != '-' || day[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t size) {
    int out = 0;
    const auto [end, error] = std::from_chars(day.data() + at, day.data() + at + size, out);
    return error == std::errc() && end == day.data() + at + size ? out : 0;
  };
  DoneMark out;
  out.begin = begin;
  out.day = {static_cast<std::int16_t>(number(0, 4)), static_cast<std::uint8_t>(number(5, 2)),
             static_cast<std::uint8_t>(number(8, 2))};
  if (!is_valid(out.day)) return std::nullopt;
  const std::string_view rest = day.substr(10);
  if (rest.starts_with(proof)) out.proof = rest.substr(proof.size(), rest.find(')') - proof.size());
  return out;
}

MeasureState state_of(const Record& report, const KeptMeasure& measure, std::optional<Date> today) {
  if (measure.done) return MeasureState::done;
  if (!today || !is_task(measure)) return MeasureState::open;
  const DueDay due = due_of(report, measure);
  return due.day && *due.day < *today ? MeasureState::overdue : MeasureState::open;
}

FollowUp follow_up_of(const Record& report, std::optional<Date> today) {
  if (report.measures.empty()) return FollowUp::never_proposed;
  FollowUp out = FollowUp::done;
  for (const KeptMeasure& measure : report.measures) {
    const MeasureState state = state_of(report, measure, today);
    if (state == MeasureState::overdue) return FollowUp::overdue;
    if (state == MeasureState::open) out = FollowUp::open;
  }
  return out;
}

std::string describe_follow_up(const Record& report, std::optional<Date> today) {
  if (report.measures.empty()) return "no measure was ever proposed";
  std::size_t overdue = 0, undone = 0;
  for (const KeptMeasure& measure : report.measures) {
    overdue += state_of(report, measure, today) == MeasureState::overdue;
    undone += !measure.done;
  }
  const std::size_t all = report.measures.size();
  if (undone == 0)
    return (all == 1 ? "its only measure was" : "all " + measures_of(all) + " were") +
           std::string(" done and did not help");
  std::string out = all == 1
                        ? "its only measure is open"
                        : std::to_string(undone) + " of " + measures_of(all) + (undone == 1 ? " is open" : " are open");
  if (overdue > 0) out += ", " + (overdue == undone ? "overdue" : std::to_string(overdue) + " overdue");
  return out;
}

}  // namespace afterword
