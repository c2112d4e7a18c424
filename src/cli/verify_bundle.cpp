#include "cli/verify_bundle.h"

#include <filesystem>
#include <system_error>

#include "cli/bundle_keys.h"
#include "draft/incident.h"
#include "workspace/paths.h"
#include "workspace/read_review.h"
#include "workspace/review_report.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

const BundleFile* find_file(const std::vector<BundleFile>& files, std::string_view name) {
  for (const BundleFile& file : files)
    if (file.name == name) return &file;
  return nullptr;
}

Result<void> extract(Disk& disk, const Bundle& bundle, const std::string& folder) {
  std::error_code fault;
  std::filesystem::create_directories(folder, fault);
  if (fault)
    return std::unexpected(Error{ErrorKind::output, "can't make the folder " + folder + ": " + fault.message(), folder,
                                 "name another folder with --extract"});
  for (const BundleFile& file : bundle.files)
    if (disk.kind_of(join_path(folder, file.name)))
      return std::unexpected(Error{ErrorKind::output,
                                   join_path(folder, file.name) + " is there already; nothing was written", folder,
                                   "name an empty folder with --extract"});
  for (const BundleFile& file : bundle.files)
    if (Result<void> done = disk.write_file(join_path(folder, file.name), file.bytes, Overwrite::no); !done)
      return done;
  return {};
}

ExitCode refuse(Door& door, const std::string& path, const std::string& why) {
  door.out.write(show_path(path) + ": " + show_path(why) + "\n");
  return ExitCode::findings;
}

}  // namespace

std::string describe_sealed(const std::vector<BundleFile>& files, const Postmortem& document, Date today) {
  const std::string& name = files.front().name;
  std::string out = show_path(name);
  const BundleFile* review = find_file(files, review_path(name));
  out += review == nullptr
             ? ", never reviewed"
             : ", " + show_path(describe_phase(judge_review_of(read_review(review->bytes), document, {}, today)));
  if (const BundleFile* manifest = find_file(files, manifest_file)) {
    const Result<Manifest> evidence = read_manifest(manifest->bytes);
    if (evidence)
      out += "; " + std::to_string(evidence->inputs.size()) + (evidence->inputs.size() == 1 ? " input" : " inputs") +
             " of evidence by their hashes";
  }
  return out;
}

ExitCode verify_bundle(Door& door, const std::string& path) {
  const Result<std::string> bytes = door.read_input(path);
  if (!bytes) return door.fail(bytes.error());
  const auto bundle = read_bundle(*bytes);
  if (!bundle) {
    const BundleTrouble trouble = bundle.error().trouble;
    if (trouble == BundleTrouble::not_a_bundle || trouble == BundleTrouble::newer)
      return door.fail({ErrorKind::input, "can't verify " + path + ": " + bundle.error().message, path,
                        trouble == BundleTrouble::newer ? "verify it with the program that sealed it, or a newer one"
                                                        : "name a bundle, or a folder that `gather` wrote"});
    return refuse(door, path, bundle.error().message);
  }
  const Result<bool> good = is_signed(bundle->sums, bundle->signature, bundle->key);
  if (!good) return door.fail(good.error());
  if (!*good)
    return refuse(door, path,
                  "its signature is not good: what it holds was changed after it was signed, or the key was");
  const Result<TrustedKeys> trusted = find_trusted_keys(door);
  if (!trusted) return door.fail(trusted.error());
  const PublicKey* signer = nullptr;
  for (const PublicKey& key : trusted->keys)
    if (key.base64 == bundle->key) signer = &key;
  if (signer == nullptr)
    return refuse(
        door, path,
        "nothing in it was changed, but it is signed by a key that is not trusted: " + write_public_key(bundle->key) +
            (trusted->path.empty() ? "; no file of trusted keys was found (--keys FILE, .afterword.keys)"
                                   : "; " + trusted->path + " does not hold it"));
  const auto document = read(bundle->files.front().bytes, bundle->files.front().name);
  door.out.write(show_path(path) + ": sealed by " +
                 show_path(signer->owner.empty() ? write_public_key(signer->base64) : signer->owner) +
                 " and not changed since: " + describe_sealed(bundle->files, *document, Door::today()) + "\n");
  if (!door.request.has("--extract")) return ExitCode::clean;
  const std::string folder = door.request.get("--extract");
  if (const Result<void> done = extract(door.disk, *bundle, folder); !done) return door.fail(done.error());
  for (const BundleFile& file : bundle->files) door.out.write(show_path(join_path(folder, file.name)) + "\n");
  return ExitCode::clean;
}

}  // namespace afterword
