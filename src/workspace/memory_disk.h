#pragma once
#include <cerrno>
#include <map>
#include <string>

#include "workspace/disk.h"

namespace afterword {

/// A disk in memory, for tests and for doors without one. Folders exist where a file lies below them. It can be made to
/// fail: put a path into `unreadable`, or set `full`.
class MemoryDisk final : public Disk {
 public:
  std::map<std::string, std::string> files;
  std::map<std::string, std::string> unreadable;  ///< path to the reason
  bool full = false;                              ///< every write fails with "No space left on device"

  [[nodiscard]] Result<std::string> read_file(const std::string& path) const override;
  [[nodiscard]] std::optional<FileKind> kind_of(const std::string& path) const override;
  [[nodiscard]] std::optional<FileStamp> stamp_of(const std::string& path) const override;
  [[nodiscard]] Result<std::vector<FolderEntry>> list_folder(const std::string& path) const override;
  [[nodiscard]] Result<void> replace_file(const std::string& path, std::string_view expected,
                                          std::string_view bytes) override;
  [[nodiscard]] Result<void> write_file(const std::string& path, std::string_view bytes, Overwrite overwrite) override;
  [[nodiscard]] Result<void> write_derived(const std::string& path, std::string_view bytes) override;
  void remove_derived(const std::string& folder, const std::string& path) override;
};

}  // namespace afterword
