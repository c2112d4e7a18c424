#include "cli/commands.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

void append_fact(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  std::string left(name);
  left.resize(std::max<std::size_t>(left.size(), 12), ' ');
  out += left + "  " + std::string(value) + "\n";
}

std::string plain_number(double value) {
  std::string out = std::to_string(value);
  out.erase(out.find_last_not_of('0') + 1);
  if (out.ends_with('.')) out.pop_back();
  return out;
}

/// What was understood, in a few lines for people.
std::string describe(const Postmortem& postmortem) {
  std::string out;
  append_fact(out, "file", postmortem.document->file());
  append_fact(out, "title", postmortem.title.value_or(""));
  if (!postmortem.is_postmortem) append_fact(out, "is", "not a report of an incident");
  if (postmortem.start) append_fact(out, "start", postmortem.start->value);
  if (postmortem.end) append_fact(out, "end", postmortem.end->value);
  if (postmortem.timezone) append_fact(out, "time zone", postmortem.timezone->name.written);
  if (postmortem.duration_min) append_fact(out, "duration", plain_number(postmortem.duration_min->value) + " min");
  append_fact(out, "service", postmortem.service_text);
  if (postmortem.percent) append_fact(out, "affected", plain_number(postmortem.percent->value) + " %");
  if (postmortem.users) append_fact(out, "users", plain_number(postmortem.users->value));
  if (postmortem.detected_how) append_fact(out, "detected by", name_of(*postmortem.detected_how));
  append_fact(out, "cause", postmortem.root_cause_summary.text);
  append_fact(out, "timeline", std::to_string(postmortem.timeline.size()) + " entries");
  append_fact(out, "measures", std::to_string(postmortem.measures.size()));
  append_fact(out, "words", std::to_string(postmortem.narrative_words));
  std::string missing;
  for (const Requirement& requirement : postmortem.requirements)
    if (requirement.state == RequirementState::missing)
      missing += (missing.empty() ? "" : ", ") + std::string(id_of(requirement.id));
  append_fact(out, "missing", missing);
  return out;
}

}  // namespace

ExitCode run_inspect(Door& door) {
  const Request& request = door.request;
  SettingsFinder finder(door.disk, Door::working_folder(), Door::user_settings_file(), {});
  ExitCode code = ExitCode::clean;
  bool first = true;
  for (const std::string& path : request.arguments) {
    const auto settings = finder.settings_for_file(path);
    if (!settings) return door.fail(settings.error());
    Result<std::string> bytes = door.read_input(path);
    if (!bytes) {
      code = door.fail(bytes.error());
      continue;
    }
    const auto postmortem = read(std::move(*bytes), path == "-" ? "<stdin>" : path, (*settings)->reading);
    if (request.has("--json"))
      door.out.write(inspect_json(*postmortem));
    else
      door.out.write((first ? "" : "\n") + describe(*postmortem));
    first = false;
  }
  return code;
}

}  // namespace afterword
