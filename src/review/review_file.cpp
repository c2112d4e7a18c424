// The one file that knows how a review is written down (docs/formats/review.md).
#include "review/review_file.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <tuple>
#include <unordered_set>

namespace afterword {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view act_names[] = {"request", "comment", "resolve", "approve", "changes", "withdraw"};
constexpr std::int64_t day_s = 86400;

std::optional<int> read_digits(std::string_view text) {
  int out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  const bool plain = !text.empty() && text.front() >= '0' && text.front() <= '9';
  return plain && error == std::errc() && end == text.data() + text.size() ? std::optional(out) : std::nullopt;
}

std::optional<Date> read_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = read_digits(text.substr(0, 4)), month = read_digits(text.substr(5, 2)),
             day = read_digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const Date date{static_cast<std::int16_t>(*year), static_cast<std::uint8_t>(*month), static_cast<std::uint8_t>(*day)};
  return is_valid(date) ? std::optional(date) : std::nullopt;
}

std::optional<std::int64_t> read_instant(std::string_view text) {
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
    return std::nullopt;
  const auto date = read_date(text.substr(0, 10));
  const auto hour = read_digits(text.substr(11, 2)), minute = read_digits(text.substr(14, 2)),
             second = read_digits(text.substr(17, 2));
  if (!date || date->year < 1970 || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60)
    return std::nullopt;
  return days_of(*date) * day_s + *hour * 3600 + *minute * 60 + *second;
}

/// A string of an object; empty where it is missing or something else.
std::string text_in(const Json& object, std::string_view key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<ReviewPerson> people_in(const Json& object, std::string_view key) {
  std::vector<ReviewPerson> out;
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return out;
  for (const Json& each : *found)
    if (each.is_string())
      if (ReviewPerson person = read_person(each.get<std::string>()); !person.empty()) out.push_back(std::move(person));
  return out;
}

Answers answers_in(const Json& object) {
  Answers out;
  const auto found = object.find("answers");
  if (found == object.end() || !found->is_object()) return out;
  for (std::size_t i = 0; i < rubric_size; ++i) {
    const auto given = found->find(rubric[i].key);
    if (given == found->end() || !given->is_object()) continue;
    const std::string answer = text_in(*given, "answer");
    if (answer == "yes" || answer == "no") out[i] = Answer{answer == "yes", text_in(*given, "words")};
  }
  return out;
}

CommentAnchor anchor_in(const Json& object) {
  CommentAnchor out;
  const auto line = object.find("line");
  if (line != object.end() && line->is_number_unsigned() && line->get<std::uint64_t>() <= 0xFFFFFFFFU)
    out.line = line->get<std::uint32_t>();
  out.quote = text_in(object, "quote");
  out.text = text_in(object, "line_text");
  out.before = text_in(object, "before");
  out.after = text_in(object, "after");
  return out;
}

/// What an object says, or why it says nothing.
std::optional<std::string> read_event(const Json& object, ReviewEvent& out) {
  const std::string act = text_in(object, "event");
  const auto known = std::find(std::begin(act_names), std::end(act_names), act);
  if (act.empty()) return "it names no event";
  if (known == std::end(act_names)) return "its event `" + act + "` is not known to this version";
  out.act = static_cast<ReviewAct>(known - std::begin(act_names));
  const auto at = read_instant(text_in(object, "at"));
  if (!at) return "its time `at` is not written as 2026-12-01T09:30:00Z";
  out.at_s = *at;
  out.by = read_person(text_in(object, "by"));
  if (out.by.empty()) return "it does not say by whom (`by`)";
  out.revision.sha256 = text_in(object, "revision");
  if (out.revision.sha256.size() != 64 ||
      out.revision.sha256.find_first_not_of("0123456789abcdef") != std::string::npos)
    return "its `revision` is no SHA-256 in hexadecimal digits";
  out.revision.body = text_in(object, "body");
  out.revision.lines = read_lines(text_in(object, "lines"));
  out.text = text_in(object, "text");
  out.reviewers = people_in(object, "reviewers");
  out.authors = people_in(object, "authors");
  out.deadline = read_date(text_in(object, "deadline"));
  if (out.act == ReviewAct::request && !out.deadline && object.contains("deadline"))
    return "its `deadline` is not written as 2026-12-01";
  out.id = text_in(object, "id");
  if (out.act == ReviewAct::comment && out.id.empty()) return "its comment has no `id`";
  out.about = text_in(object, out.act == ReviewAct::resolve ? "comment" : "answers_to");
  if (out.act == ReviewAct::resolve && out.about.empty()) return "it does not say which `comment` is settled";
  out.anchor = anchor_in(object);
  if (out.act == ReviewAct::approve) out.answers = answers_in(object);
  out.whole_request = text_in(object, "of") == "request";
  return std::nullopt;
}

Json names_of(const std::vector<ReviewPerson>& people) {
  Json out = Json::array();
  for (const ReviewPerson& person : people) out.push_back(person.written());
  return out;
}

std::string write_event(const ReviewEvent& event) {
  Json out;
  const auto put = [&out](const char* key, const std::string& value) {
    if (!value.empty()) out[key] = value;
  };
  out["at"] = write_event_time(event.at_s);
  out["by"] = event.by.written();
  out["event"] = name_of(event.act);
  put("id", event.id);
  if (!event.reviewers.empty()) out["reviewers"] = names_of(event.reviewers);
  if (event.deadline) {
    std::string day;
    append_date(day, *event.deadline);
    out["deadline"] = day;
  }
  put(event.act == ReviewAct::resolve ? "comment" : "answers_to", event.about);
  if (event.whole_request) out["of"] = "request";
  if (event.anchor.line != 0) out["line"] = event.anchor.line;
  put("quote", event.anchor.quote);
  put("line_text", event.anchor.text);
  put("before", event.anchor.before);
  put("after", event.anchor.after);
  if (event.act == ReviewAct::approve) {
    out["answers"] = Json::object();
    for (std::size_t i = 0; i < rubric_size; ++i)
      if (const auto& answer = event.answers[i]) {
        Json given = {{"answer", answer->yes ? "yes" : "no"}};
        if (!answer->words.empty()) given["words"] = answer->words;
        out["answers"][std::string(rubric[i].key)] = std::move(given);
      }
  }
  put("text", event.text);
  if (!event.authors.empty()) out["authors"] = names_of(event.authors);
  out["revision"] = event.revision.sha256;
  put("body", event.revision.body);
  put("lines", write_lines(event.revision.lines));
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_merge_mark(std::string_view line) {
  return line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>") || line.starts_with("|||||||") || line == "=======";
}

/// Puts the heading of a person where it belongs by the alphabet, and says where the lines below it end.
std::size_t find_or_make_section(std::string& file, const std::string& key) {
  const std::string heading = "# " + key;
  std::size_t at = 0, insert_at = file.size();
  bool inside = false, first = true;
  while (at < file.size()) {
    const std::size_t end = std::min(file.find('\n', at), file.size());
    std::string_view line = std::string_view(file).substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with("# ") && !first) {
      if (inside) return at;
      inside = line == heading;
      if (!inside && insert_at == file.size() && line > heading) insert_at = at;
    }
    first = false;
    at = std::min(end + 1, file.size());
  }
  if (inside) return file.size();
  file.insert(insert_at, heading + "\n");
  return insert_at + heading.size() + 1;
}

}  // namespace

