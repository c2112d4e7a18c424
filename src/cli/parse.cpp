// The one file that knows CLI11: it builds a parser from a command's rows and turns its exceptions into errors.
#include "cli/parse.h"

#include <CLI/CLI.hpp>
#include <deque>

#include "check/nearest.h"
#include "check/suggest.h"

namespace afterword {
namespace {

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::unexpected<Error> wrong_usage(std::string message, std::string help) {
  return std::unexpected(Error{ErrorKind::usage, std::move(message), {}, std::move(help)});
}

std::string see_help(const CommandRow& command) {
  return "`afterword help " + std::string(command.name) + "`";
}

std::unexpected<Error> unknown_flag(const CommandRow& command, const std::string& flag) {
  std::vector<std::string_view> names;
  for (const auto& rows : {command.options, shared_options()})
    for (const OptionRow& row : rows) names.push_back(row.name);
  const std::string name = flag.substr(0, flag.find('='));
  const std::string help = suggest(name, names);
  return wrong_usage("`afterword " + std::string(command.name) + "` has no flag `" + name + "`",
                     help.empty() ? see_help(command) : help);
}

Result<void> check_value(const OptionRow& row, const std::string& value) {
  if (row.choices.empty()) return {};
  const std::vector<std::string_view> choices = split_words(row.choices);
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return {};
  std::string help = suggest(value, choices);
  if (help.empty()) help = "write one of " + std::string(row.choices);
  return wrong_usage("`" + value + "` is no value of " + std::string(row.name), std::move(help));
}

}  // namespace

Result<Request> parse_request(const CommandRow& command, const std::vector<std::string>& words) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  Request out;
  out.command = command.name;
  std::deque<std::pair<const OptionRow*, std::vector<std::string>>> values;
  std::deque<std::pair<const OptionRow*, bool>> switches;
  for (const auto& rows : {command.options, shared_options()}) {
    for (const OptionRow& row : rows) {
      std::string names(row.name);
      if (!row.letter.empty()) names += "," + std::string(row.letter);
      if (row.value.empty()) {
        switches.emplace_back(&row, false);
        app.add_flag(names, switches.back().second);
      } else {
        values.emplace_back(&row, std::vector<std::string>());
        app.add_option(names, values.back().second)->allow_extra_args(false);
      }
    }
  }
  app.add_option("arguments", out.arguments);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::ArgumentMismatch& e) {
    return wrong_usage(std::string(e.what()).substr(0, std::string_view(e.what()).find('\n')), see_help(command));
  } catch (const CLI::Error& e) {
    return wrong_usage(e.what(), see_help(command));
  }
  for (const std::string& extra : app.remaining())
    if (extra.size() > 1 && extra.front() == '-' && extra != "--") return unknown_flag(command, extra);
  for (const auto& [row, is_on] : switches)
    if (is_on) out.values[std::string(row->name)] = {std::string()};
  for (auto& [row, given] : values) {
    for (const std::string& value : given)
      if (const Result<void> good = check_value(*row, value); !good) return std::unexpected(good.error());
    if (!given.empty()) out.values[std::string(row->name)] = std::move(given);
  }
  return out;
}

}  // namespace afterword
