#include "archive/digest.h"

#include <algorithm>
#include <tuple>

#include "archive/due.h"
#include "archive/mail_look.h"

namespace afterword {
namespace {

constexpr std::int64_t week_days = 7;
constexpr std::size_t overdue_shown_max = 12;

bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool is_anniversary(Date date, Date day) {
  if (date.year >= day.year || date.year <= 0) return false;
  if (date.month == 2 && date.day == 29 && !is_leap(day.year)) return day.month == 2 && day.day == 28;
  return date.month == day.month && date.day == day.day;
}

std::string count_of(std::size_t count, std::string_view one) {
  return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

std::string text_of(Date date) {
  std::string out;
  append_date(out, date);
  return out;
}

std::string years_of(int years) {
  return years == 1 ? "a year ago" : std::to_string(years) + " years ago";
}

std::string subject_of(const Digest& digest) {
  std::string out;
  const auto add = [&](std::size_t count, const std::string& text) {
    if (count > 0) out += (out.empty() ? "" : ", ") + text;
  };
  add(digest.anniversaries.size(), count_of(digest.anniversaries.size(), "outage") + " on this day");
  add(digest.due.size(), count_of(digest.due.size(), "measure") + " due this week");
  add(digest.overdue.size(), std::to_string(digest.overdue.size()) + " overdue");
  return "Postmortems, " + text_of(digest.day) + ": " + (out.empty() ? "nothing today" : out);
}

std::string measure_line(const Digest::Due& due, std::span<const Record> records) {
  const Record& record = records[due.report];
  const KeptMeasure& measure = record.measures[due.measure];
  return measure.shown() + " (" + (measure.owner.empty() ? std::string("no owner") : measure.owner) +
         (due_of(record, measure).origin == DueOrigin::severity ? "; due by severity)" : ")");
}

}  // namespace

Digest make_digest(std::span<const Record> records, Date day) {
  Digest out;
  out.day = day;
  const std::int64_t today = days_of(day);
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    const Record& record = records[i];
    if (!record.is_postmortem) continue;
    if (record.date && is_anniversary(*record.date, day)) out.anniversaries.push_back(i);
    for (std::uint32_t k = 0; k < record.measures.size(); ++k) {
      const KeptMeasure& measure = record.measures[k];
      if (measure.done || !is_task(measure)) continue;
      const DueDay due = due_of(record, measure);
      if (!due.day) continue;
      const std::int64_t days = days_of(*due.day) - today;
      if (days < 0)
        out.overdue.push_back({i, k, days});
      else if (days <= week_days)
        out.due.push_back({i, k, days});
    }
  }
  std::sort(out.anniversaries.begin(), out.anniversaries.end(), [&](std::uint32_t a, std::uint32_t b) {
    return *records[a].date != *records[b].date ? *records[a].date > *records[b].date : a < b;
  });
  const auto sooner = [](const Digest::Due& a, const Digest::Due& b) {
    return std::tuple(a.days, a.report, a.measure) < std::tuple(b.days, b.report, b.measure);
  };
  std::sort(out.due.begin(), out.due.end(), sooner);
  // What is late since yesterday comes before what was given up years ago: of many, only the first are shown.
  std::sort(out.overdue.begin(), out.overdue.end(), [](const Digest::Due& a, const Digest::Due& b) {
    return std::tuple(b.days, a.report, a.measure) < std::tuple(a.days, b.report, b.measure);
  });
  return out;
}

std::string print_digest(const Digest& digest, std::span<const Record> records) {
  std::string out = subject_of(digest) + "\n";
  if (!digest.anniversaries.empty()) out += "\nOn this day\n";
  for (const std::uint32_t i : digest.anniversaries) {
    const Record& record = records[i];
    out += mail_lines(years_of(digest.day.year - record.date->year) + ": " + record.title, 2);
    if (!record.cause.empty()) out += mail_lines(record.cause, 4);
    out += mail_lines(describe_follow_up(record, digest.day) + " [" + record.path + "]", 4);
  }
  const auto list = [&](std::string_view heading, const std::vector<Digest::Due>& due, std::size_t shown_max) {
    if (due.empty()) return;
    out += "\n" + std::string(heading) + "\n";
    for (std::size_t i = 0; i < std::min(shown_max, due.size()); ++i)
      out += mail_lines(days_in_words(due[i].days) + ": " + measure_line(due[i], records) + " [" +
                            records[due[i].report].path + ":" +
                            std::to_string(records[due[i].report].measures[due[i].measure].line) + "]",
                        2);
    if (due.size() > shown_max)
      out += "  and " + std::to_string(due.size() - shown_max) + " that are late for longer\n";
  };
  list("Due this week", digest.due, digest.due.size());
  list("Overdue", digest.overdue, overdue_shown_max);
  return out;
}

std::string digest_html(const Digest& digest, std::span<const Record> records) {
  std::string out;
  if (!digest.anniversaries.empty()) out += "<h2 style=\"font-size:1.1em\">On this day</h2>\n<ul>\n";
  for (const std::uint32_t i : digest.anniversaries) {
    const Record& record = records[i];
    out += "<li><strong>" + mail_escaped(record.title) + "</strong>, " + years_of(digest.day.year - record.date->year);
    if (!record.cause.empty()) out += "<br>" + mail_escaped(record.cause);
    out += "<br><span style=\"color:#555555\">" + mail_escaped(describe_follow_up(record, digest.day)) + " · " +
           mail_escaped(record.path) + "</span></li>\n";
  }
  if (!digest.anniversaries.empty()) out += "</ul>\n";
  const auto list = [&](std::string_view heading, const std::vector<Digest::Due>& due, std::size_t shown_max) {
    if (due.empty()) return;
    out += "<h2 style=\"font-size:1.1em\">" + std::string(heading) + "</h2>\n<ul>\n";
    for (std::size_t i = 0; i < std::min(shown_max, due.size()); ++i)
      out += "<li><strong>" + days_in_words(due[i].days) + ":</strong> " + mail_escaped(measure_line(due[i], records)) +
             "<br><span style=\"color:#555555\">" + mail_escaped(records[due[i].report].title) + " · " +
             mail_escaped(records[due[i].report].path) + "</span></li>\n";
    out += "</ul>\n";
    if (due.size() > shown_max)
      out += "<p>and " + std::to_string(due.size() - shown_max) + " that are late for longer</p>\n";
  };
  list("Due this week", digest.due, digest.due.size());
  list("Overdue", digest.overdue, overdue_shown_max);
  return mail_page(subject_of(digest), out);
}

}  // namespace afterword
