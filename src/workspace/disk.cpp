#include "workspace/disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <mutex>

namespace afterword {
namespace {

constexpr std::size_t bytes_max = std::size_t{1} << 30;

/// The one temporary file that may be unfinished, for the signal handler, which can see nothing but globals. Writers
/// take turns on the mutex, so there is never a second one. `is_unfinished` is set before the file is made and unset
/// after it is renamed or removed; a writer that sees `is_ending` behind that makes no file any more.
char unfinished_path[PATH_MAX];
std::atomic<bool> is_unfinished{false}, is_ending{false};
std::mutex unfinished_mutex;

/// Holds the signals that end the program back from this thread, so that the handler never interrupts the writer that
/// it waits for.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t ending;
    ::sigemptyset(&ending);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&ending, number);
    ::pthread_sigmask(SIG_BLOCK, &ending, &before_);
  }
  ~SignalsHeld() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;

 private:
  sigset_t before_{};
};

Error trouble(ErrorKind kind, const std::string& path, const char* doing, int code) {
  return {kind, std::string("can't ") + doing + " " + path + ": " + std::strerror(code), path, {}};
}

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return value_; }
  [[nodiscard]] bool is_open() const { return value_ >= 0; }
  /// Closes and tells whether that went well: a full disk may only show here.
  [[nodiscard]] bool close() {
    const int value = std::exchange(value_, -1);
    return ::close(value) == 0;
  }

 private:
  int value_;
};

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

/// A process number would do, were it not the same in every container that shares the folder.
std::string random_letters() {
  std::uint64_t bits = 0;
  if (::getrandom(&bits, sizeof bits, 0) != sizeof bits) bits = static_cast<std::uint64_t>(::getpid());
  std::string out;
  for (int i = 0; i < 10; ++i, bits /= 26) out += static_cast<char>('a' + bits % 26);
  return out;
}

/// Held while a file is replaced: who replaces it at the same time waits, and then sees that it changed. The lock is on
/// the file that stands at the path once it is held, since whoever had it before put another there. File systems that
/// know no locks go without.
class ReplaceLock {
 public:
  explicit ReplaceLock(const std::string& path) {
    constexpr int tries_max = 1000;
    for (int i = 0; i < tries_max; ++i) {
      file_.emplace(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
      if (!file_->is_open()) return;
      while (::flock(file_->get(), LOCK_EX) != 0)
        if (errno != EINTR) return;
      struct stat held{}, there{};
      if (::fstat(file_->get(), &held) != 0 || ::stat(path.c_str(), &there) != 0) return;
      if (held.st_ino == there.st_ino && held.st_dev == there.st_dev) return;
    }
  }

 private:
  std::optional<Descriptor> file_;
};

int rename_to(const std::string& from, const std::string& to, Overwrite overwrite) {
  if (overwrite == Overwrite::yes) return ::rename(from.c_str(), to.c_str());
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  return errno == EINVAL || errno == ENOSYS ? ::rename(from.c_str(), to.c_str()) : -1;
}

/// Writes beside `path` and renames. `like` gives mode and owner of the file that is replaced, or is null.
Result<void> write_in_one_step(const std::string& path, std::string_view bytes, const struct stat* like,
                               Overwrite overwrite = Overwrite::yes) {
  const std::size_t slash = path.rfind('/');
  const std::string temporary =
      path.substr(0, slash == std::string::npos ? 0 : slash + 1) + ".afterword-" + random_letters();
  if (temporary.size() >= sizeof unfinished_path)
    return std::unexpected(trouble(ErrorKind::output, path, "write", ENAMETOOLONG));
  const SignalsHeld held;
  const std::lock_guard lock(unfinished_mutex);
  std::memcpy(unfinished_path, temporary.c_str(), temporary.size() + 1);
  is_unfinished = true;
  const auto fail = [&](int code) {
    is_unfinished = false;
    return std::unexpected(trouble(ErrorKind::output, path, "write", code));
  };
  if (is_ending) return fail(EINTR);
  Descriptor out(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!out.is_open()) return fail(errno);
  const auto fail_with_file = [&](int code) {
    ::unlink(temporary.c_str());
    return fail(code);
  };
  if (like != nullptr) {
    // Only root may give a file away; where it fails the file stays ours, as with every editor.
    if (::fchown(out.get(), like->st_uid, like->st_gid) != 0) errno = 0;
    if (::fchmod(out.get(), like->st_mode & 07777) != 0) return fail_with_file(errno);
  }
  if (!write_all(out.get(), bytes)) return fail_with_file(errno);
  if (::fsync(out.get()) != 0 && errno != EINVAL && errno != EROFS) return fail_with_file(errno);
  if (!out.close()) return fail_with_file(errno);
  if (rename_to(temporary, path, overwrite) != 0) return fail_with_file(errno);
  is_unfinished = false;
  return {};
}

FileKind kind_from_mode(mode_t mode) {
  return S_ISDIR(mode) ? FileKind::folder : S_ISREG(mode) ? FileKind::file : FileKind::other;
}

}  // namespace

