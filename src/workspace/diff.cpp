#include "workspace/diff.h"

#include <algorithm>
#include <vector>

namespace afterword {
namespace {

using Lines = std::vector<std::string_view>;

/// Lines with their line ends.
Lines split_lines(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

struct Change {
  std::size_t before_begin, before_end, after_begin, after_end;
};

/// Myers' shortest edit script, as pairs of kept lines. Gives up beyond `depth_max` changes and then keeps nothing, so
/// that cost stays linear in the text.
std::vector<std::pair<std::size_t, std::size_t>> find_kept(const Lines& a, const Lines& b) {
  constexpr int depth_max = 400;
  const int n = static_cast<int>(a.size()), m = static_cast<int>(b.size());
  const int limit = std::min(n + m, depth_max), middle = limit + 1;
  std::vector<int> reach(2 * static_cast<std::size_t>(middle) + 1, 0);
  std::vector<std::vector<int>> trace;
  const auto at = [&](std::vector<int>& v, int k) -> int& { return v[static_cast<std::size_t>(middle + k)]; };
  int depth = 0;
  for (bool found = false; depth <= limit && !found; depth += !found) {
    trace.push_back(reach);
    for (int k = -depth; k <= depth; k += 2) {
      int x =
          k == -depth || (k != depth && at(reach, k - 1) < at(reach, k + 1)) ? at(reach, k + 1) : at(reach, k - 1) + 1;
      while (x < n && x - k < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)]) ++x;
      at(reach, k) = x;
      if (x >= n && x - k >= m) {
        found = true;
        break;
      }
    }
  }
  std::vector<std::pair<std::size_t, std::size_t>> kept;
  if (depth > limit) return kept;
  int x = n, y = m;
  for (int d = depth; d >= 0; --d) {
    std::vector<int>& v = trace[static_cast<std::size_t>(d)];
    const int k = x - y;
    const int from = d == 0 ? 0 : k == -d || (k != d && at(v, k - 1) < at(v, k + 1)) ? k + 1 : k - 1;
    const int from_x = d == 0 ? 0 : at(v, from), from_y = from_x - from;
    while (x > from_x && y > from_y && x > 0 && y > 0) {
      --x;
      --y;
      kept.emplace_back(x, y);
    }
    x = from_x;
    y = from_y;
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

std::vector<Change> find_changes(const Lines& before, const Lines& after) {
  std::size_t head = 0, tail = 0;
  while (head < before.size() && head < after.size() && before[head] == after[head]) ++head;
  while (tail < before.size() - head && tail < after.size() - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  const auto middle = [&](const Lines& lines) {
    return Lines(lines.begin() + static_cast<std::ptrdiff_t>(head), lines.end() - static_cast<std::ptrdiff_t>(tail));
  };
  auto kept = find_kept(middle(before), middle(after));
  for (auto& [x, y] : kept) {
    x += head;
    y += head;
  }
  kept.emplace_back(before.size() - tail, after.size() - tail);
  std::vector<Change> out;
  std::size_t x = head, y = head;
  for (const auto& [next_x, next_y] : kept) {
    if (x < next_x || y < next_y) out.push_back({x, next_x, y, next_y});
    x = next_x + 1;
    y = next_y + 1;
  }
  return out;
}

void append_line(std::string& out, char mark, std::string_view line) {
  out += mark;
  out += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

std::string range(std::size_t begin, std::size_t end) {
  const std::size_t count = end - begin;
  return std::to_string(count == 0 ? begin : begin + 1) + (count == 1 ? "" : "," + std::to_string(count));
}

}  // namespace

std::string diff_texts(std::string_view path, std::string_view before, std::string_view after) {
  if (before == after) return {};
  constexpr std::size_t context = 3;
  const Lines a = split_lines(before), b = split_lines(after);
  const std::vector<Change> changes = find_changes(a, b);
  std::string out = "--- " + std::string(path) + "\n+++ " + std::string(path) + "\n";
  for (std::size_t i = 0; i < changes.size();) {
    std::size_t last = i;
    while (last + 1 < changes.size() && changes[last + 1].before_begin - changes[last].before_end <= 2 * context)
      ++last;
    const std::size_t lead = std::min(context, changes[i].before_begin);
    const std::size_t end = std::min(a.size(), changes[last].before_end + context);
    const std::size_t trail = end - changes[last].before_end;
    out += "@@ -" + range(changes[i].before_begin - lead, end) + " +" +
           range(changes[i].after_begin - lead, changes[last].after_end + trail) + " @@\n";
    std::size_t at = changes[i].before_begin - lead;
    for (; i <= last; ++i) {
      for (; at < changes[i].before_begin; ++at) append_line(out, ' ', a[at]);
      for (; at < changes[i].before_end; ++at) append_line(out, '-', a[at]);
      for (std::size_t k = changes[i].after_begin; k < changes[i].after_end; ++k) append_line(out, '+', b[k]);
    }
    for (; at < end; ++at) append_line(out, ' ', a[at]);
  }
  return out;
}

}  // namespace afterword
