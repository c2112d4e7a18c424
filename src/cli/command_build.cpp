#include <malloc.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
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

/// Builds beside the thread that answers browsers, so that a page may be looked at while lists are made.
class Rebuild {
 public:
  explicit Rebuild(SiteBuilder& builder) : builder_(builder), event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
  ~Rebuild() {
    if (thread_.joinable()) thread_.join();
    ::close(event_);
  }
  Rebuild(const Rebuild&) = delete;
  Rebuild& operator=(const Rebuild&) = delete;

  /// Ready to read when something is there to take.
  [[nodiscard]] int descriptor() const { return event_; }
  [[nodiscard]] bool is_running() const { return thread_.joinable(); }

  void start(FolderChanges changes) {
    began_ = now_ns();
    shown_ns_ = 0;
    told_ = done_ = false;
    thread_ = std::thread([this, now = std::move(changes)] {
      outcome_ = now.more ? builder_.build() : builder_.build_changed({now.files.begin(), now.files.end()}, [this] {
        if (shown_ns_ == 0) shown_ns_ = now_ns() - began_;
        tell();
      });
      done_ = true;
      tell();
    });
  }

  /// Whether a page was written since the last call.
  bool take_page() {
    std::uint64_t count = 0;
    (void)!::read(event_, &count, sizeof count);
    return shown_ns_ > 0 && !std::exchange(told_, true);
  }
  /// What was built, once it is.
  std::optional<Result<SiteOutcome>> take_outcome() {
    if (!is_running() || !done_) return std::nullopt;
    thread_.join();
    return std::exchange(outcome_, std::nullopt);
  }
  /// ", in 40 ms": how long it took, and what was to be seen of it when.
  [[nodiscard]] std::string describe_time() const {
    const auto text = [](std::uint64_t ns) { return std::to_string(ns / 1'000'000) + " ms"; };
    return ", in " + text(now_ns() - began_) + (shown_ns_ > 0 ? ", its page after " + text(shown_ns_) : std::string());
  }

 private:
  void tell() const {
    const std::uint64_t one = 1;
    (void)!::write(event_, &one, sizeof one);
  }

  SiteBuilder& builder_;
  int event_;
  std::thread thread_;
  std::optional<Result<SiteOutcome>> outcome_;
  std::uint64_t began_ = 0;
  std::atomic<std::uint64_t> shown_ns_{0};
  std::atomic<bool> done_{false};
  bool told_ = false;
};

void tell_rebuilt(Door& door, LiveServer& server, const std::string& output, const Rebuild& rebuild,
                  const Result<SiteOutcome>& outcome) {
  if (!outcome) {
    (void)door.fail(outcome.error());
    return;
  }
  for (const Error& error : outcome->errors) (void)door.fail(error);
  if (outcome->written + outcome->removed == 0) return;
  server.reload_pages();
  std::string line = describe(output, *outcome);
  line.insert(line.size() - 1, rebuild.describe_time());
  door.out.write(line);
  door.out.flush();
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
  Rebuild rebuild(builder);
  FolderChanges waiting;
  bool settled = true;
  while (true) {
    std::vector<pollfd> waits = {{changes.descriptor(), POLLIN, 0}, {rebuild.descriptor(), POLLIN, 0}};
    server.add_to(waits);
    const int wait_ms = rebuild.is_running() ? -1 : waiting.any() ? settle_ms : settled ? -1 : idle_ms;
    const int came = ::poll(waits.data(), waits.size(), wait_ms);
    if (came < 0 && errno != EINTR) return door.fail(Error{ErrorKind::internal, "poll failed", {}, {}});
    if (rebuild.take_page()) server.reload_pages();
    if (came > 0) server.answer(waits);
    if (const auto outcome = rebuild.take_outcome()) tell_rebuilt(door, server, output, rebuild, *outcome);
    if (FolderChanges some = changes.take_changes(); some.any()) {
      waiting.files.merge(some.files);
      waiting.more |= some.more;
      continue;
    }
    if (came > 0 || rebuild.is_running()) continue;
    if (waiting.any()) {
      rebuild.start(std::exchange(waiting, {}));
      settled = false;
      continue;
    }
    if (const Result<void> done = builder.settle(); !done) (void)door.fail(done.error());
    settled = true;
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
