#include "render/measure_words.h"

#include <algorithm>
#include <cctype>

#include "render/html.h"

namespace afterword {

namespace {

// Longer ones before those they begin with.
constexpr std::string_view labels[] = {"assigned to", "assignee", "owner",    "responsible", "dri",   "due date",
                                       "due by",      "due on",   "due",      "by",          "until", "deadline",
                                       "target",      "eta",      "priority", "prio",        "state", "status",
                                       "tracker",     "ticket",   "issue"};
constexpr std::string_view states[] = {"in progress", "not started", "done",    "completed", "complete",
                                       "open",        "todo",        "pending", "to do"};
// Where what is said beside a measure may begin when it is not in brackets.
constexpr std::string_view borders[] = {" — ", " – ", " -- ", " - ", " | ", ". ", "; ", ", ", " @"};
// Nobody writes an owner and a date at greater length.
constexpr std::size_t aside_bytes_max = 200;

bool is_word_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0;
}

bool stands_at(std::string_view text, std::size_t at, std::string_view words) {
  if (words.empty() || at + words.size() > text.size()) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    if (lower(text[at + i]) != lower(words[i])) return false;
  }
  const std::size_t end = at + words.size();
  return end == text.size() || !is_word_byte(text[end]) || !is_word_byte(words.back());
}

std::size_t skip_marks(std::string_view text, std::size_t at) {
  constexpr std::string_view marks[] = {" ", ",", ";", ":", "=", "|", "/", ".", "—", "–", "·", "-"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : marks) {
      if (!text.substr(at).starts_with(mark)) continue;
      at += mark.size();
      again = true;
    }
  }
  return at;
}

/// How long the key of a ticket is that stands at `at`: "OPS-123", "#4711"; 0 where none does.
std::size_t measure_key(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  const auto is = [&](int (*test)(int)) { return at < text.size() && test(static_cast<unsigned char>(text[at])) != 0; };
  if (at < text.size() && text[at] == '#') {
    ++at;
  } else {
    while (is(std::isupper)) ++at;
    if (at < begin + 2 || at == text.size() || text[at] != '-') return 0;
    ++at;
  }
  const std::size_t digits = at;
  while (is(std::isdigit)) ++at;
  return at == digits || is(std::isalpha) ? 0 : at - begin;
}

/// How long what a link to a ticket is often called is, where it ends the text: "Issue", "pull request".
std::size_t measure_link_word(std::string_view text, std::size_t at) {
  for (const std::string_view word : {"pull request", "merge request", "issue", "ticket", "pr", "mr"})
    if (stands_at(text, at, word) && skip_marks(text, at + word.size()) == text.size()) return word.size();
  return 0;
}

/// The text holds labels and what the measure's columns show, nothing else.
bool repeats_columns(std::string_view text, const Measure& measure) {
  if (text.size() > aside_bytes_max) return false;
  const std::string owner = one_line(measure.owner), due = one_line(measure.due_text);
  bool found = false;
  for (std::size_t at = skip_marks(text, 0); at < text.size(); at = skip_marks(text, at)) {
    for (const std::string_view label : labels) {
      if (!stands_at(text, at, label) || skip_marks(text, at + label.size()) == text.size()) continue;
      at = skip_marks(text, at + label.size());
      break;
    }
    std::size_t taken = measure.tracker.find("://") == std::string::npos ? 0 : measure_link_word(text, at);
    for (const std::string_view value : {std::string_view(owner), std::string_view(due),
                                         std::string_view(measure.priority), std::string_view(measure.tracker)}) {
      if (value.size() > taken && stands_at(text, at, value)) taken = value.size();
    }
    if (measure.done) {
      for (const std::string_view state : states) {
        if (taken == 0 && stands_at(text, at, state)) taken = state.size();
      }
    }
    if (taken == 0 && !measure.tracker.empty()) taken = measure_key(text, at);
    if (taken == 0) return false;
    at += taken;
    found = true;
  }
  return found;
}

void trim_end(std::string& text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == ',' || text.back() == ';')) text.pop_back();
}

bool cut_bracket(std::string& text, const Measure& measure) {
  std::size_t end = text.size();
  while (end > 0 && (text[end - 1] == '.' || text[end - 1] == ' ')) --end;
  if (end == 0 || (text[end - 1] != ')' && text[end - 1] != ']')) return false;
  const std::size_t open = text.rfind(text[end - 1] == ')' ? '(' : '[', end - 1);
  if (open == std::string::npos) return false;
  if (!repeats_columns(std::string_view(text).substr(open + 1, end - open - 2), measure)) return false;
  const std::string after = text.substr(end, 1);
  text.resize(open);
  trim_end(text);
  if (after == "." && !text.empty() && text.back() != '.') text += after;
  return true;
}

/// "Alert on it (owner: Ana, due 2026-04-01) The threshold is open.": what stands in brackets amid the words, if it
/// begins with a label.
bool cut_inner_bracket(std::string& text, const Measure& measure) {
  for (std::size_t open = text.find('('); open != std::string::npos; open = text.find('(', open + 1)) {
    const std::size_t close = text.find(')', open);
    if (close == std::string::npos) return false;
    const std::string_view inside = std::string_view(text).substr(open + 1, close - open - 1);
    const bool labelled =
        std::any_of(std::begin(labels), std::end(labels), [&](std::string_view l) { return stands_at(inside, 0, l); });
    if (!labelled || !repeats_columns(inside, measure)) continue;
    std::string rest = text.substr(close + 1);
    text.resize(open);
    trim_end(text);
    const bool sentence = rest.size() > 1 && rest[0] == ' ' && std::isupper(static_cast<unsigned char>(rest[1])) != 0;
    if (sentence && !text.empty() && text.back() != '.') text += '.';
    text += rest;
    return true;
  }
  return false;
}

bool cut_tail(std::string& text, const Measure& measure) {
  const std::size_t from = text.size() > aside_bytes_max ? text.size() - aside_bytes_max : 0;
  for (std::size_t at = from + 1; at < text.size(); ++at) {
    if (text[at] != ' ' && text[at] != '.' && text[at] != ';' && text[at] != ',') continue;  // as all of them begin
    for (const std::string_view border : borders) {
      if (!std::string_view(text).substr(at).starts_with(border)) continue;
      const std::size_t tail = border == " @" ? at + 1 : at + border.size();
      if (!repeats_columns(std::string_view(text).substr(tail), measure)) continue;
      text.resize(border == ". " ? at + 1 : at);
      trim_end(text);
      return true;
    }
  }
  return false;
}

}  // namespace

std::string name_of_tracker(std::string_view tracker) {
  const std::string_view last = tracker.substr(tracker.rfind('/') + 1);
  const bool is_key = !last.empty() && measure_key(last, 0) == last.size();
  return std::string(is_key ? last : "tracker");
}

std::string words_of_measure(const Measure& measure) {
  const std::string whole = one_line(measure.text);
  std::string text = whole;
  constexpr int asides_max = 4;
  for (int i = 0;
       i < asides_max && (cut_bracket(text, measure) || cut_tail(text, measure) || cut_inner_bracket(text, measure));
       ++i) {
  }
  const std::size_t close = text.find("] ");
  if (text.starts_with('[') && close != std::string::npos &&
      repeats_columns(std::string_view(text).substr(1, close - 1), measure))
    text.erase(0, close + 2);
  return text.empty() ? whole : text;
}

}  // namespace afterword
