#include "evidence/readers/csv.h"

#include "evidence/readers/reading.h"

namespace afterword {

CsvReader::CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {
  if (text_.starts_with("\xEF\xBB\xBF")) place_ = 3;
}

/// A cell whose quote stands at the place. False if it is never closed on a line that holds another end.
bool CsvReader::read_quoted(CsvRow& row) {
  const std::size_t begin = place_ + 1;
  std::size_t quote = begin;
  bool doubled = false;
  for (;; quote += 2, doubled = true) {
    quote = text_.find('"', quote);
    if (quote == std::string_view::npos) return false;
    if (quote + 1 >= text_.size() || text_[quote + 1] != '"') break;
  }
  std::string_view inside = text_.substr(begin, quote - begin);
  if (doubled) {
    auto cell = std::make_unique<std::string>();
    for (std::size_t i = 0; i < inside.size(); ++i) {
      *cell += inside[i];
      if (inside[i] == '"') ++i;
    }
    inside = *cell;
    unquoted_.push_back(std::move(cell));
  }
  row.cells.push_back(inside);
  place_ = quote + 1;
  while (place_ < text_.size() && text_[place_] != separator_ && text_[place_] != '\n') ++place_;
  return true;
}

bool CsvReader::next(CsvRow& row) {
  row.cells.clear();
  unquoted_.clear();
  while (place_ < text_.size() && (text_[place_] == '\n' || text_[place_] == '\r')) ++place_;
  if (place_ >= text_.size()) return false;
  row.begin = place_;
  for (;;) {
    const bool quoted = quotes_close_ && place_ < text_.size() && text_[place_] == '"';
    if (quoted && !read_quoted(row)) quotes_close_ = false;
    if (!quoted || !quotes_close_) {
      const std::size_t begin = place_;
      while (place_ < text_.size() && text_[place_] != separator_ && text_[place_] != '\n') ++place_;
      row.cells.push_back(trim_blanks(text_.substr(begin, place_ - begin)));
    }
    if (place_ >= text_.size() || text_[place_] == '\n') break;
    ++place_;
  }
  row.end = place_ > row.begin && text_[place_ - 1] == '\r' ? place_ - 1 : place_;
  return true;
}

char find_separator(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  char best = '\0';
  std::ptrdiff_t most = 0;
  for (char separator : std::string_view(",\t;|")) {
    const auto count = std::count(line.begin(), line.end(), separator);
    if (count > most) {
      best = separator;
      most = count;
    }
  }
  return best;
}

}  // namespace afterword
