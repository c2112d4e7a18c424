#include "bundle/container.h"
#include "cli/bundle_keys.h"
#include "cli/commands.h"
#include "cli/verify_bundle.h"
#include "draft/incident.h"
#include "workspace/paths.h"
#include "workspace/read_review.h"
#include "workspace/review_report.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

/// The document, its review and the manifest of its evidence, as far as they are there.
Result<std::vector<BundleFile>> collect(const Door& door, const std::string& path) {
  std::vector<BundleFile> out;
  Result<std::string> document = door.disk.read_file(path);
  if (!document) return std::unexpected(document.error());
  out.push_back({base_name(path), std::move(*document)});
  for (const std::string& beside : {review_path(path), join_path(folder_of(path), manifest_file)}) {
    if (door.disk.kind_of(beside) != FileKind::file) continue;
    Result<std::string> bytes = door.disk.read_file(beside);
    if (!bytes) return std::unexpected(bytes.error());
    out.push_back({base_name(beside), std::move(*bytes)});
  }
  return out;
}

ExitCode make_key(Door& door) {
  const Result<std::string> path = secret_key_path(door);
  if (!path) return door.fail(path.error());
  const Result<SecretKey> key = create_secret_key(*path);
  if (!key) return door.fail(key.error());
  door.out.write(write_public_key(key->public_base64()) + "\n");
  door.note("the key that signs is in " + show_path(*path) +
            "; the line above is for everybody: put it into .afterword.keys, with your name behind it");
  return ExitCode::clean;
}

}  // namespace

ExitCode run_bundle(Door& door) {
  const Request& request = door.request;
  if (request.has("--new-key")) {
    if (request.arguments.empty()) return make_key(door);
    return door.fail({ErrorKind::usage, "--new-key takes no file", {}, "afterword bundle --new-key [--key FILE]"});
  }
  if (request.arguments.empty())
    return door.fail({ErrorKind::usage, "`bundle` needs a report", {}, "afterword bundle report.md"});
  const std::string& path = request.arguments.front();
  const Result<std::string> key_path = secret_key_path(door);
  if (!key_path) return door.fail(key_path.error());
  const Result<SecretKey> key = open_secret_key(door, *key_path);
  if (!key) return door.fail(key.error());
  const Result<std::vector<BundleFile>> files = collect(door, path);
  if (!files) return door.fail(files.error());
  const Result<std::string> sums = write_sums(*files);
  if (!sums) return door.fail(sums.error());
  const std::string bundle = write_bundle(*files, *sums, key->public_base64(), key->sign(*sums));
  const std::size_t ending = path.ends_with(".md") ? 3 : 0;
  const std::string output = request.get("--output", path.substr(0, path.size() - ending) + ".bundle");
  if (output == "-") {
    door.out.write(bundle);
    return ExitCode::clean;
  }
  // A sealed bundle is never changed; the same one again changes nothing.
  const Result<std::string> there =
      door.disk.kind_of(output) ? door.disk.read_file(output) : Result<std::string>(std::string());
  if (!there || *there != bundle)
    if (const Result<void> done =
            door.disk.write_file(output, bundle, request.has("--force") ? Overwrite::yes : Overwrite::no);
        !done) {
      Error error = done.error();
      if (door.disk.kind_of(output)) error.help = "it holds another bundle: name a new one with -o, or write --force";
      return door.fail(error);
    }
  const auto postmortem = read(files->front().bytes, path);
  door.out.write(show_path(output) + ": sealed " + describe_sealed(*files, *postmortem, Door::today()) + "\n");
  return ExitCode::clean;
}

}  // namespace afterword
