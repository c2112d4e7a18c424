#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <thread>

#include "check/suggest.h"
#include "cli/commands.h"
#include "cli/day.h"
#include "workspace/check_files.h"
#include "workspace/diff.h"
#include "workspace/ignore.h"
#include "workspace/kept_archive.h"
#include "workspace/paths.h"
#include "workspace/read_archive.h"
#include "workspace/walk.h"

namespace afterword {
namespace {

/// "checking 812 of 2000" on a terminal, once it takes longer than half a second.
class Progress {
 public:
  Progress(Door& door, std::size_t total)
      : door_(door), total_(total), on_(door.terminal.err_is_terminal && !Door::variable("CI")), began_(now_ns()) {}
  ~Progress() { erase(); }

  void step() {
    ++done_;
    if (!on_) return;
    constexpr std::uint64_t first_ns = 500'000'000, again_ns = 100'000'000;
    const std::uint64_t now = now_ns();
    if (now - began_ < first_ns || now - shown_at_ < again_ns) return;
    shown_at_ = now;
    shown_ = true;
    door_.err.write("\r\x1b[Kchecking " + std::to_string(done_) + " of " + std::to_string(total_));
    door_.err.flush();
  }
  /// Before anything else is printed.
  void erase() {
    if (!std::exchange(shown_, false)) return;
    door_.err.write("\r\x1b[K");
    door_.err.flush();
  }

 private:
  Door& door_;
  std::size_t total_, done_ = 0;
  bool on_, shown_ = false;
  std::uint64_t began_, shown_at_ = 0;
};

class CheckCommand {
 public:
  explicit CheckCommand(Door& door) : door_(door), began_(now_ns()) {}

  ExitCode run() {
    if (const Result<void> done = read_flags(); !done) return fail_all(done.error());
    if (const Result<void> done = find_jobs(); !done) return fail_all(done.error());
    if (const Result<void> done = read_baseline(); !done) return fail_all(done.error());
    return check();
  }

 private:
  /// An error before any file was checked. A format for machines is a whole document even then.
  ExitCode fail_all(const Error& error) {
    if (report_ != nullptr && is_for_machines()) {
      Tally tally;
      tally.troubles.push_back(error);
      door_.out.write(report_->begin() + report_->end(tally));
    }
    return door_.fail(error);
  }

  [[nodiscard]] bool is_for_machines() const { return format_ != "full" && format_ != "short" && format_ != "github"; }

  Result<void> read_flags() {
    const Request& request = door_.request;
    quiet_ = request.has("--quiet");
    verbose_ = request.has("--verbose");
    diff_ = request.has("--diff");
    if (request.has("--unsafe-fixes"))
      fix_ = Applicability::unsafe;
    else if (request.has("--fix") || diff_)
      fix_ = Applicability::safe;
    if (Result<void> done = choose_format(); !done) return done;
    for (const std::string& names : request.get_all("--only"))
      if (Result<void> done = add_only(names); !done) return done;
    threads_ = std::max(1u, std::thread::hardware_concurrency());
    if (request.has("--threads")) {
      const std::string value = request.get("--threads");
      const auto end = std::from_chars(value.data(), value.data() + value.size(), threads_);
      if (end.ptr != value.data() + value.size() || threads_ < 1 || threads_ > 256)
        return std::unexpected(
            Error{ErrorKind::usage, "`" + value + "` is no value of --threads", {}, "write a number from 1 to 256"});
    }
    request_.review_required = request.has("--require-review");
    request_.today = Door::today();
    if (request.has("--date")) {
      const Result<Date> given = read_day(request.get("--date"));
      if (!given) return std::unexpected(given.error());
      request_.today = *given;
    }
    if (request.has("--update-baseline") && !request.has("--baseline"))
      return std::unexpected(Error{ErrorKind::usage, "--update-baseline needs a file", {}, "write `--baseline FILE`"});
    return {};
  }

  Result<void> choose_format() {
    std::string format = door_.request.get("--format");
    if (format.empty()) {
      format = Door::variable("AFTERWORD_FORMAT").value_or(door_.terminal.out_is_terminal ? "full" : "short");
      if (find_report_format(format) == nullptr) {
        std::vector<std::string_view> names;
        for (const ReportFormat& each : all_report_formats()) names.push_back(each.name);
        return std::unexpected(
            Error{ErrorKind::usage, "`" + format + "` is no value of AFTERWORD_FORMAT", {}, suggest(format, names)});
      }
    }
    format_ = format;
    ReportOptions options;
    options.color = reports_to_err() ? door_.terminal.err_color : door_.terminal.out_color;
    options.width = door_.terminal.width;
    options.wrapped = door_.terminal.out_is_terminal;
    options.with_summary = false;  // printed here, after fixes are written
    report_ = find_report_format(format)->make(options);
    return {};
  }

