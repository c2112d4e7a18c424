#include "dispatch/reminders.h"

#include <algorithm>
#include <set>

#include "archive/mail_look.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr std::int64_t week_days = 7;
constexpr std::size_t shown_max = 30;

/// Lower case, without @ before it, spaces as one.
std::string key_of(std::string_view owner) {
  std::string out;
  for (const char c : owner) {
    const bool space = static_cast<unsigned char>(c) <= ' ';
    if ((space || c == '@') && (out.empty() || (space && out.back() == ' '))) continue;
    out += space ? ' ' : lower_ascii(c);
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string count_of(std::size_t count, std::string_view one) {
  return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

/// "3 days late", "in 2 days".
std::string when_of(const BoardTask& task, Date day) {
  return days_in_words(days_of(*task.due) - days_of(day));
}

std::string owner_of(const KeptMeasure& measure) {
  return measure.owner.empty() ? "no owner" : measure.owner;
}

struct Part {
  std::string_view heading;
  const std::vector<std::uint32_t>& tasks;
};

std::vector<Part> parts_of(const Reminder& reminder) {
  std::vector<Part> out;
  if (!reminder.overdue.empty()) out.push_back({"Overdue", reminder.overdue});
  if (!reminder.due.empty()) out.push_back({"Due this week", reminder.due});
  if (!reminder.escalated.empty()) out.push_back({"Late for long, of others", reminder.escalated});
  return out;
}

}  // namespace

bool OwnerBook::add(std::string_view owner, std::string_view address) {
  const auto read = read_mail_address(address);
  if (!read) return false;
  if (owner == "*")
    anybody_ = read->address;
  else
    by_name_[key_of(owner)] = read->address;
  return true;
}

std::string OwnerBook::find_one(std::string_view owner) const {
  if (const auto found = by_name_.find(key_of(owner)); found != by_name_.end()) return found->second;
  const auto itself = read_mail_address(owner);
  if (itself && !domain_.empty() && lower_ascii(itself->domain()) == lower_ascii(domain_)) return itself->address;
  return {};
}

std::vector<std::string> OwnerBook::find(std::string_view owner) const {
  std::set<std::string> out;
  if (const std::string whole = find_one(owner); !whole.empty()) return {whole};
  constexpr std::string_view borders[] = {",", ";", "/", "&", "+", " and "};
  std::string_view rest = owner;
  while (!rest.empty()) {
    std::size_t end = rest.size(), next = rest.size();
    for (const std::string_view border : borders)
      if (const std::size_t at = rest.find(border); at < end) {
        end = at;
        next = at + border.size();
      }
    if (std::string one = find_one(rest.substr(0, end)); !one.empty()) out.insert(std::move(one));
    rest.remove_prefix(next);
  }
  if (out.empty() && !anybody_.empty()) out.insert(anybody_);
  return {out.begin(), out.end()};
}

Reminders make_reminders(const Board& board, std::span<const Record> records, const OwnerBook& owners,
                         const ReminderOptions& options) {
  std::map<std::string, Reminder> people;
  std::map<std::string, std::size_t> unknown;
  const auto person = [&](const std::string& address) -> Reminder& {
    Reminder& out = people[lower_ascii(address)];
    if (out.address.empty()) out.address = address;
    return out;
  };
  for (std::uint32_t i = 0; i < board.tasks.size(); ++i) {
    const BoardTask& task = board.tasks[i];
    if (task.state == MeasureState::done || !task.due) continue;
    const std::int64_t days = days_of(*task.due) - days_of(board.day);
    if (days > week_days) continue;
    const std::string& owner = records[task.report].measures[task.measure].owner;
    const std::vector<std::string> found = owners.find(owner);
    if (found.empty()) ++unknown[owner];
    for (const std::string& address : found) {
      Reminder& reminder = person(address);
      (days < 0 ? reminder.overdue : reminder.due).push_back(i);
    }
    const bool long_late = -days > options.escalate_days;
    const bool own = std::any_of(found.begin(), found.end(), [&](const std::string& address) {
      return lower_ascii(address) == lower_ascii(options.manager);
    });
    if (long_late && !options.manager.empty() && !own) person(options.manager).escalated.push_back(i);
  }
  Reminders out;
  out.day = board.day;
  for (auto& [key, reminder] : people) out.people.push_back(std::move(reminder));
  out.unknown.assign(unknown.begin(), unknown.end());
  return out;
}

std::string reminder_subject(const Reminder& reminder) {
  std::string out;
  const auto add = [&](std::size_t count, const std::string& text) {
    if (count > 0) out += (out.empty() ? "" : ", ") + text;
  };
  // The first figure says of what it is.
  const auto figure = [&](std::size_t count) {
    return out.empty() ? count_of(count, "measure") : std::to_string(count);
  };
  add(reminder.overdue.size(), figure(reminder.overdue.size()) + " overdue");
  add(reminder.due.size(), figure(reminder.due.size()) + " due this week");
  add(reminder.escalated.size(), figure(reminder.escalated.size()) + " of others late for long");
  return "Postmortems: " + out;
}

std::string reminder_text(const Reminder& reminder, const Board& board, std::span<const Record> records) {
  std::string out;
  for (const Part& part : parts_of(reminder)) {
    out += std::string(out.empty() ? "" : "\n") + std::string(part.heading) + "\n";
    for (std::size_t i = 0; i < std::min(shown_max, part.tasks.size()); ++i) {
      const BoardTask& task = board.tasks[part.tasks[i]];
      const Record& record = records[task.report];
      const KeptMeasure& measure = record.measures[task.measure];
      out += "\n  " + when_of(task, board.day) + ": " + on_mail_line(measure.shown()) + " (" +
             on_mail_line(owner_of(measure)) + ")\n    of " + on_mail_line(record.title) + "\n    " +
             on_mail_line(record.path) + ":" + std::to_string(measure.line) + "\n";
      if (!measure.tracker.empty()) out += "    " + on_mail_line(measure.tracker) + "\n";
      out += "    done? afterword measures done " + task.id + " --proof URL\n";
    }
    if (part.tasks.size() > shown_max) out += "\n  and " + std::to_string(part.tasks.size() - shown_max) + " more\n";
  }
  return out;
}

std::string reminder_html(const Reminder& reminder, const Board& board, std::span<const Record> records) {
  std::string out;
  for (const Part& part : parts_of(reminder)) {
    out += "<h2 style=\"font-size:1.1em\">" + std::string(part.heading) + "</h2>\n<ul>\n";
    for (std::size_t i = 0; i < std::min(shown_max, part.tasks.size()); ++i) {
      const BoardTask& task = board.tasks[part.tasks[i]];
      const Record& record = records[task.report];
      const KeptMeasure& measure = record.measures[task.measure];
      const bool link = measure.tracker.starts_with("https://") || measure.tracker.starts_with("http://");
      out += "<li><strong>" + when_of(task, board.day) + ":</strong> " + mail_escaped(measure.shown()) + " (" +
             mail_escaped(owner_of(measure)) + ")";
      if (link) out += " <a href=\"" + mail_escaped(measure.tracker) + "\">ticket</a>";
      out += "<br><span style=\"color:#555555\">" + mail_escaped(record.title) + " · " + mail_escaped(record.path) +
             ":" + std::to_string(measure.line) + "</span></li>\n";
    }
    out += "</ul>\n";
    if (part.tasks.size() > shown_max) out += "<p>and " + std::to_string(part.tasks.size() - shown_max) + " more</p>\n";
  }
  return mail_page(reminder_subject(reminder), out);
}

ReminderLog ReminderLog::read(std::string_view text) {
  ReminderLog out;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const bool sent = line.size() > 16 && line.substr(10, 6) == " sent ";
    const bool sending = line.size() > 19 && line.substr(10, 9) == " sending ";
    if (!sent && !sending) continue;
    const auto digits = [&](std::size_t at, std::size_t count) {
      int number = 0;
      for (std::size_t i = at; i < at + count; ++i)
        number = line[i] >= '0' && line[i] <= '9' ? number * 10 + (line[i] - '0') : -100000;
      return std::max(number, 0);
    };
    const Date day{static_cast<std::int16_t>(digits(0, 4)), static_cast<std::uint8_t>(digits(5, 2)),
                   static_cast<std::uint8_t>(digits(8, 2))};
    if (is_valid(day)) out.rows_[{day, std::string(line.substr(sent ? 16 : 19))}] = sent;
  }
  return out;
}

std::string ReminderLog::write(Date today) const {
  constexpr std::int64_t kept_days = 60;
  std::string out;
  for (const auto& [key, sent] : rows_) {
    if (days_of(today) - days_of(key.first) > kept_days) continue;
    append_date(out, key.first);
    out += (sent ? " sent " : " sending ") + key.second + "\n";
  }
  return out;
}

bool ReminderLog::has(Date day, std::string_view address) const {
  return rows_.contains({day, std::string(address)});
}

bool ReminderLog::is_unsure(Date day, std::string_view address) const {
  const auto found = rows_.find({day, std::string(address)});
  return found != rows_.end() && !found->second;
}

}  // namespace afterword
