#include <algorithm>
#include <charconv>

#include "archive/board.h"
#include "cli/commands.h"
#include "cli/day.h"
#include "cli/read_folder.h"
#include "cli/reminder_state.h"
#include "cli/secrets.h"
#include "connect/curl_web.h"
#include "connect/smtp.h"
#include "dispatch/reminders.h"
#include "text/ascii.h"
#include "workspace/find_settings.h"
#include "workspace/json_text.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

Error usage_error(std::string message, std::string help) {
  return Error{ErrorKind::usage, std::move(message), {}, std::move(help)};
}

/// What [mail] and [owners] of the settings say, judged.
struct MailSettings {
  std::string server;
  std::optional<MailAddress> from;
  OwnerBook owners;
  ReminderOptions options;
};

class RemindCommand {
 public:
  explicit RemindCommand(Door& door) : door_(door) {}

  ExitCode run() {
    const Request& request = door_.request;
    folder_ = request.arguments.empty() ? "." : request.arguments.front();
    day_ = Door::today();
    if (request.has("--date")) {
      const Result<Date> given = read_day(request.get("--date"));
      if (!given) return door_.fail(given.error());
      day_ = *given;
    }
    if (const Result<void> read = read_settings(); !read) return door_.fail(read.error());
    Result<ReadArchive> read = read_folder(door_, folder_, code_);
    if (!read) return door_.fail(read.error());
    read_ = std::move(*read);
    board_ = make_board(read_.archive.reports(), day_);
    reminders_ = make_reminders(board_, read_.archive.reports(), settings_.owners, settings_.options);
    if (request.has("--send")) return send();
    door_.out.write(request.has("--json") ? plan_json() : print_plan());
    return code_;
  }

 private:
  Result<void> read_settings() {
    SettingsFinder finder(door_.disk, Door::working_folder(), Door::user_settings_file(), {});
    const auto found = door_.disk.kind_of(folder_) == FileKind::folder ? finder.settings_for_folder(folder_)
                                                                       : finder.settings_for_file(folder_);
    if (!found) return std::unexpected(found.error());
    const auto wrong = [&](const std::string& key, const std::string& value) {
      const auto origin = (*found)->origins.find(key);
      return std::unexpected(Error{ErrorKind::settings, "`" + value + "` is no mail address",
                                   origin == (*found)->origins.end() ? std::string() : origin->second,
                                   "write `name@example.com` or `Name <name@example.com>`"});
    };
    for (const auto& [key, value] : (*found)->services) {
      if (key == "mail.server") settings_.server = value;
      if (key == "mail.from") {
        settings_.from = read_mail_address(value);
        if (!settings_.from) return wrong(key, value);
      }
      if (key.starts_with("owners.") && !settings_.owners.add(key.substr(7), value)) return wrong(key, value);
      if (key == "mail.manager") {
        const auto manager = read_mail_address(value);
        if (!manager) return wrong(key, value);
        settings_.options.manager = manager->address;
      }
      if (key == "mail.escalate-days")
        std::from_chars(value.data(), value.data() + value.size(), settings_.options.escalate_days);
    }
    if (settings_.from) settings_.owners.set_domain(settings_.from->domain());
    return {};
  }

  [[nodiscard]] Mail mail_for(const Reminder& reminder, std::int64_t now_s) const {
    Mail out;
    out.from = settings_.from.value_or(MailAddress{});
    out.to = {{}, reminder.address};
    out.subject = reminder_subject(reminder);
    out.text = reminder_text(reminder, board_, read_.archive.reports());
    out.html = reminder_html(reminder, board_, read_.archive.reports());
    append_date(out.name, day_);
    out.name += "\n" + lower_ascii(reminder.address) + "\n" + absolute_path(Door::working_folder(), folder_);
    out.sent_s = now_s;
    return out;
  }

  [[nodiscard]] std::string print_unknown() const {
    std::string out;
    for (const auto& [owner, count] : reminders_.unknown)
      out += "no address for " + (owner.empty() ? std::string("measures without an owner") : show_path(owner)) + ": " +
             std::to_string(count) + (count == 1 ? " measure" : " measures") + "\n";
    return out;
  }

  [[nodiscard]] std::string print_plan() const {
    std::string out;
    for (const Reminder& reminder : reminders_.people)
      out += "To: " + reminder.address + "\nSubject: " + reminder_subject(reminder) + "\n\n" +
             reminder_text(reminder, board_, read_.archive.reports()) + "\n";
    out += print_unknown();
    if (reminders_.people.empty()) return out + "nobody is to be reminded; nothing was sent\n";
    const std::size_t count = reminders_.people.size();
    return out + std::to_string(count) + (count == 1 ? " mail" : " mails") +
           " would go out with --send; nothing was sent\n";
  }

