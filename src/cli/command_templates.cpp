#include <algorithm>

#include "cli/commands.h"
#include "cli/file_source.h"
#include "cli/reading_progress.h"
#include "evidence/template_pass.h"

namespace afterword {
namespace {

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
  std::vector<TemplateInput> inputs;
  std::uint64_t all = 0;
  for (const std::string& path : request.arguments) {
    if (path == "-") {
      inputs.push_back({nullptr, open_standard_input()});
      continue;
    }
    auto sources = open_sources({path}, {});
    if (!sources) return door.fail(sources.error());
    for (NamedSource& source : *sources) {
      all += source.bytes->size();
      inputs.push_back({std::move(source.bytes), nullptr});
    }
  }
  TemplateOptions options;
  options.raw_lines = request.has("--raw-lines");
  options.assign = request.has("--assign");
  if (request.has("--threads")) options.threads = static_cast<unsigned>(std::atoi(request.get("--threads").c_str()));
  ReadingProgress progress(door);
  std::uint64_t done = 0;
  if (progress.is_on() && all != 0)
    options.progress = [&](std::uint64_t bytes) { progress.show(std::min(done += bytes, all), all); };
  auto found = find_templates(inputs, options);
  progress.clear();
  if (!found) return door.fail(found.error());
  if (options.assign)
    door.out.write(write_assignments(found->lines, found->templates));
  else
    door.out.write(write_counts(std::move(found->templates)));
  return ExitCode::clean;
}

}  // namespace afterword
