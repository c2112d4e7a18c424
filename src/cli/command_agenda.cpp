#include <charconv>

#include "cli/ask_person.h"
#include "cli/commands.h"
#include "cli/day.h"
#include "moment/zone.h"
#include "workspace/agenda_notes.h"
#include "workspace/diff.h"
#include "workspace/find_settings.h"
#include "workspace/paths.h"
#include "workspace/read_review.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

std::unexpected<Error> usage_error(std::string message, std::string help) {
  return std::unexpected(Error{ErrorKind::usage, std::move(message), {}, std::move(help)});
}

/// The value of --for: 45, 45m, 1h, 1h30m.
Result<std::uint32_t> read_minutes(std::string_view text) {
  constexpr std::uint32_t minutes_min = 10, minutes_max = 480;
  std::uint32_t total = 0, number = 0;
  std::string_view rest = text;
  bool good = !text.empty();
  while (good && !rest.empty()) {
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    good = error == std::errc() && number <= minutes_max;
    if (!good) break;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    const bool hours = rest.starts_with('h');
    if (hours || rest.starts_with('m'))
      rest.remove_prefix(rest.starts_with("min") ? 3 : 1);
    else
      good = rest.empty();
    total += hours ? number * 60 : number;
  }
  if (good && total >= minutes_min && total <= minutes_max) return total;
  return usage_error("`" + std::string(text) + "` is no length of a meeting", "write 45m or 1h30m, from 10m to 8h");
}

/// The values of --at and --zone, as a calendar writes them.
Result<std::string> read_begin(const std::string& at, const std::string& zone) {
  const auto wrong = [&] {
    return usage_error("`" + at + "` is no time of a meeting", "write it as 2026-12-03T14:00");
  };
  const auto two = [&](std::size_t where) {
    int value = -1;
    const char* first = at.data() + where;
    const auto [end, error] = std::from_chars(first, first + 2, value);
    return error == std::errc() && end == first + 2 ? value : -1;
  };
  if (at.size() != 16 || (at[10] != 'T' && at[10] != ' ') || at[13] != ':') return wrong();
  const Result<Date> day = read_day(at.substr(0, 10));
  const int hour = two(11), minute = two(14);
  if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59) return wrong();
  const auto written = [](Date date, int h, int m, std::string_view end) {
    std::string out;
    append_digits(out, date.year, 4);
    append_digits(out, date.month, 2);
    append_digits(out, date.day, 2);
    out += 'T';
    append_digits(out, h, 2);
    append_digits(out, m, 2);
    return out + "00" + std::string(end);
  };
  if (zone.empty()) return written(*day, hour, minute, "");
  const auto name = read_zone(zone);
  Civil local;
  local.date = *day;
  local.clock = Clock{static_cast<std::int8_t>(hour), static_cast<std::int8_t>(minute)};
  const auto found = name ? resolve(local, *name) : std::nullopt;
  if (!found) return usage_error("`" + zone + "` is no time zone", "write Europe/Berlin or UTC");
  const std::int64_t second = found->seconds;
  const auto of_day = static_cast<int>(second % 86400);
  return written(day_of_instant(second), of_day / 3600, of_day / 60 % 60, "Z");
}

class AgendaCommand {
 public:
  explicit AgendaCommand(Door& door) : door_(door), path_(door.request.arguments.front()) {}

  ExitCode run() {
    if (const Result<void> done = make(); !done) return door_.fail(done.error());
    const Request& request = door_.request;
    if (request.has("--notes")) return take_notes();
    if (request.has("--diff"))
      return door_.fail(
          {ErrorKind::usage, "--diff belongs to --notes", {}, "afterword agenda FILE --notes NOTES --diff"});
    const Result<std::string> text = request.has("--ics") ? invite() : write();
    if (!text) return door_.fail(text.error());
    const std::string output = request.get("--output", "-");
    if (output == "-") {
      door_.out.write(*text);
      return ExitCode::clean;
    }
    const Result<void> done = door_.disk.write_file(output, *text, Overwrite::yes);
    return done ? ExitCode::clean : door_.fail(done.error());
  }

