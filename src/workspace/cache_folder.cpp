#include "workspace/cache_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "workspace/paths.h"

namespace afterword {
namespace {

bool make_folders(const std::string& path) {
  for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string folder = path.substr(0, slash);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return false;
    if (slash == std::string::npos) return ::access(path.c_str(), W_OK) == 0;
  }
}

}  // namespace

std::uint64_t hash_bytes(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

std::string cache_file(const std::string& cache, std::string_view kind, std::string_view archive) {
  if (cache.empty()) return {};
  const std::string folder = join_path(cache, "afterword");
  if (!make_folders(folder)) return {};
  const std::uint64_t hash = hash_bytes(archive);
  std::string name = std::string(kind) + "-";
  for (int i = 15; i >= 0; --i) name += "0123456789abcdef"[hash >> (4 * i) & 0xFU];
  return join_path(folder, name + ".db");
}

FileLock::FileLock(const std::string& path) : descriptor_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  while (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
  }
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace afterword
