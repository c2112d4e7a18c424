#include "document/stray_marks.h"

#include <algorithm>

#include "document/marker_scan.h"

namespace afterword {
namespace {

// A line that only opens is taken for bold as a whole up to this length: a heading whose closing marks were forgotten.
constexpr std::uint32_t open_line_size_max = 90;

bool is_word(char c) {
  return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// Whether the two bytes at `at` are meant as marks: not the power of `2**3`, the glob of `a/**/b`, or `snake__case`.
bool is_mark(std::string_view text, std::uint32_t at) {
  const char before = at > 0 ? text[at - 1] : '\n';
  const char after = char_at(text, at + 2);
  if (before == text[at] || after == text[at] || before == '\\') return false;
  if (is_word(before) && is_word(after)) return false;
  return before != '/' && after != '/' && !(after == '.' && !is_word(before));
}

}  // namespace

/// The first mark from `at` on; `end` if there is none. `only` is the mark wanted, or 0 for any.
std::uint32_t StrayMarks::find_mark(std::uint32_t at, std::uint32_t end, char only) const {
  for (; at + 1 < end; ++at) {
    const char c = content_[at];
    if ((c != '*' && c != '_') || content_[at + 1] != c || (only != 0 && c != only)) continue;
    if (is_mark(content_, at)) return at;
    at += run_of(content_, at, c) - 1;
  }
  return end;
}

std::uint32_t StrayMarks::line_end_at(std::uint32_t at) {
  if (at < line_.begin || at >= line_.end) line_ = {at, end_of_line(content_, at)};
  return line_.end;
}

/// Whether the mark at `at` opens: its partner stands on the same line, or it begins a short line.
bool StrayMarks::open(std::uint32_t at) {
  const std::uint32_t line_end = line_end_at(at);
  mark_ = content_[at];
  opened_at_ = at;
  if (find_mark(at + 2, line_end, mark_) < line_end) return true;
  return writer_.line_is_empty() && line_end - at <= open_line_size_max;
}

void StrayMarks::copy(Span text) {
  const std::string_view written = text.in(content_);
  if (written.find("**") == std::string_view::npos && written.find("__") == std::string_view::npos) {
    writer_.copy(text);
    return;
  }
  std::uint32_t at = text.begin;
  while (at < text.end) {
    const std::uint32_t mark = find_mark(at, text.end, open_ ? mark_ : '\0');
    writer_.copy({at, mark});
    if (mark >= text.end) break;
    at = mark + 2;
    const bool ends_line = skip_blanks(content_, at) >= line_end_at(at);
    if (open_) {
      open_ = false;
      writer_.end_bold();
      record(at);
      // `**Impact:**Users` would run two words into one.
      if (is_word(char_at(content_, at)) && mark > 0 && is_ascii_punctuation(content_[mark - 1]))
        writer_.put(" ", {mark, at});
    } else if (open(mark)) {
      open_ = true;
      writer_.begin_bold();
    } else if (!ends_line && !writer_.line_is_empty()) {
      writer_.copy({mark, at});
    }
  }
}

void StrayMarks::end_line() {
  if (open_) writer_.end_bold();
  open_ = false;
}

void StrayMarks::record(std::uint32_t close) {
  Span inner{skip_blanks(content_, opened_at_ + 2), close - 2};
  while (inner.end > inner.begin && is_blank(content_[inner.end - 1])) --inner.end;
  if (inner.begin >= inner.end || inner.in(content_).find('\n') != std::string_view::npos) return;
  const std::string marks(content_.substr(opened_at_, 2));
  Repair repair;
  repair.kind = RepairKind::stray_emphasis;
  repair.original = {opened_at_, close};
  const bool glued_before = opened_at_ > 0 && is_word(content_[opened_at_ - 1]);
  repair.replacement = (glued_before ? " " : "") + marks + std::string(inner.in(content_)) + marks;
  if (is_word(char_at(content_, close))) repair.replacement += ' ';
  repair.what = "spaces inside the marks, or none after them, leave `" + marks + "` in the text";
  writer_.add_repair(std::move(repair));
}

}  // namespace afterword
