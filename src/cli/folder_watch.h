#pragma once
#include <map>
#include <set>
#include <string>

#include "base/error.h"

namespace afterword {

/// What changed below a folder.
struct FolderChanges {
  std::set<std::string> files;  ///< written, made, moved or removed; absolute
  bool more = false;            ///< something else too: a folder, or more than the system could tell
  [[nodiscard]] bool any() const { return more || !files.empty(); }
};

/// Tells when something below a folder changes (inotify). New folders are watched too; hidden ones and `leave_out` are
/// not.
class FolderWatch {
 public:
  FolderWatch(std::string folder, std::string leave_out);
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;

  /// Begins. Errors of kind `output` where the system has no more watches to give.
  [[nodiscard]] Result<void> open();
  /// For poll(2).
  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// Takes what has come.
  [[nodiscard]] FolderChanges take_changes();

 private:
  Result<void> add(const std::string& folder);
  std::string folder_, leave_out_;  ///< absolute
  int descriptor_ = -1;
  std::map<int, std::string> folders_;  ///< by watch
};

}  // namespace afterword
