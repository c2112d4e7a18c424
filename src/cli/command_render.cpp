#include <cstdlib>
#include <thread>

#include "cli/commands.h"
#include "cli/print_pdf.h"
#include "render/internal_spans.h"
#include "workspace/kept_archive.h"
#include "workspace/paths.h"
#include "workspace/pictures.h"
#include "workspace/read_archive.h"
#include "workspace/walk.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

std::string ending_of(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos || path.find('/', dot) != std::string::npos ? std::string() : path.substr(dot + 1);
}

std::string choose_format(const Request& request) {
  std::string format = request.get("--format");
  if (!format.empty()) return format;
  const std::string ending = ending_of(request.get("--output"));
  if (ending == "svg" || ending == "md" || ending == "json" || ending == "pdf") return ending;
  return "html";
}

Audience audience_of(const std::string& name) {
  if (name == "executive") return Audience::executive;
  if (name == "public") return Audience::public_;
  return Audience::engineer;
}

/// The page with the pictures that lie beside the document, as far as a page of 60 KB has room for them.
std::string render_with_pictures(Door& door, const Postmortem& postmortem, RenderOptions options) {
  constexpr std::size_t page_bytes_max = std::size_t{60} * 1024;
  const std::string document = door.request.arguments.front();
  PictureLoader look(door.disk, document, Door::working_folder(), 0);
  options.load_image = [&](std::string_view path) { return look.load(path); };
  std::string page = render_page(postmortem, options);
  if (look.found() == 0 || page.size() >= page_bytes_max) return page;
  // A picture takes the place of a link, so the page without pictures tells what room there is.
  PictureLoader loader(door.disk, document, Door::working_folder(), page_bytes_max - page.size());
  options.load_image = [&](std::string_view path) { return loader.load(path); };
  page = render_page(postmortem, options);
  if (loader.too_large() != 0)
    door.note(std::to_string(loader.too_large()) + (loader.too_large() == 1 ? " picture is" : " pictures are") +
              " linked, not shown: a page holds 60 KB with all that is on it");
  return page;
}

Result<std::string> render_as(Door& door, const std::string& format, const Postmortem& postmortem,
                              const RenderOptions& options) {
  if (format == "md") return render_markdown(postmortem, options);
  if (format == "json") return render_json(postmortem, options);
  if (format == "svg") {
    std::string svg = render_timeline_svg(postmortem, options);
    if (svg.empty())
      return std::unexpected(Error{ErrorKind::input, "the text gives too little time to draw",
                                   postmortem.document->file(), "`afterword check` tells what the timeline lacks"});
    return svg;
  }
  std::string html = render_with_pictures(door, postmortem, options);
  return format == "pdf" ? print_pdf(door.disk, html) : Result<std::string>(std::move(html));
}

}  // namespace

ExitCode run_render(Door& door) {
  const Request& request = door.request;
  const std::string& path = request.arguments.front();
  SettingsFinder finder(door.disk, Door::working_folder(), Door::user_settings_file(), {});
  const auto settings = finder.settings_for_file(path);
  if (!settings) return door.fail(settings.error());
  Result<std::string> bytes = door.read_input(path);
  if (!bytes) return door.fail(bytes.error());
  const auto postmortem = read(std::move(*bytes), path == "-" ? "<stdin>" : path, (*settings)->reading);

  RenderOptions options;
  options.audience = audience_of(request.get("--audience"));
  if (options.audience == Audience::public_ && is_all_internal(*postmortem)) door.note(all_internal_note);
  options.today = Door::today();
  options.reading = (*settings)->reading;
  options.source_name = path == "-" ? std::string() : path.substr(path.rfind('/') + 1);
  std::vector<EarlierReport> earlier;
  if (const std::string folder = archive_folder(**settings); !folder.empty() && options.audience != Audience::public_) {
    ReadArchiveOptions reading;
    reading.threads = std::max(1U, std::thread::hardware_concurrency());
    reading.reading = (*settings)->reading;
    const std::string file = Door::cache_file_of(kept_kind(reading.reading), folder);
    if (const auto read = open_archive(door.disk, {folder, Door::working_folder(), file}, reading))
      earlier = find_earlier_reports(read->archive, *postmortem, path);
    options.earlier = &earlier;
  }
  Checked checked;
  if (request.has("--with-findings")) {
    checked = check(*postmortem, **settings);
    options.findings = &checked.findings;
  }
  const std::string format = choose_format(request), output = request.get("--output", "-");
  if (format == "pdf" && output == "-" && door.terminal.out_is_terminal)
    return door.fail({ErrorKind::usage, "a PDF is nothing for a terminal", {}, "write `-o report.pdf`"});
  const Result<std::string> rendered = render_as(door, format, *postmortem, options);
  if (!rendered) return door.fail(rendered.error());
  if (output == "-") {
    door.out.write(*rendered);
    return ExitCode::clean;
  }
  const Result<void> done = door.disk.write_file(output, *rendered, Overwrite::yes);
  const std::string ending = ending_of(output);
  if (done && request.get("--format").empty() && !ending.empty() && ending != "html" && ending != "htm" &&
      format == "html")
    door.note(show_path(output) + " holds HTML; --format names another: svg, md, json, pdf");
  return done ? ExitCode::clean : door.fail(done.error());
}

}  // namespace afterword
