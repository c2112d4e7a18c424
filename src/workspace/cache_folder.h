#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace afterword {

/// Where what is derived from an archive is kept: one file each below the cache folder, named by the archive's absolute
/// path, such as CACHE/afterword/search-0123456789abcdef.db. All of it can be removed at any time. Empty where `cache`
/// is empty (no home) or the folder can't be made: then nothing is kept.
[[nodiscard]] std::string cache_file(const std::string& cache, std::string_view kind, std::string_view archive);

/// A file's bytes where they lie, without reading them; empty where it can't be. They stay when the file is replaced.
struct MappedFile {
  std::span<const std::byte> bytes;
  std::shared_ptr<const void> owner;
};
[[nodiscard]] MappedFile map_file(const std::string& path);

/// Whether what is kept in `file` may be taken for what a large archive says without looking at each of its files: all
/// were looked at half a minute ago at most, and nothing came to or went from any of its folders since: a file that was
/// just saved there is found. `file` bears the time of that look, FILE.folders the folders.
[[nodiscard]] bool was_just_looked_at(const std::string& file);
/// Remembers a look that began at `began_ns`. `folders`: all that were walked, absolute.
void remember_look(const std::string& file, std::span<const std::string> folders, std::int64_t began_ns);
/// Nanoseconds since 1970.
[[nodiscard]] std::int64_t clock_ns();
/// Archives of fewer files are looked at each time: it takes some milliseconds.
inline constexpr std::size_t large_archive_files = 5'000;

/// One process at a time makes or changes a file: the others wait. Released when it goes.
class FileLock {
 public:
  explicit FileLock(const std::string& path);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_;
};

}  // namespace afterword
