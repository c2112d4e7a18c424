#include "workspace/similar_report.h"

#include <algorithm>
#include <numeric>

#include "workspace/json_text.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

std::string date_text(const std::optional<Date>& date) {
  std::string out;
  if (date) append_date(out, *date);
  return out;
}

std::string join_words(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + show_path(word);
  return out;
}

/// "certificate: expired certificate, renewal failed; both name nginx.conf; words: …"
std::string reason_of(const SharedTraits& shared) {
  std::string out = join_words(shared.components);
  if (!shared.mechanisms.empty()) out += (out.empty() ? "" : ": ") + join_words(shared.mechanisms);
  if (!shared.names.empty()) out += (out.empty() ? "" : "; ") + std::string("both name ") + join_words(shared.names);
  if (!shared.logs.empty())
    out += (out.empty() ? "" : "; ") + std::string("same log line: ") + show_path(shared.logs[0]);
  if (!shared.words.empty()) {
    std::vector<std::string> few(shared.words.begin(),
                                 shared.words.begin() + std::min<std::ptrdiff_t>(6, std::ssize(shared.words)));
    out += (out.empty() ? "" : "; ") + std::string("words: ") + join_words(few);
  }
  return out;
}

std::string_view name_of_follow_up(FollowUp follow_up) {
  constexpr std::string_view names[] = {"never proposed", "done and did not help", "open", "overdue"};
  return names[static_cast<std::size_t>(follow_up)];
}

void append_pair(std::string& out, std::string_view key, std::string_view value) {
  out += ",";
  append_json(out, key);
  out += ":";
  append_json(out, value);
}

void append_list(std::string& out, std::string_view key, const std::vector<std::string>& list) {
  append_json(out, key);
  out += ":[";
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out += ",";
    append_json(out, list[i]);
  }
  out += "]";
}

void append_date_pair(std::string& out, std::string_view key, const std::optional<Date>& date) {
  out += ",";
  append_json(out, key);
  out += date ? ":\"" + date_text(date) + "\"" : ":null";
}

void append_measures(std::string& out, const Record& report, Date day) {
  out += ",\"measures\":{\"state\":";
  append_json(out, name_of_follow_up(follow_up_of(report, day)));
  append_pair(out, "text", describe_follow_up(report, day));
  out += ",\"items\":[";
  for (std::size_t i = 0; i < report.measures.size(); ++i) {
    const KeptMeasure& measure = report.measures[i];
    out += i > 0 ? ",{\"line\":" : "{\"line\":";
    out += std::to_string(measure.line);
    append_pair(out, "text", measure.text);
    append_pair(out, "state", name_of(state_of(report, measure, day)));
    append_pair(out, "owner", measure.owner);
    append_date_pair(out, "due", measure.due);
    append_pair(out, "tracker", measure.tracker);
    out += "}";
  }
  out += "]}";
}

std::string round_score(float score) {
  const int thousandth = static_cast<int>(score * 1000.0F + 0.5F);
  if (thousandth >= 1000) return "1.0";
  std::string digits = std::to_string(thousandth);
  return "0." + std::string(3 - digits.size(), '0') + digits;
}

}  // namespace

std::string_view order_of(const std::optional<Date>& other, const std::optional<Date>& own) {
  if (!other || !own || *other == *own) return "unknown";
  return *other < *own ? "earlier" : "later";
}

Date judge_day(const SimilarAnswer& answer, Date today) {
  return answer.report.date.value_or(today);
}

SimilarAnswer answer_similar(const Archive& archive, Record report, const Sketch& sketch,
                             std::optional<std::uint32_t> leave_out) {
  SimilarAnswer out;
  out.path = report.path;
  out.report = std::move(report);
  out.place = leave_out;
  out.comparable = sketch.comparable;
  SimilarQuery query;
  query.leave_out = leave_out;
  out.matches = archive.find_similar(sketch, query);
  for (const Match& match : out.matches) out.shared.push_back(archive.explain(sketch, match.report));
  return out;
}

