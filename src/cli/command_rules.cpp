#include "check/settings.h"
#include "check/suggest.h"
#include "cli/commands.h"
#include "cli/plain_page.h"
#include "workspace/frame.h"
#include "workspace/json_text.h"

namespace afterword {
namespace {

std::string describe_as_json(const Settings& settings) {
  std::string out = "[";
  for (const Rule& rule : all_rules()) {
    out += out.size() > 1 ? ",\n" : "\n";
    out += "{\"code\":" + json_string(rule.code) + ",\"name\":" + json_string(rule.name) +
           ",\"family\":" + json_string(name_of(rule.family)) +
           ",\"severity\":" + json_string(name_of(severity_of(rule, settings))) +
           ",\"profiles\":{\"alx\":" + json_string(name_of(rule.alx)) +
           ",\"google-sre\":" + json_string(name_of(rule.google_sre)) +
           ",\"pagerduty\":" + json_string(name_of(rule.pagerduty)) +
           "},\"fixable\":" + (rule.fixable ? "true" : "false") + ",\"summary\":" + json_string(rule.summary) + "}";
  }
  return out + "\n]\n";
}

std::string describe_as_table(const Settings& settings, Color color) {
  std::string out;
  const Rule* last = nullptr;
  std::size_t width = 0;
  for (const Rule& rule : all_rules()) width = std::max(width, rule.name.size());
  for (const Rule& rule : all_rules()) {
    if (last == nullptr || last->family != rule.family)
      out += (last == nullptr ? "" : "\n") + std::string(name_of(rule.family)) + "\n";
    last = &rule;
    const Severity severity = severity_of(rule, settings);
    std::string word = name_of(severity);
    std::string name(rule.name);
    name.resize(width, ' ');
    out += "  " + std::string(rule.code) + "  " + name + "  " + paint(word, color_of(severity), color) +
           std::string(8 - word.size(), ' ') + (rule.fixable ? "fix  " : "     ") + std::string(rule.summary) + "\n";
  }
  return out;
}

}  // namespace

ExitCode run_rules(Door& door) {
  SettingsFinder finder(door.disk, Door::working_folder(), Door::user_settings_file(), door.given_settings());
  const auto settings = finder.settings_for_folder(".");
  if (!settings) return door.fail(settings.error());
  door.out.write(door.request.has("--json") ? describe_as_json(**settings)
                                            : describe_as_table(**settings, door.terminal.out_color));
  return ExitCode::clean;
}

ExitCode run_explain(Door& door) {
  const std::string& name = door.request.arguments.front();
  const Rule* rule = find_rule(name);
  if (rule == nullptr) {
    std::vector<std::string_view> names;
    for (const Rule& each : all_rules()) names.push_back(each.name);
    const std::string help = suggest(name, names);
    return door.fail(
        {ErrorKind::usage, "there is no rule `" + name + "`", {}, help.empty() ? "`afterword rules` lists all" : help});
  }
  std::string facts = std::string(rule->code) + ", family " + std::string(name_of(rule->family)) + "; severity " +
                      name_of(rule->alx) + " (alx), " + name_of(rule->google_sre) + " (google-sre), " +
                      name_of(rule->pagerduty) + " (pagerduty)" + (rule->fixable ? "; has a fix" : "") + ".";
  door.out.write(show_page(page_of(*rule), facts, door.terminal.out_color));
  return ExitCode::clean;
}

}  // namespace afterword
