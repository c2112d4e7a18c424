#include "check/rules/report.h"
#include "moment/duration.h"

namespace afterword::rules {
namespace {

constexpr std::int64_t day_s = 86400;

/// By how much an entry is earlier than the one before it: positive seconds, 0 where it is not or can't be known.
/// A fall of half a day and more without a date is midnight passed, not disorder.
std::int64_t step_back(const TimelineEntry& before, const TimelineEntry& entry) {
  if (!before.civil.clock || !entry.civil.clock) return 0;
  if (before.date_stated && entry.date_stated) {
    const auto ahead = seconds_between(before.civil, before.seconds, entry.civil, entry.seconds);
    return ahead && *ahead < 0 ? -*ahead : 0;
  }
  if (entry.date_stated) return 0;
  if (before.civil.date && entry.civil.date && *before.civil.date < *entry.civil.date && !before.date_stated) return 0;
  if (before.zone && entry.zone && before.seconds && entry.seconds &&
      before.zone->offset_minutes != entry.zone->offset_minutes) {
    return std::max<std::int64_t>(0, *before.seconds - *entry.seconds);
  }
  std::int64_t back = (before.civil.clock->minutes() - entry.civil.clock->minutes()) * 60;
  // "12:40, 1:10" is twelve-hour time whose halves nobody wrote: half-missing says that.
  const auto unsure = [](const TimelineEntry& e) { return e.civil.clock->form == ClockForm::unsure; };
  if (back > 0 && unsure(entry) && entry.civil.clock->hour <= 12 && back > 6 * 3600) return 0;
  if (back >= day_s / 2) return 0;
  return std::max<std::int64_t>(back, 0);
}

/// Puts the texts of entries [first, last) into the order of time. None if they do not simply follow one another.
std::vector<Edit> sort_edits(const RuleContext& context, std::size_t first, std::size_t last) {
  const auto& entries = context.postmortem.timeline;
  const auto& lines = context.postmortem.document->lines();
  std::vector<std::size_t> order;
  for (std::size_t i = first; i < last; ++i) {
    const TimelineEntry& entry = entries[i];
    if (!entry.civil.clock || entry.first_line >= lines.size()) return {};
    if (i > first && (entries[i - 1].last_line != entry.first_line || entries[i - 1].span.end > entry.span.begin ||
                      lines[entry.first_line].depth != lines[entries[first].first_line].depth))
      return {};
    order.push_back(i);
  }
  const auto before = [&](std::size_t a, std::size_t b) {
    if (entries[a].seconds && entries[b].seconds) return *entries[a].seconds <=> *entries[b].seconds;
    const Civil &x = entries[a].civil, &y = entries[b].civil;
    if (entries[a].date_stated && entries[b].date_stated && x.date && y.date && *x.date != *y.date)
      return days_of(*x.date) <=> days_of(*y.date);
    return std::int64_t{x.clock->minutes()} <=> std::int64_t{y.clock->minutes()};
  };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto by_time = before(a, b);
    return by_time != 0 ? by_time < 0 : a < b;
  });
  std::vector<Edit> edits;
  for (std::size_t k = 0; k < order.size(); ++k)
    if (order[k] != first + k)
      edits.push_back({entries[first + k].span, std::string(text_at(context, entries[order[k]].span))});
  return edits;
}

void report_backwards(const RuleContext& context, Findings& out) {
  const auto& entries = context.postmortem.timeline;
  Finding& finding = report(out, entries.front().span, "the timeline runs backwards, from the last event to the first");
  finding.label = "the latest entry stands first";
  add_note(finding, "and the earliest stands last", entries.back().span);
  finding.help = "begin with the earliest entry";
  if (auto edits = sort_edits(context, 0, entries.size()); !edits.empty())
    add_fix(finding, "sort the timeline", Applicability::unsafe, std::move(edits));
}

/// The run of entries without a fall of half a day in which `at` stands: what a sort may touch.
std::pair<std::size_t, std::size_t> run_around(const std::vector<TimelineEntry>& entries, std::size_t at) {
  const auto breaks = [&](std::size_t i) {  // between i-1 and i
    const Civil &a = entries[i - 1].civil, &b = entries[i].civil;
    if (!a.clock || !b.clock) return true;
    if (entries[i].date_stated != entries[i - 1].date_stated) return true;
    return !entries[i].date_stated && (a.clock->minutes() - b.clock->minutes()) * 60 >= day_s / 2;
  };
  std::size_t first = at, last = at + 1;
  while (first > 0 && !breaks(first)) --first;
  while (last < entries.size() && !breaks(last)) ++last;
  return {first, last};
}

}  // namespace

void timeline_out_of_order(const RuleContext& context, Findings& out) {
  const auto& entries = context.postmortem.timeline;
  std::size_t backs = 0, fixed_until = 0;
  for (std::size_t i = 1; i < entries.size(); ++i) backs += step_back(entries[i - 1], entries[i]) > 0 ? 1 : 0;
  if (backs == 0) return;
  if (entries.size() >= 4 && backs * 4 >= (entries.size() - 1) * 3) return report_backwards(context, out);
  for (std::size_t i = 1; i < entries.size(); ++i) {
    const std::int64_t back = step_back(entries[i - 1], entries[i]);
    if (back == 0) continue;
    Finding& finding =
        report(out, entries[i].time_span, "this entry is " + duration_text(back) + " earlier than the one above it");
    finding.label = "out of order";
    add_note(finding, "the entry above says " + quoted(entries[i - 1].time), entries[i - 1].time_span);
    finding.help = "move the entry up, or correct its time; if a day passed, write its date";
    if (i < fixed_until) continue;  // the sort that is offered above mends this one, too
    const auto [first, last] = run_around(entries, i);
    fixed_until = last;  // whether it can be sorted or not: once a run
    if (auto edits = sort_edits(context, first, last); !edits.empty()) {
      add_fix(finding, "sort the timeline", Applicability::unsafe, std::move(edits));
    }
  }
}

}  // namespace afterword::rules
