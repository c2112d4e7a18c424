#include "workspace/ignore.h"

#include "text/ascii.h"

namespace afterword {
namespace {

/// Matches `[a-z]` at `pattern[at]`; moves `at` behind it. An unclosed one matches a literal `[`.
bool matches_set(std::string_view pattern, std::size_t& at, char c) {
  const std::size_t open = at++;
  const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (negated) ++at;
  bool found = false;
  for (bool first = true; at < pattern.size() && (first || pattern[at] != ']'); first = false) {
    char low = pattern[at++];
    if (low == '\\' && at < pattern.size()) low = pattern[at++];
    char high = low;
    if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
      high = pattern[at + 1];
      at += 2;
    }
    found = found || (low <= c && c <= high);
  }
  if (at >= pattern.size()) {
    at = open + 1;
    return c == '[';
  }
  ++at;
  return found != negated && c != '/';
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view path) {
  constexpr std::size_t none = std::string_view::npos;
  std::size_t p = 0, s = 0;
  // Where to go on after the last `*` and the last `**`, should what follows not match.
  std::size_t star_p = none, star_s = 0, deep_p = none, deep_s = 0;
  while (s < path.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      if (p + 1 < pattern.size() && pattern[p + 1] == '*') {
        p += 2;
        deep_p = p;
        deep_s = s;
        star_p = none;
        if (p < pattern.size() && pattern[p] == '/') deep_p = ++p;  // `**/` also matches no folder at all
        continue;
      }
      star_p = ++p;
      star_s = s;
      continue;
    }
    bool matched = false;
    std::size_t next = p + 1;
    if (p < pattern.size()) {
      if (pattern[p] == '?') {
        matched = path[s] != '/';
      } else if (pattern[p] == '[') {
        next = p;
        matched = matches_set(pattern, next, path[s]);
      } else if (pattern[p] == '\\' && p + 1 < pattern.size()) {
        next = p + 2;
        matched = pattern[p + 1] == path[s];
      } else {
        matched = pattern[p] == path[s];
      }
    }
    if (matched) {
      p = next;
      ++s;
    } else if (star_p != none && path[star_s] != '/') {
      p = star_p;
      s = ++star_s;
    } else if (deep_p != none) {
      const bool whole_folders = deep_p >= 1 && pattern[deep_p - 1] == '/';
      do ++deep_s;
      while (whole_folders && deep_s < path.size() && path[deep_s - 1] != '/');
      p = deep_p;
      s = deep_s;
      star_p = none;
      if (s >= path.size()) break;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size() && s >= path.size();
}

IgnoreList IgnoreList::read(std::string_view text, std::string origin) {
  IgnoreList out;
  out.origin_ = std::move(origin);
  unsigned number = 0;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    ++number;
    while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    Pattern pattern;
    pattern.line = number;
    if (line.front() == '!') {
      pattern.negated = true;
      line.remove_prefix(1);
    }
    if (line.ends_with('/')) {
      pattern.folders_only = true;
      line.remove_suffix(1);
    }
    pattern.anchored = line.find('/') != std::string_view::npos;
    if (line.starts_with('/')) line.remove_prefix(1);
    pattern.glob = line;
    if (!pattern.glob.empty()) out.patterns_.push_back(std::move(pattern));
  }
  return out;
}

const IgnoreList::Pattern* IgnoreList::decide(std::string_view path, bool is_folder) const {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  for (std::size_t i = patterns_.size(); i-- > 0;) {
    const Pattern& pattern = patterns_[i];
    if (pattern.folders_only && !is_folder) continue;
    if (matches_glob(pattern.glob, pattern.anchored ? path : name)) return &pattern;
  }
  return nullptr;
}

IgnoreList::Verdict IgnoreList::ask(std::string_view path, bool is_folder) const {
  const Pattern* pattern = decide(path, is_folder);
  if (pattern == nullptr) return Verdict::undecided;
  return pattern->negated ? Verdict::kept : Verdict::ignored;
}

std::string IgnoreList::why(std::string_view path, bool is_folder) const {
  const Pattern* pattern = decide(path, is_folder);
  return pattern == nullptr ? std::string() : origin_ + ":" + std::to_string(pattern->line);
}

}  // namespace afterword
