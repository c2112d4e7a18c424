#include "cli/ask_person.h"
#include "cli/commands.h"
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
