#include <malloc.h>

#include <charconv>
#include <thread>

#include "cli/commands.h"
#include "cli/day.h"
#include "cli/folder_watch.h"
#include "cli/live_server.h"
#include "workspace/build_site.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

std::string count_of(std::size_t count, std::string_view one) {
  return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

Result<SiteRequest> read_flags(const Request& request) {
  SiteRequest out;
  out.folder = request.arguments.empty() ? "." : request.arguments.front();
  out.output = normalize_path(request.get("--output"));
  out.working_folder = Door::working_folder();
  out.threads = std::max(1U, std::thread::hardware_concurrency());
  out.anew = request.has("--anew");
  out.options.title = request.get("--title", "Postmortems");
  out.options.url = request.get("--url");
  while (out.options.url.ends_with('/')) out.options.url.pop_back();
  if (!out.options.url.empty() && !out.options.url.starts_with("https://") && !out.options.url.starts_with("http://"))
    return std::unexpected(Error{ErrorKind::usage, "--url is no address", {}, "--url https://postmortems.example.com"});
  if (request.get("--audience") == "public") out.options.audience = Audience::public_;
  out.options.today = Door::today();
  if (request.has("--date")) {
    const Result<Date> given = read_day(request.get("--date"));
    if (!given) return std::unexpected(given.error());
    out.options.today = *given;
  }
  return out;
}

/// What is left out is said, so that nobody looks for it in vain.
void tell_skipped(Door& door, const SiteOutcome& outcome) {
  constexpr std::size_t shown_max = 5;
  if (outcome.skipped.empty()) return;
  std::string line = "left out " + count_of(outcome.skipped.size(), "file") + " that " +
                     (outcome.skipped.size() == 1 ? "is" : "are") + " no postmortem:";
  const bool all = door.request.has("--verbose") || outcome.skipped.size() <= shown_max;
  for (std::size_t i = 0; i < (all ? outcome.skipped.size() : shown_max); ++i)
    line += (i > 0 ? ", " : " ") + show_path(outcome.skipped[i]);
  if (!all) line += " and " + std::to_string(outcome.skipped.size() - shown_max) + " more (--verbose names them)";
  door.note(line);
}

/// What the build did, in a line.
std::string describe(const std::string& output, const SiteOutcome& outcome) {
  return show_path(output) + ": " + count_of(outcome.reports, "report") + "; " + count_of(outcome.written, "file") +
         " written, " + std::to_string(outcome.unchanged) + " unchanged" +
         (outcome.removed > 0 ? ", " + std::to_string(outcome.removed) + " removed" : std::string()) + "\n";
}

Result<int> read_port(const Request& request) {
  constexpr int port_usual = 4000, port_max = 65535;
  if (!request.has("--port")) return port_usual;
  const std::string text = request.get("--port");
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port < 0 || port > port_max)
    return std::unexpected(Error{ErrorKind::usage, "--port takes a number up to 65535", {}, "--port 4000"});
  return port;
}

/// Builds again after every change, and has open pages load anew, until it is interrupted.
ExitCode watch(Door& door, SiteBuilder& builder, const std::string& folder, const std::string& output, int port) {
  LiveServer server(output);
  FolderWatch changes(absolute_path(Door::working_folder(), folder), absolute_path(Door::working_folder(), output));
  if (const Result<void> open = server.open(port); !open) return door.fail(open.error());
  if (const Result<void> open = changes.open(); !open) return door.fail(open.error());
  door.out.write("http://127.0.0.1:" + std::to_string(server.port()) + "/ shows it; Ctrl-C ends\n");
  door.out.flush();
  constexpr int settle_ms = 5;   // an editor writes a file in several steps
  constexpr int idle_ms = 1500;  // then there is time to write down what is known
  FolderChanges waiting;
  bool settled = true;
  while (true) {
    std::vector<pollfd> waits = {{changes.descriptor(), POLLIN, 0}};
    server.add_to(waits);
    const int came = ::poll(waits.data(), waits.size(), waiting.any() ? settle_ms : settled ? -1 : idle_ms);
    if (came < 0 && errno != EINTR) return door.fail(Error{ErrorKind::internal, "poll failed", {}, {}});
    if (came > 0) server.answer(waits);
    if (FolderChanges some = changes.take_changes(); some.any()) {
      waiting.files.merge(some.files);
      waiting.more |= some.more;
      continue;
    }
    if (came > 0) continue;
    if (!waiting.any()) {
      if (const Result<void> done = builder.settle(); !done) (void)door.fail(done.error());
      settled = true;
      continue;
    }
    const std::uint64_t began = now_ns();
    const FolderChanges now = std::exchange(waiting, {});
    const Result<SiteOutcome> outcome =
        now.more ? builder.build() : builder.build_changed({now.files.begin(), now.files.end()});
    settled = false;
    if (!outcome) {
      (void)door.fail(outcome.error());
      continue;
    }
    for (const Error& error : outcome->errors) (void)door.fail(error);
    if (outcome->written + outcome->removed == 0) continue;
    server.reload_pages();
    std::string line = describe(output, *outcome);
    line.insert(line.size() - 1, ", in " + std::to_string((now_ns() - began) / 1'000'000) + " ms");
    door.out.write(line);
    door.out.flush();
  }
}

}  // namespace

ExitCode run_build(Door& door) {
  // Pages are made and freed by the thousand: memory that is given back to the system is asked for again at once.
  constexpr int keep_bytes = 64 << 20;
  (void)::mallopt(M_TRIM_THRESHOLD, keep_bytes);
  (void)::mallopt(M_MMAP_THRESHOLD, keep_bytes);
  Result<SiteRequest> request = read_flags(door.request);
  if (!request) return door.fail(request.error());
  if (door.request.get("--output").empty())
    return door.fail(Error{ErrorKind::usage, "build needs a folder to write to", {}, "afterword build DIR -o site"});
  const auto settings = SettingsFinder(door.disk, Door::working_folder(), Door::user_settings_file(), {})
                            .settings_for_folder(request->folder);
  if (!settings) return door.fail(settings.error());
  request->options.reading = (*settings)->reading;
  request->options.public_names = (*settings)->public_names;
  const Result<int> port = read_port(door.request);
  if (!port) return door.fail(port.error());
  const std::string output = request->output, folder = request->folder;
  SiteBuilder builder(door.disk, std::move(*request));
  const Result<SiteOutcome> outcome = builder.build();
  if (!outcome) return door.fail(outcome.error());
  ExitCode code = ExitCode::clean;
  for (const Error& error : outcome->errors) code = door.fail(error);
  tell_skipped(door, *outcome);
  door.out.write(describe(output, *outcome));
  return door.request.has("--watch") ? watch(door, builder, folder, output, *port) : code;
}

}  // namespace afterword
