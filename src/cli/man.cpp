// Man pages in mdoc, made from the table of commands.
#include "cli/commands.h"
#include "workspace/paths.h"
#include "workspace/version.h"

namespace afterword {
namespace {

/// Text that can stand anywhere on a line of mdoc.
std::string quote_mdoc(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if ((c == '.' || c == '\'') && out.empty()) {
      out += "\\&";
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

/// Prose: a paragraph a line group, each sentence on a line of its own, as mandoc wants it.
std::string write_prose(std::string_view text) {
  std::string out, line;
  const auto end_line = [&] {
    constexpr std::size_t line_max = 68;  // escapes make it longer
    while (line.size() > line_max && line.rfind(' ', line_max) != std::string::npos) {
      const std::size_t blank = line.rfind(' ', line_max);
      out += quote_mdoc(std::string_view(line).substr(0, blank)) + "\n";
      line.erase(0, blank + 1);
    }
    if (!line.empty()) out += quote_mdoc(line) + "\n";
    line.clear();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at).starts_with("\n\n")) {
      end_line();
      out += ".Pp\n";
      ++at;
    } else if (text[at] == ' ' && !line.empty() && (line.back() == '.' || line.back() == '?')) {
      end_line();
    } else {
      line += text[at];
    }
  }
  end_line();
  return out;
}

/// A word of a macro's arguments, quoted so that none is taken for a macro.
std::string argument(std::string_view word) {
  std::string out = "\"";
  for (char c : quote_mdoc(word)) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  if (out.ends_with('.')) out += "\\&";
  return out + "\"";
}

std::string write_flags(std::span<const OptionRow> own) {
  std::string out = ".Bl -tag -width Ds\n";
  for (const auto& rows : {own, shared_options()})
    for (const OptionRow& row : rows) {
      out += ".It ";
      if (!row.letter.empty()) out += "Fl " + std::string(row.letter.substr(1)) + " , ";
      out += "Fl \\-" + std::string(row.name.substr(2));
      if (!row.value.empty()) out += " Ar " + std::string(row.value);
      std::string help(row.help);
      help[0] = help[0] >= 'a' && help[0] <= 'z' ? static_cast<char>(help[0] - 32) : help[0];
      out += "\n" + write_prose(help + ".");
      if (!row.choices.empty()) out += write_prose("One of: " + std::string(row.choices) + ".");
    }
  return out + ".El\n";
}

std::string write_examples(std::span<const ExampleRow> rows) {
  std::string out = ".Sh EXAMPLES\n.Bl -tag -width Ds\n";
  for (const ExampleRow& row : rows) out += ".It Li " + argument(row.line) + "\n" + write_prose(row.meaning);
  return out + ".El\n";
}

constexpr std::string_view exit_status =
    ".Sh EXIT STATUS\n"
    ".Bl -tag -width Ds\n"
    ".It 0\nNothing to mend.\n"
    ".It 1\nThere are findings at or above the severity of\n.Fl \\-fail\\-on ,\nor files would change.\n"
    ".It 2\nThe command line, a file or a setting is wrong.\n"
    ".It 3\nA fault of the program itself.\n"
    ".El\n";

}  // namespace

std::string write_man_page(const CommandRow* command) {
  std::string title = "AFTERWORD", name = "afterword";
  if (command != nullptr) {
    name += "-" + std::string(command->name);
    for (char c : command->name) title += title == "AFTERWORD" ? "-" : "", title += static_cast<char>(c - 32);
  }
  // The date of the format, not of the build: the same source gives the same bytes.
  std::string out = ".Dd November 21, 2026\n.Dt " + title + " 1\n.Os\n.Sh NAME\n.Nm " + name + "\n.Nd ";
  if (command == nullptr) {
    out += "read, check and show postmortems\n.Sh SYNOPSIS\n.Nm\n.Ar command\n.Op Ar flag ...\n.Op Ar argument ...\n";
    out +=
        ".Sh DESCRIPTION\nReads any postmortem written in Markdown,\nsays what is missing, wrong or contradictory, "
        "and\n"
        "shows it as a page that people want to read.\nThe commands are:\n.Bl -tag -width Ds\n";
    for (const CommandRow& row : all_commands())
      if (!row.hidden) out += ".It Sy afterword\\-" + std::string(row.name) + "(1)\n" + write_prose(row.summary);
    out += ".El\n.Sh ENVIRONMENT\n.Bl -tag -width Ds\n";
    out += ".It Ev AFTERWORD_FORMAT\nDefault of \\-\\-format of check.\n";
    out +=
        ".It Ev AFTERWORD_PROFILE\nDefault of \\-\\-profile.\n.It Ev AFTERWORD_FAIL_ON\nDefault of \\-\\-fail\\-on.\n";
    out += ".It Ev NO_COLOR\nNo colours.\n.It Ev CLICOLOR_FORCE\nColours even where there is no terminal.\n.El\n";
    out += ".Sh FILES\n.Bl -tag -width Ds\n.It Pa .afterword.toml\nSettings of a folder and all below it.\n";
    out += ".It Pa ~/.config/afterword/config.toml\nSettings of a user.\n.El\n";
    out += exit_status;
    static constexpr ExampleRow examples[] = {{"afterword check postmortems/", "check a folder"},
                                              {"afterword render report.md -o page.html", "make a page"}};
    return out + write_examples(examples);
  }
  out += std::string(command->summary) + "\n.Sh SYNOPSIS\n.Nm afterword " + std::string(command->name) + "\n";
  if (!command->options.empty()) out += ".Op Ar flag ...\n";
  if (!command->arguments.empty()) out += ".Ar " + argument(command->arguments) + "\n";
  out += ".Sh DESCRIPTION\n" + write_prose(command->about) + ".Pp\nThe flags are:\n" + write_flags(command->options);
  out += exit_status;
  out += write_examples(command->examples);
  return out + ".Sh SEE ALSO\n.Sy afterword(1)\n";
}

ExitCode run_man(Door& door) {
  const std::string& folder = door.request.arguments.front();
  const auto write = [&](const std::string& name, const std::string& page) {
    return door.disk.write_file(join_path(folder, name), page, Overwrite::yes);
  };
  if (const Result<void> done = write("afterword.1", write_man_page(nullptr)); !done) return door.fail(done.error());
  for (const CommandRow& row : all_commands()) {
    if (row.hidden) continue;
    const Result<void> done = write("afterword-" + std::string(row.name) + ".1", write_man_page(&row));
    if (!done) return door.fail(done.error());
  }
  return ExitCode::clean;
}

}  // namespace afterword
