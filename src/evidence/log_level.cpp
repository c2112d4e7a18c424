#include "evidence/log_level.h"

#include <array>

namespace afterword {
namespace {

struct LevelWord {
  std::string_view word;
  LogLevel level;
};

constexpr LevelWord level_words[] = {
    {"trace", LogLevel::debug},    {"debug", LogLevel::debug},      {"verbose", LogLevel::debug},
    {"fine", LogLevel::debug},     {"finer", LogLevel::debug},      {"finest", LogLevel::debug},
    {"config", LogLevel::debug},   {"detail", LogLevel::debug},     {"dbg", LogLevel::debug},
    {"info", LogLevel::info},      {"information", LogLevel::info}, {"informational", LogLevel::info},
    {"notice", LogLevel::info},    {"note", LogLevel::info},        {"log", LogLevel::info},
    {"hint", LogLevel::info},      {"statement", LogLevel::info},   {"context", LogLevel::info},
    {"default", LogLevel::info},   {"inf", LogLevel::info},         {"system", LogLevel::info},
    {"warn", LogLevel::warning},   {"warning", LogLevel::warning},  {"wrn", LogLevel::warning},
    {"error", LogLevel::error},    {"err", LogLevel::error},        {"severe", LogLevel::error},
    {"fail", LogLevel::error},     {"failure", LogLevel::error},    {"exception", LogLevel::error},
    {"critical", LogLevel::fatal}, {"crit", LogLevel::fatal},       {"fatal", LogLevel::fatal},
    {"alert", LogLevel::fatal},    {"emerg", LogLevel::fatal},      {"emergency", LogLevel::fatal},
    {"panic", LogLevel::fatal},    {"ftl", LogLevel::fatal},        {"dpanic", LogLevel::fatal},
    {"debug1", LogLevel::debug},   {"debug2", LogLevel::debug},     {"debug3", LogLevel::debug},
    {"debug4", LogLevel::debug},   {"debug5", LogLevel::debug},
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
    "Traceback (most recent call last)",
    "panic:",
    "Exception in thread",
    "Caused by:",
    "Segmentation fault",
    "segfault",
    "Failed",
    "failed",
    "Unhandled",
    "Uncaught",
    "Out of memory",
    "Can't ",
    "Cannot ",
    "could not ",
    "Could not ",
    "Unable to ",
    "unable to ",
};

}  // namespace

std::optional<LogLevel> level_of_word(std::string_view word) {
  if (word.size() < 3 || word.size() > word_bytes_max) return std::nullopt;
  std::array<char, word_bytes_max> lower{};
  for (std::size_t i = 0; i < word.size(); ++i)
    lower[i] = word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] + 32) : word[i];
  const std::string_view folded(lower.data(), word.size());
  for (const LevelWord& row : level_words)
    if (row.word == folded) return row.level;
  return std::nullopt;
}

std::optional<LogLevel> level_of_letter(char letter) {
  switch (letter) {
    case 'V':
    case 'D':
    case 'T':
    case '.':
      return LogLevel::debug;
    case 'I':
    case 'N':
    case '-':
    case '*':
      return LogLevel::info;
    case 'W':
    case '#':
      return LogLevel::warning;
    case 'E':
      return LogLevel::error;
    case 'C':
    case 'F':
    case 'A':
      return LogLevel::fatal;
    default:
      return std::nullopt;
  }
}

LogLevel level_of_syslog(int level) {
  return level <= 2   ? LogLevel::fatal
         : level == 3 ? LogLevel::error
         : level == 4 ? LogLevel::warning
         : level <= 6 ? LogLevel::info
                      : LogLevel::debug;
}

LogLevel level_of_tens(int level) {
  return level < 30   ? LogLevel::debug
         : level < 40 ? LogLevel::info
         : level < 50 ? LogLevel::warning
         : level < 60 ? LogLevel::error
                      : LogLevel::fatal;
}

LogLevel guess_level(std::string_view message) {
  constexpr std::size_t words_max = 8, bytes_max = 120;
  const std::string_view head = message.substr(0, bytes_max);
  for (std::string_view beginning : fault_beginnings)
    if (head.starts_with(beginning)) return LogLevel::error;
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
      if (const auto level = level_of_word(word)) return *level;
    ++words;
    i = end;
  }
  return LogLevel::unknown;
}

}  // namespace afterword
