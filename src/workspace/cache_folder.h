#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace afterword {

/// Where what is derived from an archive is kept: one file each below the cache folder, named by the archive's absolute
/// path, such as CACHE/afterword/search-0123456789abcdef.db. All of it can be removed at any time. Empty where `cache`
/// is empty (no home) or the folder can't be made: then nothing is kept.
[[nodiscard]] std::string cache_file(const std::string& cache, std::string_view kind, std::string_view archive);

/// FNV-1a of bytes: tells a changed file, is no seal.
[[nodiscard]] std::uint64_t hash_bytes(std::string_view bytes);

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
