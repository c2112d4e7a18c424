#include "cli/bundle_keys.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "workspace/paths.h"

namespace afterword {
namespace {

std::unexpected<Error> fail_to_write(const std::string& path, int why) {
  return std::unexpected(Error{ErrorKind::output, "can't write " + path + ": " + std::strerror(why), path,
                               why == EEXIST ? "keep it, or name another file with --key" : ""});
}

std::string settings_folder() {
  const std::string file = Door::user_settings_file();
  return file.empty() ? file : folder_of(file);
}

}  // namespace

Result<std::string> secret_key_path(const Door& door) {
  if (door.request.has("--key")) return door.request.get("--key");
  const std::string folder = settings_folder();
  if (folder.empty())
    return std::unexpected(Error{ErrorKind::usage, "there is no home to keep a key in", {}, "name a file: --key FILE"});
  return join_path(folder, "bundle.key");
}

Result<SecretKey> create_secret_key(const std::string& path) {
  Result<SecretKey> key = make_secret_key();
  if (!key) return key;
  std::error_code fault;
  std::filesystem::create_directories(folder_of(path), fault);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) return fail_to_write(path, errno);
  const std::string text = key->written();
  const bool whole = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
  const int why = errno;
  ::close(file);
  if (whole) return key;
  ::unlink(path.c_str());
  return fail_to_write(path, why);
}

Result<SecretKey> open_secret_key(const Door& door, const std::string& path) {
  struct stat about{};
  if (::stat(path.c_str(), &about) == 0 && (about.st_mode & 077U) != 0)
    return std::unexpected(Error{ErrorKind::input, "others may read the key " + path + ", so it is not used", path,
                                 "take their rights away: chmod 600 " + path});
  const Result<std::string> bytes = door.disk.read_file(path);
  if (!bytes) {
    Error error = bytes.error();
    error.help = "make a key once: afterword bundle --new-key";
    return std::unexpected(error);
  }
  Result<SecretKey> key = read_secret_key(*bytes);
  if (!key) key.error().where = path;
  return key;
}

Result<TrustedKeys> find_trusted_keys(const Door& door) {
  TrustedKeys out;
  out.path = door.request.get("--keys");
  for (std::string folder = Door::working_folder(); out.path.empty(); folder = folder_of(folder)) {
    const std::string path = join_path(folder, ".afterword.keys");
    if (door.disk.kind_of(path) == FileKind::file) out.path = path;
    if (folder == "/" || door.disk.kind_of(join_path(folder, ".git"))) break;
  }
  if (const std::string folder = settings_folder(); out.path.empty() && !folder.empty())
    if (const std::string path = join_path(folder, "trusted.keys"); door.disk.kind_of(path) == FileKind::file)
      out.path = path;
  if (out.path.empty()) return out;
  const Result<std::string> bytes = door.disk.read_file(out.path);
  if (!bytes) return std::unexpected(bytes.error());
  Result<std::vector<PublicKey>> keys = read_public_keys(*bytes, out.path);
  if (!keys) return std::unexpected(keys.error());
  out.keys = std::move(*keys);
  return out;
}

}  // namespace afterword
