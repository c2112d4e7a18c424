#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/field_roles.h"
#include "evidence/formats.h"

namespace afterword {

enum class FormKind : std::uint8_t {
  none,     ///< no line of the sample has a time
  text,     ///< lines as patterns of formats/ describe them
  json,     ///< an object a line
  logfmt,   ///< key=value
  columns,  ///< a header names them: CSV, W3C, Zeek
};

/// How one input writes its log, learnt from a sample of it. Immutable; read by many threads.
struct LogForm {
  /// A line pattern with the notations of time that were seen in it.
  struct Bound {
    const LinePattern* pattern = nullptr;
    std::vector<const TimeNotation*> times;
  };
  FormKind kind = FormKind::none;
  std::string name;  ///< "syslog", "json-lines", "cri, json-lines"
  std::vector<Bound> lines;
  std::vector<const TimeNotation*> times;  ///< of json, logfmt and columns: seen in their time field
  char separator = ',';
  std::vector<RoleOfField> columns;
  bool wraps = false;
  bool whole = false;                    ///< all lines up to the next with a time belong to the record
  bool below = false;                    ///< the line below that with the time is the message
  std::shared_ptr<const LogForm> inner;  ///< how its messages are written, where they are lines themselves
  std::size_t sampled = 0, matched = 0;  ///< lines of the sample, and how many of them begin a record
  bool needs_order = false;              ///< times without a date: midnights have to be counted
  bool needs_year = false;
  bool order_is_open = false;  ///< no date of the sample tells whether its day or its month comes first
  /// Whether reading may remember heads of lines of the first pattern. Clocks without a date count midnights, so their
  /// times may be read but once.
  [[nodiscard]] bool has_heads() const {
    return !lines.empty() && !needs_order && lines.front().pattern->head_end() != '\0';
  }
  bool dates_above = false;  ///< clocks whose date stands in a line above ("#Date:" of W3C)
};

/// What editors put before a text in UTF-8; it is no part of the first line.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Learns the form from the lines of a sample: the head of an input, and pieces from its middle and end.
[[nodiscard]] LogForm learn_log_form(std::string_view sample);

/// Takes colours and other escape sequences of terminals out. `scratch` holds the result if there were any.
[[nodiscard]] std::string_view strip_escapes(std::string_view line, std::string& scratch);

}  // namespace afterword
