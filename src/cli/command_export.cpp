#include "cli/commands.h"
#include "exchange/export.h"
#include "render/internal_spans.h"
#include "workspace/workspace.h"

namespace afterword {

ExitCode run_export(Door& door) {
  const Request& request = door.request;
  const std::string& path = request.arguments.front();
  if (!request.has("--to"))
    return door.fail({ErrorKind::usage,
                      "`export` needs to know for which program",
                      {},
                      "write `--to confluence`, jira, adf, notion, html or json"});
  const auto format = export_format_of(request.get("--to"));
  if (!format) return door.fail({ErrorKind::usage, "unknown format '" + request.get("--to") + "'", {}, {}});
  SettingsFinder finder(door.disk, Door::working_folder(), Door::user_settings_file(), {});
  const auto settings = finder.settings_for_file(path);
  if (!settings) return door.fail(settings.error());
  Result<std::string> bytes = door.read_input(path);
  if (!bytes) return door.fail(bytes.error());
  const auto postmortem = read(std::move(*bytes), path == "-" ? "<stdin>" : path, (*settings)->reading);
  RenderOptions options;
  const std::string audience = request.get("--audience");
  if (audience == "executive") options.audience = Audience::executive;
  if (audience == "public") options.audience = Audience::public_;
  if (options.audience == Audience::public_ && is_all_internal(*postmortem)) door.note(all_internal_note);
  options.today = Door::today();
  options.reading = (*settings)->reading;
  options.source_name = path == "-" ? std::string() : path.substr(path.rfind('/') + 1);
  const std::string text = export_postmortem(*postmortem, *format, options);
  const std::string output = request.get("--output", "-");
  if (output == "-") {
    door.out.write(text);
    return ExitCode::clean;
  }
  const Result<void> done = door.disk.write_file(output, text, Overwrite::yes);
  return done ? ExitCode::clean : door.fail(done.error());
}

}  // namespace afterword
