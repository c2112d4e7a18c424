#include "workspace/find_settings.h"

#include "workspace/paths.h"

namespace afterword {

namespace {
constexpr std::string_view settings_name = ".afterword.toml";
}  // namespace

SettingsFinder::SettingsFinder(const Disk& disk, std::string working_folder, std::string user_file,
                               std::vector<GivenSetting> given)
    : disk_(disk),
      working_folder_(std::move(working_folder)),
      user_file_(std::move(user_file)),
      given_(std::move(given)) {}

Result<std::shared_ptr<const Settings>> SettingsFinder::complete(Settings settings) const {
  for (const GivenSetting& each : given_) {
    const Result<void> done = apply_setting(settings, each.key, each.value, each.origin);
    if (!done) return std::unexpected(done.error());
  }
  return std::make_shared<const Settings>(std::move(settings));
}

Result<std::shared_ptr<const Settings>> SettingsFinder::look_up(const std::string& folder) {
  if (const auto found = by_folder_.find(folder); found != by_folder_.end()) return found->second;
  const std::string file = join_path(folder, settings_name);
  Result<std::shared_ptr<const Settings>> out = base_;
  if (disk_.kind_of(file) == FileKind::file) {
    const Result<std::string> text = disk_.read_file(file);
    if (!text) return std::unexpected(text.error());
    Settings settings = *user_;
    const std::string shown = relative_path(working_folder_, file);
    const Result<void> done = apply_settings(settings, *text, shown);
    if (!done) return std::unexpected(done.error());
    settings.origin = file;
    out = complete(std::move(settings));
  } else if (folder != "/" && !disk_.kind_of(join_path(folder, ".git"))) {
    out = look_up(folder_of(folder));
  }
  if (out) by_folder_[folder] = *out;
  return out;
}

Result<std::shared_ptr<const Settings>> SettingsFinder::settings_for_folder(const std::string& folder) {
  if (user_ == nullptr) {
    Settings user;
    if (!user_file_.empty() && disk_.kind_of(user_file_) == FileKind::file) {
      const Result<std::string> text = disk_.read_file(user_file_);
      if (!text) return std::unexpected(text.error());
      const Result<void> done = apply_settings(user, *text, user_file_);
      if (!done) return std::unexpected(done.error());
      user.origin.clear();
    }
    user_ = std::make_shared<const Settings>(user);
    auto base = complete(std::move(user));
    if (!base) return base;
    base_ = *base;
  }
  return look_up(absolute_path(working_folder_, folder));
}

Result<std::shared_ptr<const Settings>> SettingsFinder::settings_for_file(const std::string& path) {
  std::string folder = folder_of(path);
  if (last_ == nullptr || folder != last_folder_) {  // neighbours follow one another
    const auto found = settings_for_folder(folder_of(absolute_path(working_folder_, path)));
    if (!found) return found;
    last_ = *found;
    last_folder_ = std::move(folder);
  }
  return last_;
}

}  // namespace afterword
