#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "evidence/head_memory.h"
#include "evidence/json_line.h"
#include "evidence/log_form.h"

namespace afterword {

/// What begins a line that dates those below it, in W3C's logs.
inline constexpr std::string_view date_above = "#Date: ";

/// Reads the lines of one input. For one thread; form and context must outlive it.
class LogReader {
 public:
  LogReader(const LogForm& form, const TimeContext& context);

  /// Whether the line begins a record (has a time), and what it says. Without a time the fields are what they are.
  /// Texts point into the line or into this reader, and stay valid until its next line.
  bool read(std::string_view line, LogFields& out) { return read_plain(strip_escapes(line, plain_), out); }
  /// The same for a line that holds no escape byte.
  bool read_plain(std::string_view line, LogFields& out);

 private:
  struct BoundLine {
    const LinePattern* pattern = nullptr;
    std::vector<TimeReader> times;
    HeadMemory heads;
  };
  bool read_text(std::string_view line, LogFields& out);
  void learn_head(std::string_view line, std::size_t time_bytes);
  bool read_structured(std::string_view line, LogFields& out);
  bool read_columns(std::string_view line);
  bool read_pairs(std::string_view line);
  TimeRead read_time_value(std::string_view value);
  bool read_inner(LogFields& out);

  const LogForm* form_;
  const TimeContext* context_;
  bool has_heads_;
  std::vector<BoundLine> lines_;
  NameCheck names_;
  std::vector<TimeReader> times_;
  std::unique_ptr<JsonLineReader> json_;
  std::unique_ptr<LogReader> inner_;
  StructuredFields fields_;
  std::string plain_, message_, time_, cells_;
  std::string date_;  ///< of the line above, where the form has such
};

/// Calls `each(key, value)` for the pairs of a logfmt line; values without their quotes (escapes inside stay).
/// Returns how many there were.
template <class Each>
std::size_t for_each_pair(std::string_view line, Each each) {
  std::size_t pairs = 0;
  for (std::size_t i = 0; i < line.size();) {
    if (line[i] == ' ' || line[i] == '\t') {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < line.size() && line[i] != '=' && line[i] != ' ' && line[i] != '"') ++i;
    if (i >= line.size() || line[i] != '=') {
      while (i < line.size() && line[i] != ' ') ++i;
      continue;
    }
    const std::string_view key = line.substr(begin, i - begin);
    const std::size_t value = ++i;
    if (value < line.size() && line[value] == '"') {
      for (++i; i < line.size() && line[i] != '"'; ++i)
        if (line[i] == '\\') ++i;
      i = std::min(i, line.size());
      each(key, line.substr(value + 1, i - value - 1));
      ++i;
    } else {
      while (i < line.size() && line[i] != ' ') ++i;
      each(key, line.substr(value, i - value));
    }
    ++pairs;
  }
  return pairs;
}

/// Calls `each(index, value)` for the cells of a line of columns; quotes of CSV are taken off, doubled ones made one in
/// `scratch`, which must be empty and keeps the values valid.
template <class Each>
void for_each_cell(std::string_view line, char separator, std::string& scratch, Each each) {
  scratch.reserve(line.size());
  std::size_t index = 0;
  for (std::size_t i = 0; i <= line.size(); ++index) {
    if (separator == ' ')
      while (i < line.size() && line[i] == ' ') ++i;
    if (i < line.size() && line[i] == '"') {
      const std::size_t begin = scratch.size();
      for (++i; i < line.size(); ++i) {
        if (line[i] == '"' && (i + 1 >= line.size() || line[i + 1] != '"')) break;
        if (line[i] == '"') ++i;
        scratch += line[i];
      }
      each(index, std::string_view(scratch).substr(begin));
      i = std::min(line.find(separator, std::min(i, line.size())), line.size()) + 1;
    } else {
      const std::size_t end = std::min(line.find(separator, i), line.size());
      each(index, line.substr(i, end - i));
      i = end + 1;
    }
  }
}

}  // namespace afterword
