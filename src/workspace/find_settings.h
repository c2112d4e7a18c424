#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "check/settings.h"
#include "workspace/disk.h"

namespace afterword {

/// A value that a flag or the environment gives. The strongest stands last.
struct GivenSetting {
  std::string key, value, origin;
};

/// Finds the settings that hold for a file: defaults, then the user's file, then the nearest `.afterword.toml` at or
/// above the file's folder (not above the repository's root), then what is given. Each folder is asked once. Not for
/// several threads at once; the settings it returns may be shared.
class SettingsFinder {
 public:
  /// `working_folder` is absolute. `user_file` may be empty.
  SettingsFinder(const Disk& disk, std::string working_folder, std::string user_file, std::vector<GivenSetting> given);

  [[nodiscard]] Result<std::shared_ptr<const Settings>> settings_for_folder(const std::string& folder);
  /// `path` is a file's; it need not exist.
  [[nodiscard]] Result<std::shared_ptr<const Settings>> settings_for_file(const std::string& path);

 private:
  [[nodiscard]] Result<std::shared_ptr<const Settings>> look_up(const std::string& absolute_folder);
  [[nodiscard]] Result<std::shared_ptr<const Settings>> complete(Settings settings) const;

  const Disk& disk_;
  std::string working_folder_, user_file_;
  std::vector<GivenSetting> given_;
  std::map<std::string, std::shared_ptr<const Settings>> by_folder_;
  std::shared_ptr<const Settings> user_, base_;
  std::string last_folder_;  ///< of the file that was asked for last, as written, with its settings
  std::shared_ptr<const Settings> last_;
};

}  // namespace afterword
