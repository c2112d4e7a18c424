#include "cli/file_source.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <map>

#include "connect/connectors.h"
#include "evidence/input_set.h"
#include "workspace/disk.h"

namespace afterword {
namespace {

Error trouble(const std::string& path, const char* doing, int code) {
  return {ErrorKind::input, std::string("can't ") + doing + " " + path + ": " + std::strerror(code), path, {}};
}

class FileSource final : public ByteSource {
 public:
  FileSource(int descriptor, std::uint64_t size, std::string path)
      : descriptor_(descriptor), size_(size), path_(std::move(path)) {}
  ~FileSource() override {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, std::span<char> out) const override {
    if (offset >= size_) return std::size_t{0};  // what is written while we read is not evidence any more
    const std::size_t want = std::min<std::uint64_t>(out.size(), size_ - offset);
    if (descriptor_ >= 0) return read_from(descriptor_, offset, out.first(want));
    const int descriptor = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (descriptor < 0) return std::unexpected(trouble(path_, "read", errno));
    auto read = read_from(descriptor, offset, out.first(want));
    ::close(descriptor);
    return read;
  }
  [[nodiscard]] std::uint64_t size() const override { return size_; }

 private:
  [[nodiscard]] Result<std::size_t> read_from(int descriptor, std::uint64_t offset, std::span<char> out) const {
    while (true) {
      const ssize_t n = ::pread(descriptor, out.data(), out.size(), static_cast<off_t>(offset));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return std::unexpected(trouble(path_, "read", errno));
      return static_cast<std::size_t>(n);
    }
  }

  int descriptor_;  ///< -1: too many are open already, it is opened for each reading
  std::uint64_t size_;
  std::string path_;
};

/// What stands in a folder and can't be read or is not to be: the rest of the folder is read all the same, and this is
/// told.
class UnreadSource final : public ByteSource {
 public:
  explicit UnreadSource(Error why) : why_(std::move(why)) {}
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t, std::span<char>) const override {
    return std::unexpected(why_);
  }
  [[nodiscard]] std::uint64_t size() const override { return 0; }

 private:
  Error why_;
};

/// What rotation made of a log's name.
struct Rotated {
  std::string_view stem;  ///< "app.log"
  std::string_view date;  ///< "20260624" of "app.log-20260624.gz"; empty where there is none
  long number = 0;        ///< 2 of "app.log.2.gz"
};

Rotated take_apart(std::string_view name) {
  for (std::string_view ending : {".gz", ".zst", ".xz", ".bz2"})
    if (name.ends_with(ending)) name.remove_suffix(ending.size());
  Rotated out;
  out.stem = name;
  const std::size_t end = name.find_last_not_of("0123456789-");
  if (end == std::string_view::npos || end + 1 == name.size()) return out;
  const std::size_t begin = name[end] == '.' ? end : end + 1;  // ".2", ".2026-06-24", "-20260624"
  const std::string_view tail = name.substr(begin + 1);
  const bool is_number = name[begin] == '.' && tail.size() <= 3 && tail.find('-') == std::string_view::npos;
  if (begin == 0 || tail.empty() || (!is_number && (tail.size() < 8 || (name[begin] != '.' && name[begin] != '-'))))
    return out;
  out.stem = name.substr(0, begin);
  if (is_number)
    out.number = std::strtol(std::string(tail).c_str(), nullptr, 10);
  else
    out.date = tail;
  return out;
}

/// Of a rotated log's files the older one comes first: "app.log-20260624", "app.log.2.gz", "app.log.1", "app.log".
bool comes_before(const std::string& a, const std::string& b) {
  const Rotated left = take_apart(a), right = take_apart(b);
  if (left.stem != right.stem) return left.stem < right.stem;
  if (left.date.empty() != right.date.empty()) return !left.date.empty();
  if (left.date != right.date) return left.date < right.date;
  return left.number != right.number ? left.number > right.number : a < b;
}

/// A server's folder of logs may have more files than a process may open by default. Returns how many may be open,
/// some left for what else there is.
int allow_many_files() {
  constexpr rlim_t spare = 64, most = 1 << 20;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  if (limit.rlim_cur < limit.rlim_max) {
    rlimit wanted = limit;
    wanted.rlim_cur = wanted.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &wanted) == 0) limit = wanted;
  }
  return static_cast<int>(std::min(limit.rlim_cur, most) - std::min(limit.rlim_cur, spare));
}

constexpr int depth_max = 32;

struct WalkOptions {
  const HistoryOptions& history;
  dev_t left_out_device = 0;  ///< of the folder that is not walked
  ino_t left_out_number = 0;
  std::map<std::pair<dev_t, ino_t>, std::string> seen;  ///< files that are read, and as what
};