void remove_unfinished_file() noexcept {
  is_ending = true;
  // A writer in another thread is nearly done; one that hangs on its disk loses the file it was making.
  constexpr int waits_max = 2000, wait_ms = 1;
  for (int i = 0; i < waits_max && is_unfinished; ++i) ::poll(nullptr, 0, wait_ms);
  if (is_unfinished.exchange(false)) ::unlink(unfinished_path);
}

Result<std::string> read_descriptor(int descriptor, const std::string& name) {
  std::string out;
  struct stat status{};
  std::size_t room = 1 << 16;
  bool is_regular = false;
  if (::fstat(descriptor, &status) == 0) {
    if (S_ISDIR(status.st_mode)) return std::unexpected(trouble(ErrorKind::input, name, "read", EISDIR));
    is_regular = S_ISREG(status.st_mode) && status.st_size > 0;  // those of /proc say 0 and are not
    if (is_regular) room = static_cast<std::size_t>(status.st_size) + 1;
  }
  while (true) {
    const std::size_t before = out.size();
    if (before > bytes_max) return std::unexpected(trouble(ErrorKind::input, name, "read", EFBIG));
    room = std::min(room, bytes_max + 1);
    ssize_t n = 0;
    out.resize_and_overwrite(before + room, [&](char* bytes, std::size_t) {
      n = ::read(descriptor, bytes + before, room);
      return before + static_cast<std::size_t>(std::max<ssize_t>(n, 0));
    });
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return std::unexpected(trouble(ErrorKind::input, name, "read", errno));
    // Less than asked for is the end of a regular file; a pipe may only have to be waited for.
    if (n == 0 || (is_regular && static_cast<std::size_t>(n) < room)) return out;
    room = static_cast<std::size_t>(n) < room ? 4096 : std::max<std::size_t>(out.size(), 1 << 16);
  }
}

Result<std::string> SystemDisk::read_file(const std::string& path) const {
  const Descriptor in(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!in.is_open()) return std::unexpected(trouble(ErrorKind::input, path, "read", errno));
  return read_descriptor(in.get(), path);
}

std::optional<FileKind> SystemDisk::kind_of(const std::string& path) const {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return kind_from_mode(status.st_mode);
}

std::optional<FileStamp> Disk::stamp_of(const std::string& /*path*/) const {
  return std::nullopt;
}

std::optional<FileStamp> SystemDisk::stamp_of(const std::string& path) const {
  constexpr std::int64_t second_ns = 1'000'000'000;
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return FileStamp{status.st_size, status.st_mtim.tv_sec * second_ns + status.st_mtim.tv_nsec};
}

