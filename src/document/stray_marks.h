#pragma once
#include <cstdint>
#include <string_view>

#include "base/span.h"
#include "document/line_writer.h"

namespace afterword {

/// Copies text whose `**` and `__` the Markdown parser left as they are: `** Summary **`, `**Impact:**Users`. The marks
/// are left out, and what they enclose on their line is bold.
class StrayMarks {
 public:
  StrayMarks(std::string_view content, LineWriter& writer) : content_(content), writer_(writer) {}

  void copy(Span text);
  /// A line ends: no mark reaches over it.
  void end_line();

 private:
  std::uint32_t find_mark(std::uint32_t at, std::uint32_t end, char only) const;
  void record(std::uint32_t close);
  bool open(std::uint32_t at);
  std::uint32_t line_end_at(std::uint32_t at);

  std::string_view content_;
  LineWriter& writer_;
  bool open_ = false;
  char mark_ = 0;
  std::uint32_t opened_at_ = 0;
  Span line_;  ///< the part of a line whose end was looked up last: long lines full of marks stay cheap
};

}  // namespace afterword
