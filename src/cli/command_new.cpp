#include "cli/ask_person.h"
#include "cli/commands.h"
#include "moment/mention.h"
#include "moment/zone.h"
#include "workspace/template.h"

namespace afterword {
namespace {

struct Question {
  std::string_view flag, words;
  std::string NewReport::* answer;
};

constexpr Question questions[] = {
    {"--title", "What happened, in a few words?", &NewReport::title},
    {"--service", "Which service was down or slow?", &NewReport::service},
    {"--start", "When did it begin? (2026-03-14 09:26)", &NewReport::start},
    {"--end", "When did it end?", &NewReport::end},
    {"--zone", "In which time zone? (UTC)", &NewReport::zone},
    {"--severity", "How severe? (SEV-1)", &NewReport::severity},
};

/// A time as it would be read in the report.
std::optional<Mention> read_time(const std::string& written) {
  std::vector<Mention> found;
  find_mentions(written, 0, {}, found);
  for (const Mention& mention : found)
    if (mention.kind == MentionKind::moment && !mention.invalid && (mention.date || mention.clock)) return mention;
  return std::nullopt;
}

/// What of the flags would make a report that is wrong from its first line.
Result<void> prove(const NewReport& report) {
  const auto wrong = [](std::string message, std::string help) {
    return std::unexpected(Error{ErrorKind::usage, std::move(message), {}, std::move(help)});
  };
  const auto start = read_time(report.start), end = read_time(report.end);
  for (const auto& [written, read] : {std::pair(&report.start, &start), std::pair(&report.end, &end)})
    if (!written->empty() && !*read) return wrong("`" + *written + "` is no time", "write it as 2026-03-14 09:26");
  if (!report.zone.empty() && !read_zone(report.zone))
    return wrong("`" + report.zone + "` is no time zone", "write Europe/Berlin or UTC");
  if (!start || !end || !start->date || !end->date || !start->clock || !end->clock) return {};
  const std::int64_t days = days_of(*end->date) - days_of(*start->date);
  if (days * 1440 + end->clock->minutes() - start->clock->minutes() < 0)
    return wrong("the end, `" + report.end + "`, lies before the start, `" + report.start + "`", "correct one of them");
  return {};
}

}  // namespace

ExitCode run_new(Door& door) {
  const Request& request = door.request;
  const bool to_file = !request.arguments.empty() && request.arguments.front() != "-";
  const std::string path = to_file ? request.arguments.front() : std::string();
  const bool overwrites = request.has("--force");
  if (to_file && !overwrites && door.disk.kind_of(path))
    return door.fail(
        {ErrorKind::output, "can't write " + path + ": File exists", path, "write `--force` to replace it"});
  NewReport report;
  bool given = false;
  for (const Question& question : questions) {
    report.*question.answer = request.get(question.flag);
    given = given || request.has(question.flag);
  }
  if (const Result<void> proven = prove(report); !proven) return door.fail(proven.error());
  // Whoever gives a flag is a script or knows what they want; only a bare command on a terminal is asked.
  const bool asks = !given && door.terminal.in_is_terminal && door.terminal.err_is_terminal;
  if (asks) door.err.write("Press Enter to leave a question open.\n");
  for (const Question& question : questions) {
    if (!asks) break;
    door.err.write(std::string(question.words) + " ");
    door.err.flush();
    const std::optional<std::string> line = read_terminal_line();
    if (!line) break;
    report.*question.answer = *line;
  }
  const std::string text = write_template(report);
  if (!to_file) {
    door.out.write(text);
    return ExitCode::clean;
  }
  const Result<void> done = door.disk.write_file(path, text, overwrites ? Overwrite::yes : Overwrite::no);
  if (!done) return door.fail(done.error());
  if (door.terminal.err_is_terminal)
    door.err.write("wrote " + path + "; `afterword check " + path + "` tells what is still to be said\n");
  return ExitCode::clean;
}

}  // namespace afterword
