#include "cli/file_source.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>

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
  ~FileSource() override { ::close(descriptor_); }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, std::span<char> out) const override {
    if (offset >= size_) return std::size_t{0};  // what is written while we read is not evidence any more
    const std::size_t want = std::min<std::uint64_t>(out.size(), size_ - offset);
    while (true) {
      const ssize_t n = ::pread(descriptor_, out.data(), want, static_cast<off_t>(offset));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return std::unexpected(trouble(path_, "read", errno));
      return static_cast<std::size_t>(n);
    }
  }
  [[nodiscard]] std::uint64_t size() const override { return size_; }

 private:
  int descriptor_;
  std::uint64_t size_;
  std::string path_;
};

/// Of a rotated log's file names the older one comes first: "app.log.2.gz", "app.log.1", "app.log".
bool is_rotated(std::string_view name, std::string_view& stem, long& number) {
  for (std::string_view ending : {".gz", ".zst", ".xz", ".bz2"})
    if (name.ends_with(ending)) name.remove_suffix(ending.size());
  const std::size_t point = name.rfind('.');
  stem = name;
  number = 0;
  if (point == std::string_view::npos || point + 1 == name.size()) return false;
  const std::string_view end = name.substr(point + 1);
  if (end.size() > 3 || end.find_first_not_of("0123456789") != std::string_view::npos) return false;
  stem = name.substr(0, point);
  number = std::strtol(std::string(end).c_str(), nullptr, 10);
  return true;
}

bool comes_before(const std::string& a, const std::string& b) {
  std::string_view stem_a, stem_b;
  long number_a = 0, number_b = 0;
  is_rotated(a, stem_a, number_a);
  is_rotated(b, stem_b, number_b);
  if (stem_a != stem_b) return stem_a < stem_b;
  return number_a != number_b ? number_a > number_b : a < b;
}

constexpr int depth_max = 32;

struct WalkOptions {
  const HistoryOptions& history;
  dev_t left_out_device = 0;  ///< of the folder that is not walked
  ino_t left_out_number = 0;
};

Result<void> walk(const std::string& folder, int depth, const WalkOptions& options, std::vector<NamedSource>& out) {
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
    } else if (S_ISREG(status.st_mode)) {
      auto file = open_file(path);
      if (!file) return std::unexpected(file.error());
      out.push_back(std::move(*file));
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
  auto source = std::make_shared<FileSource>(descriptor, static_cast<std::uint64_t>(status.st_size), path);
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
  WalkOptions options{history, 0, 0};
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
    auto file = open_file(path);
    if (!file) return std::unexpected(file.error());
    out.push_back(std::move(*file));
  }
  return out;
}

}  // namespace afterword
