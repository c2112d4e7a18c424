#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "cli/door.h"

namespace afterword {

enum class Completes : std::uint8_t { nothing, files, choices, rules, commands };

/// One flag. Everything that names flags (the parser, --help, man pages, completion) reads these rows.
struct OptionRow {
  std::string_view name;     ///< "--format"
  std::string_view letter;   ///< "-f", or empty
  std::string_view value;    ///< "FORMAT", or empty for a switch
  std::string_view help;     ///< one line
  std::string_view choices;  ///< words separated by spaces, or empty
  Completes completes = Completes::nothing;
  bool repeats = false;
};

struct ExampleRow {
  std::string_view line, meaning;
};

/// One command.
struct CommandRow {
  std::string_view name;
  std::string_view summary;                  ///< one line, imperative
  std::string_view arguments;                ///< "[PATH]...", or empty
  std::string_view about;                    ///< paragraphs for --help and the man page, separated by empty lines
  Completes completes = Completes::nothing;  ///< its arguments
  std::size_t arguments_min = 0, arguments_max = 0;
  std::span<const OptionRow> options;
  std::span<const ExampleRow> examples;
  ExitCode (*run)(Door& door) = nullptr;
  bool hidden = false;
};

/// All commands, in the order of help.
[[nodiscard]] std::span<const CommandRow> all_commands();
[[nodiscard]] const CommandRow* find_command(std::string_view name);
/// Flags that every command takes.
[[nodiscard]] std::span<const OptionRow> shared_options();

ExitCode run_check(Door& door);
ExitCode run_review(Door& door);
ExitCode run_agenda(Door& door);
ExitCode run_bundle(Door& door);
ExitCode run_inspect(Door& door);
ExitCode run_render(Door& door);
ExitCode run_fmt(Door& door);
ExitCode run_new(Door& door);
ExitCode run_rules(Door& door);
ExitCode run_explain(Door& door);
ExitCode run_gather(Door& door);
ExitCode run_verify(Door& door);
ExitCode run_templates(Door& door);
ExitCode run_search(Door& door);
ExitCode run_similar(Door& door);
ExitCode run_themes(Door& door);
ExitCode run_today(Door& door);
ExitCode run_measures(Door& door);
ExitCode run_remind(Door& door);
ExitCode run_publish(Door& door);
ExitCode run_stats(Door& door);
ExitCode run_build(Door& door);
ExitCode run_import(Door& door);
ExitCode run_export(Door& door);
ExitCode run_config(Door& door);
ExitCode run_init(Door& door);
ExitCode run_completion(Door& door);
ExitCode run_man(Door& door);
ExitCode run_help(Door& door);

/// Help as --help prints it (`brief`: as -h does).
[[nodiscard]] std::string write_help(const CommandRow& command, bool brief);
[[nodiscard]] std::string write_main_help(bool brief);
/// A man page in mdoc; null: of the program itself.
[[nodiscard]] std::string write_man_page(const CommandRow* command);

}  // namespace afterword
