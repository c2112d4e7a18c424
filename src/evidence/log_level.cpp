#include "evidence/log_level.h"

#include <algorithm>
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
    {"debug4", LogLevel::debug},   {"debug5", LogLevel::debug},     {"trc", LogLevel::debug},
    {"vrb", LogLevel::debug},      {"subdebug", LogLevel::debug},   {"ddebug", LogLevel::debug},
    {"success", LogLevel::info},   {"fault", LogLevel::fatal},      {"erro", LogLevel::error},
    {"fata", LogLevel::fatal},     {"pani", LogLevel::fatal},       {"debu", LogLevel::debug},
    {"trac", LogLevel::debug},
};

constexpr std::size_t word_bytes_max = 13;

/// Most words are no level, which their first and last letter and their size tell.
constexpr std::size_t sign_of(char first, char last, std::size_t size) {
  return (static_cast<std::size_t>(first) & 31) | (static_cast<std::size_t>(last) & 31) << 5 | size << 10;
}
constexpr auto level_signs = [] {
  std::array<std::uint64_t, (word_bytes_max + 1) * 1024 / 64> out{};
  for (const LevelWord& row : level_words) {
    const std::size_t sign = sign_of(row.word.front(), row.word.back(), row.word.size());
    out[sign / 64] |= std::uint64_t{1} << (sign % 64);
  }
  return out;
}();

constexpr std::array<bool, 256> word_bytes = [] {
  std::array<bool, 256> out{};
  for (const std::string_view bytes : {"abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789_.-/"})
    for (const char c : bytes) out[static_cast<unsigned char>(c)] = true;
  return out;
}();

bool is_word_byte(char c) {
  return word_bytes[static_cast<unsigned char>(c)];
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
constexpr std::array<bool, 256> fault_letters = [] {
  std::array<bool, 256> out{};
  for (const std::string_view beginning : fault_beginnings) out[static_cast<unsigned char>(beginning[0])] = true;
  return out;
}();

/// "E0624 14:39:00.123456 …" as glog begins lines, "LINK-3-UPDOWN: …" as Cisco does: kept in messages that a collector
/// passes on.
std::optional<LogLevel> level_of_mark(std::string_view text) {
  if (text.size() < 8 || text[0] < 'A' || text[0] > 'Z') return std::nullopt;
  const auto is_digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (is_digit(1)) {
    const bool is_glog = is_digit(2) && is_digit(3) && is_digit(4) && text[5] == ' ' && is_digit(6) && is_digit(7);
    return is_glog ? level_of_letter(text[0]) : std::nullopt;
  }
  const std::size_t dash = text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
  if (dash == std::string_view::npos || dash + 3 >= text.size() || text[dash] != '-' || text[dash + 2] != '-')
    return std::nullopt;
  const char digit = text[dash + 1], next = text[dash + 3];
  const bool is_named = (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9');
  return digit >= '0' && digit <= '7' && is_named ? std::optional(level_of_syslog(digit - '0')) : std::nullopt;
}

bool begins_with_fault(std::string_view text) {
  if (text.empty() || !fault_letters[static_cast<unsigned char>(text[0])]) return false;
  return std::any_of(std::begin(fault_beginnings), std::end(fault_beginnings),
                     [&](std::string_view beginning) { return text.starts_with(beginning); });
}

}  // namespace

std::optional<LogLevel> level_of_word(std::string_view word) {
  if (word.size() < 3 || word.size() > word_bytes_max) return std::nullopt;
  const std::size_t sign = sign_of(word.front(), word.back(), word.size());
  if ((level_signs[sign / 64] >> (sign % 64) & 1) == 0) return std::nullopt;
  std::array<char, word_bytes_max> lower{};
  for (std::size_t i = 0; i < word.size(); ++i)
    lower[i] = word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] + 32) : word[i];
  const std::string_view folded(lower.data(), word.size());
  for (const LevelWord& row : level_words)
    if (row.word == folded) return row.level;
  return std::nullopt;
}

bool is_plain_level(std::string_view word) {
  static constexpr std::string_view words[] = {"debug", "info", "notice", "warn", "warning", "error", "err", "fatal"};
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_level_before(std::string_view word, std::string_view rest) {
  static constexpr std::string_view in_sentences[] = {
      "exception", "failure", "fail",  "default", "system", "context", "log",   "note",   "hint",     "detail",
      "statement", "config",  "alert", "panic",   "fine",   "success", "fault", "severe", "emergency"};
  if (is_upper_word(word) || rest.size() < 2 || rest[0] != ' ' || rest[1] == ' ') return true;
  const bool is_title = word[0] >= 'A' && word[0] <= 'Z';
  const bool before_small = rest[1] >= 'a' && rest[1] <= 'z';
  if (is_title && before_small) return false;
  const std::string_view tail = word.substr(1);
  return std::none_of(std::begin(in_sentences), std::end(in_sentences),
                      [&](std::string_view known) { return tail == known.substr(1) && (word[0] | 0x20) == known[0]; });
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
  constexpr std::size_t words_max = 12, bytes_max = 160;
  const std::string_view head = message.substr(0, bytes_max);
  if (begins_with_fault(head)) return LogLevel::error;
  if (const auto level = level_of_mark(head)) return *level;
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
    const bool in_brackets = (before == '[' && after == ']') || (before == '<' && after == '>');
    const bool between_colons = after == ':' && i > 1 && before == ' ' && head[i - 2] == ':';
    const bool apart = in_brackets || between_colons || (after == ':' && words < 3) || before == '=';
    if (is_upper_word(word) || apart)
      if (const auto level = level_of_word(word)) return *level;
    if (word.size() == 1 && in_brackets && words < 4 &&
        std::string_view("DIWEF").find(word[0]) != std::string_view::npos)
      return *level_of_letter(word[0]);
    ++words;
    i = end;
  }
  return LogLevel::unknown;
}

}  // namespace afterword
