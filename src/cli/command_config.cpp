#include "check/settings.h"
#include "cli/commands.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

constexpr std::string_view settings_template =
    "# Settings of afterword for this folder and all below it. Each line shows the default; docs/settings.md tells "
    "why\n"
    "# each setting exists. `afterword config --show` prints what holds.\n"
    "\n"
    "# The standard: \"alx\", \"google-sre\" or \"pagerduty\".\n"
    "# profile = \"alx\"\n"
    "\n"
    "# The least severity that makes `check` exit with 1: \"error\", \"warning\", \"info\", \"hint\" or \"never\".\n"
    "# fail-on = \"warning\"\n"
    "\n"
    "# Files that are not checked when a folder is, as in .gitignore.\n"
    "# exclude = [\"templates/\"]\n"
    "\n"
    "# Where earlier reports are, to tell a failure that came back: \"postmortems\".\n"
    "# archive = \"\"\n"
    "\n"
    "# The language postmortems are to be written in.\n"
    "# language = \"en\"\n"
    "\n"
    "# How 03/04/2026 is read where the text does not decide: \"day-first\" or \"month-first\".\n"
    "# date-order = \"day-first\"\n"
    "\n"
    "# Acronyms and names that every reader here knows.\n"
    "# vocabulary = []\n"
    "# public-names = []\n"
    "\n"
    "[limits]\n"
    "# words-min = 400\n"
    "# words-max = 600\n"
    "# sentence-words = 25\n"
    "# measures = 10\n"
    "\n"
    "[review]\n"
    "# Who reviews where no peer has by the deadline: \"Ana Lima <ana@example.org>\".\n"
    "# fallback = \"\"\n"
    "# Days from a request to its deadline, and from an outage's end until a request counts as late.\n"
    "# days = 7\n"
    "# late-days = 14\n"
    "\n"
    "# Severities of single rules: \"off\", \"hint\", \"info\", \"warning\" or \"error\". `afterword rules` lists "
    "them.\n"
    "[rules]\n"
    "\n"
    "# Servers and people: nothing is sent unless a command asks. Tokens never stand here (docs/trackers.md).\n"
    "[tracker]\n"
    "# kind = \"github\"\n"
    "# project = \"acme/shop\"\n"
    "[mail]\n"
    "# server = \"smtp://mail.example.com:587\"\n"
    "# from = \"Afterword <afterword@example.com>\"\n"
    "[owners]\n"
    "# \"Ana\" = \"ana@example.com\"\n"
    "[publish]\n"
    "# to = \"ghost\"\n"
    "# address = \"https://blog.example.com\"\n";

std::string origin_of(const Settings& settings, const std::string& key) {
  const auto found = settings.origins.find(key);
  return found == settings.origins.end() ? "default" : found->second;
}

void append_setting(std::string& out, const Settings& settings, const std::string& key) {
  std::string line = key + " = " + show_setting(settings, key);
  if (line.size() < 44) line.resize(44, ' ');
  out += line + "  # " + origin_of(settings, key) + "\n";
}

}  // namespace

ExitCode run_config(Door& door) {
  const Request& request = door.request;
  SettingsFinder finder(door.disk, Door::working_folder(), Door::user_settings_file(), door.given_settings());
  const std::string path = request.arguments.empty() ? "." : request.arguments.front();
  const bool is_folder = door.disk.kind_of(path) == FileKind::folder;
  const auto settings = is_folder ? finder.settings_for_folder(path) : finder.settings_for_file(path);
  if (!settings) return door.fail(settings.error());
  std::string out;
  for (const SettingRow& row : all_settings())
    if (row.key != "rules.NAME") append_setting(out, **settings, std::string(row.key));
  for (const auto& [key, value] : (*settings)->services) append_setting(out, **settings, key);
  for (const auto& [rule, severity] : (*settings)->severities) append_setting(out, **settings, "rules." + rule);
  door.out.write(out);
  return ExitCode::clean;
}

ExitCode run_init(Door& door) {
  const Request& request = door.request;
  const std::string folder = request.arguments.empty() ? "." : request.arguments.front();
  const std::string path = join_path(normalize_path(folder), ".afterword.toml");
  const Result<void> done =
      door.disk.write_file(path, settings_template, request.has("--force") ? Overwrite::yes : Overwrite::no);
  if (!done) {
    Error error = done.error();
    if (door.disk.kind_of(path)) error.help = "write `--force` to replace it";
    return door.fail(error);
  }
  if (door.terminal.err_is_terminal) door.err.write("wrote " + path + "\n");
  return ExitCode::clean;
}

}  // namespace afterword
