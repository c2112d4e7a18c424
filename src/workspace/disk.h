#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace afterword {

enum class FileKind : std::uint8_t { file, folder, other };

struct FolderEntry {
  std::string name;
  FileKind kind{};  ///< of what a link points to is not asked: a link is told by `link`
  bool link = false;
};

/// What tells whether a file may have changed.
struct FileStamp {
  std::int64_t size = 0;
  std::int64_t changed_ns = 0;  ///< when it was last written, since 1970
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

enum class Overwrite : std::uint8_t { no, yes };

/// The disk as the doors see it, so that a test can put one in memory and make it fail. Paths are bytes, relative ones
/// begin at the working folder. Const functions may be called from several threads at once.
class Disk {
 public:
  virtual ~Disk() = default;
  /// The whole file. Errors of kind `input` name the path and the system's reason; more than 1 GiB is refused.
  [[nodiscard]] virtual Result<std::string> read_file(const std::string& path) const = 0;
  /// What stands at a path, links followed; nothing where nothing does or it can't be reached.
  [[nodiscard]] virtual std::optional<FileKind> kind_of(const std::string& path) const = 0;
  /// Size and time of a file, links followed; nothing where there is none or this disk keeps no times.
  [[nodiscard]] virtual std::optional<FileStamp> stamp_of(const std::string& path) const;
  /// The absolute path without links; empty where nothing stands there, or on a disk without links.
  [[nodiscard]] virtual std::string real_path(const std::string& path) const;
  /// What a folder holds, by name, without "." and "..".
  [[nodiscard]] virtual Result<std::vector<FolderEntry>> list_folder(const std::string& path) const = 0;
  /// Puts `bytes` in place of `expected` in one step: afterwards the file holds one or the other, whatever happens.
  /// Keeps mode and owner, writes through a symbolic link. An error where the file no longer holds `expected`.
  [[nodiscard]] virtual Result<void> replace_file(const std::string& path, std::string_view expected,
                                                  std::string_view bytes) = 0;
  /// Writes a whole file in one step. With Overwrite::no an error where something stands there already.
  [[nodiscard]] virtual Result<void> write_file(const std::string& path, std::string_view bytes,
                                                Overwrite overwrite) = 0;
  /// Writes what can be made again at any time: folders are made where they are missing, a file that stands there is
  /// replaced in one step, and nobody waits for the disk. From any number of threads at once.
  [[nodiscard]] virtual Result<void> write_derived(const std::string& path, std::string_view bytes) = 0;
  /// Removes a file, and the folders above it that it leaves empty, up to `folder`. Nothing there is no error.
  virtual void remove_derived(const std::string& folder, const std::string& path) = 0;
};

/// The machine's disk.
class SystemDisk final : public Disk {
 public:
  [[nodiscard]] Result<std::string> read_file(const std::string& path) const override;
  [[nodiscard]] std::optional<FileKind> kind_of(const std::string& path) const override;
  [[nodiscard]] std::optional<FileStamp> stamp_of(const std::string& path) const override;
  [[nodiscard]] std::string real_path(const std::string& path) const override;
  [[nodiscard]] Result<std::vector<FolderEntry>> list_folder(const std::string& path) const override;
  [[nodiscard]] Result<void> replace_file(const std::string& path, std::string_view expected,
                                          std::string_view bytes) override;
  [[nodiscard]] Result<void> write_file(const std::string& path, std::string_view bytes, Overwrite overwrite) override;
  [[nodiscard]] Result<void> write_derived(const std::string& path, std::string_view bytes) override;
  void remove_derived(const std::string& folder, const std::string& path) override;
};

/// Lets a writer finish the file it is writing, for two seconds at most, then removes what is half-written; after this
/// call no file is written any more. For the program's end; safe in a signal handler.
void remove_unfinished_file() noexcept;

/// Everything from a file descriptor, such as standard input.
[[nodiscard]] Result<std::string> read_descriptor(int descriptor, const std::string& name);

}  // namespace afterword