  Result<void> find_jobs() {
    const Request& request = door_.request;
    WalkOptions options;
    options.working_folder = Door::working_folder();
    options.obey_gitignore = !request.has("--no-ignore");
    options.tell_skipped = verbose_;
    std::vector<std::string> paths = request.arguments;
    if (paths.empty()) paths.emplace_back(".");
    WalkResult walk = find_files(door_.disk, paths, options);
    if (!quiet_)
      for (const std::string& each : walk.notes) door_.note(each);
    for (const std::string& each : walk.skipped) door_.err.write("skipped " + each + "\n");
    walk_errors_ = std::move(walk.errors);
    SettingsFinder finder(door_.disk, options.working_folder, Door::user_settings_file(), door_.given_settings());
    // Settings are read before any file is checked, so that a wrong one is told once.
    for (std::string& path : walk.files) {
      CheckJob job;
      const bool from_stdin = path == "-";
      const std::string place = from_stdin ? request.get("--stdin-filename", "stdin.md") : path;
      auto settings = finder.settings_for_file(place);
      if (!settings) return std::unexpected(settings.error());
      job.settings = only_.empty() ? *settings : narrow(*settings);
      job.path = from_stdin ? request.get("--stdin-filename", "<stdin>") : path;
      if (!from_stdin && is_excluded(**settings, options.working_folder, path)) continue;
      if (from_stdin) {
        Result<std::string> bytes = door_.read_input("-");
        if (!bytes) return std::unexpected(bytes.error());
        job.bytes = std::move(*bytes);
      }
      job.archive = archive_of(**settings);
      job.key = normalize_path(job.path);
      if (verbose_)
        door_.err.write("checking " + show_path(job.path) + " with " +
                        ((*settings)->origin.empty() ? "default settings" : (*settings)->origin) + "\n");
      request_.jobs.push_back(std::move(job));
    }
    if (request_.jobs.empty() && walk_errors_.empty())
      return std::unexpected(Error{ErrorKind::input,
                                   "found nothing to check",
                                   {},
                                   "name a file; --verbose tells what was skipped, --no-ignore checks it"});
    return {};
  }

  /// The archive that the settings name, read once; null where they name none. What can't be read is told.
  std::shared_ptr<const Archive> archive_of(const Settings& settings) {
    const std::string folder = archive_folder(settings);
    if (folder.empty()) return nullptr;
    const auto [at, fresh] = archives_.try_emplace(folder);
    if (!fresh) return at->second;
    ReadArchiveOptions reading;
    reading.threads = threads_;
    reading.reading = settings.reading;
    const std::string file = Door::cache_file_of(kept_kind(settings.reading), folder);
    Result<ReadArchive> read = open_archive(door_.disk, {folder, Door::working_folder(), file}, reading);
    if (!read) {
      walk_errors_.push_back(read.error());
      return nullptr;
    }
    at->second = std::make_shared<const Archive>(std::move(read->archive));
    return at->second;
  }

  bool is_excluded(const Settings& settings, const std::string& working_folder, const std::string& path) {
    const bool named = std::find(door_.request.arguments.begin(), door_.request.arguments.end(), path) !=
                       door_.request.arguments.end();
    if (settings.exclude.empty() || door_.request.has("--no-ignore") || named) return false;
    std::string patterns;
    for (const std::string& each : settings.exclude) patterns += each + "\n";
    const std::string folder = settings.origin.empty() ? working_folder : folder_of(settings.origin);
    const std::string relative = relative_path(folder, absolute_path(working_folder, path));
    const IgnoreList list = IgnoreList::read(patterns, {});
    bool excluded = list.ask(relative, false) == IgnoreList::Verdict::ignored;
    for (std::size_t slash = relative.find('/'); slash != std::string::npos && !excluded;
         slash = relative.find('/', slash + 1))
      excluded = list.ask(std::string_view(relative).substr(0, slash), true) == IgnoreList::Verdict::ignored;
    if (excluded && verbose_) {
      const auto origin = settings.origins.find("exclude");
      door_.err.write("skipped " + show_path(path) + ": `exclude` in " +
                      (origin == settings.origins.end() ? settings.origin : origin->second) + "\n");
    }
    return excluded;
  }

