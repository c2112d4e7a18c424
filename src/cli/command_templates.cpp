#include <algorithm>

#include "cli/commands.h"
#include "evidence/templates.h"

namespace afterword {
namespace {

/// Calls `each` with every line, without its line end. A last line without one counts.
template <class Each>
void for_each_line(std::string_view text, Each each) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    each(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::string write_assignments(const std::vector<std::uint32_t>& lines, const TemplateMiner::Templates& templates) {
  std::string out;
  for (const std::uint32_t fingerprint : lines) out += std::to_string(templates.of[fingerprint]) + "\n";
  return out;
}

std::string write_counts(TemplateMiner::Templates templates) {
  std::sort(templates.rows.begin(), templates.rows.end(),
            [](const auto& a, const auto& b) { return a.count != b.count ? a.count > b.count : a.text < b.text; });
  const std::size_t width = templates.rows.empty() ? 0 : std::to_string(templates.rows[0].count).size();
  std::string out;
  for (const auto& row : templates.rows) {
    const std::string count = std::to_string(row.count);
    out += std::string(width - count.size(), ' ') + count + "  " + row.text + "\n";
  }
  return out;
}

}  // namespace

ExitCode run_templates(Door& door) {
  const Request& request = door.request;
  TemplateMiner miner;
  std::vector<std::uint32_t> lines;
  for (const std::string& path : request.arguments) {
    const Result<std::string> bytes = door.read_input(path);
    if (!bytes) return door.fail(bytes.error());
    for_each_line(*bytes, [&](std::string_view line) { lines.push_back(miner.add(line)); });
  }
  if (request.has("--assign"))
    door.out.write(write_assignments(lines, miner.merge()));
  else
    door.out.write(write_counts(miner.merge()));
  return ExitCode::clean;
}

}  // namespace afterword
