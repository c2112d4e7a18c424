#include "workspace/check_files.h"

#include "dispatch/publication.h"

#include <exception>
#include <thread>

#include "check/apply_fixes.h"
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

CheckedFile check_one(const Disk& disk, const CheckRequest& request, const CheckJob& job, const Report& report,
                      Worker& worker) {
  Timing* const timing = worker.timing;
  CheckedFile out;
  out.report.path = job.path;
  out.report.fail_on = job.settings->fail_on;
  Result<std::string> bytes = job.bytes ? Result<std::string>(*job.bytes) : disk.read_file(job.path);
  if (!bytes) {
    out.report.errors.push_back(bytes.error());
    return out;
  }
  const Neighbourhood here{&disk, folder_of(job.path)};
  worker.take_settings(job.settings);
  CheckOptions options;
  options.severities = worker.severities;
  options.public_hash = public_hash;
  if (!job.bytes) {
    options.file_exists = exists_beside;
    options.disk = &here;
  }
  const Shelf shelf{job.archive.get(), &job.path};
  if (job.archive != nullptr) {
    options.find_earlier = find_earlier;
    options.archive = &shelf;
  }
  const Result<std::optional<ReviewLog>> log = read_review_of(disk, job.path);
  if (!log) {
    out.report.errors.push_back(log.error());
    return out;
  }
  const ReviewDesk desk{*log ? &**log : nullptr, &job.settings->rules.review, request.today};
  if (*log || request.review_required) {
    options.judge_review = judge_at_desk;
    options.review = &desk;
    options.review_required = request.review_required;
  }
  if (timing != nullptr) {
    options.now_ns = request.now_ns;
    options.spent_ns = &timing->rules_ns;
  }
  Checked checked;
  if (request.fix) {
    out.before = *bytes;
    FixedText fixed = fix_text(std::move(*bytes), job.path, *job.settings, options, *request.fix);
    out.report.fixed = fixed.count;
    out.report.postmortem = std::move(fixed.postmortem);
    checked = std::move(fixed.checked);
    if (fixed.text != out.before) out.fixed = std::move(fixed.text);
  } else {
    const std::uint64_t began = timing != nullptr ? request.now_ns() : 0;
    out.report.postmortem = read(std::move(*bytes), job.path, job.settings->reading);
    if (timing != nullptr) timing->reading_ns += request.now_ns() - began;
    checked = check(*out.report.postmortem, *job.settings, options);
  }
  out.report.findings = std::move(checked.findings);
  out.report.suppressed = std::move(checked.suppressed);
  const std::string_view text = out.report.postmortem->document->text().original();
  if (request.collect_baseline)
    for (const Finding& finding : out.report.findings) out.found.add(job.key, text, finding);
  if (request.baseline != nullptr)
    out.report.accepted = request.baseline->take_accepted(job.key, text, out.report.findings);
  out.formatted = report.format_file(out.report);
  // Freed here, the next document finds its memory warm in this core's cache; freed by the thread that takes results,
  // it would come back cold and under a lock.
  out.report.postmortem.reset();
  out.report.let_go = true;
  return out;
}

/// check_one, with our own faults turned into an error: an exception must not end a worker, or the whole run with it.
CheckedFile check_guarded(const Disk& disk, const CheckRequest& request, const CheckJob& job, const Report& report,
                          Worker& worker) {
  std::string why;
  try {
    return check_one(disk, request, job, report, worker);
  } catch (const std::exception& e) {
    why = e.what();
  }
  CheckedFile out;
  out.report.path = job.path;
  out.report.errors.push_back({ErrorKind::internal, "internal error in " + job.path + ": " + why, job.path,
                               "please report it with the file and `afterword --version`"});
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
      const std::size_t i = next_.fetch_add(1);
      if (i >= request_.jobs.size()) return;
      for (std::size_t taken = taken_.load(); i >= taken + slots_.size(); taken = taken_.load()) {
        if (is_stopped()) break;
        taken_.wait(taken);
      }
      if (is_stopped()) break;
      Slot& slot = slots_[i % slots_.size()];
      slot.result = check_guarded(disk_, request_, request_.jobs[i], report_, worker);
      slot.ready.store(i + 1);
      hand_over();
    }
    wake();
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

  static constexpr std::size_t ahead = 64;
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
    for (const CheckJob& job : request.jobs) {
      if (is_stopped()) return;
      CheckedFile file = check_guarded(disk, request, job, report, worker);
      take(job, file);
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
