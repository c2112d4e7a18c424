#pragma once
#include <map>
#include <string>

#include "base/error.h"

namespace afterword {

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
  /// Takes what has come; whether any of it is about a file or folder that counts.
  [[nodiscard]] bool take_changes();

 private:
  Result<void> add(const std::string& folder);
  std::string folder_, leave_out_;  ///< absolute
  int descriptor_ = -1;
  std::map<int, std::string> folders_;  ///< by watch
};

}  // namespace afterword