Result<std::vector<FolderEntry>> SystemDisk::list_folder(const std::string& path) const {
  DIR* folder = ::opendir(path.c_str());
  if (folder == nullptr) return std::unexpected(trouble(ErrorKind::input, path, "list", errno));
  std::vector<FolderEntry> out;
  while (const dirent* entry = ::readdir(folder)) {
    std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    FolderEntry found{std::move(name), FileKind::other, entry->d_type == DT_LNK};
    if (entry->d_type == DT_REG) {
      found.kind = FileKind::file;
    } else if (entry->d_type == DT_DIR) {
      found.kind = FileKind::folder;
    } else if (entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN) {
      struct stat status{};
      const std::string full = path + "/" + found.name;
      if (::lstat(full.c_str(), &status) == 0) found.link = S_ISLNK(status.st_mode);
      if (::stat(full.c_str(), &status) == 0) found.kind = kind_from_mode(status.st_mode);
    }
    out.push_back(std::move(found));
  }
  ::closedir(folder);
  std::sort(out.begin(), out.end(), [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
  return out;
}

std::string Disk::real_path(const std::string&) const {
  return {};
}

std::string SystemDisk::real_path(const std::string& path) const {
  char* resolved = ::realpath(path.c_str(), nullptr);
  if (resolved == nullptr) return {};
  std::string out = resolved;
  std::free(resolved);
  return out;
}

Result<void> SystemDisk::replace_file(const std::string& path, std::string_view expected, std::string_view bytes) {
  char* resolved = ::realpath(path.c_str(), nullptr);
  if (resolved == nullptr) return std::unexpected(trouble(ErrorKind::output, path, "write", errno));
  const std::string target = resolved;
  std::free(resolved);
  struct stat status{};
  if (::stat(target.c_str(), &status) != 0) return std::unexpected(trouble(ErrorKind::output, path, "write", errno));
  if (!S_ISREG(status.st_mode))
    return std::unexpected(Error{ErrorKind::output, "can't write " + path + ": not a regular file", path, {}});
  // A rename would replace a file that its mode protects; nobody expects that from a fix.
  if (::access(target.c_str(), W_OK) != 0) return std::unexpected(trouble(ErrorKind::output, path, "write", errno));
  const ReplaceLock lock(target);
  const Result<std::string> now = read_file(target);
  if (!now) return std::unexpected(now.error());
  if (*now != expected)
    return std::unexpected(Error{ErrorKind::output, "can't write " + path + ": it changed on disk in the meantime",
                                 path, "run the command again"});
  return write_in_one_step(target, bytes, &status);
}

Result<void> SystemDisk::write_file(const std::string& path, std::string_view bytes, Overwrite overwrite) {
  struct stat status{};
  if (::stat(path.c_str(), &status) == 0) {
    if (overwrite == Overwrite::no) return std::unexpected(trouble(ErrorKind::output, path, "write", EEXIST));
    if (S_ISDIR(status.st_mode)) return std::unexpected(trouble(ErrorKind::output, path, "write", EISDIR));
    if (!S_ISREG(status.st_mode)) {  // a device or a pipe is written into, not replaced
      const Descriptor out(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
      if (!out.is_open() || !write_all(out.get(), bytes))
        return std::unexpected(trouble(ErrorKind::output, path, "write", errno));
      return {};
    }
    char* resolved = ::realpath(path.c_str(), nullptr);
    if (resolved == nullptr) return std::unexpected(trouble(ErrorKind::output, path, "write", errno));
    const std::string target = resolved;
    std::free(resolved);
    return write_in_one_step(target, bytes, &status);
  }
  return write_in_one_step(path, bytes, nullptr, overwrite);
}

Result<void> SystemDisk::write_derived(const std::string& path, std::string_view bytes) {
  const auto fail = [&](int code) { return std::unexpected(trouble(ErrorKind::output, path, "write", code)); };
  constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
  // A new file is not looked for by anyone yet, so it is written where it will stand.
  std::string place = path;
  int descriptor = ::open(place.c_str(), flags, 0666);
  if (descriptor < 0 && errno == ENOENT) {
    for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1))
      if (::mkdir(path.substr(0, slash).c_str(), 0777) != 0 && errno != EEXIST) return fail(errno);
    descriptor = ::open(place.c_str(), flags, 0666);
  }
  const bool replaces = descriptor < 0 && errno == EEXIST;
  if (replaces) {
    place = path.substr(0, path.rfind('/') + 1) + ".afterword-" + random_letters();
    descriptor = ::open(place.c_str(), flags, 0666);
  }
  Descriptor out(descriptor);
  if (!out.is_open()) return fail(errno);
  const auto fail_with_file = [&](int code) {
    ::unlink(place.c_str());
    return fail(code);
  };
  if (!write_all(out.get(), bytes)) return fail_with_file(errno);
  if (!out.close()) return fail_with_file(errno);
  if (replaces && ::rename(place.c_str(), path.c_str()) != 0) return fail_with_file(errno);
  return {};
}

void SystemDisk::remove_derived(const std::string& folder, const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return;
  for (std::size_t slash = path.rfind('/'); slash != std::string::npos && slash > folder.size();
       slash = path.rfind('/', slash - 1))
    if (::rmdir(path.substr(0, slash).c_str()) != 0) return;
}

}  // namespace afterword
