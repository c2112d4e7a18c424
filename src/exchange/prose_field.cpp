#include "exchange/prose_field.h"

#include "exchange/rich_text.h"
#include "text/ascii.h"

namespace afterword {
namespace {

/// Tags that an editor writes and a person rarely types.
bool looks_like_html(std::string_view text) {
  const std::string lower = lower_ascii(text);
  return contains_any(lower, {"</p>", "</h1>", "</h2>", "</h3>", "</li>", "</ul>", "</div>", "</strong>", "</b>",
                              "<br>", "<br/>", "<br />", "</span>", "</table>", "</a>"});
}

std::string even_lines(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') {
      if (i + 1 >= text.size() || text[i + 1] != '\n') out += '\n';
    } else {
      out += text[i];
    }
  }
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  return out.empty() ? out : out + "\n";
}

int heading_level(std::string_view line) {
  const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
  return marks >= 1 && marks <= 6 && (marks == line.size() || line[marks] == ' ' || line[marks] == '\t')
             ? static_cast<int>(marks)
             : 0;
}

/// Calls `each` with every line and whether it is code.
template <class Each>
void for_lines(std::string_view text, Each each) {
  std::string fence;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const std::size_t begin = std::min(line.find_first_not_of(" >"), line.size());
    const std::string_view bare = line.substr(begin);
    const std::size_t ticks = bare.empty() ? 0 : std::min(bare.find_first_not_of(bare[0]), bare.size());
    const bool mark = ticks >= 3 && (bare[0] == '`' || bare[0] == '~');
    const bool in_code = !fence.empty();
    if (mark && !in_code)
      fence = bare.substr(0, ticks);
    else if (mark && bare[0] == fence[0] && ticks >= fence.size() &&
             bare.find_first_not_of(" \t", ticks) == std::string_view::npos)
      fence.clear();
    each(line, in_code || mark);
    at = end + 1;
  }
}

}  // namespace

std::string prose_of_field(std::string_view text) {
  if (text.empty()) return {};
  if (looks_like_html(text)) return write_rich_markdown(read_rich_html(text));
  return even_lines(text);
}

std::string with_headings_at(std::string_view markdown, int level) {
  int highest = 7;
  for_lines(markdown, [&](std::string_view line, bool code) {
    if (const int here = code ? 0 : heading_level(line); here > 0) highest = std::min(highest, here);
  });
  std::string out;
  for_lines(markdown, [&](std::string_view line, bool code) {
    const int here = code ? 0 : heading_level(line);
    if (here > 0) {
      out += std::string(static_cast<std::size_t>(std::min(6, here - highest + level)), '#');
      out += line.substr(static_cast<std::size_t>(here));
    } else {
      out += line;
    }
    out += '\n';
  });
  return out;
}

std::string indented(std::string_view markdown, std::size_t indent) {
  std::string out;
  bool first = true;
  while (markdown.ends_with('\n')) markdown.remove_suffix(1);
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
    if (!first) out += '\n';
    if (!first && end > at) out += std::string(indent, ' ');
    out += markdown.substr(at, end - at);
    first = false;
    at = end + 1;
  }
  return out;
}

}  // namespace afterword
