#include "cli/reminder_state.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "evidence/sha256.h"
#include "workspace/paths.h"

namespace afterword {

Result<ReminderState> ReminderState::open(Door& door, const std::string& path, Date today) {
  const auto refuse = [&](const std::string& why, const std::string& help) {
    return std::unexpected(Error{ErrorKind::output, why, path, help});
  };
  std::error_code trouble;
  std::filesystem::create_directories(folder_of(path), trouble);
  const std::string lock_path = path + ".lock";
  constexpr mode_t own = 0600;
  const int lock = ::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, own);
  if (lock < 0)
    return refuse(std::string("can't remember who was written to: ") + std::strerror(errno),
                  "name a file with --state");
  constexpr int tries = 300;
  constexpr useconds_t pause_us = 100'000;
  int tried = 0;
  while (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) break;
    if (++tried == tries) {
      ::close(lock);
      return refuse("another `afterword remind` is sending", "wait for it to end");
    }
    ::usleep(pause_us);
  }
  ReminderState out(door.disk, path, today, lock);
  if (door.disk.kind_of(path)) {
    const Result<std::string> text = door.disk.read_file(path);
    if (!text) return std::unexpected(text.error());
    out.log_ = ReminderLog::read(*text);
  }
  return out;
}

ReminderState::ReminderState(ReminderState&& other) noexcept
    : disk_(other.disk_),
      path_(std::move(other.path_)),
      today_(other.today_),
      lock_(other.lock_),
      log_(std::move(other.log_)) {
  other.lock_ = -1;
}

ReminderState::~ReminderState() {
  if (lock_ >= 0) ::close(lock_);
}

Result<void> ReminderState::save() {
  return disk_.write_file(path_, log_.write(today_), Overwrite::yes);
}

Result<void> ReminderState::begin(Date day, const std::string& address) {
  log_.begin(day, address);
  return save();
}

Result<void> ReminderState::finish(Date day, const std::string& address) {
  log_.finish(day, address);
  return save();
}

Result<void> ReminderState::forget(Date day, const std::string& address) {
  log_.forget(day, address);
  return save();
}

std::string reminder_state_file(const std::string& absolute_folder) {
  std::string home;
  if (const auto state = Door::variable("XDG_STATE_HOME"))
    home = *state;
  else if (const auto folder = Door::variable("HOME"))
    home = *folder + "/.local/state";
  constexpr std::size_t digits = 12;
  return home.empty() ? std::string() : home + "/afterword/reminders-" + sha256_of(absolute_folder).substr(0, digits);
}

}  // namespace afterword
