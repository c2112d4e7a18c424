#include "check/nearest.h"

#include <algorithm>
#include <string>

namespace afterword {
namespace {

char fold(char c) {
  if (c == '_') return '-';
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// Optimal string alignment distance (insert, delete, replace, swap neighbours).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t differs = fold(a[i - 1]) != fold(b[j - 1]);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + differs});
      if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) && fold(a[i - 2]) == fold(b[j - 1]))
        now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

}  // namespace

std::string_view nearest_name(std::string_view typed, const std::vector<std::string_view>& candidates) {
  constexpr std::size_t longest = 100;  // what is longer was no mistyped name
  if (typed.empty() || typed.size() > longest) return {};
  std::string_view best;
  // A short name mistyped in two places is another name; the dashes of a flag are never mistyped.
  const std::size_t letters = typed.size() - std::min(typed.find_first_not_of('-'), typed.size());
  std::size_t best_distance = letters <= 3 ? 1 : letters / 3 + 1;
  for (std::string_view candidate : candidates) {
    const std::size_t d = distance(typed, candidate);
    if (d < best_distance || (d == best_distance && best.empty())) {
      best = candidate;
      best_distance = d;
    }
  }
  if (!best.empty()) return best;
  // A part of a long name typed alone: "out-of-order" for "timeline-out-of-order".
  for (std::string_view candidate : candidates)
    if (typed.size() >= 4 && candidate.find(typed) != std::string_view::npos) return candidate;
  return {};
}

}  // namespace afterword
