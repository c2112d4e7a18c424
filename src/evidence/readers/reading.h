#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/evidence.h"
#include "evidence/readers/json.h"
#include "evidence/readers/readers.h"
#include "text/ascii.h"

namespace afterword {

/// Where lines begin, so that a byte can be named by its line. Built once in linear time.
class LineIndex {
 public:
  explicit LineIndex(std::string_view bytes);
  /// From 1.
  [[nodiscard]] std::uint64_t line_of(std::size_t byte) const;

 private:
  std::vector<std::size_t> ends_;
};

/// Reads instants of one input and remembers where their zone came from.
class InstantReader {
 public:
  explicit InstantReader(std::optional<ZoneName> zone) : zone_(std::move(zone)) {}

  /// A text that is nothing but an instant, in any notation that says the day.
  [[nodiscard]] std::optional<Instant> read(std::string_view text);
  /// A string, or a number since 1970.
  [[nodiscard]] std::optional<Instant> read(Json value);

  /// Counts an instant that somebody else has read.
  void count_other(bool states_zone) { ++(states_zone ? stated_ : unstated_); }

  [[nodiscard]] bool zone_assumed() const { return unstated_ > 0 && !zone_; }
  void describe_zone(Input& input) const;

 private:
  std::optional<Instant> count(std::optional<Instant> at, bool states_zone);

  std::optional<ZoneName> zone_;
  std::uint64_t stated_ = 0, unstated_ = 0;
};

/// Instants that mean "none": the year 1 that Go writes, and 1970 itself.
[[nodiscard]] bool is_no_time(std::string_view text);

/// What could not be read of one kind: how often, and where first.
struct Missing {
  std::uint64_t count = 0;
  Place first;
  void add(const Place& place) {
    if (count++ == 0) first = place;
  }
};

/// One input while it is being read: its bytes, what is said of it, and what could not be read.
class Reading {
 public:
  Reading(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence);

  [[nodiscard]] Place place(std::size_t begin, std::size_t end) const;
  [[nodiscard]] Place place(Json element) const { return place(element.begin_byte(), element.end_byte()); }

  /// Counts a record that was read.
  void add_record() { ++input.records; }
  void add_without_time(const Place& place) { without_time_.add(place); }
  void add_unreadable(const Place& place) { unreadable_.add(place); }

  /// Says what is wrong with the JSON itself, if anything is.
  void note_faults(const JsonDocument& document);
  void note(const Place& place, std::string_view code, std::string message, std::string help = {});
  /// Sets unread and the zone of the input and says what was missing. `unit` is plural: "records", "samples".
  void finish(std::string_view unit);

  std::string_view bytes;
  const ReaderContext& context;
  Input& input;
  Evidence& evidence;
  InstantReader instants;

 private:
  LineIndex lines_;
  Missing without_time_, unreadable_;
};

/// The text, cut at a character's beginning so that it has at most `bytes_max`.
[[nodiscard]] std::string cut_text(std::string_view text, std::size_t bytes_max);
[[nodiscard]] std::string_view trim_blanks(std::string_view text);
/// The last part of a path ("archive.zip!deploys.json" → "deploys.json"), in lower case.
[[nodiscard]] std::string file_name_of(std::string_view path);
/// A level by any of its usual names, a severity or priority too; unknown for others.
[[nodiscard]] LogLevel level_of(std::string_view word);

/// Calls `each` with every line (its end not counted) and the byte it begins at.
template <class Each>
void for_each_line(std::string_view bytes, Each each) {
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    std::string_view line = bytes.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    each(line, begin);
    begin = end + 1;
  }
}

/// The head of an input if it may be JSON, cut to what a recogniser needs; empty if it can't be.
[[nodiscard]] std::string_view json_head(std::string_view head);

}  // namespace afterword
