#include <algorithm>

#include "archive/digest.h"
#include "archive/themes.h"
#include "cli/commands.h"
#include "cli/day.h"
#include "cli/read_folder.h"
#include "workspace/json_text.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

constexpr std::size_t askers_shown_max = 6;

std::string print_themes(const Archive& archive, const Themes& themes, Date today) {
  std::string out;
  if (!themes.measures.empty()) out += "Measures that keep coming back\n";
  for (const MeasureTheme& theme : themes.measures) {
    out += "\n  " + show_path(theme.text) + "\n    " + describe_theme(theme) + "\n";
    for (std::size_t i = 0; i < std::min(askers_shown_max, theme.askers.size()); ++i) {
      const Record& record = archive.report(theme.askers[i].report);
      const KeptMeasure& measure = record.measures[theme.askers[i].measure];
      out += "    " + show_path(record.path) + ":" + std::to_string(measure.line) + " " +
             std::string(name_of(state_of(record, measure, today))) + "\n";
    }
    if (theme.askers.size() > askers_shown_max)
      out += "    and " + std::to_string(theme.askers.size() - askers_shown_max) + " more\n";
  }
  if (!themes.causes.empty()) out += std::string(out.empty() ? "" : "\n") + "Causes that keep coming back\n";
  for (const CauseTheme& theme : themes.causes) {
    out +=
        "\n  " + theme.component + ": " + theme.mechanism + ", " + std::to_string(theme.reports.size()) + " reports\n";
    for (std::size_t i = 0; i < std::min(askers_shown_max, theme.reports.size()); ++i)
      out += "    " + show_path(archive.report(theme.reports[i]).path) + "\n";
    if (theme.reports.size() > askers_shown_max)
      out += "    and " + std::to_string(theme.reports.size() - askers_shown_max) + " more\n";
  }
  return out.empty() ? "nothing comes back in " + std::to_string(archive.size()) +
                           (archive.size() == 1 ? " report\n" : " reports\n")
                     : out;
}

std::string themes_json(const Archive& archive, const Themes& themes, Date today) {
  std::string out = "{\"schema\":\"afterword.themes/1\",\"measures\":[";
  for (std::size_t i = 0; i < themes.measures.size(); ++i) {
    const MeasureTheme& theme = themes.measures[i];
    out += std::string(i > 0 ? "," : "") + "\n{\"text\":" + json_string(theme.text) +
           ",\"reports\":" + std::to_string(theme.reports) + ",\"done\":" + std::to_string(theme.done) +
           ",\"askers\":[";
    for (std::size_t k = 0; k < theme.askers.size(); ++k) {
      const Record& record = archive.report(theme.askers[k].report);
      const KeptMeasure& measure = record.measures[theme.askers[k].measure];
      out += std::string(k > 0 ? "," : "") + "{\"path\":" + json_string(record.path) +
             ",\"line\":" + std::to_string(measure.line) + ",\"text\":" + json_string(measure.text) +
             ",\"state\":" + json_string(name_of(state_of(record, measure, today))) + "}";
    }
    out += "]}";
  }
  out += "],\"causes\":[";
  for (std::size_t i = 0; i < themes.causes.size(); ++i) {
    const CauseTheme& theme = themes.causes[i];
    out += std::string(i > 0 ? "," : "") + "\n{\"component\":" + json_string(theme.component) +
           ",\"mechanism\":" + json_string(theme.mechanism) + ",\"reports\":[";
    for (std::size_t k = 0; k < theme.reports.size(); ++k)
      out += (k > 0 ? "," : "") + json_string(archive.report(theme.reports[k]).path);
    out += "]}";
  }
  return out + "]}\n";
}

}  // namespace

ExitCode run_themes(Door& door) {
  ExitCode code = ExitCode::clean;
  const Result<ReadArchive> read = read_folder(door, door.request.arguments.front(), code);
  if (!read) return door.fail(read.error());
  const Themes themes = find_themes(read->archive);
  const Date today = Door::today();
  door.out.write(door.request.has("--json") ? themes_json(read->archive, themes, today)
                                            : print_themes(read->archive, themes, today));
  return code;
}

ExitCode run_today(Door& door) {
  const Request& request = door.request;
  if (request.has("--html") && request.has("--text"))
    return door.fail(Error{ErrorKind::usage, "--html and --text exclude each other", {}, "name one of them"});
  Date day = Door::today();
  if (request.has("--date")) {
    const Result<Date> given = read_day(request.get("--date"));
    if (!given) return door.fail(given.error());
    day = *given;
  }
  ExitCode code = ExitCode::clean;
  const Result<ReadArchive> read = read_folder(door, request.arguments.empty() ? "." : request.arguments.front(), code);
  if (!read) return door.fail(read.error());
  const Digest digest = make_digest(read->archive.reports(), day);
  door.out.write(request.has("--html") ? digest_html(digest, read->archive.reports())
                                       : print_digest(digest, read->archive.reports()));
  return code;
}

}  // namespace afterword
