#include "document/input_edits.h"

#include <algorithm>

#include "document/marker_scan.h"

namespace afterword {
namespace {

// The parser makes a cell for every column of every row, there or not.
constexpr std::uint32_t columns_max = 200;

struct Lines {
  Span before, previous, current;  ///< without line ends
};

std::uint32_t skip_quote_marks(std::string_view text, std::uint32_t at) {
  while (at < text.size() && (is_blank(text[at]) || text[at] == '>')) ++at;
  return at;
}

/// After a list mark and its blanks; `at` if there is none.
std::uint32_t skip_list_mark(std::string_view text, std::uint32_t at) {
  std::uint32_t end = at;
  const char c = char_at(text, at);
  if (c == '-' || c == '*' || c == '+') {
    end = at + 1;
  } else {
    while (is_digit(char_at(text, end))) ++end;
    if (end == at || (char_at(text, end) != '.' && char_at(text, end) != ')')) return at;
    ++end;
  }
  const std::uint32_t content = skip_blanks(text, end);
  return content > end ? content : at;
}

bool is_blank_line(std::string_view text, Span line) {
  return skip_blanks(text, line.begin) >= line.end;
}

struct DelimiterRow {
  std::uint32_t columns = 0;
  std::uint32_t first_dash = 0;
  std::vector<Span> short_cells;  ///< runs of dashes that the parser wants longer
};

/// Reads `| :-: | - |`; no columns if it is something else.
DelimiterRow read_delimiter_row(std::string_view text, Span line) {
  DelimiterRow row;
  std::uint32_t at = skip_quote_marks(text, line.begin);
  const bool leading_pipe = char_at(text, at) == '|';
  bool pipe = leading_pipe;
  if (leading_pipe) ++at;
  std::uint32_t columns = 0;
  while (true) {
    at = skip_blanks(text, at);
    if (at >= line.end) break;
    const std::uint32_t cell = at;
    if (text[at] == ':') ++at;
    const std::uint32_t dash = at;
    at += run_of(text, at, '-');
    const Span dashes{dash, at};
    if (dashes.empty()) return {};
    if (columns == 0) row.first_dash = dash;
    if (at < line.end && text[at] == ':') ++at;
    if (at - cell < 3) row.short_cells.push_back(dashes);
    ++columns;
    at = skip_blanks(text, at);
    if (at >= line.end) break;
    if (text[at] != '|') return {};
    pipe = true;
    ++at;
  }
  if (pipe && (leading_pipe || columns > 1)) row.columns = columns;
  return row;
}

/// A row that would be the head of a table, were it not taken for the last line of the paragraph above.
bool continues_paragraph(std::string_view text, Span before, Span head) {
  const std::uint32_t at = skip_blanks(text, head.begin);
  if (char_at(text, at) != '|' || is_blank_line(text, before)) return false;
  const char c = char_at(text, skip_blanks(text, before.begin));
  return c != '|' && c != '>' && c != '#' && c != '<' && c != '`' && c != '~';
}

void add_table_edits(std::string_view text, const Lines& lines, std::vector<InputEdit>& out) {
  const std::uint32_t first = skip_quote_marks(text, lines.current.begin);
  const char c = char_at(text, first);
  if ((c != '|' && c != '-' && c != ':') || (c == '-' && is_blank(char_at(text, first + 1)))) return;
  if (is_blank_line(text, lines.previous)) return;
  const DelimiterRow row = read_delimiter_row(text, lines.current);
  if (row.columns == 0) return;
  if (row.columns > columns_max) {
    out.push_back({{row.first_dash, row.first_dash + 1}, "x"});
    return;
  }
  // In `a`, `|-|`, `|-|` the second row is text.
  if (read_delimiter_row(text, lines.previous).columns > 0) return;
  if (continues_paragraph(text, lines.before, lines.previous))
    out.push_back({{lines.previous.begin, lines.previous.begin}, "\n"});
  for (const Span& dashes : row.short_cells) out.push_back({dashes, "---"});
}

/// Whether `#word` at `at` stands for a heading. Two marks or more do; one may be a channel, a ticket or a topic.
bool is_glued_heading(std::string_view text, std::uint32_t at, Span line, bool in_item) {
  const std::uint32_t run = run_of(text, at, '#');
  const char first = char_at(text, at + run);
  if (run > 1) return true;
  if (in_item || is_digit(first) || (is_ascii_punctuation(first) && first != '*')) return false;
  std::uint32_t words = 1;
  for (std::uint32_t i = at + 1; i < line.end; ++i) {
    if (is_blank(text[i]) && !is_blank(text[i - 1])) {
      if (char_at(text, i + 1) == '#' || ++words > 8) return false;
    }
    if (words == 1 && (text[i] == '-' || text[i] == '_' || text[i] == '/')) return false;
  }
  return text[line.end - 1] != '.' && text[line.end - 1] != ',';
}

void add_heading_edit(std::string_view text, const Lines& lines, std::vector<InputEdit>& out) {
  std::uint32_t at = skip_quote_marks(text, lines.current.begin);
  const std::uint32_t begin = at;
  for (std::uint32_t i = 0; i < 4 && at < lines.current.end; ++i) {
    const std::uint32_t after = skip_list_mark(text, at);
    if (after == at) break;
    at = after;
  }
  if (char_at(text, at) != '#') return;
  const char following = char_at(text, at + run_of(text, at, '#'));
  if (following == '\0' || is_space(following)) return;
  // "#word" in the middle of a paragraph is a topic; "#Word" is a heading that people put right below other text.
  const bool inside_paragraph =
      !is_blank_line(text, lines.previous) && run_of(text, at, '#') == 1 && following >= 'a' && following <= 'z';
  if (!inside_paragraph && is_glued_heading(text, at, lines.current, at > begin)) return;
  out.push_back({{at, at + 1}, "x"});
}

}  // namespace

std::vector<InputEdit> find_input_edits(std::string_view content, std::uint32_t base) {
  std::vector<InputEdit> out;
  Lines lines{{base, base}, {base, base}, {base, base}};
  for (std::uint32_t at = base, next = base; at < content.size(); at = next) {
    next = next_line(content, at);
    std::uint32_t end = next;
    if (end > at && content[end - 1] == '\n') --end;
    if (end > at && content[end - 1] == '\r') --end;
    lines.before = lines.previous;
    lines.previous = lines.current;
    lines.current = {at, end};
    if (lines.current.empty()) continue;
    add_table_edits(content, lines, out);
    add_heading_edit(content, lines, out);
  }
  return out;
}

}  // namespace afterword