  /// Of `--only blame,title-missing` every name.
  Result<void> add_only(std::string_view names) {
    while (!names.empty()) {
      const std::size_t comma = std::min(names.find(','), names.size());
      const std::string name(names.substr(0, comma));
      names.remove_prefix(std::min(comma + 1, names.size()));
      if (name.empty()) continue;
      const Rule* rule = find_rule(name);
      if (rule == nullptr) {
        std::vector<std::string_view> known;
        for (const Rule& each : all_rules()) known.push_back(each.name);
        const std::string help = suggest(name, known);
        return std::unexpected(Error{ErrorKind::usage,
                                     "there is no rule `" + name + "`",
                                     {},
                                     help.empty() ? "`afterword rules` lists all" : help});
      }
      only_.push_back(rule);
    }
    return {};
  }

  /// Settings in which only the rules of --only are on.
  std::shared_ptr<const Settings> narrow(const std::shared_ptr<const Settings>& settings) {
    std::shared_ptr<const Settings>& known = narrowed_[settings.get()];
    if (known != nullptr) return known;
    Settings out = *settings;
    for (const Rule& rule : all_rules()) {
      const bool wanted = std::find(only_.begin(), only_.end(), &rule) != only_.end();
      const Severity severity = severity_of(rule, *settings);
      out.severities[std::string(rule.name)] = !wanted                     ? Severity::off
                                               : severity == Severity::off ? Severity::warning
                                                                           : severity;
    }
    known = std::make_shared<const Settings>(std::move(out));
    return known;
  }

  Result<void> read_baseline() {
    if (!door_.request.has("--baseline")) return {};
    baseline_path_ = door_.request.get("--baseline");
    const std::string folder = folder_of(absolute_path(Door::working_folder(), baseline_path_));
    for (CheckJob& job : request_.jobs)
      job.key = relative_path(folder, absolute_path(Door::working_folder(), job.path));
    request_.collect_baseline = true;
    const bool updates = door_.request.has("--update-baseline");
    if (updates && !door_.disk.kind_of(baseline_path_)) return {};
    const Result<std::string> text = door_.disk.read_file(baseline_path_);
    if (!text) {
      Error error = text.error();
      error.help = "write it with --update-baseline";
      return std::unexpected(error);
    }
    Result<Baseline> baseline = Baseline::read(*text, baseline_path_);
    if (!baseline) return std::unexpected(baseline.error());
    baseline_ = std::move(*baseline);
    if (!updates) request_.baseline = &baseline_;
    return {};
  }

  [[nodiscard]] bool reads_stdin() const {
    return std::find(door_.request.arguments.begin(), door_.request.arguments.end(), "-") !=
           door_.request.arguments.end();
  }
  /// With `- --fix` the mended text goes to standard output, so findings must not.
  [[nodiscard]] bool reports_to_err() const { return fix_ && !diff_ && reads_stdin(); }
  Output& report_out() { return reports_to_err() ? door_.err : door_.out; }

  ExitCode check() {
    request_.fix = fix_;
    request_.threads = threads_;
    request_.now_ns = now_ns;
    const bool timed = door_.request.has("--timing");
    Timing timing;
    for (const Error& error : walk_errors_) {
      tally_.troubles.push_back(error);
      door_.fail(error);
    }
    if (!diff_) report_out().write(report_->begin());
    {
      Progress progress(door_, request_.jobs.size());
      check_files(
          door_.disk, request_, *report_, [&](const CheckJob& job, CheckedFile& file) { take(job, file, progress); },
          timed ? &timing : nullptr);
    }
    if (!diff_) report_out().write(report_->end(tally_));
    const ExitCode baseline_code = finish_baseline();
    print_summary();
    if (timed) print_timing(timing);
    for (const Error& trouble : tally_.troubles)
      if (trouble.kind == ErrorKind::internal) return ExitCode::internal;
    if (!tally_.troubles.empty() || baseline_code != ExitCode::clean) return ExitCode::usage;
    const bool failing = diff_ ? tally_.changed_documents != 0 : tally_.failing;
    const bool updates = door_.request.has("--update-baseline");
    return failing && !updates && !door_.request.has("--exit-zero") ? ExitCode::findings : ExitCode::clean;
  }

