#include <algorithm>

#include "cli/commands.h"
#include "workspace/version.h"

namespace afterword {
namespace {

constexpr std::size_t line_max = 80;

/// Breaks paragraphs at blanks so that lines are at most `line_max` long.
std::string wrap(std::string_view text, std::size_t indent) {
  std::string out;
  std::size_t column = 0;
  while (!text.empty()) {
    if (text.starts_with("\n\n")) {
      out += "\n\n";
      column = 0;
      text.remove_prefix(2);
      continue;
    }
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    if (column == 0) {
      out.append(indent, ' ');
      column = indent;
    } else if (column + 1 + word.size() > line_max) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
    text.remove_prefix(end);
    if (text.starts_with(' ')) text.remove_prefix(1);
  }
  return out + "\n";
}

void append_row(std::string& out, const std::string& left, std::string_view right, std::size_t width) {
  out += "  " + left;
  if (left.size() > width) {
    out += "\n" + std::string(width + 2, ' ');
  } else {
    out.append(width - left.size(), ' ');
  }
  out += "  ";
  const std::string wrapped = wrap(right, width + 4);
  out += std::string_view(wrapped).substr(width + 4);
}

std::string flag_column(const OptionRow& row) {
  std::string out = row.letter.empty() ? "    " : std::string(row.letter) + ", ";
  out += row.name;
  if (!row.value.empty()) out += " " + std::string(row.value);
  return out;
}

void append_flags(std::string& out, std::span<const OptionRow> rows) {
  for (const OptionRow& row : rows) {
    std::string help(row.help);
    if (row.completes == Completes::choices &&
        help.find(row.choices.substr(0, row.choices.find(' '))) == std::string::npos)
      help += ": " + std::string(row.choices);
    append_row(out, flag_column(row), help, 26);
  }
}

void append_examples(std::string& out, std::span<const ExampleRow> rows) {
  if (rows.empty()) return;
  out += "Examples:\n";
  for (const ExampleRow& row : rows) out += "  " + std::string(row.line) + "\n      " + std::string(row.meaning) + "\n";
}

constexpr std::string_view exit_codes =
    "Exit codes:\n"
    "  0  nothing to mend\n"
    "  1  findings at or above the severity of --fail-on, or files that would change\n"
    "  2  the command line, a file or a setting is wrong\n"
    "  3  a fault of the program itself\n";

}  // namespace

std::string write_help(const CommandRow& command, bool brief) {
  std::string out = "Usage: afterword " + std::string(command.name);
  if (!command.options.empty()) out += " [FLAG]...";
  if (!command.arguments.empty()) out += " " + std::string(command.arguments);
  out += "\n\n";
  std::string summary(command.summary);
  out += summary + "\n\n";
  append_examples(
      out, command.examples.first(brief ? std::min<std::size_t>(command.examples.size(), 1) : command.examples.size()));
  if (!brief) out += "\n" + wrap(command.about, 0);
  out += "\nFlags:\n";
  append_flags(out, command.options);
  append_flags(out, shared_options());
  if (!brief) out += "\n" + std::string(exit_codes);
  return out;
}

std::string write_main_help(bool brief) {
  std::string out =
      "afterword: reads any postmortem, says what is missing or wrong, shows it so that people read it\n\n"
      "Usage: afterword COMMAND [FLAG]... [ARGUMENT]...\n\n";
  static constexpr ExampleRow examples[] = {
      {"afterword check postmortems/", "what is missing, wrong or contradictory"},
      {"afterword render report.md -o page.html", "a page worth reading"},
      {"afterword new report.md", "begin a report"},
  };
  append_examples(out, std::span(examples).first(brief ? 2 : std::size(examples)));
  out += "\nCommands:\n";
  for (const CommandRow& row : all_commands())
    if (!row.hidden) append_row(out, std::string(row.name), row.summary, 10);
  out += "\nFlags:\n";
  append_row(out, "-h, --help", "print help (-h: the short form)", 26);
  append_row(out, "-V, --version", "print the version (--version --json: as JSON)", 26);
  if (brief) return out + "\n`afterword help COMMAND` tells more.\n";
  out += "\n" + std::string(exit_codes);
  out +=
      "\nEnvironment:\n"
      "  AFTERWORD_FORMAT     default of check --format\n"
      "  AFTERWORD_PROFILE    default of --profile\n"
      "  AFTERWORD_FAIL_ON    default of --fail-on\n"
      "  NO_COLOR             no colours; CLICOLOR_FORCE=1 always colours\n";
  return out + "\n`afterword help COMMAND` and `man afterword-COMMAND` tell more.\n";
}

ExitCode run_help(Door& door) {
  if (door.request.arguments.empty()) {
    door.out.write(write_main_help(false));
    return ExitCode::clean;
  }
  const std::string& name = door.request.arguments.front();
  const CommandRow* command = find_command(name);
  if (command == nullptr)
    return door.fail({ErrorKind::usage, "there is no command `" + name + "`", {}, "`afterword help` lists all"});
  door.out.write(write_help(*command, false));
  return ExitCode::clean;
}

}  // namespace afterword
