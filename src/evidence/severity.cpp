#include "evidence/severity.h"

#include <array>

namespace afterword {
namespace {

struct LevelWord {
  std::string_view word;
  Severity severity;
};

constexpr LevelWord level_words[] = {
    {"trace", Severity::debug},    {"debug", Severity::debug},     {"verbose", Severity::debug},
    {"fine", Severity::debug},     {"finer", Severity::debug},     {"finest", Severity::debug},
    {"config", Severity::debug},   {"detail", Severity::debug},    {"dbg", Severity::debug},
    {"info", Severity::info},      {"information", Severity::info}, {"informational", Severity::info},
    {"notice", Severity::info},    {"note", Severity::info},       {"log", Severity::info},
    {"hint", Severity::info},      {"statement", Severity::info},  {"context", Severity::info},
    {"default", Severity::info},   {"inf", Severity::info},        {"system", Severity::info},
    {"warn", Severity::warning},   {"warning", Severity::warning}, {"wrn", Severity::warning},
    {"error", Severity::error},    {"err", Severity::error},       {"severe", Severity::error},
    {"fail", Severity::error},     {"failure", Severity::error},   {"exception", Severity::error},
    {"critical", Severity::fatal}, {"crit", Severity::fatal},      {"fatal", Severity::fatal},
    {"alert", Severity::fatal},    {"emerg", Severity::fatal},     {"emergency", Severity::fatal},
    {"panic", Severity::fatal},    {"ftl", Severity::fatal},       {"dpanic", Severity::fatal},
    {"debug1", Severity::debug},   {"debug2", Severity::debug},    {"debug3", Severity::debug},
    {"debug4", Severity::debug},   {"debug5", Severity::debug},
};

constexpr std::size_t word_bytes_max = 13;

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
         c == '-' || c == '/';
}

bool is_upper_word(std::string_view word) {
  for (char c : word)
    if (c >= 'a' && c <= 'z') return false;
  return true;
}

/// Words that tell a fault but are no level: they count only in front.
constexpr std::string_view fault_beginnings[] = {
    "Traceback (most recent call last)", "panic:",   "Exception in thread", "Caused by:",  "Segmentation fault",
    "segfault",                          "Failed",   "failed",              "Unhandled",   "Uncaught",
    "Out of memory",                     "Can't ",   "Cannot ",             "could not ",  "Could not ",
    "Unable to ",                        "unable to ",
};

}  // namespace

std::optional<Severity> severity_of_word(std::string_view word) {
  if (word.size() < 3 || word.size() > word_bytes_max) return std::nullopt;
  std::array<char, word_bytes_max> lower{};
  for (std::size_t i = 0; i < word.size(); ++i)
    lower[i] = word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] + 32) : word[i];
  const std::string_view folded(lower.data(), word.size());
  for (const LevelWord& row : level_words)
    if (row.word == folded) return row.severity;
  return std::nullopt;
}

std::optional<Severity> severity_of_letter(char letter) {
  switch (letter) {
    case 'V':
    case 'D':
    case 'T':
    case '.':
      return Severity::debug;
    case 'I':
    case 'N':
    case '-':
    case '*':
      return Severity::info;
    case 'W':
    case '#':
      return Severity::warning;
    case 'E':
      return Severity::error;
    case 'C':
    case 'F':
    case 'A':
      return Severity::fatal;
    default:
      return std::nullopt;
  }
}

Severity severity_of_syslog(int level) {
  return level <= 2   ? Severity::fatal
         : level == 3 ? Severity::error
         : level == 4 ? Severity::warning
         : level <= 6 ? Severity::info
                      : Severity::debug;
}

Severity severity_of_tens(int level) {
  return level < 30   ? Severity::debug
         : level < 40 ? Severity::info
         : level < 50 ? Severity::warning
         : level < 60 ? Severity::error
                      : Severity::fatal;
}

Severity guess_severity(std::string_view message) {
  constexpr std::size_t words_max = 8, bytes_max = 120;
  const std::string_view head = message.substr(0, bytes_max);
  for (std::string_view beginning : fault_beginnings)
    if (head.starts_with(beginning)) return Severity::error;
  std::size_t words = 0;
  for (std::size_t i = 0; i < head.size() && words < words_max;) {
    if (!is_word_byte(head[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < head.size() && is_word_byte(head[end])) ++end;
    const std::string_view word = head.substr(i, end - i);
    const char before = i == 0 ? '\0' : head[i - 1], after = end < head.size() ? head[end] : '\0';
    // In small letters it may be a word of the sentence, unless it stands apart: "[error]", "warning:".
    const bool apart = (before == '[' && after == ']') || (before == '<' && after == '>') ||
                       (after == ':' && words < 3) || before == '=';
    if (is_upper_word(word) || apart)
      if (const auto severity = severity_of_word(word)) return *severity;
    ++words;
    i = end;
  }
  return Severity::unknown;
}

}  // namespace afterword
