#pragma once
#include <string>

#include "cli/door.h"
#include "dispatch/reminders.h"

namespace afterword {

/// The file that remembers who was written to, held by one process at a time. Every change is on disk, whole, before
/// the next thing happens.
class ReminderState {
 public:
  /// Makes the folder, waits up to half a minute for another process to let go, and reads. The lock ends with this
  /// object.
  [[nodiscard]] static Result<ReminderState> open(Door& door, const std::string& path, Date today);
  ReminderState(ReminderState&& other) noexcept;
  ReminderState(const ReminderState&) = delete;
  ReminderState& operator=(const ReminderState&) = delete;
  ReminderState& operator=(ReminderState&&) = delete;
  ~ReminderState();

  [[nodiscard]] const ReminderLog& log() const { return log_; }
  [[nodiscard]] Result<void> begin(Date day, const std::string& address);
  [[nodiscard]] Result<void> finish(Date day, const std::string& address);
  [[nodiscard]] Result<void> forget(Date day, const std::string& address);

 private:
  ReminderState(Disk& disk, std::string path, Date today, int lock)
      : disk_(disk), path_(std::move(path)), today_(today), lock_(lock) {}
  [[nodiscard]] Result<void> save();

  Disk& disk_;
  std::string path_;
  Date today_;
  int lock_ = -1;
  ReminderLog log_;
};

/// $XDG_STATE_HOME/afterword/reminders-…, one for each archive; empty without a home.
[[nodiscard]] std::string reminder_state_file(const std::string& absolute_folder);

}  // namespace afterword
