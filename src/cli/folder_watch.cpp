#include "cli/folder_watch.h"

#include <dirent.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace afterword {

FolderWatch::FolderWatch(std::string folder, std::string leave_out)
    : folder_(std::move(folder)), leave_out_(std::move(leave_out)) {}

FolderWatch::~FolderWatch() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> FolderWatch::open() {
  descriptor_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor_ < 0)
    return std::unexpected(Error{ErrorKind::output, std::string("can't watch files: ") + std::strerror(errno), {}, {}});
  return add(folder_);
}

Result<void> FolderWatch::add(const std::string& folder) {
  if (folder == leave_out_) return {};
  constexpr std::uint32_t events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ONLYDIR;
  const int watch = ::inotify_add_watch(descriptor_, folder.c_str(), events);
  if (watch < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return {};  // gone in the meantime
    return std::unexpected(Error{ErrorKind::output,
                                 "can't watch " + folder + ": " + std::strerror(errno),
                                 {},
                                 errno == ENOSPC ? "raise fs.inotify.max_user_watches" : std::string()});
  }
  folders_[watch] = folder;
  DIR* listed = ::opendir(folder.c_str());
  if (listed == nullptr) return {};
  Result<void> out;
  while (const dirent* entry = ::readdir(listed)) {
    if (entry->d_name[0] == '.' || entry->d_type != DT_DIR) continue;
    if (out = add(folder + "/" + entry->d_name); !out) break;
  }
  ::closedir(listed);
  return out;
}

FolderChanges FolderWatch::take_changes() {
  alignas(inotify_event) char buffer[16384];
  FolderChanges out;
  while (true) {
    const ssize_t size = ::read(descriptor_, buffer, sizeof buffer);
    if (size <= 0) return out;
    for (const char* at = buffer; at < buffer + size;) {
      inotify_event event{};
      std::memcpy(&event, at, sizeof event);
      const std::string name = event.len > 0 ? at + sizeof event : "";
      at += sizeof event + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) out.more = true;
      const auto folder = folders_.find(event.wd);
      if (folder == folders_.end() || name.empty() || name.front() == '.') continue;
      const std::string path = folder->second + "/" + name;
      if (path == leave_out_) continue;
      const bool is_folder = (event.mask & IN_ISDIR) != 0;
      // What can't be watched is at least looked at once.
      if (is_folder && (event.mask & (IN_CREATE | IN_MOVED_TO)) != 0 && !add(path)) out.more = true;
      // A file that was just made is empty still: it counts when it is closed.
      if (is_folder)
        out.more = true;
      else if ((event.mask & IN_CREATE) == 0)
        out.files.insert(path);
    }
  }
}

}  // namespace afterword