 private:
  Result<void> make() {
    const Request& request = door_.request;
    const Result<std::uint32_t> minutes = read_minutes(request.get("--for", "45m"));
    if (!minutes) return std::unexpected(minutes.error());
    SettingsFinder finder(door_.disk, Door::working_folder(), Door::user_settings_file(), {});
    const auto found = finder.settings_for_file(path_);
    if (!found) return std::unexpected(found.error());
    Result<std::string> bytes = door_.disk.read_file(path_);
    if (!bytes) return std::unexpected(bytes.error());
    bytes_ = *bytes;
    report_ = read(std::move(*bytes), path_, (*found)->reading);
    const auto log = read_review_of(door_.disk, path_);
    if (!log) return std::unexpected(log.error());
    review_ = judge_review_of(log->value_or(ReviewLog()), *report_, (*found)->rules.review, Door::today());
    // A meeting asks also what no build should fail for.
    Settings settings = **found;
    for (const char* rule : {"cause-without-task", "lone-cause", "trigger-missing"})
      if (severity_of(*find_rule(rule), settings) == Severity::off) settings.severities[rule] = Severity::hint;
    agenda_ = make_agenda(*report_, check(*report_, settings).findings, review_, path_, *minutes);
    return {};
  }

  Result<std::string> write() {
    std::string format = door_.request.get("--format");
    const std::string output = door_.request.get("--output");
    if (format.empty()) format = output.ends_with(".html") ? "html" : output.ends_with(".md") ? "md" : "text";
    if (format == "html") return agenda_html(agenda_);
    if (format == "md") return agenda_markdown(agenda_);
    return print_agenda(agenda_, door_.terminal.width, output.empty() ? door_.terminal.out_color : Color::no);
  }

  Result<std::string> invite() {
    const Request& request = door_.request;
    if (!request.has("--at")) return usage_error("an invitation needs a time", "write --at 2026-12-03T14:00");
    const Result<std::string> begin = read_begin(request.get("--at"), request.get("--zone"));
    if (!begin) return std::unexpected(begin.error());
    Meeting meeting{*begin, Door::today(), {}};
    if (const Result<ReviewPerson> organizer = find_actor(door_, path_)) meeting.organizer = *organizer;
    return agenda_calendar(agenda_, meeting);
  }

  ExitCode take_notes() {
    const std::string notes_path = door_.request.get("--notes");
    const Result<std::string> notes = door_.read_input(notes_path);
    if (!notes) return door_.fail(notes.error());
    const std::vector<AgendaNote> said = read_agenda_notes(*notes, agenda_);
    const NotedReport noted = take_agenda_notes(*report_, agenda_, said);
    if (door_.request.has("--diff")) {
      door_.out.write(diff_texts(show_path(path_), bytes_, noted.bytes));
    } else if (noted.taken > 0) {
      if (const Result<void> done = door_.disk.replace_file(path_, bytes_, noted.bytes); !done)
        return door_.fail(done.error());
    }
    for (const AgendaNote& note : noted.left)
      door_.note(show_path(notes_path) + ":" + std::to_string(note.line) +
                 ": has no place in the report by itself: " + show_path(note.words));
    if (!door_.request.has("--diff"))
      door_.out.write(show_path(path_) + ": " + std::to_string(noted.taken) + (noted.taken == 1 ? " note" : " notes") +
                      " taken in as [Proposed]; take the mark away where it is right\n");
    return door_.request.has("--diff") && noted.taken > 0 ? ExitCode::findings : ExitCode::clean;
  }

  Door& door_;
  std::string path_, bytes_;
  std::shared_ptr<const Postmortem> report_;
  ReviewState review_;
  Agenda agenda_;
};

}  // namespace

ExitCode run_agenda(Door& door) {
  return AgendaCommand(door).run();
}

}  // namespace afterword
