#include "workspace/frame.h"

#include <algorithm>

#include "workspace/cells.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

constexpr std::uint32_t tab_cells = 4;

struct Mark {
  Span span;
  std::uint32_t line = 0;
  std::string_view label;
  bool primary = false;
};

/// Part of a line, as it is shown.
struct Window {
  std::uint32_t begin = 0, end = 0;  ///< bytes
  bool cut_left = false, cut_right = false;
};

Span line_around(std::string_view text, std::uint32_t offset) {
  // A line may have ten megabytes and ten thousand findings: what lies far away is never looked at.
  constexpr std::uint32_t reach = 4000;
  const auto size = static_cast<std::uint32_t>(text.size());
  offset = std::min(offset, size);
  std::uint32_t begin = offset;
  const std::uint32_t lowest = offset > reach ? offset - reach : 0;
  while (begin > lowest && text[begin - 1] != '\n') --begin;
  while (begin > 0 && begin < offset && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
  std::uint32_t end = offset;
  while (end < size && end - offset < reach && text[end] != '\n') ++end;
  while (end > begin && text[end - 1] == '\r') --end;
  return {begin, end};
}

bool is_line_begin(std::string_view text, std::uint32_t offset) {
  return offset == 0 || text[offset - 1] == '\n';
}

std::uint32_t cells_of(const Character& c) {
  if (c.code == '\t') return tab_cells;
  return c.cells;
}

/// Chooses what of a line is shown, so that `focus` is in it.
Window choose_window(std::string_view text, Span line, std::uint32_t focus, std::uint32_t width) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> starts;  // byte, cells before it
  std::uint32_t cells = 0, focus_cells = 0;
  bool joiner = false;
  for (std::uint32_t at = line.begin; at < line.end;) {
    const Character c = character_at(text, at, joiner);
    if (at <= focus) focus_cells = cells;
    starts.emplace_back(at, cells);
    cells += cells_of(c);
    joiner = c.code == 0x200D;
    at += c.size;
  }
  if (focus >= line.end) focus_cells = cells;
  Window out{line.begin, line.end, !is_line_begin(text, line.begin), false};
  if (cells <= width && !out.cut_left) return out;
  std::uint32_t first = 0;
  if (focus_cells > width * 2 / 3) first = focus_cells - width / 3;
  for (const auto& [at, before] : starts) {
    if (before <= first) out.begin = at;
    if (before <= first + width - 2) out.end = at;
  }
  if (first + width - 2 >= cells) out.end = line.end;
  out.cut_left = out.cut_left || out.begin > line.begin;
  out.cut_right = out.end < line.end;
  return out;
}

/// Appends text with tabs widened and everything that could steer a terminal made visible.
void append_visible(std::string_view text, Span span, std::string& out) {
  for (std::uint32_t at = span.begin; at < span.end;) {
    const Character c = character_at(text, at);
    const bool control = c.code < 0x20 || (c.code >= 0x7F && c.code < 0xA0);
    const bool direction = (c.code >= 0x202A && c.code <= 0x202E) || (c.code >= 0x2066 && c.code <= 0x2069);
    if (c.code == '\t') {
      out.append(tab_cells, ' ');
    } else if (control || direction || !c.valid) {
      out += "\xEF\xBF\xBD";
    } else {
      out += text.substr(at, c.size);
    }
    at += c.size;
  }
}

std::uint32_t count_shown_cells(std::string_view text, Span span) {
  std::uint32_t cells = 0;
  bool joiner = false;
  for (std::uint32_t at = span.begin; at < span.end;) {
    const Character c = character_at(text, at, joiner);
    cells += cells_of(c);
    joiner = c.code == 0x200D;
    at += c.size;
  }
  return cells;
}

class Frame {
 public:
  Frame(std::string_view path, std::string_view text, const Finding& finding, const ReportOptions& options)
      : path_(path), text_(text), finding_(finding), options_(options) {}

  std::string draw() {
    collect_marks();
    const std::string_view color = color_of(finding_.severity);
    out_ = paint(std::string(name_of(finding_.severity)) + "[" + finding_.code + "]", color, options_.color);
    out_ += ": " + show_path(finding_.message) + "\n";
    out_ += std::string(gutter_, ' ') + "--> " +
            paint(show_path(path_) + ":" + std::to_string(finding_.line) + ":" + std::to_string(finding_.column),
                  place_color, options_.color) +
            "\n";
    add_gutter();
    out_ += "\n";
    draw_lines();
    add_gutter();
    out_ += "\n";
    for (const Note& note : finding_.notes)
      if (note.line == 0) add_remark("note", note.message);
    for (const std::string& far : far_notes_) add_remark("note", far);
    add_help();
    add_remark("why", "afterword explain " + finding_.rule);
    return out_ + "\n";
  }

