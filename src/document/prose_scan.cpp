#include "document/prose_scan.h"

#include <algorithm>

#include "document/marker_scan.h"
#include "text/ascii.h"

namespace afterword {
namespace {

bool starts_with_words(std::string_view line, std::string_view words) {
  return line.size() >= words.size() &&
         std::equal(words.begin(), words.end(), line.begin(), [](char a, char b) { return a == lower_ascii(b); });
}

bool holds(std::string_view line, std::string_view part) {
  return line.find(part) != std::string_view::npos;
}

bool looks_like_code(std::string_view line) {
  const char last = line.back();
  if (last == ';' || last == '{' || last == '}' || last == '\\' || last == '>') return true;
  for (std::string_view begin : {"$ ", "#!", "//", "/*", ">>> ", "sudo ", "{", "}", "<", "@", "import ", "def ",
                                 "return ", "SELECT ", "UPDATE ", "INSERT ", "at ", "File \"", "Traceback"})
    if (line.starts_with(begin)) return true;
  for (std::string_view part :
       {"()", "=>", "==",     "::",      "</",    " = ",     "->",     " --",    "\": ",   "~$", "&&",
        "||", "+=", "[INFO]", "[ERROR]", "[WARN", " ERROR ", " INFO ", " WARN ", "HTTP/1", "0x"})
    if (holds(line, part)) return true;
  return false;
}

/// "Start time: …", "Impact:": a label that reports have and no program has.
bool is_report_label(std::string_view line) {
  for (std::string_view label :
       {"duration:", "impact:", "root cause:", "start time:", "end time:", "start:", "end:", "tasks:", "improvements:",
        "improvements/fixes:", "resolution:", "timeline:", "issue summary:"})
    if (starts_with_words(line, label)) return line.front() >= 'A' && line.front() <= 'Z';
  return false;
}

struct WordCount {
  std::uint32_t words = 0;   ///< runs of letters, a comma or full stop at their end
  std::uint32_t others = 0;  ///< everything else between blanks
};

WordCount count_words(std::string_view line) {
  WordCount count;
  for (std::size_t at = 0; at < line.size();) {
    while (at < line.size() && is_space(line[at])) ++at;
    const std::size_t begin = at;
    std::size_t letters = 0;
    for (; at < line.size() && !is_space(line[at]); ++at)
      letters +=
          is_letter(line[at]) || static_cast<unsigned char>(line[at]) >= 0x80 || line[at] == '\'' || line[at] == '-';
    if (at == begin) break;
    // One sign at the end, or two around it, belong to a word of prose.
    ++(letters > 0 && letters + 2 >= at - begin ? count.words : count.others);
  }
  return count;
}

}  // namespace

void ProseCount::add(std::string_view line) {
  while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
  if (line.empty()) return;
  if (looks_like_code(line)) {
    ++code_;
    return;
  }
  if (is_report_label(line)) {
    ++prose_;
    return;
  }
  const WordCount count = count_words(line);
  const bool marked = line.starts_with("- ") || line.starts_with("* ") || line.starts_with("**") ||
                      line.starts_with("\xE2\x80\xA2") || is_digit(line.front());
  if (count.words >= 4 && count.words > 2 * count.others) {
    ++prose_;
  } else if (marked && count.words >= 3 && count.words >= count.others) {
    ++prose_;
  } else if (count.words < 2 || count.others >= count.words) {
    ++code_;
  }
}

bool is_report(std::string_view text) {
  constexpr std::string_view parts[] = {"issue summary", "summary",       "timeline",   "root cause", "impact",
                                        "duration",      "resolution",    "corrective", "preventati", "action items",
                                        "lessons",       "what happened", "detection",  "postmortem", "post-mortem"};
  std::uint32_t headings = 0, labels = 0, lines = 0, code = 0;
  for (std::uint32_t at = 0; at < text.size(); at = next_line(text, at)) {
    const std::uint32_t begin = skip_blanks(text, at);
    const std::uint32_t end = end_of_line(text, at);
    if (begin >= end) continue;
    std::string_view line = text.substr(begin, end - begin);
    ++lines;
    const std::uint32_t run = run_of(line, 0, '#');
    if (run >= 1 && run <= 6 && char_at(line, run) == ' ') {
      // One mark is a comment in most languages; only its words can say that it is a heading.
      headings += run > 1;
      line.remove_prefix(skip_blanks(line, run));
    } else if (line.starts_with("**") || line.starts_with("__")) {
      ++headings;
      line.remove_prefix(2);
    } else if (looks_like_code(line)) {
      ++code;
    }
    for (std::string_view part : parts) {
      if (!starts_with_words(line, part)) continue;
      ++labels;
      break;
    }
  }
  return code * 3 <= lines && ((headings >= 2 && labels >= 1) || labels >= 3);
}

}  // namespace afterword
