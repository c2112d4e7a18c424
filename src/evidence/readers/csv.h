#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// One row of a table in text. `cells` are as written with their quotes taken away; they point into the text, or into
/// `unquoted` where a quote was doubled inside.
struct CsvRow {
  std::vector<std::string_view> cells;
  std::size_t begin = 0, end = 0;  ///< bytes, the line end not counted
};

/// Reads tables whose cells are kept apart by one of , ; tab |, with quotes as in RFC 4180. A quote that is never
/// closed is a letter like any other. Linear time; the rows are read one at a time.
class CsvReader {
 public:
  CsvReader(std::string_view text, char separator);
  /// The next row that is not empty. False at the end. The cells live until the next call.
  [[nodiscard]] bool next(CsvRow& row);

 private:
  bool read_quoted(CsvRow& row);

  std::string_view text_;
  char separator_;
  std::size_t place_ = 0;
  bool quotes_close_ = true;  ///< false once a quote was never closed: nobody looks for one from every row again
  std::vector<std::unique_ptr<std::string>> unquoted_;
};

/// The separator that the first line of a table uses most, or '\0' if it holds none.
[[nodiscard]] char find_separator(std::string_view text);

}  // namespace afterword