 private:
  void collect_marks() {
    marks_.push_back({finding_.span, finding_.line, finding_.label, true});
    constexpr std::size_t marks_max = 4;
    for (const Note& note : finding_.notes) {
      if (note.line == 0) continue;
      if (marks_.size() < marks_max)
        marks_.push_back({note.span, note.line, note.message, false});
      else
        far_notes_.push_back("line " + std::to_string(note.line) + ": " + note.message);
    }
    std::sort(marks_.begin(), marks_.end(), [](const Mark& a, const Mark& b) {
      return std::tie(a.line, a.span.begin, b.primary) < std::tie(b.line, b.span.begin, a.primary);
    });
    gutter_ = std::to_string(marks_.back().line).size() + 1;
  }

  void add_gutter() { out_ += std::string(gutter_, ' ') + "|"; }

  void add_source(std::uint32_t number, const Window& window) {
    const std::string digits = std::to_string(number);
    out_ += std::string(gutter_ - 1 - digits.size(), ' ') + digits + " |";
    if (window.begin < window.end || window.cut_left) out_ += " ";
    if (window.cut_left) out_ += "…";
    append_visible(text_, {window.begin, window.end}, out_);
    if (window.cut_right) out_ += "…";
    out_ += "\n";
  }

  void draw_lines() {
    std::uint32_t last = 0;
    for (std::size_t i = 0; i < marks_.size();) {
      const std::uint32_t number = marks_[i].line;
      const Span line = line_around(text_, marks_[i].span.begin);
      if (last != 0 && number > last + 1) out_ += "...\n";
      if (marks_[i].primary && last + 1 < number) draw_line_above(number, line);
      const Window window = choose_window(text_, line, marks_[i].span.begin, options_.width);
      add_source(number, window);
      for (; i < marks_.size() && marks_[i].line == number; ++i) underline(marks_[i], window);
      last = number;
    }
  }

  /// One line of context, where it says something.
  void draw_line_above(std::uint32_t number, Span line) {
    if (number < 2 || !is_line_begin(text_, line.begin)) return;
    const Span above = line_around(text_, line.begin - 1);
    if (!is_line_begin(text_, above.begin) || above.in(text_).find_first_not_of(" \t\r") == std::string_view::npos)
      return;
    add_source(number - 1, choose_window(text_, above, above.begin, options_.width));
  }

  void underline(const Mark& mark, const Window& window) {
    if (mark.span.begin < window.begin || mark.span.begin > window.end) {
      if (!mark.label.empty()) far_notes_.emplace_back(mark.label);
      return;
    }
    const std::uint32_t end = std::clamp(mark.span.end, mark.span.begin, window.end);
    const std::uint32_t before = count_shown_cells(text_, {window.begin, mark.span.begin}) + (window.cut_left ? 1 : 0);
    const std::uint32_t length = std::max<std::uint32_t>(1, count_shown_cells(text_, {mark.span.begin, end}));
    add_gutter();
    out_ += " " + std::string(before, ' ');
    std::string line(length, mark.primary ? '^' : '-');
    if (!mark.label.empty()) line += " " + show_path(mark.label);
    out_ += mark.primary ? paint(line, color_of(finding_.severity), options_.color)
                         : paint(line, place_color, options_.color);
    out_ += "\n";
  }

  void add_remark(std::string_view kind, std::string_view words) {
    out_ += std::string(gutter_, ' ') + "= " + std::string(kind) + ": ";
    const std::string indent(gutter_ + 4 + kind.size(), ' ');
    for (std::size_t at = 0; at <= words.size();) {
      const std::size_t end = std::min(words.find('\n', at), words.size());
      if (at != 0) out_ += indent;
      out_ += show_path(words.substr(at, end - at)) + "\n";
      at = end + 1;
    }
  }

  void add_help() {
    std::string help = finding_.help;
    if (!finding_.fixes.empty()) {
      if (help.empty()) help = finding_.fixes.front().title;
      switch (*best_applicability(finding_)) {
        case Applicability::safe:
          help += " (fixable with --fix)";
          break;
        case Applicability::unsafe:
          help += " (fixable with --unsafe-fixes)";
          break;
        case Applicability::has_placeholders:
          break;
      }
    }
    if (!help.empty()) add_remark("help", help);
  }

  std::string_view path_, text_;
  const Finding& finding_;
  const ReportOptions& options_;
  std::vector<Mark> marks_;
  std::vector<std::string> far_notes_;
  std::size_t gutter_ = 2;
  std::string out_;
};

}  // namespace

std::string paint(std::string_view words, std::string_view code, Color color) {
  if (color == Color::no) return std::string(words);
  return "\x1b[" + std::string(code) + "m" + std::string(words) + "\x1b[0m";
}

std::string_view color_of(Severity severity) {
  constexpr std::string_view codes[] = {"0", "34", "36", "1;33", "1;31"};
  return codes[static_cast<std::size_t>(severity)];
}

std::string draw_finding(std::string_view path, std::string_view text, const Finding& finding,
                         const ReportOptions& options) {
  return Frame(path, text, finding, options).draw();
}

}  // namespace afterword
