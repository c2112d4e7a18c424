#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/board.h"
#include "dispatch/mail.h"

namespace afterword {

/// Whose mail goes where.
class OwnerBook {
 public:
  /// A row of [owners]: "Ana" → address; "*" stands for everybody who has none. False where it is no address.
  [[nodiscard]] bool add(std::string_view owner, std::string_view address);
  /// Owners that are addresses themselves are written to in this domain only.
  void set_domain(std::string_view domain) { domain_ = domain; }
  /// The addresses of an owner as a report names it: "Ana", "@ana", "Ana and Bo", "ana@example.com". Case, @ and
  /// spacing do not matter. Sorted, each once; empty where none is known.
  [[nodiscard]] std::vector<std::string> find(std::string_view owner) const;

 private:
  [[nodiscard]] std::string find_one(std::string_view owner) const;
  std::map<std::string, std::string, std::less<>> by_name_;
  std::string anybody_, domain_;
};

struct ReminderOptions {
  std::string manager;              ///< address; empty: nobody hears of what is late for long
  std::int64_t escalate_days = 14;  ///< late by more than that
};

/// What one person is to hear on a day.
struct Reminder {
  std::string address;
  std::vector<std::uint32_t> overdue, due;  ///< places in the board: their own; the longest late and the soonest first
  std::vector<std::uint32_t> escalated;     ///< others' that are late for long; only to the manager
};

struct Reminders {
  Date day;
  std::vector<Reminder> people;                              ///< by address
  std::vector<std::pair<std::string, std::size_t>> unknown;  ///< owners without an address, with the number of measures
};

/// Measures that are overdue or due within a week, by whom they concern. A measure without an owner is the owner "".
[[nodiscard]] Reminders make_reminders(const Board& board, std::span<const Record> records, const OwnerBook& owners,
                                       const ReminderOptions& options);

[[nodiscard]] std::string reminder_subject(const Reminder& reminder);
[[nodiscard]] std::string reminder_text(const Reminder& reminder, const Board& board, std::span<const Record> records);
[[nodiscard]] std::string reminder_html(const Reminder& reminder, const Board& board, std::span<const Record> records);

/// Who was written to on which day: lines of "2026-11-30 sent ana@example.com". `sending` stands there while a mail is
/// on its way, and stays where it is not known whether it arrived: it then counts as sent, for nobody shall hear twice.
class ReminderLog {
 public:
  [[nodiscard]] static ReminderLog read(std::string_view text);
  /// Rows of the last 60 days.
  [[nodiscard]] std::string write(Date today) const;
  [[nodiscard]] bool has(Date day, std::string_view address) const;
  [[nodiscard]] bool is_unsure(Date day, std::string_view address) const;
  void begin(Date day, std::string_view address) { rows_[{day, std::string(address)}] = false; }
  void finish(Date day, std::string_view address) { rows_[{day, std::string(address)}] = true; }
  void forget(Date day, std::string_view address) { rows_.erase({day, std::string(address)}); }

 private:
  std::map<std::pair<Date, std::string>, bool> rows_;  ///< whether it is known to have been sent
};

}  // namespace afterword
