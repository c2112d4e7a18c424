#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <exception>

#include "check/suggest.h"
#include "cli/commands.h"
#include "cli/parse.h"
#include "workspace/json_text.h"
#include "workspace/version.h"

namespace afterword {
namespace {

extern "C" void end_by_signal(int number) {
  remove_unfinished_file();
  ::_exit(128 + number);
}

void catch_signals() {
  struct sigaction action{};
  action.sa_handler = end_by_signal;
  for (int number : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(number, &action, nullptr);
}

std::string describe_version(bool json) {
  if (json)
    return "{\"name\":\"afterword\",\"version\":" + json_string(version_number()) +
           ",\"commit\":" + json_string(version_commit()) + "}\n";
  return "afterword " + std::string(version_number()) + " (" + std::string(version_commit()) + ")\n";
}

Error describe_unknown(const std::string& word, const Disk& disk) {
  std::vector<std::string_view> names;
  std::string message;
  if (word.starts_with('-')) {
    names = {"--help", "--version"};
    message = "there is no flag `" + word + "` before a command";
  } else {
    for (const CommandRow& row : all_commands())
      if (!row.hidden) names.push_back(row.name);
    message = "there is no command `" + word + "`";
    if (disk.kind_of(word)) return {ErrorKind::usage, message, {}, "write `afterword check " + word + "`"};
  }
  std::string help = suggest(word, names);
  return {ErrorKind::usage, std::move(message), {}, help.empty() ? "`afterword --help` lists all" : std::move(help)};
}

ExitCode run_words(Door& door, std::vector<std::string> words);

/// Flags before a command's name, and the command's name.
ExitCode run_main(Door& door, const std::vector<std::string>& words) {
  if (words.empty()) {
    door.out.write(write_main_help(true));
    return ExitCode::clean;
  }
  const std::string& first = words.front();
  if (first == "-h" || first == "--help") {
    door.out.write(write_main_help(first == "-h"));
    return ExitCode::clean;
  }
  if (first == "-V" || first == "--version") {
    door.out.write(describe_version(words.size() > 1 && words[1] == "--json"));
    return ExitCode::clean;
  }
  return run_words(door, words);
}

ExitCode run_words(Door& door, std::vector<std::string> words) {
  const CommandRow* command = find_command(words.front());
  if (command == nullptr) return door.fail(describe_unknown(words.front(), door.disk));
  words.erase(words.begin());
  const Result<Request> request = parse_request(*command, words);
  if (!request) {
    // Whoever asked for a JSON document must be able to read one, whatever went wrong.
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string format = words[i].starts_with("--format=")                               ? words[i].substr(9)
                                 : i > 0 && (words[i - 1] == "--format" || words[i - 1] == "-f") ? words[i]
                                                                                                 : std::string();
      if (const ReportFormat* found = find_report_format(format);
          found != nullptr && command->name == "check" && format != "full" && format != "github") {
        Tally tally;
        tally.troubles.push_back(request.error());
        const std::unique_ptr<Report> report = found->make({});
        door.out.write(report->begin() + report->end(tally));
      }
    }
    return door.fail(request.error());
  }
  Door inner{*request, look_at_terminal(request->get("--color")), door.out, door.err, door.disk};
  if (request->has("--help")) {
    bool brief = true;
    for (const std::string& word : words) brief = brief && word != "--help";
    inner.out.write(write_help(*command, brief));
    return ExitCode::clean;
  }
  const std::size_t count = request->arguments.size();
  if (count < command->arguments_min || count > command->arguments_max) {
    const std::string wanted(command->arguments.empty() ? "nothing" : command->arguments);
    return inner.fail({ErrorKind::usage,
                       "`afterword " + std::string(command->name) + "` takes " + wanted + ", not " +
                           std::to_string(count) + (count == 1 ? " argument" : " arguments"),
                       {},
                       "`afterword help " + std::string(command->name) + "`"});
  }
  return command->run(inner);
}

/// Flushes, and turns a full disk into an error. A reader who went away (`| head -1`) is none.
ExitCode finish(Door& door, ExitCode code) {
  door.out.flush();
  if (door.out.trouble() == EPIPE) return ExitCode(128 + SIGPIPE);
  if (door.out.trouble() != 0)
    return door.fail({ErrorKind::output,
                      std::string("can't write to standard output: ") + std::strerror(door.out.trouble()),
                      {},
                      {}});
  door.err.flush();
  return code;
}

}  // namespace
}  // namespace afterword

int main(int argc, char** argv) {
  using namespace afterword;
  catch_signals();
  Output out(STDOUT_FILENO), err(STDERR_FILENO);
  SystemDisk disk;
  const Request nothing;
  Door door{nothing, look_at_terminal({}), out, err, disk};
  try {
    const ExitCode code = run_main(door, std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
    return static_cast<int>(finish(door, code));
  } catch (const std::exception& e) {
    door.fail({ErrorKind::internal,
               std::string("internal error: ") + e.what(),
               {},
               "please report it with the command line and `afterword --version`"});
    return static_cast<int>(ExitCode::internal);
  }
}
