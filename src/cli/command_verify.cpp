#include "cli/commands.h"
#include "cli/file_source.h"
#include "cli/verify_bundle.h"
#include "draft/incident.h"
#include "evidence/gather.h"
#include "evidence/sha256.h"

namespace afterword {
namespace {

std::string plural(std::size_t n, std::string_view word) {
  return std::to_string(n) + " " + std::string(word) + (n == 1 ? "" : "s");
}

/// What is wrong with a citation, or nothing.
std::string fault_of(const ManifestCitation& citation, const std::vector<NamedSource>& sources,
                     const Evidence& evidence) {
  const auto bytes = read_place(sources, evidence, citation.place);
  if (!bytes) return bytes.error().message;
  if (sha256_of(*bytes).substr(0, 16) != citation.sha256_16) return "the record is not the one that was cited";
  return {};
}

/// The file that holds an input: "archive.zip!member" lies in "archive.zip".
std::string container_of(const std::string& path) {
  return path.substr(0, path.find('!'));
}

}  // namespace

ExitCode run_verify(Door& door) {
  std::string folder = door.request.arguments.front();
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  if (folder == "-" || door.disk.kind_of(folder) == FileKind::file) return verify_bundle(door, folder);
  const std::string path = folder + "/" + std::string(manifest_file);
  if (!door.disk.kind_of(path))
    return door.fail({ErrorKind::input,
                      door.disk.kind_of(folder) ? folder + " holds nothing that can be verified"
                                                : "can't read " + folder + ": No such file or directory",
                      {},
                      "name a folder that `afterword gather -o` wrote, or a bundle"});
  const Result<std::string> json = door.disk.read_file(path);
  if (!json) return door.fail(json.error());
  Result<Manifest> manifest = read_manifest(*json);
  if (!manifest) {
    manifest.error().where = path;
    return door.fail(manifest.error());
  }
  Evidence evidence;
  std::vector<NamedSource> sources;
  std::unordered_map<std::string, bool> opened;
  for (const ManifestInput& input : manifest->inputs) {
    evidence.inputs.emplace_back().path = input.path;
    const std::string container = container_of(input.path);
    if (opened.contains(container)) continue;
    auto found = open_sources({container}, {});
    opened[container] = found.has_value();
    if (!found) continue;
    for (NamedSource& source : *found) sources.push_back(std::move(source));
  }
  std::size_t broken = 0;
  for (const ManifestCitation& citation : manifest->citations) {
    const ManifestInput& input = manifest->inputs[citation.input];
    const std::string fault =
        opened[container_of(input.path)] ? fault_of(citation, sources, evidence) : "the input is not there any more";
    if (fault.empty()) continue;
    ++broken;
    door.out.write(input.path + ":" + std::to_string(citation.place.line) + ": " + fault + "\n");
  }
  if (broken == 0) {
    door.out.write(plural(manifest->citations.size(), "citation") + " of " + plural(manifest->inputs.size(), "input") +
                   " resolve to the same bytes\n");
    return ExitCode::clean;
  }
  door.out.write(std::to_string(broken) + " of " + plural(manifest->citations.size(), "citation") +
                 " can't be proven; inputs are looked for from the folder in which gather was run\n");
  return ExitCode::findings;
}

}  // namespace afterword
