#include "workspace/cache_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>

#include "base/hash_bytes.h"
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

bool was_just_looked_at(const std::string& file, const std::string& folder) {
  constexpr std::int64_t trusted_ns = 30 * second_ns;
  struct stat kept{}, own{};
  if (::stat(file.c_str(), &kept) != 0 || ::stat(folder.c_str(), &own) != 0) return false;
  const std::int64_t looked = kept.st_mtim.tv_sec * second_ns + kept.st_mtim.tv_nsec;
  const std::int64_t changed = own.st_mtim.tv_sec * second_ns + own.st_mtim.tv_nsec;
  const std::int64_t now = clock_ns();
  return looked <= now && now - looked < trusted_ns && changed < looked;
}

void remember_look(const std::string& file, std::int64_t began_ns) {
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
