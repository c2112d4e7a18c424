#include "document/line_writer.h"

#include <algorithm>
#include <cstring>

#include "document/label.h"
#include "document/link_scan.h"
#include "document/marker_scan.h"

namespace afterword {
namespace {

bool is_word_byte(char c) {
  return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0xC3;
}

}  // namespace

LineWriter::LineWriter(const Text& text) : content_(text.content()), text_(text) {
  out_.plain.reserve(content_.size() + 64);
  out_.lines.reserve(text.line_count());
  out_.pieces.reserve(text.line_count() * 3);
}

void LineWriter::open_line(std::uint32_t content) {
  open_ = true;
  line_ = next;
  while (number_ < text_.line_count() && text_.line_span(number_ + 1).begin <= content) ++number_;
  line_.number = number_;
  line_.span = {content, content};
  line_.plain = {plain_size(), plain_size()};
  line_.cells_begin = line_.cells_end = static_cast<std::uint32_t>(out_.cells.size());
  last_content_ = content;
  bold_begin_ = code_begin_ = plain_size();
}

void LineWriter::copy(Span content) {
  // The parser hands over text line by line, but for a few of its own faults.
  while (!content.empty()) {
    const void* found = std::memchr(content_.data() + content.begin, '\n', content.size());
    if (found == nullptr) break;
    const auto line_end = static_cast<std::uint32_t>(static_cast<const char*>(found) - content_.data());
    copy_on_line({content.begin, line_end});
    end_line();
    content.begin = line_end + 1;
  }
  copy_on_line(content);
}

void LineWriter::copy_on_line(Span content) {
  if (line_is_empty()) {
    while (content.begin < content.end && is_space(content_[content.begin])) ++content.begin;
    if (content.empty()) return;
    if (!open_) open_line(content.begin);
  } else if (content.empty()) {
    return;
  }
  const PlainPiece* last = out_.pieces.empty() ? nullptr : &out_.pieces.back();
  const bool follows = last && last->content_end == 0 && last->content + (plain_size() - last->plain) == content.begin;
  if (!follows) out_.pieces.push_back({plain_size(), content.begin, 0});
  out_.plain.append(content_, content.begin, content.size());
  last_content_ = content.end;
}

void LineWriter::put(std::string_view written, Span content) {
  if (written.empty() || (line_is_empty() && !row_ && is_space(written[0]))) return;
  if (!open_) open_line(content.begin);
  out_.pieces.push_back({plain_size(), content.begin, std::max(content.end, 1u)});
  out_.plain += written;
  last_content_ = content.end;
}

void LineWriter::begin_bold() {
  if (bold_depth_++ == 0) bold_begin_ = plain_size();
}

void LineWriter::end_bold() {
  if (bold_depth_ == 0 || --bold_depth_ > 0 || !open_) return;
  if (plain_size() > bold_begin_) bold_.push_back({bold_begin_, plain_size()});
}

void LineWriter::begin_code() {
  if (code_depth_++ == 0) code_begin_ = plain_size();
}

void LineWriter::end_code() {
  if (code_depth_ == 0 || --code_depth_ > 0 || !open_) return;
  if (plain_size() > code_begin_) code_.push_back({code_begin_, plain_size()});
}

void LineWriter::add_image(std::uint32_t content) {
  if (!open_) open_line(content);
  line_.image = true;
  last_content_ = std::max(last_content_, content);
}

void LineWriter::begin_cell(std::uint32_t content) {
  if (!open_) open_line(content);
  if (out_.cells.size() > line_.cells_begin) put(" | ", {last_content_, std::max(last_content_, content)});
  out_.cells.push_back({plain_size(), plain_size()});
  cell_open_ = true;
}

void LineWriter::end_cell() {
  if (!cell_open_) return;
  cell_open_ = false;
  Span& cell = out_.cells.back();
  drop_trailing_blanks(cell.begin);
  cell.end = plain_size();
}

void LineWriter::end_row() {
  end_cell();
  row_ = false;
  const auto is_empty = [](const Span& cell) { return cell.empty(); };
  if (open_ && !line_.image && std::all_of(out_.cells.begin() + line_.cells_begin, out_.cells.end(), is_empty)) {
    out_.cells.resize(line_.cells_begin);
    out_.plain.resize(line_.plain.begin);
    while (!out_.pieces.empty() && out_.pieces.back().plain >= plain_size()) out_.pieces.pop_back();
    open_ = false;
  }
  end_line();
}

void LineWriter::drop_trailing_blanks(std::uint32_t begin) {
  std::size_t size = out_.plain.size();
  while (size > begin && is_space(out_.plain[size - 1])) --size;
  if (size == out_.plain.size()) return;
  out_.plain.resize(size);
  while (!out_.pieces.empty() && out_.pieces.back().plain > size) out_.pieces.pop_back();
}

bool LineWriter::bold_covers_words() const {
  std::uint32_t at = line_.plain.begin;
  const auto holds_word = [&](std::uint32_t begin, std::uint32_t end) {
    return std::any_of(out_.plain.begin() + begin, out_.plain.begin() + std::max(begin, end), is_word_byte);
  };
  bool inside = false;
  for (const Span& bold : bold_) {
    if (holds_word(at, bold.begin)) return false;
    inside = inside || holds_word(bold.begin, std::min(bold.end, line_.plain.end));
    at = std::max(at, bold.end);
  }
  return inside && !holds_word(at, line_.plain.end);
}

/// Adds the addresses of the line to the parts that are not prose.
void LineWriter::find_urls() {
  const std::string_view plain(out_.plain);
  std::uint32_t at = line_.plain.begin;
  if (!may_hold_url(plain, at)) return;
  const auto ends_url = [](char c) { return is_space(c) || c == '<' || c == '>' || c == '"' || c == '|'; };
  std::size_t found = plain.find("://", at);
  std::size_t www = plain.find("www.", at);
  while (found != std::string_view::npos || www != std::string_view::npos) {
    const bool scheme = found < www;
    auto begin = static_cast<std::uint32_t>(scheme ? found : www);
    std::uint32_t end = begin + 3;
    if (scheme)
      while (begin > at && is_letter(plain[begin - 1])) --begin;
    while (end < plain.size() && !ends_url(plain[end])) ++end;
    at = end;
    while (end > begin && (plain[end - 1] == '.' || plain[end - 1] == ',' || plain[end - 1] == ')' ||
                           plain[end - 1] == ']' || plain[end - 1] == ';' || plain[end - 1] == ':'))
      --end;
    code_.push_back({begin, end});
    if (found < at) found = plain.find("://", at);
    if (www < at) www = plain.find("www.", at);
  }
}

void LineWriter::add_not_prose() {
  std::sort(code_.begin(), code_.end());
  for (Span part : code_) {
    part.begin = std::max(part.begin, line_.plain.begin);
    part.end = std::min(part.end, line_.plain.end);
    if (part.begin >= part.end) continue;
    if (!out_.not_prose.empty() && part.begin <= out_.not_prose.back().end) {
      out_.not_prose.back().end = std::max(out_.not_prose.back().end, part.end);
    } else {
      out_.not_prose.push_back(part);
    }
  }
  code_.clear();
}

void LineWriter::end_line() {
  if (row_) return;  // what would end a line elsewhere does not end a row
  if (!open_) {
    return;
  }
  open_ = false;
  next.continuation = true;
  drop_trailing_blanks(line_.plain.begin);
  line_.plain.end = plain_size();
  line_.span.end = std::max(line_.span.begin, last_content_);
  line_.cells_end = static_cast<std::uint32_t>(out_.cells.size());
  for (std::uint32_t i = line_.cells_begin; i < line_.cells_end; ++i) {
    Span& cell = out_.cells[i];
    cell = {std::min(cell.begin, line_.plain.end), std::min(cell.end, line_.plain.end)};
  }
  if (bold_depth_ > 0 && plain_size() > bold_begin_) bold_.push_back({bold_begin_, plain_size()});
  if (code_depth_ > 0 && plain_size() > code_begin_) code_.push_back({code_begin_, plain_size()});
  bold_begin_ = code_begin_ = plain_size() + 1;
  for (Span& bold : bold_) bold = {std::min(bold.begin, plain_size()), std::min(bold.end, plain_size())};
  const bool code = line_.kind == LineKind::code || line_.kind == LineKind::front_matter;
  if (code) {
    code_.assign(1, line_.plain);
  } else {
    find_urls();
    line_.label = afterword::find_label(out_.plain, line_.plain, bold_);
    line_.strong = !bold_.empty() && bold_covers_words();
  }
  add_not_prose();
  bold_.clear();
  out_.pieces.push_back({plain_size(), line_.span.end, std::max(line_.span.end, 1u)});
  out_.plain += '\n';
  out_.lines.push_back(line_);
}

void LineWriter::end_block() {
  end_cell();
  row_ = false;
  while (bold_depth_ > 0) end_bold();
  while (code_depth_ > 0) end_code();
  end_line();
}

}  // namespace afterword
