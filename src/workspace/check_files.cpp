#include "workspace/check_files.h"

#include "dispatch/publication.h"

#include <deque>
#include <exception>
#include <iterator>
#include <thread>

#include "check/apply_fixes.h"
#include "postmortem/read_together.h"
#include "workspace/paths.h"
#include "workspace/read_archive.h"
#include "workspace/read_review.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

struct Neighbourhood {
  const Disk* disk;
  std::string folder;
};

bool exists_beside(const void* context, std::string_view path) {
  const auto& here = *static_cast<const Neighbourhood*>(context);
  return here.disk->kind_of(path.starts_with('/') ? std::string(path) : join_path(here.folder, path)).has_value();
}

struct Shelf {
  const Archive* archive;
  const std::string* path;
};

std::vector<EarlierReport> find_earlier(const void* context, const Postmortem& postmortem) {
  const auto& shelf = *static_cast<const Shelf*>(context);
  return find_earlier_reports(*shelf.archive, postmortem, *shelf.path);
}

struct ReviewDesk {
  const ReviewLog* log;  ///< null where there is none
  const ReviewPolicy* policy;
  Date today;
};

ReviewState judge_at_desk(const void* context, const Postmortem& postmortem) {
  const auto& desk = *static_cast<const ReviewDesk*>(context);
  return judge_review_of(desk.log != nullptr ? *desk.log : ReviewLog(), postmortem, *desk.policy, desk.today);
}

/// What one worker keeps from file to file. Neighbours mostly share their settings.
struct Worker {
  Timing* timing = nullptr;
  std::shared_ptr<const Settings> settings;
  std::vector<Severity> severities;  ///< under `settings`

  void take_settings(const std::shared_ptr<const Settings>& next) {
    if (settings == next) return;
    settings = next;
    severities = severities_of(*settings);
  }
};

/// One file on its way from the disk to its result.
class FileCheck {
 public:
  FileCheck(const Disk& disk, const CheckRequest& request, const CheckJob& job)
      : disk_(disk),
        request_(request),
        job_(job),
        here_{&disk, folder_of(job.path)},
        shelf_{job.archive.get(), &job.path} {
    out_.report.path = job.path;
    out_.report.fail_on = job.settings->fail_on;
  }
  FileCheck(const FileCheck&) = delete;  // the options lead into it

  /// Reads what is on the disk. Where that fails, the result says why, and nothing is left to do.
  void open(const Worker& worker) {
    Result<std::string> bytes = job_.bytes ? Result<std::string>(*job_.bytes) : disk_.read_file(job_.path);
    if (!bytes) return fail(bytes.error());
    Result<std::optional<ReviewLog>> log = read_review_of(disk_, job_.path);
    if (!log) return fail(log.error());
    bytes_ = std::move(*bytes);
    log_ = std::move(*log);
    lend(worker);
  }

  [[nodiscard]] bool is_open() const { return out_.report.errors.empty(); }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }

  std::shared_ptr<const Document> parse() {
    return std::make_shared<const Document>(Document::read(std::move(bytes_), job_.path));
  }

  /// What was read from the document, for check_together().
  CheckItem take_reading(Postmortem read) {
    out_.report.postmortem = std::make_shared<const Postmortem>(std::move(read));
    return {out_.report.postmortem.get(), options_, {}};
  }

  /// Instead of reading and checking.
  Checked fix() {
    out_.before = bytes_;
    FixedText fixed = fix_text(std::move(bytes_), job_.path, *job_.settings, options_, *request_.fix);
    out_.report.fixed = fixed.count;
    out_.report.postmortem = std::move(fixed.postmortem);
    if (fixed.text != out_.before) out_.fixed = std::move(fixed.text);
    return std::move(fixed.checked);
  }

  void finish(Checked checked, const Report& report) {
    out_.report.findings = std::move(checked.findings);
    out_.report.suppressed = std::move(checked.suppressed);
    const std::string_view text = out_.report.postmortem->document->text().original();
    if (request_.collect_baseline)
      for (const Finding& finding : out_.report.findings) out_.found.add(job_.key, text, finding);
    if (request_.baseline != nullptr)
      out_.report.accepted = request_.baseline->take_accepted(job_.key, text, out_.report.findings);
    out_.formatted = report.format_file(out_.report);
    // Freed here, the next document finds its memory warm in this core's cache; freed by the thread that takes results,
    // it would come back cold and under a lock.
    out_.report.postmortem.reset();
    out_.report.let_go = true;
  }

  CheckedFile take() { return std::move(out_); }

 private:
  void fail(Error error) { out_.report.errors.push_back(std::move(error)); }

  void lend(const Worker& worker) {
    options_.severities = worker.severities;
    options_.public_hash = public_hash;
    if (!job_.bytes) {
      options_.file_exists = exists_beside;
      options_.disk = &here_;
    }
    if (job_.archive != nullptr) {
      options_.find_earlier = find_earlier;
      options_.archive = &shelf_;
    }
    desk_ = {log_ ? &*log_ : nullptr, &job_.settings->rules.review, request_.today};
    if (log_ || request_.review_required) {
      options_.judge_review = judge_at_desk;
      options_.review = &desk_;
      options_.review_required = request_.review_required;
    }
    if (worker.timing != nullptr) {
      options_.now_ns = request_.now_ns;
      options_.spent_ns = &worker.timing->rules_ns;
    }
  }

  const Disk& disk_;
  const CheckRequest& request_;
  const CheckJob& job_;
  Neighbourhood here_;
  Shelf shelf_;
  std::optional<ReviewLog> log_;
  ReviewDesk desk_{};
  CheckOptions options_;
  std::string bytes_;
  CheckedFile out_;
};

