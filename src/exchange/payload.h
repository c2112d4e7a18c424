#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "evidence/readers/json.h"
#include "exchange/imported_time.h"

namespace afterword {

/// A value of an input that no place in a report was found for.
struct Unplaced {
  std::string path;         ///< `incidents[2].components[0].position`
  std::string value;        ///< as written, cut
  std::uint64_t bytes = 0;  ///< of the whole value
  std::string_view why;     ///< empty: there is no place for it; else what of it was left out. Lives for ever
};

/// One input while it is read: JSON, and which of its values found a place. What was not taken is told at the end, so
/// that nothing can get lost unnoticed. Objects, lists, null and empty strings hold nothing of their own.
class Payload {
 public:
  /// The text must outlive the payload.
  explicit Payload(std::string_view text) : document_(text) {}

  [[nodiscard]] const JsonDocument& document() const { return document_; }

  /// The value as text, and it is placed; empty for what is no string, number or boolean.
  std::string take(Json value);
  /// The first member that says something.
  std::string take_first(Json object, std::initializer_list<std::string_view> keys);
  /// A name: the value itself, or of an object what it is called by.
  std::string take_name(Json value);
  /// The names of a list (or one name), joined by ", ".
  std::string take_names(Json list);
  ImportedTime take_time(Json value);
  /// Text that may hold Markdown or HTML, as Markdown.
  std::string take_prose(Json value);
  /// Atlassian's document format as Markdown: an object, or a text that holds one; other text as prose.
  std::string take_adf(Json value);
  /// It is said elsewhere already: counts as placed. Only for values equal to one that was placed.
  void take_same(Json value, std::string_view placed);
  [[nodiscard]] bool is_taken(Json value) const { return taken_.contains(value.begin_byte()); }
  /// Something of a value that was placed is not in the report.
  void leave_out(Json value, std::string_view why);

  /// All values that were not taken, in order of place.
  [[nodiscard]] std::vector<Unplaced> unplaced() const;

 private:
  void mark(Json value) { taken_.insert(value.begin_byte()); }

  JsonDocument document_;
  std::unordered_set<std::size_t> taken_;
  std::vector<std::pair<std::size_t, std::string_view>> left_out_;  ///< by their first byte
};

inline constexpr std::size_t value_bytes_max = 4 << 20;  ///< longer values are told, not placed

}  // namespace afterword
