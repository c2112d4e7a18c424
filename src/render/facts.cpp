#include "render/facts.h"

#include <cmath>

#include "moment/duration.h"
#include "render/html.h"
#include "render/phrasing.h"
#include "render/timeline_figure.h"
#include "text/ascii.h"

namespace afterword {

namespace {

std::string offset_text(int minutes) {
  std::string out = minutes < 0 ? "UTC−" : "UTC+";
  const int absolute = std::abs(minutes);
  out += std::to_string(absolute / 60);
  if (absolute % 60 != 0) out += ":" + std::string(absolute % 60 < 10 ? "0" : "") + std::to_string(absolute % 60);
  return out;
}

/// "Thu 18 Apr 2024", or "Thu 18 – Fri 19 Apr 2024" over midnight.
std::string days_text(const Stated& start, const std::optional<Stated>& end) {
  if (!start.civil.date) return {};
  const std::string first = date_text(*start.civil.date);
  if (!end || !end->civil.date || *end->civil.date == *start.civil.date || end->civil.date->month == 0) return first;
  const std::string last = date_text(*end->civil.date);
  const bool same_month =
      start.civil.date->month == end->civil.date->month && start.civil.date->year == end->civil.date->year;
  if (!same_month) return first + " – " + last;
  // The month and year once.
  const std::string month =
      last.substr(last.find(std::to_string(end->civil.date->day)) + std::to_string(end->civil.date->day).size());
  return first.substr(0, first.size() - month.size()) + " – " + last;
}

/// When it began and ended, with seconds where minutes do not tell them apart.
std::string times_text(const Clock& start, const Clock& end) {
  const bool with_seconds = start.minutes() == end.minutes() && start.second >= 0 && end.second > start.second;
  const auto time = [&](const Clock& clock) {
    const std::string second = std::to_string(clock.second);
    return clock_text(clock.minutes()) + (with_seconds ? (clock.second < 10 ? ":0" : ":") + second : "");
  };
  return time(start) + "–" + time(end);
}

Fact when_fact(const Postmortem& pm) {
  Fact fact{"when", "When", {}, {}, {}};
  const Stated& start = *pm.start;
  const std::string days = days_text(start, pm.end);
  if (!start.civil.clock) {
    fact.value = days;
    fact.notes.push_back("time of day not stated");
    return fact;
  }
  const bool has_end = pm.end && pm.end->civil.clock;
  fact.value = has_end ? times_text(*start.civil.clock, *pm.end->civil.clock)
                       : "from " + clock_text(start.civil.clock->minutes());
  std::optional<int> offset;
  if (start.seconds && start.civil.date && is_valid(*start.civil.date) && start.civil.date->year != 0) {
    const std::int64_t local = days_of(*start.civil.date) * 86400 + start.civil.clock->minutes() * 60;
    const std::int64_t apart = (local - (*start.seconds - *start.seconds % 60)) / 60;
    if (apart >= -14 * 60 && apart <= 14 * 60) offset = static_cast<int>(apart);
  }
  std::string where = pm.timezone ? pm.timezone->name.written : std::string();
  const bool is_utc = where == "UTC" || where == "GMT" || where == "Z" || (offset && *offset == 0);
  if (!where.empty() && offset && !is_utc && where.find_first_of("+-0123456789") == std::string::npos) {
    where += " (" + offset_text(*offset) + ")";
  }
  if (where.empty()) where = "time zone not stated";
  fact.notes.push_back(days.empty() ? where : days + ", " + where);
  if (offset && *offset != 0) {
    std::string utc = "= " + clock_text(start.civil.clock->minutes() - *offset);
    if (has_end) utc += "–" + clock_text(pm.end->civil.clock->minutes() - *offset);
    utc += " UTC";
    const int shifted = start.civil.clock->minutes() - *offset;
    if (shifted < 0) utc += ", the day before";
    if (shifted >= 1440) utc += ", the day after";
    fact.notes.push_back(utc);
  }
  return fact;
}

std::string approximate(const StatedNumber& number) {
  return number.approximate ? "about " : "";
}

Fact length_fact(const Postmortem& pm) {
  Fact fact{"lasted", "Lasted", "time to resolve", {}, {}};
  const StatedNumber& stated = *pm.duration_min;
  const auto seconds = static_cast<std::int64_t>(std::llround(stated.value * 60));
  fact.value = approximate(stated) + duration_text(seconds);
  if (stated.computed) {
    fact.notes.emplace_back("= end − start");
  } else if (pm.computed_duration_min && std::abs(*pm.computed_duration_min - stated.value) > 1 &&
             !stated.approximate) {
    fact.notes.push_back("as stated; end − start gives " +
                         duration_text(static_cast<std::int64_t>(std::llround(*pm.computed_duration_min * 60))));
  } else {
    fact.notes.emplace_back("as stated");
  }
  return fact;
}

std::string noticed_by(DetectedHow how) {
  switch (how) {
    case DetectedHow::monitoring:
      return "by an alert";
    case DetectedHow::engineer:
      return "by an engineer";
    case DetectedHow::customer:
      return "by customers";
    case DetectedHow::other:
      break;
  }
  return {};
}

void add_affected(const Postmortem& pm, std::vector<Fact>& facts) {
  if (pm.percent) {
    Fact fact{"affected", "Affected", {}, {}, {}};
    fact.value = pm.percent->implied ? "everyone" : approximate(*pm.percent) + percent_text(pm.percent->value);
    fact.notes.emplace_back(pm.percent->implied ? "as the text has it, without a figure" : "as stated");
    if (pm.users)
      fact.notes.push_back(group_digits(static_cast<std::uint64_t>(std::llround(pm.users->value))) + " users");
    facts.push_back(std::move(fact));
  } else if (pm.users) {
    facts.push_back({"affected",
                     "Affected",
                     {},
                     approximate(*pm.users) + group_digits(static_cast<std::uint64_t>(std::llround(pm.users->value))),
                     {"users; share not stated"}});
  }
}

/// Where no duration can be told: the time at which somebody noticed, in the text or its timeline.
std::string noticed_at(const Postmortem& pm) {
  if (pm.detected_at && pm.detected_at->civil.clock) return "at " + clock_text(pm.detected_at->civil.clock->minutes());
  for (const TimelineEntry& entry : pm.timeline) {
    if (entry.civil.clock && has(entry.kinds, EntryKind::detection))
      return "at " + clock_text(entry.civil.clock->minutes());
  }
  return "time not stated";
}

/// The entry that the start was read from is the one in which somebody noticed: how long it had lasted by then is not
/// known.
bool begins_when_noticed(const Postmortem& pm, const Chronology& c) {
  if (!c.detected || *c.detected != 0 || pm.start_entry < 0) return false;
  const auto entry = static_cast<std::size_t>(pm.start_entry);
  return entry < pm.timeline.size() && has(pm.timeline[entry].kinds, EntryKind::detection);
}

void add_durations(const Postmortem& pm, const Chronology& c, std::vector<Fact>& facts) {
  const std::string by = pm.detected_how ? noticed_by(*pm.detected_how) : std::string();
  if (c.start_known && c.detected && (by.empty() || !begins_when_noticed(pm, c))) {
    Fact fact{
        "noticed", "Until noticed", "time to detect", *c.detected == 0 ? "at once" : duration_text(*c.detected), {}};
    if (!by.empty()) fact.notes.push_back(by);
    facts.push_back(std::move(fact));
  } else if (!by.empty()) {
    facts.push_back({"noticed", "Noticed", {}, by, {noticed_at(pm)}});
  }
  const bool eased_apart = c.start_known && c.eased && (!c.ended || *c.eased < *c.ended);
  if (eased_apart) {
    Fact fact{"eased", "Until it stopped hurting", "time to mitigate", duration_text(*c.eased), {}};
    if (c.eased_entry) fact.notes.push_back("= entry " + std::to_string(*c.eased_entry + 1) + " − start");
    facts.push_back(std::move(fact));
  }
  if (c.dead_end_seconds > 0) {
    const std::size_t n = c.dead_ends.size();
    facts.push_back({"dead-ends",
                     "On dead ends",
                     {},
                     duration_text(c.dead_end_seconds),
                     {n == 1 ? "one path that proved wrong" : std::to_string(n) + " paths that proved wrong"}});
  }
}

constexpr std::string_view saying_nothing[] = {
    "post",      "mortem",  "postmortem",  "post-mortem", "incident", "report",    "outage",  "web",      "stack",
    "debugging", "readme",  "alx",         "holberton",   "the",      "a",         "an",      "of",       "for",
    "on",        "my",      "our",         "sample",      "example",  "template",  "project", "task",     "simulation",
    "rca",       "root",    "cause",       "analysis",    "summary",  "issue",     "review",  "document", "blameless",
    "devops",    "system",  "engineering", "software",    "0x19",     "and",       "in",      "title",    "failure",
    "failures",  "service", "first",       "user",        "users",    "customers", "clients", "company",  "access"};

bool says_nothing(std::string_view title) {
  std::size_t at = 0;
  while (at < title.size()) {
    const auto is_letter = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0 || c == '-';
    };
    while (at < title.size() && !is_letter(title[at])) ++at;
    std::size_t end = at;
    std::string word;
    while (end < title.size() && (is_letter(title[end]) || (title[end] >= '0' && title[end] <= '9'))) {
      word += static_cast<char>(title[end] >= 'A' && title[end] <= 'Z' ? title[end] + 32 : title[end]);
      ++end;
    }
    at = end;
    while (!word.empty() && word.front() == '-') word.erase(0, 1);
    while (!word.empty() && word.back() == '-') word.pop_back();
    // A dash or an emoji is no word.
    const bool is_word = word.size() > 1 && word.find_first_of("0123456789") == std::string::npos;
    if (is_word && std::find(std::begin(saying_nothing), std::end(saying_nothing), word) == std::end(saying_nothing)) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::vector<Fact> collect_facts(const Postmortem& pm, const Chronology& c) {
  std::vector<Fact> facts;
  if (pm.start && (pm.start->civil.clock || pm.start->civil.date)) facts.push_back(when_fact(pm));
  if (pm.duration_min && pm.duration_min->value > 0) facts.push_back(length_fact(pm));
  add_affected(pm, facts);
  add_durations(pm, c, facts);
  if (!pm.severity.empty()) facts.push_back({"severity", "Severity", {}, one_line(pm.severity), {}});
  if (!pm.status.empty()) facts.push_back({"state", "State", {}, one_line(pm.status), {}});
  std::erase_if(facts, [](const Fact& fact) { return fact.value.empty(); });
  return facts;
}

namespace {

/// The title in the text, else that of the front matter, as posts of blogs have it.
std::string stated_title(const Postmortem& pm) {
  if (pm.title) return one_line(*pm.title);
  for (const FrontMatterEntry& entry : pm.front_matter.entries)
    if (entry.key == "title") return one_line(entry.value);
  return {};
}

}  // namespace

Headline choose_headline(const Postmortem& pm) {
  const std::string title = stated_title(pm);
  if (!title.empty() && !says_nothing(title)) return {title, {}};
  std::string service = one_line(pm.service_text);
  if (const std::size_t colon = service.find(": "); colon != std::string::npos) service.erase(0, colon + 2);
  for (const std::string_view verb : {" was ", " were ", " is ", " went ", " became ", " experienced "}) {
    if (const std::size_t at = service.find(verb); at != std::string::npos && at > 0) service.resize(at);
  }
  const std::string last_word = service.substr(service.rfind(' ') + 1);
  const bool cut_short = last_word == "to" || last_word == "of" || last_word == "for" || last_word == "on" ||
                         last_word == "and" || last_word == "the" || last_word == "in";
  if (service.empty() || count_words(service) > 9 || cut_short || says_nothing(service)) {
    if (!pm.duration_min || pm.duration_min->value <= 0) return {title.empty() ? "Postmortem" : title, {}};
    const auto seconds = static_cast<std::int64_t>(std::llround(pm.duration_min->value * 60));
    std::string headline = "An outage of " + duration_words(seconds);
    if (pm.start && pm.start->civil.date && pm.start->civil.date->year != 0) {
      const std::string day = date_text(*pm.start->civil.date);
      headline += " on " + day.substr(day.find(' ') + 1);
    }
    return {std::move(headline), title};
  }
  for (const std::string_view article : {"the ", "The ", "our ", "Our "}) {
    if (service.starts_with(article)) service.erase(0, article.size());
  }
  std::string headline = with_capital(service) + ": ";
  if (pm.duration_min && pm.duration_min->value > 0) {
    const auto seconds = static_cast<std::int64_t>(std::llround(pm.duration_min->value * 60));
    headline += "disrupted for " + duration_words(seconds);
  } else {
    headline += "what went wrong";
  }
  return {std::move(headline), title};
}

}  // namespace afterword