/// Checks the first of some jobs, and those behind it that go together with it.
std::vector<CheckedFile> check_some(const Disk& disk, const CheckRequest& request, std::span<const CheckJob> jobs,
                                    const Report& report, Worker& worker) {
  worker.take_settings(jobs.front().settings);
  std::deque<FileCheck> files;
  std::size_t bytes = 0;
  for (const CheckJob& job : jobs) {
    if (job.settings != worker.settings || bytes > bytes_together) break;
    files.emplace_back(disk, request, job).open(worker);
    bytes += files.back().size();
    if (request.fix && files.back().is_open()) files.back().finish(files.back().fix(), report);
  }
  const std::uint64_t began = worker.timing != nullptr ? request.now_ns() : 0;
  std::vector<FileCheck*> open;
  std::vector<std::shared_ptr<const Document>> documents;
  for (FileCheck& file : files) {
    if (request.fix || !file.is_open()) continue;
    open.push_back(&file);
    documents.push_back(file.parse());
  }
  std::vector<Postmortem> read = read_postmortems(std::move(documents), worker.settings->reading);
  std::vector<CheckItem> items;
  for (std::size_t i = 0; i < open.size(); ++i) items.push_back(open[i]->take_reading(std::move(read[i])));
  if (worker.timing != nullptr) worker.timing->reading_ns += request.now_ns() - began;
  check_together(items, *worker.settings);
  for (std::size_t i = 0; i < open.size(); ++i) open[i]->finish(std::move(items[i].checked), report);
  std::vector<CheckedFile> out;
  for (FileCheck& file : files) out.push_back(file.take());
  return out;
}

/// All of some jobs, with our own faults turned into an error of the file: an exception must not end a worker, or the
/// whole run with it.
std::vector<CheckedFile> check_guarded(const Disk& disk, const CheckRequest& request, std::span<const CheckJob> jobs,
                                       const Report& report, Worker& worker) {
  std::vector<CheckedFile> out;
  bool is_alone = false;  // after a fault, so that it is known whose it is
  while (out.size() < jobs.size()) {
    std::string why;
    const std::span<const CheckJob> rest = jobs.subspan(out.size(), is_alone ? 1 : jobs.size() - out.size());
    try {
      std::ranges::move(check_some(disk, request, rest, report, worker), std::back_inserter(out));
      continue;
    } catch (const std::exception& e) {
      why = e.what();
    }
    if (std::exchange(is_alone, true) || rest.size() == 1) {
      const std::string& path = rest.front().path;
      out.emplace_back().report.path = path;
      out.back().report.errors.push_back({ErrorKind::internal, "internal error in " + path + ": " + why, path,
                                          "please report it with the file and `afterword --version`"});
    }
  }
  return out;
}

using Take = std::function<void(const CheckJob&, CheckedFile&)>;

/// Threads check files and give the results on in order. Whichever thread finishes the next one in order gives it on,
/// with all that are finished behind it: nobody waits for a result, so no core is taken from those who work. Workers
/// run at most `ahead` jobs in front of the one given on last.
class Conveyor {
 public:
  Conveyor(const Disk& disk, const CheckRequest& request, const Report& report, const Take& take,
           const std::atomic<bool>* stop)
      : disk_(disk),
        request_(request),
        report_(report),
        take_(take),
        stop_(stop),
        slots_(std::min(request.jobs.size(), ahead)) {}