/// Notes that a file is read under this path. If it was named before, by this or another path, the path then.
std::string see_file(WalkOptions& options, const struct stat& status, const std::string& path) {
  const auto [it, is_new] = options.seen.try_emplace({status.st_dev, status.st_ino}, path);
  return is_new ? std::string() : it->second;
}

/// A file of a folder that is walked.
void add_file(const std::string& path, const struct stat& status, WalkOptions& options, std::vector<NamedSource>& out) {
  const auto leave = [&](Error why) {
    out.push_back({path, status.st_mtime, std::make_shared<UnreadSource>(std::move(why))});
  };
  if (S_ISLNK(status.st_mode))
    return leave({ErrorKind::input, "it is a link, and links in a folder are not followed", path,
                  "name it, or the folder that it leads to"});
  if (!S_ISREG(status.st_mode)) return leave({ErrorKind::input, "it is no regular file", path, {}});
  if (!see_file(options, status, path).empty()) return;
  auto file = open_file(path);
  if (!file) return leave(file.error());
  out.push_back(std::move(*file));
}

Result<void> walk(const std::string& folder, int depth, WalkOptions& options, std::vector<NamedSource>& out) {
  if (struct stat status{}; ::lstat((folder + "/.git").c_str(), &status) == 0 && is_repository(folder)) {
    auto commits = read_repository(folder, options.history);
    if (!commits) return std::unexpected(commits.error());
    out.push_back(std::move(*commits));
    return {};
  }
  DIR* handle = ::opendir(folder.c_str());
  if (handle == nullptr) return std::unexpected(trouble(folder, "list", errno));
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(handle))
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  ::closedir(handle);
  std::sort(names.begin(), names.end(), comes_before);
  for (const std::string& name : names) {
    const std::string path = folder.ends_with('/') ? folder + name : folder + "/" + name;
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0) continue;
    if (status.st_ino == options.left_out_number && status.st_dev == options.left_out_device) continue;
    if (S_ISDIR(status.st_mode) && depth < depth_max) {
      if (Result<void> walked = walk(path, depth + 1, options, out); !walked) return walked;
    } else if (!S_ISDIR(status.st_mode)) {
      add_file(path, status, options, out);
    }
  }
  return {};
}

}  // namespace

Result<NamedSource> open_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (descriptor < 0) return std::unexpected(trouble(path, "read", errno));
  struct stat status{};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(descriptor);
    return std::unexpected(Error{ErrorKind::input, "can't read " + path + ": it is no regular file", path,
                                 "pipe it into 'afterword gather -'"});
  }
  static const int open_most = allow_many_files();
  const bool stays_open = descriptor < open_most;
  if (!stays_open) ::close(descriptor);
  auto source =
      std::make_shared<FileSource>(stays_open ? descriptor : -1, static_cast<std::uint64_t>(status.st_size), path);
  return NamedSource{path, status.st_mtime, std::move(source)};
}

std::shared_ptr<ByteStream> open_standard_input() {
  class Input final : public ByteStream {
   public:
    [[nodiscard]] Result<std::size_t> read(std::span<char> out) override {
      while (true) {
        const ssize_t n = ::read(STDIN_FILENO, out.data(), out.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return std::unexpected(trouble("standard input", "read", errno));
        return static_cast<std::size_t>(n);
      }
    }
  };
  return std::make_shared<Input>();
}

Result<std::vector<NamedSource>> open_sources(const std::vector<std::string>& paths, const HistoryOptions& history,
                                              const std::string& leave_out) {
  std::vector<NamedSource> out;
  WalkOptions options{history, 0, 0, {}};
  if (struct stat status{}; !leave_out.empty() && ::stat(leave_out.c_str(), &status) == 0) {
    options.left_out_device = status.st_dev;
    options.left_out_number = status.st_ino;
  }
  for (const std::string& path : paths) {
    if (path == "-") {
      auto bytes = read_descriptor(STDIN_FILENO, "standard input");
      if (!bytes) return std::unexpected(bytes.error());
      out.push_back({"-", std::time(nullptr), std::make_shared<MemorySource>(std::move(*bytes))});
      continue;
    }
    if (is_server_url(path)) {
      FetchOptions wanted;
      wanted.since = history.since;
      wanted.until = history.until;
      auto fetched = fetch_server(path, wanted);
      if (!fetched) return std::unexpected(fetched.error());
      for (NamedSource& source : *fetched) out.push_back(std::move(source));
      continue;
    }
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) return std::unexpected(trouble(path, "read", errno));
    if (S_ISDIR(status.st_mode)) {
      if (Result<void> walked = walk(path, 0, options, out); !walked) return std::unexpected(walked.error());
      continue;
    }
    if (!see_file(options, status, path).empty()) continue;
    auto file = open_file(path);
    if (!file) return std::unexpected(file.error());
    out.push_back(std::move(*file));
  }
  return out;
}

}  // namespace afterword