ReviewLog read_review(std::string_view file) {
  ReviewLog out;
  std::unordered_set<std::string_view> seen;
  const std::vector<std::string_view> lines = lines_of(file);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const auto number = static_cast<std::uint32_t>(i + 1);
    if (line.find_first_not_of(" \t") == std::string_view::npos || line.starts_with('#')) continue;
    if (is_merge_mark(line)) {
      out.faults.push_back({number, "it is a mark of an unfinished merge; take it away, all other lines stand"});
      continue;
    }
    if (!seen.insert(line).second) continue;
    const Json object = Json::parse(line, nullptr, false);
    if (!object.is_object()) {
      out.faults.push_back({number, "it is no JSON object"});
      continue;
    }
    ReviewEvent event;
    event.line = number;
    if (auto why = read_event(object, event))
      out.faults.push_back({number, std::move(*why)});
    else
      out.events.push_back(std::move(event));
  }
  std::sort(out.events.begin(), out.events.end(), [](const ReviewEvent& a, const ReviewEvent& b) {
    return std::tie(a.at_s, a.line) < std::tie(b.at_s, b.line);
  });
  return out;
}

std::string add_event(std::string_view file, const ReviewEvent& event, std::string_view document) {
  std::string out(file);
  if (out.empty())
    out = "# Review of " + std::string(document) +
          ": one line per event, each below its person. Written by `afterword review`; lines are only added.\n";
  if (!out.ends_with('\n')) out += '\n';
  for (const ReviewPerson& reviewer : event.reviewers) find_or_make_section(out, reviewer.key());
  const std::size_t at = find_or_make_section(out, event.by.key());
  out.insert(at, write_event(event) + "\n");
  return out;
}

std::string_view name_of(ReviewAct act) {
  return act_names[static_cast<std::size_t>(act)];
}

Date day_of_instant(std::int64_t at_s) {
  return next_day(Date{1970, 1, 1}, static_cast<int>(at_s / day_s));
}

std::string write_event_time(std::int64_t at_s) {
  std::string out;
  append_date(out, day_of_instant(at_s));
  out += 'T';
  const auto second = static_cast<int>(at_s % day_s);
  append_clock(out, second / 3600, second / 60 % 60);
  out += ':';
  append_digits(out, second % 60, 2);
  return out + "Z";
}

}  // namespace afterword