  [[nodiscard]] std::string plan_json() const {
    std::string day;
    append_date(day, day_);
    std::string out = "{\"schema\":\"afterword.remind/1\",\"day\":" + json_string(day) + ",\"people\":[";
    const auto ids = [&](const std::vector<std::uint32_t>& tasks) {
      std::string list = "[";
      for (const std::uint32_t task : tasks) list += (list.size() > 1 ? "," : "") + json_string(board_.tasks[task].id);
      return list + "]";
    };
    for (const Reminder& reminder : reminders_.people)
      out += (out.ends_with('[') ? "\n" : ",\n") + ("{\"address\":" + json_string(reminder.address)) +
             ",\"subject\":" + json_string(reminder_subject(reminder)) + ",\"overdue\":" + ids(reminder.overdue) +
             ",\"due\":" + ids(reminder.due) + ",\"escalated\":" + ids(reminder.escalated) +
             ",\"text\":" + json_string(reminder_text(reminder, board_, read_.archive.reports())) + "}";
    out += "],\"without_address\":[";
    for (const auto& [owner, count] : reminders_.unknown)
      out += (out.ends_with('[') ? "\n" : ",\n") + ("{\"owner\":" + (owner.empty() ? "null" : json_string(owner))) +
             ",\"measures\":" + std::to_string(count) + "}";
    return out + "]}\n";
  }

  Result<SmtpServer> server() {
    if (settings_.server.empty() || !settings_.from)
      return std::unexpected(usage_error("no mail server or no sender is named",
                                         "write `server` and `from` under [mail] into .afterword.toml"));
    const std::string origin = origin_of(settings_.server);
    if (!origin.starts_with("smtp"))
      return std::unexpected(usage_error("`" + settings_.server + "` is no address of a mail server",
                                         "write it as smtp://host:587 or smtps://host"));
    const Result<Tokens> tokens = read_tokens(door_);
    if (!tokens) return std::unexpected(tokens.error());
    return SmtpServer{origin, std::string(tokens->find(settings_.server))};
  }

  ExitCode send() {
    const Result<SmtpServer> smtp = server();
    if (!smtp) return door_.fail(smtp.error());
    const std::string path =
        door_.request.get("--state", reminder_state_file(absolute_path(Door::working_folder(), folder_)));
    if (path.empty())
      return door_.fail(usage_error("there is no home to remember in who was written to", "name a file: --state FILE"));
    Result<ReminderState> state = ReminderState::open(door_, path, day_);
    if (!state) return door_.fail(state.error());
    SystemTime time;
    std::size_t sent = 0, before = 0;
    for (const Reminder& reminder : reminders_.people) {
      const std::string key = lower_ascii(reminder.address);
      if (state->log().has(day_, key)) {
        ++before;
        if (state->log().is_unsure(day_, key))
          door_.note("whether today's mail to " + reminder.address + " arrived is not known; it is not sent again");
        continue;
      }
      if (const Result<void> done = state->begin(day_, key); !done) return door_.fail(done.error());
      constexpr int seconds_max = 60;
      HttpLimits limits;
      limits.all_seconds = seconds_max;
      const Mail mail = mail_for(reminder, time.now_s());
      const Asked<void> gone = send_mail(*smtp, mail.from.address, mail.to.address, write_mail(mail), limits);
      if (!gone) {
        Error error = gone.error().error;
        if (!gone.error().lasting) error.message = "no mail to " + reminder.address + ": " + error.message;
        code_ = door_.fail(error);
        if (!gone.error().unsure)
          if (const Result<void> done = state->forget(day_, key); !done) return door_.fail(done.error());
        if (gone.error().lasting) break;
        continue;
      }
      if (const Result<void> done = state->finish(day_, key); !done) return door_.fail(done.error());
      ++sent;
      door_.out.write("sent to " + reminder.address + ": " + reminder_subject(reminder) + "\n");
      door_.out.flush();
    }
    door_.out.write(print_unknown() + std::to_string(sent) + (sent == 1 ? " mail" : " mails") + " sent" +
                    (before > 0 ? ", " + std::to_string(before) + " had theirs today" : std::string()) + "\n");
    return code_;
  }

  Door& door_;
  ExitCode code_ = ExitCode::clean;
  std::string folder_;
  Date day_{};
  MailSettings settings_;
  ReadArchive read_;
  Board board_;
  Reminders reminders_;
};

}  // namespace

ExitCode run_remind(Door& door) {
  return RemindCommand(door).run();
}

}  // namespace afterword
