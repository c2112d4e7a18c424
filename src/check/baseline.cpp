#include "check/baseline.h"

#include "text/ascii.h"

namespace afterword {
namespace {

std::string key_of(std::string_view text, const Finding& finding) {
  return finding.code + " " + hash_line_at(text, finding.span.begin);
}

}  // namespace

std::string hash_text(std::string_view text) {
  std::uint64_t h = 14695981039346656037ull;
  for (char c : text) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; h >>= 4) out[i] = "0123456789abcdef"[h & 15];
  return out;
}

std::string hash_line_at(std::string_view text, std::uint32_t offset) {
  // Lines beyond this are data, not prose; hashing a part keeps ten thousand findings in one line linear.
  constexpr std::size_t reach = 2000;
  const std::size_t at = std::min<std::size_t>(offset, text.size());
  const std::size_t lowest = at > reach ? at - reach : 0;
  std::size_t begin = at;
  while (begin > lowest && text[begin - 1] != '\n') --begin;
  std::size_t end = at;
  while (end < text.size() && end < at + reach && text[end] != '\n') ++end;
  std::string_view line = text.substr(begin, end - begin);
  const std::size_t first = line.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return hash_text({});
  return hash_text(line.substr(first, line.find_last_not_of(" \t\r") - first + 1));
}

Result<Baseline> Baseline::read(std::string_view text, std::string_view path) {
  Baseline out;
  std::size_t number = 0;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const std::size_t code = line.find(' ');
    const std::size_t hash = code == std::string_view::npos ? code : line.find(' ', code + 1);
    if (hash == std::string_view::npos || hash - code != 17 || hash + 1 >= line.size())
      return std::unexpected(Error{ErrorKind::settings, "this is no entry of a baseline: `CODE HASH PATH`",
                                   std::string(path) + ":" + std::to_string(number),
                                   "write the file anew with --update-baseline"});
    ++out.by_path_[std::string(line.substr(hash + 1))][std::string(line.substr(0, hash))];
  }
  return out;
}

std::vector<Finding> Baseline::take_accepted(std::string_view path, std::string_view text,
                                             std::vector<Finding>& findings) const {
  std::vector<Finding> accepted;
  const auto entries = by_path_.find(path);
  if (entries == by_path_.end()) return accepted;
  std::map<std::string, std::uint32_t> left = entries->second;
  std::vector<Finding> kept;
  for (Finding& finding : findings) {
    const auto found = left.find(key_of(text, finding));
    const bool is_accepted = found != left.end() && found->second > 0;
    if (is_accepted) --found->second;
    (is_accepted ? accepted : kept).push_back(std::move(finding));
  }
  findings = std::move(kept);
  return accepted;
}

void Baseline::add(std::string_view path, std::string_view text, const Finding& finding) {
  ++by_path_[std::string(path)][key_of(text, finding)];
}

void Baseline::add_all(const Baseline& other) {
  for (const auto& [path, entries] : other.by_path_)
    for (const auto& [key, times] : entries) by_path_[path][key] += times;
}

void Baseline::remove_paths(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) by_path_.erase(path);
}

std::string Baseline::write() const {
  std::string out =
      "# Findings that are accepted for now; new ones are told. `afterword check --baseline FILE --update-baseline`\n"
      "# writes this file: CODE, hash of the line, path.\n";
  for (const auto& [path, entries] : by_path_)
    for (const auto& [key, times] : entries)
      for (std::uint32_t i = 0; i < times; ++i) out += key + " " + path + "\n";
  return out;
}

std::size_t Baseline::size() const {
  std::size_t sum = 0;
  for (const auto& [path, entries] : by_path_)
    for (const auto& [key, times] : entries) sum += times;
  return sum;
}

std::size_t Baseline::count_missing(const Baseline& other) const {
  std::size_t missing = 0;
  for (const auto& [path, entries] : other.by_path_) {
    const auto mine = by_path_.find(path);
    for (const auto& [key, times] : entries) {
      std::uint32_t here = 0;
      if (mine != by_path_.end())
        if (const auto found = mine->second.find(key); found != mine->second.end()) here = found->second;
      if (times > here) missing += times - here;
    }
  }
  return missing;
}

}  // namespace afterword
