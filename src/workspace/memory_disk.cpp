#include "workspace/memory_disk.h"

namespace afterword {
namespace {

Error trouble(ErrorKind kind, const std::string& path, const char* doing, std::string_view why) {
  return {kind, std::string("can't ") + doing + " " + path + ": " + std::string(why), path, {}};
}

}  // namespace

Result<std::string> MemoryDisk::read_file(const std::string& path) const {
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

}  // namespace afterword
