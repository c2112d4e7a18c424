#include "workspace/memory_disk.h"

#include <mutex>

#include "base/hash_bytes.h"

namespace afterword {
namespace {

/// Files may be read and derived ones written from several threads at once.
std::mutex one_at_a_time;

Error trouble(ErrorKind kind, const std::string& path, const char* doing, std::string_view why) {
  return {kind, std::string("can't ") + doing + " " + path + ": " + std::string(why), path, {}};
}

}  // namespace

Result<std::string> MemoryDisk::read_file(const std::string& path) const {
  const std::lock_guard lock(one_at_a_time);
  if (const auto bad = unreadable.find(path); bad != unreadable.end())
    return std::unexpected(trouble(ErrorKind::input, path, "read", bad->second));
  const auto found = files.find(path);
  if (found == files.end())
    return std::unexpected(trouble(ErrorKind::input, path, "read", "No such file or directory"));
  return found->second;
}

std::optional<FileKind> MemoryDisk::kind_of(const std::string& path) const {
  if (files.contains(path)) return FileKind::file;
  const std::string folder = path == "/" ? path : path + "/";
  const auto below = files.lower_bound(folder);
  if (below != files.end() && below->first.starts_with(folder)) return FileKind::folder;
  return std::nullopt;
}

std::optional<FileStamp> MemoryDisk::stamp_of(const std::string& path) const {
  const auto at = files.find(path);
  if (at == files.end()) return std::nullopt;
  return FileStamp{static_cast<std::int64_t>(at->second.size()), static_cast<std::int64_t>(hash_bytes(at->second))};
}

Result<std::vector<FolderEntry>> MemoryDisk::list_folder(const std::string& path) const {
  const std::string folder = path == "/" ? path : path + "/";
  std::vector<FolderEntry> out;
  for (auto it = files.lower_bound(folder); it != files.end() && it->first.starts_with(folder); ++it) {
    const std::string rest = it->first.substr(folder.size());
    const std::size_t slash = rest.find('/');
    const std::string name = rest.substr(0, slash);
    if (out.empty() || out.back().name != name)
      out.push_back({name, slash == std::string::npos ? FileKind::file : FileKind::folder, false});
  }
  if (out.empty()) return std::unexpected(trouble(ErrorKind::input, path, "list", "No such file or directory"));
  return out;
}

Result<void> MemoryDisk::replace_file(const std::string& path, std::string_view expected, std::string_view bytes) {
  const Result<std::string> now = read_file(path);
  if (!now) return std::unexpected(now.error());
  if (*now != expected)
    return std::unexpected(trouble(ErrorKind::output, path, "write", "it changed on disk in the meantime"));
  return write_file(path, bytes, Overwrite::yes);
}

Result<void> MemoryDisk::write_file(const std::string& path, std::string_view bytes, Overwrite overwrite) {
  if (full) return std::unexpected(trouble(ErrorKind::output, path, "write", "No space left on device"));
  if (overwrite == Overwrite::no && files.contains(path))
    return std::unexpected(trouble(ErrorKind::output, path, "write", "File exists"));
  files[path] = bytes;
  return {};
}

Result<void> MemoryDisk::write_derived(const std::string& path, std::string_view bytes) {
  const std::lock_guard lock(one_at_a_time);
  return write_file(path, bytes, Overwrite::yes);
}

void MemoryDisk::remove_derived(const std::string&, const std::string& path) {
  files.erase(path);
}

}  // namespace afterword
