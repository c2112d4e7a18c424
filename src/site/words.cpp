#include "site/words.h"

#include <algorithm>

#include "render/html.h"
#include "render/phrasing.h"
#include "text/ascii.h"

namespace afterword {
namespace {

bool is_mark(char c) {
  return c == ' ' || c == ':' || c == '-' || c == '|' || c == '#' || c == '.' || c == ',' || c == ';' || c == '*';
}

void trim_marks(std::string_view& text) {
  constexpr std::string_view dashes[] = {"—", "–"};
  bool again = true;
  while (again) {
    again = false;
    while (!text.empty() && is_mark(text.front())) text.remove_prefix(1);
    for (const std::string_view dash : dashes)
      if (text.starts_with(dash)) text.remove_prefix(dash.size()), again = true;
  }
}

/// Takes a phrase off the beginning where a word ends behind it.
bool take(std::string_view& text, std::string_view phrase) {
  if (text.size() < phrase.size() || lower_ascii(text.substr(0, phrase.size())) != phrase) return false;
  if (text.size() > phrase.size() && !is_mark(text[phrase.size()]) && (text[phrase.size()] & 0x80) == 0) return false;
  text.remove_prefix(phrase.size());
  return true;
}

}  // namespace

std::string short_title(std::string_view title) {
  constexpr std::string_view kinds[] = {"incident report for", "incident postmortem", "incident post-mortem",
                                        "incident report",     "postmortem report",   "post-mortem report",
                                        "post mortem report",  "outage postmortem",   "postmortem of",
                                        "postmortem for",      "postmortem",          "post-mortem of",
                                        "post-mortem for",     "post-mortem",         "post mortem of",
                                        "post mortem",         "posmortem",           "rca"};
  std::string_view rest = title;
  trim_marks(rest);
  for (const std::string_view kind : kinds) {
    std::string_view after = rest;
    if (!take(after, kind)) continue;
    // "Incident report July 11 2025" keeps its words: only what a mark sets off is a label.
    const bool set_off = after.empty() || is_mark(after.front()) || (after.front() & 0x80) != 0;
    if (!set_off) continue;
    trim_marks(after);
    rest = after;
    break;
  }
  for (const std::string_view tail : {"[Postmortem]", "(Postmortem)", " Postmortem", " Post-mortem", " Post Mortem"})
    if (const std::size_t at = rest.find(tail);
        at != std::string_view::npos && at > 0 && at + tail.size() == rest.size())
      rest = rest.substr(0, at);
  while (!rest.empty() && (rest.back() == ' ' || rest.back() == ':')) rest.remove_suffix(1);
  const std::string lower = lower_ascii(rest);
  constexpr std::string_view empty_titles[] = {"issue name", "title",  "incident title", "incident name",
                                               "process",    "name",   "summary",        "report",
                                               "incident",   "outage", "untitled"};
  if (lower.starts_with("http://") || lower.starts_with("https://") || slug_of(rest, 3).size() < 3 ||
      std::find(std::begin(empty_titles), std::end(empty_titles), lower) != std::end(empty_titles))
    return {};
  return with_capital(rest);
}

std::string tidy_verdict(std::string_view verdict) {
  if (verdict.starts_with("+++") || verdict.starts_with("---")) return {};
  trim_marks(verdict);
  return std::string(verdict);
}

std::string title_of_verdict(std::string_view verdict) {
  constexpr std::size_t words_max = 16;
  const std::size_t stop = verdict.find(". ");
  std::string_view first = verdict.substr(0, stop);
  while (first.ends_with('.')) first.remove_suffix(1);
  if (count_words(first) <= words_max) return std::string(first);
  std::size_t at = 0;
  for (std::size_t words = 0; words < words_max && at != std::string_view::npos; ++words)
    at = first.find(' ', at == 0 ? 0 : at + 1);
  std::string out(first.substr(0, at));
  while (out.ends_with(',')) out.pop_back();
  return at == std::string_view::npos ? out : out + "…";
}

std::string short_service(std::string_view text) {
  constexpr std::size_t words_max = 4;
  std::string out = one_line(text);
  for (const std::string_view verb : {" was ", " were ", " is ", " went ", " became ", " experienced ", " had ", " (",
                                      ",", ". ", " that ", " which "})
    if (const std::size_t at = out.find(verb); at != std::string::npos && at > 0) out.resize(at);
  for (const std::string_view article : {"the ", "The ", "our ", "Our ", "a ", "A ", "all ", "All ", "an ", "An "})
    if (out.starts_with(article)) out.erase(0, article.size());
  while (out.ends_with('.') || out.ends_with(':')) out.pop_back();
  // Words that a sentence begins with, and names of those who suffer: neither is a service.
  constexpr std::string_view firsts[] = {"after", "at",    "on",   "in",    "when",   "while",       "had",
                                         "has",   "which", "who",  "that",  "this",   "by",          "from",
                                         "only",  "some",  "most", "every", "during", "as",          "it",
                                         "there", "new",   "due",  "total", "error",  "difficulties"};
  constexpr std::string_view wholes[] = {"user",         "users",     "customers", "clients",  "errors",
                                         "failure",      "account",   "product",   "students", "everything",
                                         "intermittent", "expansion", "pixel",     "chain",    "bad gateway"};
  const std::string lower = lower_ascii(out), first = lower.substr(0, lower.find(' '));
  if (count_words(out) > words_max || std::find(std::begin(firsts), std::end(firsts), first) != std::end(firsts) ||
      std::find(std::begin(wholes), std::end(wholes), lower) != std::end(wholes))
    return {};
  return out;
}

}  // namespace afterword
