// Completion scripts, made from the table of commands. Rule names are asked of the program, so that they are never
// stale.
#include "check/nearest.h"
#include "cli/commands.h"

namespace afterword {
namespace {

std::string flags_of(const CommandRow& command) {
  std::string out;
  for (const auto& rows : {command.options, shared_options()})
    for (const OptionRow& row : rows) {
      out += std::string(out.empty() ? "" : " ") + std::string(row.name);
      if (!row.letter.empty()) out += " " + std::string(row.letter);
    }
  return out;
}

std::string command_names() {
  std::string out;
  for (const CommandRow& row : all_commands())
    if (!row.hidden) out += (out.empty() ? "" : " ") + std::string(row.name);
  return out;
}

constexpr std::string_view shells = "bash zsh fish powershell";
/// Prints rule names, one a line.
constexpr std::string_view ask_rules =
    "afterword rules --color never 2>/dev/null | sed -n 's/^  AW[0-9]*  \\([^ ]*\\).*/\\1/p'";

std::string argument_words(const CommandRow& command) {
  if (command.name == "completion") return std::string(shells);
  if (command.completes == Completes::commands) return command_names();
  return {};
}

std::string write_bash() {
  std::string out =
      "# bash completion for afterword\n"
      "_afterword() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
      "  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    COMPREPLY=($(compgen -W \"" +
      command_names() +
      " --help --version\" -- \"$cur\"))\n"
      "    return\n"
      "  fi\n"
      "  case \"$command:$prev\" in\n";
  for (const CommandRow& command : all_commands()) {
    if (command.hidden) continue;
    for (const auto& rows : {command.options, shared_options()})
      for (const OptionRow& row : rows) {
        if (row.value.empty()) continue;
        const std::string name(command.name);
        out += "    " + name + ":" + std::string(row.name);
        if (!row.letter.empty()) out += "|" + name + ":" + std::string(row.letter);
        out += ") ";
        if (row.completes == Completes::choices)
          out += "COMPREPLY=($(compgen -W \"" + std::string(row.choices) + "\" -- \"$cur\"))";
        else if (row.completes == Completes::rules)
          out += "COMPREPLY=($(compgen -W \"$(" + std::string(ask_rules) + ")\" -- \"$cur\"))";
        else if (row.completes == Completes::files)
          out += "COMPREPLY=($(compgen -f -- \"$cur\"))";
        else
          out += ":";
        out += "; return ;;\n";
      }
  }
  out += "  esac\n  case \"$command\" in\n";
  for (const CommandRow& command : all_commands()) {
    if (command.hidden) continue;
    out += "    " + std::string(command.name) + ")\n      if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W \"" +
           flags_of(command) + "\" -- \"$cur\"))\n";
    const std::string words = argument_words(command);
    if (!words.empty())
      out += "      else COMPREPLY=($(compgen -W \"" + words + "\" -- \"$cur\"))\n";
    else if (command.completes == Completes::rules)
      out += "      else COMPREPLY=($(compgen -W \"$(" + std::string(ask_rules) + ")\" -- \"$cur\"))\n";
    else if (command.completes == Completes::files)
      out += "      else COMPREPLY=($(compgen -f -- \"$cur\"))\n";
    out += "      fi ;;\n";
  }
  return out + "  esac\n}\ncomplete -o filenames -F _afterword afterword\n";
}

std::string quote_single(std::string_view text) {
  std::string out;
  for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out;
}

/// In zsh's _arguments, `[`, `]` and `:` mean something.
std::string quote_zsh(std::string_view text) {
  std::string out;
  for (char c : quote_single(text)) {
    if (c == '[' || c == ']' || c == ':') out += '\\';
    out += c;
  }
  return out;
}

std::string write_zsh() {
  std::string out =
      "#compdef afterword\n"
      "_afterword_rules() { compadd -- ${(f)\"$(" +
      std::string(ask_rules) +
      ")\"} }\n"
      "_afterword() {\n"
      "  local -a commands\n"
      "  commands=(\n";
  for (const CommandRow& command : all_commands())
    if (!command.hidden) out += "    '" + std::string(command.name) + ":" + quote_zsh(command.summary) + "'\n";
  out +=
      "  )\n"
      "  if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
      "  local command=$words[2]\n"
      "  shift words; (( CURRENT-- ))\n"
      "  case $command in\n";
  for (const CommandRow& command : all_commands()) {
    if (command.hidden) continue;
    out += "    " + std::string(command.name) + ") _arguments -s";
    for (const auto& rows : {command.options, shared_options()})
      for (const OptionRow& row : rows) {
        std::string action;
        if (!row.value.empty()) {
          action = ":" + std::string(row.value) + ":";
          if (row.completes == Completes::choices) action += "(" + std::string(row.choices) + ")";
          if (row.completes == Completes::rules) action += "_afterword_rules";
          if (row.completes == Completes::files) action += "_files";
        }
        for (std::string_view name : {row.name, row.letter})
          if (!name.empty())
            out += " \\\n      '" + std::string(row.repeats ? "*" : "") + std::string(name) + "[" +
                   quote_zsh(row.help) + "]" + action + "'";
      }
    const std::string words = argument_words(command);
    if (!words.empty())
      out += " \\\n      '*: :(" + words + ")'";
    else if (command.completes == Completes::rules)
      out += " \\\n      '*: :_afterword_rules'";
    else if (command.completes == Completes::files)
      out += " \\\n      '*: :_files'";
    out += " ;;\n";
  }
  return out +
         "  esac\n}\nif [ \"$funcstack[1]\" = _afterword ]; then _afterword \"$@\"; else compdef _afterword afterword; "
         "fi\n";
}

std::string quote_fish(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string write_fish() {
  std::string out = "# fish completion for afterword\ncomplete -c afterword -f\n";
  out += "complete -c afterword -n __fish_use_subcommand -l help -s h -d 'print help'\n";
  out += "complete -c afterword -n __fish_use_subcommand -l version -s V -d 'print the version'\n";
  for (const CommandRow& command : all_commands()) {
    if (command.hidden) continue;
    const std::string name(command.name);
    out += "complete -c afterword -n __fish_use_subcommand -a " + name + " -d '" + quote_fish(command.summary) + "'\n";
    const std::string when = "complete -c afterword -n '__fish_seen_subcommand_from " + name + "' ";
    for (const auto& rows : {command.options, shared_options()})
      for (const OptionRow& row : rows) {
        out += when + "-l " + std::string(row.name.substr(2));
        if (!row.letter.empty()) out += " -s " + std::string(row.letter.substr(1));
        if (row.completes == Completes::choices) out += " -x -a '" + std::string(row.choices) + "'";
        if (row.completes == Completes::rules) out += " -x -a '(" + quote_fish(ask_rules) + ")'";
        if (row.completes == Completes::files) out += " -r -F";
        if (row.completes == Completes::nothing && !row.value.empty()) out += " -x";
        out += " -d '" + quote_fish(row.help) + "'\n";
      }
    const std::string words = argument_words(command);
    if (!words.empty()) out += when + "-a '" + words + "'\n";
    if (command.completes == Completes::rules) out += when + "-a '(" + quote_fish(ask_rules) + ")'\n";
    if (command.completes == Completes::files) out += when + "-F\n";
  }
  return out;
}

std::string quote_powershell(std::string_view text) {
  std::string out;
  for (char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out;
}

std::string list_powershell(std::string_view words) {
  std::string out = "@(";
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    out += (out.size() > 2 ? ", '" : "'") + quote_powershell(words.substr(0, end)) + "'";
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return out + ")";
}

std::string write_powershell() {
  std::string out =
      "# PowerShell completion for afterword\n"
      "Register-ArgumentCompleter -Native -CommandName afterword -ScriptBlock {\n"
      "  param($wordToComplete, $commandAst, $cursorPosition)\n"
      "  $words = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })\n"
      "  $command = if ($words.Count -gt 1) { $words[1] } else { '' }\n"
      "  $previous = if ($wordToComplete -eq '') { $words[-1] } else { $words[-2] }\n"
      "  $flags = @{\n";
  for (const CommandRow& command : all_commands())
    if (!command.hidden)
      out += "    '" + std::string(command.name) + "' = " + list_powershell(flags_of(command)) + "\n";
  out += "  }\n  $values = @{\n";
  for (const CommandRow& command : all_commands()) {
    if (command.hidden) continue;
    for (const auto& rows : {command.options, shared_options()})
      for (const OptionRow& row : rows)
        if (row.completes == Completes::choices)
          out += "    '" + std::string(command.name) + " " + std::string(row.name) +
                 "' = " + list_powershell(row.choices) + "\n";
    const std::string words = argument_words(command);
    if (!words.empty()) out += "    '" + std::string(command.name) + "' = " + list_powershell(words) + "\n";
  }
  out +=
      "  }\n"
      "  $rules = { afterword rules --json 2>$null | ConvertFrom-Json | ForEach-Object { $_.name } }\n"
      "  $found = if (-not $flags.ContainsKey($command)) { $flags.Keys + @('--help', '--version') }\n"
      "    elseif ($values.ContainsKey(\"$command $previous\")) { $values[\"$command $previous\"] }\n"
      "    elseif ($command -eq 'explain' -or $previous -eq '--only') { & $rules }\n"
      "    elseif ($wordToComplete -like '-*') { $flags[$command] }\n"
      "    elseif ($values.ContainsKey($command)) { $values[$command] }\n"
      "    else { @() }\n"
      "  $found | Where-Object { $_ -like \"$wordToComplete*\" } | Sort-Object |\n"
      "    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }\n"
      "}\n";
  return out;
}

}  // namespace

ExitCode run_completion(Door& door) {
  const std::string& shell = door.request.arguments.front();
  if (shell == "bash") {
    door.out.write(write_bash());
  } else if (shell == "zsh") {
    door.out.write(write_zsh());
  } else if (shell == "fish") {
    door.out.write(write_fish());
  } else if (shell == "powershell") {
    door.out.write(write_powershell());
  } else {
    const std::string_view nearest = nearest_name(shell, {"bash", "zsh", "fish", "powershell"});
    return door.fail(
        {ErrorKind::usage,
         "there is no completion for `" + shell + "`",
         {},
         nearest.empty() ? "write one of bash zsh fish powershell" : "write `" + std::string(nearest) + "`"});
  }
  return ExitCode::clean;
}

}  // namespace afterword