std::string print_similar(const Archive& archive, const SimilarAnswer& answer, Date today) {
  std::string out = show_path(answer.path) + ": ";
  if (!answer.comparable) return out + "not a report of an incident, nothing to compare\n";
  const auto same = static_cast<std::size_t>(std::count_if(answer.matches.begin(), answer.matches.end(),
                                                           [](const Match& m) { return m.verdict == Verdict::same; }));
  if (answer.matches.empty()) return out + "nothing like it in " + std::to_string(archive.size()) + " reports\n";
  out += same == 0 ? "no report of the same failure"
                   : std::to_string(same) + (same == 1 ? " report" : " reports") + " of the same failure";
  if (answer.matches.size() > same) out += ", " + std::to_string(answer.matches.size() - same) + " related";
  out += "\n";
  const Date day = judge_day(answer, today);
  for (std::size_t i = 0; i < answer.matches.size(); ++i) {
    const Match& match = answer.matches[i];
    const Record& report = archive.report(match.report);
    out += "\n  " + std::string(match.verdict == Verdict::same ? "same     " : "related  ") + show_path(report.path);
    if (report.date) out += "  " + date_text(report.date);
    out += "\n           " + show_path(report.title) + "\n";
    if (const std::string why = reason_of(answer.shared[i]); !why.empty()) out += "           why: " + why + "\n";
    if (match.through)
      out += "           through " + show_path(archive.report(*match.through).path) + ", which is like both\n";
    if (match.verdict != Verdict::same) continue;
    out += "           " + describe_follow_up(report, day) + "\n";
    for (const KeptMeasure& measure : report.measures)
      if (const MeasureState state = state_of(report, measure, day); state != MeasureState::done)
        out += "             " + std::string(name_of(state)) + ": " + show_path(measure.text) + "\n";
  }
  return out;
}

std::string similar_json(const Archive& archive, const SimilarAnswer& answer, Date today) {
  std::string out = "{\"schema\":\"afterword.similar/1\",\"file\":";
  append_json(out, answer.path);
  out += std::string(",\"comparable\":") + (answer.comparable ? "true" : "false");
  append_date_pair(out, "date", answer.report.date);
  out += ",\"matches\":[";
  const Date day = judge_day(answer, today);
  for (std::size_t i = 0; i < answer.matches.size(); ++i) {
    const Match& match = answer.matches[i];
    const Record& report = archive.report(match.report);
    const SharedTraits& shared = answer.shared[i];
    out += i > 0 ? ",{\"path\":" : "{\"path\":";
    append_json(out, report.path);
    append_pair(out, "verdict", name_of(match.verdict));
    out += ",\"score\":" + round_score(match.verdict == Verdict::same ? match.score : match.relation);
    append_pair(out, "title", report.title);
    append_date_pair(out, "date", report.date);
    append_pair(out, "order", order_of(report.date, answer.report.date));
    append_pair(out, "service", report.service);
    append_pair(out, "cause", report.cause);
    out += ",\"cause_class\":";
    out += report.cause_class ? json_string(name_of(*report.cause_class)) : "null";
    out += ",\"why\":{";
    append_list(out, "components", shared.components);
    out += ",";
    append_list(out, "mechanisms", shared.mechanisms);
    out += ",";
    append_list(out, "names", shared.names);
    out += ",";
    append_list(out, "logs", shared.logs);
    out += ",";
    append_list(out, "words", shared.words);
    out +=
        std::string(",\"same_cause_class\":") + (match.likeness.cause_class > 0 ? "true" : "false") + ",\"through\":";
    out += match.through ? json_string(archive.report(*match.through).path) : "null";
    out += "}";
    append_measures(out, report, day);
    out += "}";
  }
  return out + "]}";
}

RepeatRate count_repeats(const Archive& archive, std::span<const Sketch> sketches) {
  std::vector<SimilarAnswer> answers(sketches.size());
  for (std::uint32_t i = 0; i < sketches.size(); ++i) {
    SimilarQuery query;
    query.leave_out = i;
    query.related_max = 0;
    answers[i].report.is_postmortem = archive.report(i).is_postmortem;
    answers[i].report.date = archive.report(i).date;
    answers[i].place = i;
    answers[i].matches = archive.find_similar(sketches[i], query);
  }
  return count_repeats(archive, answers);
}

RepeatRate count_repeats(const Archive& archive, const std::vector<SimilarAnswer>& answers) {
  RepeatRate out;
  std::vector<std::uint32_t> group(archive.size());
  std::iota(group.begin(), group.end(), 0U);
  const auto root = [&](std::uint32_t i) {
    while (group[i] != i) i = group[i] = group[group[i]];
    return i;
  };
  for (const SimilarAnswer& answer : answers) {
    out.reports += answer.report.is_postmortem;
    bool repeats = false;
    for (const Match& match : answer.matches) {
      if (match.verdict != Verdict::same) continue;
      const std::string_view order = order_of(archive.report(match.report).date, answer.report.date);
      repeats |= order == "earlier" || (order == "unknown" && (!answer.place || match.report < *answer.place));
      if (answer.place)
        group[std::max(root(*answer.place), root(match.report))] = std::min(root(*answer.place), root(match.report));
    }
    out.repeats += repeats;
  }
  std::vector<std::uint32_t> sizes(archive.size(), 0);
  for (std::uint32_t i = 0; i < archive.size(); ++i) ++sizes[root(i)];
  out.failures =
      static_cast<std::size_t>(std::count_if(sizes.begin(), sizes.end(), [](std::uint32_t n) { return n > 1; }));
  return out;
}

}  // namespace afterword
