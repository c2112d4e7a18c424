#include "workspace/frame.h"

#include <algorithm>

#include "workspace/cells.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

constexpr std::uint32_t tab_cells = 4;
constexpr std::uint32_t gutter_cells = 7;  ///< left of the source, so that remarks end where it does

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

/// Chooses what of a line is shown, so that `focus` is in it: the whole of it where there is room, else its beginning.
Window choose_window(std::string_view text, Span line, Span focus, std::uint32_t width) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> starts;  // byte, cells before it
  std::uint32_t cells = 0, focus_begin = 0, focus_end = 0;
  bool joiner = false;
  for (std::uint32_t at = line.begin; at < line.end;) {
    const Character c = character_at(text, at, joiner);
    if (at <= focus.begin) focus_begin = cells;
    if (at <= focus.end) focus_end = cells;
    starts.emplace_back(at, cells);
    cells += cells_of(c);
    joiner = c.code == 0x200D;
    at += c.size;
  }
  if (focus.begin >= line.end) focus_begin = cells;
  if (focus.end >= line.end) focus_end = cells;
  const std::uint32_t room = width - 2;  // without the marks of what is cut
  if (focus_end - focus_begin > room) focus_end = focus_begin;
  Window out{line.begin, line.end, !is_line_begin(text, line.begin), false};
  if (cells <= width && !out.cut_left) return out;
  std::uint32_t first = 0;
  if (focus_begin > width * 2 / 3 || focus_end > room) {
    first = focus_begin - std::min(focus_begin, width / 3);
    if (focus_end > first + room) first = focus_end - room;
  }
  for (const auto& [at, before] : starts) {
    if (before <= first) out.begin = at;
    if (before <= first + room) out.end = at;
  }
  if (first + room >= cells) out.end = line.end;
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
    const std::string message = show_path(finding_.message);
    const auto begin = static_cast<std::uint32_t>(std::string_view(name_of(finding_.severity)).size() +
                                                  std::string_view(finding_.code).size() + 4);
    out_ += ": " + (options_.wrapped ? wrap_words(message, begin, options_.width + gutter_cells) : message) + "\n";
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
        far_notes_.push_back(place_of({note.span, note.line, {}, false}) + ": " + note.message);
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
      const Window window = choose_window(text_, line, focus_of_line(i), options_.width);
      add_source(number, window);
      for (; i < marks_.size() && marks_[i].line == number; ++i) underline(marks_[i], window);
      last = number;
    }
  }

  /// All marks of the line of mark `i`, where they stand close together; else the finding's own, else the first.
  [[nodiscard]] Span focus_of_line(std::size_t i) const {
    Span all = marks_[i].span, own = all;
    for (std::size_t k = i; k < marks_.size() && marks_[k].line == marks_[i].line; ++k) {
      all.end = std::max(all.end, marks_[k].span.end);
      if (marks_[k].primary) own = marks_[k].span;
    }
    return all.size() + 2 <= options_.width ? all : own;
  }

  /// One line of context, where it says something.
  void draw_line_above(std::uint32_t number, Span line) {
    if (number < 2 || !is_line_begin(text_, line.begin)) return;
    const Span above = line_around(text_, line.begin - 1);
    if (!is_line_begin(text_, above.begin) || above.in(text_).find_first_not_of(" \t\r") == std::string_view::npos)
      return;
    add_source(number - 1, choose_window(text_, above, {above.begin, above.begin}, options_.width));
  }

  void underline(const Mark& mark, const Window& window) {
    if (mark.span.begin < window.begin || mark.span.begin > window.end) {
      if (!mark.label.empty()) far_notes_.push_back(place_of(mark) + ": " + std::string(mark.label));
      return;
    }
    const std::uint32_t end = std::clamp(mark.span.end, mark.span.begin, window.end);
    const std::uint32_t before = count_shown_cells(text_, {window.begin, mark.span.begin}) + (window.cut_left ? 1 : 0);
    const std::uint32_t length = std::max<std::uint32_t>(1, count_shown_cells(text_, {mark.span.begin, end}));
    add_gutter();
    out_ += " " + std::string(before, ' ');
    const std::string label = show_path(mark.label);
    const std::string_view color = mark.primary ? color_of(finding_.severity) : place_color;
    std::string line(length, mark.primary ? '^' : '-');
    const bool fits = !options_.wrapped || label.empty() || before + length + 1 + count_cells(label) <= options_.width;
    if (fits && !label.empty()) line += " " + label;
    out_ += paint(line, color, options_.color) + "\n";
    if (!fits) add_label_below(label, before, color);
  }

  /// Below its mark, as far left as it needs to be.
  void add_label_below(const std::string& label, std::uint32_t before, std::string_view color) {
    const std::uint32_t cells = std::min(count_cells(label), options_.width);
    const std::uint32_t at = std::min(before, options_.width - cells);
    add_gutter();
    out_ += " " + std::string(at, ' ') + paint(label, color, options_.color) + "\n";
  }

  /// "line 15, column 187"; without the column where a line is too long to count.
  [[nodiscard]] std::string place_of(const Mark& mark) const {
    std::string out = "line " + std::to_string(mark.line);
    const Span line = line_around(text_, mark.span.begin);
    if (!is_line_begin(text_, line.begin)) return out;
    std::uint32_t column = 1;
    for (std::uint32_t at = line.begin; at < mark.span.begin; ++column) at += character_at(text_, at).size;
    return out + ", column " + std::to_string(column);
  }

  void add_remark(std::string_view kind, std::string_view words) {
    out_ += std::string(gutter_, ' ') + "= " + std::string(kind) + ": ";
    const std::string indent(gutter_ + 4 + kind.size(), ' ');
    for (std::size_t at = 0; at <= words.size();) {
      const std::size_t end = std::min(words.find('\n', at), words.size());
      if (at != 0) out_ += indent;
      const std::string shown = show_path(words.substr(at, end - at));
      const auto begin = static_cast<std::uint32_t>(indent.size());
      out_ += (options_.wrapped ? wrap_words(shown, begin, options_.width + gutter_cells) : shown) + "\n";
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
