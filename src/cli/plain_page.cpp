#include "cli/plain_page.h"

#include "text/ascii.h"
#include "workspace/frame.h"

namespace afterword {
namespace {

constexpr std::string_view heading_color = "1";

/// A line of prose without code and emphasis marks.
std::string strip_marks(std::string_view line, Color color) {
  std::string out;
  for (std::size_t at = 0; at < line.size();) {
    if (line.substr(at).starts_with("**")) {
      at += 2;
      continue;
    }
    const std::size_t close = line[at] == '`' ? line.find('`', at + 1) : std::string_view::npos;
    if (close != std::string_view::npos) {
      const std::string_view code = line.substr(at + 1, close - at - 1);
      out += color == Color::yes ? paint(code, place_color, color) : "`" + std::string(code) + "`";
      at = close + 1;
      continue;
    }
    out += line[at++];
  }
  return out;
}

}  // namespace

std::string show_page(std::string_view markdown, std::string_view facts, Color color) {
  std::string out;
  std::size_t fence = 0;
  bool fires = false;
  while (!markdown.empty()) {
    const std::string_view line = take_line(markdown);
    const std::size_t ticks = std::min(line.find_first_not_of('`'), line.size());
    if (fence == 0 && ticks >= 3) {
      fence = ticks;
    } else if (fence != 0 && ticks >= fence && ticks == line.size()) {
      fence = 0;
    } else if (fence != 0) {
      if (line.find("<!-- finding -->") != std::string_view::npos) {
        fires = true;
        continue;
      }
      out += std::exchange(fires, false) ? paint("  > ", color_of(Severity::error), color) : "    ";
      out += std::string(line) + "\n";
    } else if (line.starts_with('#')) {
      const bool title = line.starts_with("# ");
      const std::string_view words = line.substr(std::min(line.find(' ') + 1, line.size()));
      out += paint(words, heading_color, color) + "\n";
      if (title) out += std::string(facts) + "\n";
    } else {
      out += strip_marks(line, color) + "\n";
    }
  }
  return out;
}

}  // namespace afterword
