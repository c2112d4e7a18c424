#include "review/bookkeeping.h"

#include <algorithm>

namespace afterword {
namespace {

/// Where the box of a list's item begins: "  - [x] …"; npos where there is none.
std::size_t find_box(std::string_view line) {
  std::size_t at = line.find_first_not_of(" \t>");
  if (at == std::string_view::npos) return at;
  const std::size_t mark = at;
  while (at < line.size() && line[at] >= '0' && line[at] <= '9') ++at;
  const bool number = at > mark && at < line.size() && (line[at] == '.' || line[at] == ')');
  const bool bullet = std::string_view("-*+").find(line[mark]) != std::string_view::npos;
  if (!number && !bullet) return std::string_view::npos;
  at = line.find_first_not_of(' ', (number ? at : mark) + 1);
  if (at == std::string_view::npos || at + 3 >= line.size() || line[at] != '[' || line[at + 2] != ']' ||
      line[at + 3] != ' ' || std::string_view(" xX").find(line[at + 1]) == std::string_view::npos)
    return std::string_view::npos;
  return at;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// What trackers call an issue: "#12", "OPS-12".
bool is_key(std::string_view text) {
  const std::size_t number = text.find_last_not_of("0123456789") + 1;
  return number > 0 && number < text.size() && (text.substr(0, number) == "#" || text[number - 1] == '-') &&
         text.find_first_of(" []()") == std::string_view::npos;
}

/// An address as trackers give their issues. Any other may be evidence, and that is no bookkeeping.
bool is_issue_address(std::string_view text) {
  if (!text.starts_with("http") || text.find_first_of(" \t[]()|") != std::string_view::npos) return false;
  for (const std::string_view path : {"/issues/", "/issue/", "/browse/", "/work_items/"}) {
    const std::size_t at = text.find(path);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = text.substr(at + path.size());
    const std::string_view key = rest.substr(0, rest.find('/'));
    if (is_key(key) || (!key.empty() && std::all_of(key.begin(), key.end(), is_digit))) return true;
  }
  return false;
}

/// "([#12](https://…/issues/12))" and the blank that was written with it.
void take_links(std::string& line) {
  constexpr std::string_view open = "([", middle = "](", close = "))";
  std::size_t from = 0;
  for (std::size_t at = line.find(open); at != std::string::npos; at = line.find(open, from)) {
    from = at + open.size();
    const std::size_t bend = line.find(middle, from), end = line.find(close, from);
    if (bend == std::string::npos || end == std::string::npos || bend > end) continue;
    const std::string_view whole(line);
    const std::size_t address = bend + middle.size();
    if (!is_key(whole.substr(from, bend - from)) || !is_issue_address(whole.substr(address, end - address))) continue;
    std::size_t last = end + close.size();
    if (at > 0 && line[at - 1] == ' ')
      --at;
    else if (last < line.size() && line[last] == ' ')
      ++last;
    line.erase(at, last - at);
    from = at;
  }
}

/// A table's row whose column for tickets was empty: a cell that is an issue's address alone is empty again.
void empty_cells(std::string& line) {
  if (line.find_first_not_of(" \t") == std::string::npos || line[line.find_first_not_of(" \t")] != '|') return;
  std::string out;
  std::string_view rest(line);
  while (!rest.empty()) {
    const std::size_t bar = rest.find('|');
    const std::string_view cell = rest.substr(0, bar);
    const std::size_t begin = cell.find_first_not_of(" \t");
    const bool said = begin != std::string_view::npos &&
                      !is_issue_address(cell.substr(begin, cell.find_last_not_of(" \t") + 1 - begin));
    if (said) out += cell;
    if (bar == std::string_view::npos) break;
    out += '|';
    rest.remove_prefix(bar + 1);
  }
  line = std::move(out);
}

bool is_fence(std::string_view line) {
  return line.substr(0, line.find_last_not_of(" \t") + 1) == "---";
}

}  // namespace

std::string without_bookkeeping(std::string_view line) {
  std::string out(line);
  if (const std::size_t box = find_box(out); box != std::string::npos) out.erase(box, 4);
  take_links(out);
  empty_cells(out);
  constexpr std::string_view note = " (done ";
  const std::size_t at = out.rfind(note);
  if (at != std::string::npos && out.ends_with(')') && out.find(", proof: ", at) == at + note.size() + 10)
    out.erase(at);
  while (out.ends_with(' ') || out.ends_with('\t')) out.pop_back();
  return out;
}

std::vector<std::string_view> without_publications(std::vector<std::string_view> lines) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (!lines.empty() && lines.front().starts_with(byte_order_mark)) lines.front().remove_prefix(byte_order_mark.size());
  if (!lines.empty() && is_fence(lines.front())) {
    const auto begin = lines.begin() + 1, end = std::find_if(begin, lines.end(), is_fence);
    const auto key = std::find_if(begin, end, [](std::string_view line) { return line.starts_with("published:"); });
    const auto next = std::find_if(std::min(key + 1, end), end, [](std::string_view line) {
      return !line.empty() && std::string_view(" \t-").find(line.front()) == std::string_view::npos;
    });
    if (end != lines.end() && key == begin && next == end)  // nothing else: it was made for the address
      lines.erase(lines.begin(), end + 1);
    else if (end != lines.end())
      lines.erase(key, next);
  }
  const auto text = std::find_if(lines.begin(), lines.end(), [](std::string_view line) { return !line.empty(); });
  lines.erase(lines.begin(), text);
  return lines;
}

}  // namespace afterword
