#include "workspace/cache_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>

#include "base/hash_bytes.h"
#include "workspace/disk.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

constexpr std::int64_t second_ns = 1'000'000'000;

bool make_folders(const std::string& path) {
  for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string folder = path.substr(0, slash);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return false;
    if (slash == std::string::npos) return ::access(path.c_str(), W_OK) == 0;
  }
}

std::string folders_file(const std::string& file) {
  return file + ".folders";
}

/// When what stands there last changed; the end of all days where nothing does.
std::int64_t changed_ns(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return std::numeric_limits<std::int64_t>::max();
  return status.st_mtim.tv_sec * second_ns + status.st_mtim.tv_nsec;
}

}  // namespace

std::string cache_file(const std::string& cache, std::string_view kind, std::string_view archive) {
  if (cache.empty()) return {};
  const std::string folder = join_path(cache, "afterword");
  if (!make_folders(folder)) return {};
  const std::uint64_t hash = hash_bytes(archive);
  std::string name = std::string(kind) + "-";
  for (int i = 15; i >= 0; --i) name += "0123456789abcdef"[hash >> (4 * i) & 0xFU];
  return join_path(folder, name + ".db");
}

MappedFile map_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return {};
  struct stat status{};
  MappedFile out;
  if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    const auto size = static_cast<std::size_t>(status.st_size);
    void* at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (at != MAP_FAILED) {
      out.bytes = {static_cast<const std::byte*>(at), size};
      out.owner = std::shared_ptr<const void>(at, [size](const void* p) { ::munmap(const_cast<void*>(p), size); });
    }
  }
  ::close(descriptor);
  return out;
}

std::int64_t clock_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return now.tv_sec * second_ns + now.tv_nsec;
}

bool was_just_looked_at(const std::string& file) {
  constexpr std::int64_t trusted_ns = 30 * second_ns;
  const std::int64_t looked = changed_ns(file), now = clock_ns();
  if (looked > now || now - looked >= trusted_ns) return false;
  const Result<std::string> folders = SystemDisk().read_file(folders_file(file));
  if (!folders || folders->empty()) return false;
  for (std::size_t at = 0; at < folders->size();) {
    const std::size_t end = std::min(folders->find('\0', at), folders->size());
    if (changed_ns(folders->substr(at, end - at)) >= looked) return false;
    at = end + 1;
  }
  return true;
}

void remember_look(const std::string& file, std::span<const std::string> folders, std::int64_t began_ns) {
  std::string list;
  for (const std::string& folder : folders) list.append(folder) += '\0';
  SystemDisk disk;
  const Result<std::string> before = disk.read_file(folders_file(file));
  const bool known = before && *before == list;
  if (!known && !disk.write_derived(folders_file(file), list)) return;  // without the list every look is a whole one
  constexpr std::int64_t tick_ns = 20'000'000;  // times of files lag behind the clock by a tick of the kernel
  began_ns -= tick_ns;
  const timespec when{static_cast<time_t>(began_ns / second_ns), static_cast<long>(began_ns % second_ns)};
  const timespec times[2] = {when, when};
  static_cast<void>(::utimensat(AT_FDCWD, file.c_str(), times, 0));
}

FileLock::FileLock(const std::string& path) : descriptor_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  while (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
  }
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace afterword