  /// Works until nothing is left; `timing` may be null.
  void work(Timing* timing) {
    Worker worker{timing, {}, {}};
    while (!is_stopped()) {
      const auto [first, end] = take_jobs();
      if (first == end) return;
      for (std::size_t taken = taken_.load(); end > taken + slots_.size(); taken = taken_.load()) {
        if (is_stopped()) break;
        taken_.wait(taken);
      }
      if (is_stopped()) break;
      const std::span<const CheckJob> jobs = std::span(request_.jobs).subspan(first, end - first);
      std::vector<CheckedFile> results = check_guarded(disk_, request_, jobs, report_, worker);
      for (std::size_t i = first; i < end; ++i) {
        Slot& slot = slots_[i % slots_.size()];
        slot.result = std::move(results[i - first]);
        slot.ready.store(i + 1);
      }
      hand_over();
    }
    wake();
  }

  /// The next jobs, [first, end): fewer at once the fewer are left, so that all threads end together.
  std::pair<std::size_t, std::size_t> take_jobs() {
    std::size_t first = next_.load(), end = first;
    do {
      const std::size_t left = request_.jobs.size() - first;
      end = first + std::min(left, std::clamp<std::size_t>(left / request_.threads / 2, 1, documents_together));
    } while (!next_.compare_exchange_weak(first, end));
    return {first, end};
  }

  /// Once all have worked: throws on what taking a result threw.
  void finish() const {
    if (fault_) std::rethrow_exception(fault_);
  }

 private:
  [[nodiscard]] bool is_stopped() const { return stopped_.load() || (stop_ != nullptr && stop_->load()); }
  [[nodiscard]] bool is_ready(std::size_t i) const {
    return i < request_.jobs.size() && slots_[i % slots_.size()].ready.load() == i + 1;
  }

  /// One thread at a time. A result that gets ready while another thread hands over is seen by that one: it looks again
  /// after it has let go.
  void hand_over() {
    while (is_ready(taken_.load()) && !is_stopped() && !is_handing_.exchange(true)) {
      for (std::size_t i = taken_.load(); is_ready(i) && !is_stopped(); ++i) {
        CheckedFile out = std::move(slots_[i % slots_.size()].result);
        taken_.store(i + 1);
        taken_.notify_all();
        try {
          take_(request_.jobs[i], out);
        } catch (...) {
          fault_ = std::current_exception();
          stopped_.store(true);
        }
      }
      is_handing_.store(false);
    }
  }

  /// Lets go who waits, after a stop.
  void wake() {
    stopped_.store(true);
    taken_.fetch_add(request_.jobs.size() + 1);
    taken_.notify_all();
  }

  static constexpr std::size_t ahead = 8 * documents_together;
  struct Slot {
    CheckedFile result;
    std::atomic<std::size_t> ready{0};  ///< the job whose result it holds, plus one
  };
  const Disk& disk_;
  const CheckRequest& request_;
  const Report& report_;
  const Take& take_;
  const std::atomic<bool>* stop_;
  std::vector<Slot> slots_;
  std::atomic<std::size_t> next_{0}, taken_{0};
  std::atomic<bool> stopped_{false}, is_handing_{false};
  std::exception_ptr fault_;
};

void add_up(Timing& sum, const Timing& part) {
  sum.reading_ns += part.reading_ns;
  for (std::size_t i = 0; i < sum.rules_ns.size(); ++i) sum.rules_ns[i] += part.rules_ns[i];
}

}  // namespace

void check_files(const Disk& disk, const CheckRequest& request, const Report& report, const Take& take, Timing* timing,
                 const std::atomic<bool>* stop) {
  const auto is_stopped = [&] { return stop != nullptr && stop->load(); };
  const std::size_t threads = std::min<std::size_t>(request.threads, request.jobs.size());
  Timing none{0, std::vector<std::uint64_t>(all_rules().size())};
  if (timing != nullptr) *timing = none;
  if (threads <= 1) {
    Worker worker{timing, {}, {}};
    for (std::size_t at = 0; at < request.jobs.size(); at += documents_together) {
      const std::size_t count = std::min(documents_together, request.jobs.size() - at);
      std::vector<CheckedFile> files =
          check_guarded(disk, request, std::span(request.jobs).subspan(at, count), report, worker);
      for (std::size_t i = 0; i < count; ++i) {
        if (is_stopped()) return;
        take(request.jobs[at + i], files[i]);
      }
    }
    return;
  }
  Conveyor conveyor(disk, request, report, take, stop);
  std::vector<Timing> timings(threads, none);
  const auto timing_of = [&](std::size_t i) { return timing != nullptr ? &timings[i] : nullptr; };
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < threads; ++i)
      others.emplace_back([&conveyor, &timing_of, i] { conveyor.work(timing_of(i)); });
    conveyor.work(timing_of(0));
  }
  conveyor.finish();
  if (timing != nullptr)
    for (const Timing& each : timings) add_up(*timing, each);
}

}  // namespace afterword
