#include "document/format_writer.h"
#include "document/marker_scan.h"
#include "text/letters.h"

namespace afterword {
namespace {

constexpr std::size_t width_max = 160;  // a wider table is not aligned: it would only be padding

using Row = std::vector<std::string_view>;

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// The cells of a line. False where a bar stands between backticks: programs disagree on what it is there.
bool split_row(std::string_view line, Row& cells) {
  line = trim(line);
  if (!line.empty() && line.front() == '|') line.remove_prefix(1);
  std::size_t begin = 0;
  bool has_tick = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (line[i] == '`') {
      has_tick = !has_tick;
    } else if (line[i] == '|') {
      if (has_tick) return false;
      cells.push_back(trim(line.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  if (begin < line.size()) cells.push_back(trim(line.substr(begin)));
  return true;
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode_utf8(text, i);
    if (d.code_point == 0xFE0F && i > 0) ++width;  // the sign before is shown as an emoji
    width += column_width(d.code_point);
    i += d.length;
  }
  return width;
}

std::string dashes(std::string_view cell, std::size_t width) {
  std::string out(width, '-');
  if (cell.starts_with(':')) out.front() = ':';
  if (cell.size() > 1 && cell.ends_with(':')) out.back() = ':';
  return out;
}

bool is_dashes(std::string_view cell) {
  if (cell.starts_with(':')) cell.remove_prefix(1);
  if (cell.ends_with(':')) cell.remove_suffix(1);
  return !cell.empty() && cell.find_first_not_of('-') == std::string_view::npos;
}

}  // namespace

std::vector<std::string> format_table(const std::vector<std::string_view>& lines) {
  if (lines.size() < 2) return {};
  std::vector<Row> rows(lines.size());
  std::size_t bytes = 0;
  for (std::size_t r = 0; r < lines.size(); ++r) {
    bytes += lines[r].size();
    if (!split_row(lines[r], rows[r])) return {};
  }
  const std::size_t columns = rows[1].size();
  if (columns == 0 || rows[0].size() != columns || columns * rows.size() > 4 * bytes + 1000) return {};
  for (const std::string_view cell : rows[1])
    if (!is_dashes(cell)) return {};
  std::vector<std::size_t> widths(columns, 3);
  std::size_t width = 1;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (rows[r].size() > columns) return {};
    rows[r].resize(columns);
    for (std::size_t c = 0; r != 1 && c < columns; ++c) widths[c] = std::max(widths[c], width_of(rows[r][c]));
  }
  for (const std::size_t w : widths) width += w + 3;
  const bool is_aligned = width <= width_max;
  std::vector<std::string> out;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line = "|";
    for (std::size_t c = 0; c < columns; ++c) {
      const std::string_view cell = rows[r][c];
      if (r == 1) {
        line.append(" ").append(dashes(
            cell, is_aligned ? widths[c] : std::max<std::size_t>(cell.ends_with(':') + cell.starts_with(':') + 3u, 3)));
      } else {
        line.append(" ").append(cell);
        if (is_aligned) line.append(widths[c] - width_of(cell), ' ');
      }
      line += " |";
    }
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace afterword