  void take(const CheckJob& job, CheckedFile& file, Progress& progress) {
    file.report.would_change = diff_ && file.fixed.has_value();
    if (diff_) {
      file.formatted.clear();
      file.report.fixed = 0;
      if (file.fixed) file.formatted = diff_texts(show_path(job.path), file.before, *file.fixed);
    } else if (fix_ && job.bytes) {
      door_.out.write(file.fixed ? *file.fixed : *job.bytes);
    } else if (file.fixed) {
      if (const Result<void> done = door_.disk.replace_file(job.path, file.before, *file.fixed); !done) {
        file.report.errors.push_back(done.error());
        file.report.fixed = 0;
      }
    }
    if (!file.report.errors.empty()) progress.erase();
    for (const Error& error : file.report.errors) door_.fail(error);
    std::string text = diff_ ? std::move(file.formatted) : report_->take_file(file.report, std::move(file.formatted));
    if (!text.empty()) {
      if (door_.terminal.out_is_terminal) progress.erase();
      (diff_ ? door_.out : report_out()).write(text);
      if (door_.terminal.out_is_terminal) report_out().flush();
    }
    tally_.add(file.report);
    if (request_.collect_baseline) found_.add_all(file.found);
    checked_keys_.push_back(job.key);
    progress.step();
  }

  ExitCode finish_baseline() {
    if (!request_.collect_baseline) return ExitCode::clean;
    // Files that were not checked in this run keep their entries.
    Baseline now = baseline_;
    now.remove_paths(checked_keys_);
    now.add_all(found_);
    if (door_.request.has("--update-baseline")) {
      const std::size_t added = baseline_.count_missing(now), removed = now.count_missing(baseline_);
      const Result<void> done = door_.disk.write_file(baseline_path_, now.write(), Overwrite::yes);
      if (!done) return door_.fail(done.error());
      if (!quiet_)
        door_.note(baseline_path_ + " holds " + std::to_string(now.size()) + " findings: " + std::to_string(added) +
                   " more, " + std::to_string(removed) + " fewer than before");
      return ExitCode::clean;
    }
    const std::size_t stale = now.count_missing(baseline_);
    if (stale != 0 && !quiet_)
      door_.note(std::to_string(stale) + (stale == 1 ? " entry of " : " entries of ") + baseline_path_ +
                 " is mended or gone; --update-baseline removes what is not needed");
    return ExitCode::clean;
  }

  void print_summary() {
    if (quiet_ || is_for_machines() || format_ == "github" || tally_.documents == 0) return;
    if (diff_) {
      if (tally_.changed_documents != 0)
        door_.err.write(std::to_string(tally_.changed_documents) +
                        (tally_.changed_documents == 1 ? " document" : " documents") + " would change\n");
      return;
    }
    const bool on_terminal = reports_to_err() ? door_.terminal.err_is_terminal : door_.terminal.out_is_terminal;
    if (on_terminal) tally_.elapsed_ms = static_cast<double>(now_ns() - began_) / 1e6;
    report_out().write(summarize(tally_) + "\n");
  }

  void print_timing(const Timing& timing) {
    struct Row {
      std::string_view name;
      std::uint64_t ns;
    };
    std::vector<Row> rows{{"(reading)", timing.reading_ns}};
    for (std::size_t i = 0; i < timing.rules_ns.size(); ++i) rows.push_back({all_rules()[i].name, timing.rules_ns[i]});
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.ns > b.ns; });
    std::uint64_t sum = 0;
    for (const Row& row : rows) sum += row.ns;
    std::string out = "time by rule, in microseconds over all threads:\n";
    for (const Row& row : rows) {
      const std::string number = std::to_string(row.ns / 1000);
      const std::string share = sum == 0 ? "0" : std::to_string(100 * row.ns / sum);
      out += std::string(number.size() < 10 ? 10 - number.size() : 0, ' ') + number + "  " +
             std::string(3 - std::min<std::size_t>(share.size(), 3), ' ') + share + " %  " + std::string(row.name) +
             "\n";
    }
    door_.err.write(out);
  }

  Door& door_;
  std::uint64_t began_;
  std::string format_;
  std::unique_ptr<Report> report_;
  std::optional<Applicability> fix_;
  bool diff_ = false, quiet_ = false, verbose_ = false;
  unsigned threads_ = 1;
  std::vector<const Rule*> only_;
  std::map<const Settings*, std::shared_ptr<const Settings>> narrowed_;
  std::vector<Error> walk_errors_;
  std::map<std::string, std::shared_ptr<const Archive>> archives_;  ///< by folder
  CheckRequest request_;
  std::string baseline_path_;
  Baseline baseline_, found_;
  std::vector<std::string> checked_keys_;
  Tally tally_;
};

}  // namespace

ExitCode run_check(Door& door) {
  return CheckCommand(door).run();
}

}  // namespace afterword
