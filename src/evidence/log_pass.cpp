#include "evidence/log_pass.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "evidence/line_ends.h"
#include "evidence/log_reader.h"
#include "evidence/record_lines.h"

namespace afterword {
namespace {

constexpr std::size_t learn_bytes = 1 << 20;       // of a large log, from which its templates are learnt
constexpr Instant notable_step = 60 * one_second;  // threads of one program overtake each other by less

/// What one block added to a tally, before its place in the input is known.
struct BlockResult {
  LogTally tally;
};

void join(LogTally& all, const LogTally& block, std::uint32_t input) {
  const auto place = [&](Place at) {
    at.input = input;
    at.line += all.lines;
    return at;
  };
  if (all.unread == 0 && block.unread != 0) all.first_unread = place(block.first_unread);
  if (all.stepped_back == 0 && block.stepped_back != 0) all.first_step = place(block.first_step);
  all.lines += block.lines;
  all.records += block.records;
  all.outside += block.outside;
  all.unread += block.unread;
  all.zone_stated += block.zone_stated;
  all.stepped_back += block.stepped_back;
  all.long_lines += block.long_lines;
  all.largest_step = std::max(all.largest_step, block.largest_step);
  if (block.first && (!all.first || *block.first < *all.first)) all.first = block.first;
  if (block.last && (!all.last || *block.last > *all.last)) all.last = block.last;
}

/// What the threads share.
struct Pass {
  std::span<const LogInput> logs;
  std::span<LogFeed> feeds;
  const GatherOptions& options;
  LogTableBuilder& builder;
  const std::function<void(std::uint64_t)>& progress;
  std::vector<LogTally> tallies;

  std::mutex taking;        ///< guards what follows
  std::vector<bool> begun;  ///< logs of which a block was taken
  std::size_t feed = 0;
  std::uint64_t next_block = 0, sequence = 0;

  std::mutex committing;
  std::condition_variable turn;
  std::uint64_t committed = 0;  ///< sequence number whose turn it is
  std::optional<Sha256> hash;
  /// What was learnt from the beginning of each log, for all that follows; so threads wait for it, and it does not
  /// matter who reads which block.
  struct Learnt {
    bool is_known = false;
    std::shared_ptr<const TemplateRules> rules;  ///< null: the log is too small to learn from
  };
  std::vector<Learnt> learnt;
};

struct Job {
  std::uint64_t sequence = 0;
  std::size_t feed = 0;
  std::uint32_t log = 0;
  std::uint64_t index = 0;
  bool whole = false;  ///< all blocks of the source, in order
  bool last = false;   ///< of its source
  bool first = false;  ///< its first block is the first of its log
};

class Worker {
 public:
  explicit Worker(Pass& pass) : pass_(pass) {}

  void run() {
    Job job;
    LineBlock block;
    while (take(job, block)) {
      const LogFeed& feed = pass_.feeds[job.feed];
      const std::uint64_t blocks = feed.source ? line_blocks(feed.source->size()) : 1;
      const std::uint64_t end = job.whole ? std::max<std::uint64_t>(blocks, 1) : job.index + 1;
      use_log(job.log);
      for (std::uint64_t i = job.index; i < end; ++i) {
        Result<void> read;
        if (feed.source) read = read_line_block(*feed.source, i, block);
        LogTally tally;
        const bool learns = job.first && i == job.index;
        use_rules(job.log, learns);
        const bool is_large = block.lines.size() > block_bytes / 2 && !(job.last && i + 1 == end);
        learning_ = learns && is_large ? &job : nullptr;
        if (read)
          count(block, tally);
        else
          tally.trouble = read.error().message;
        commit(job, block, tally, i + 1 == end, learns);
        learning_ = nullptr;
      }
    }
  }

 private:
  /// Takes the next piece of work. Streams are read here, because their blocks come one after the other.
  bool take(Job& job, LineBlock& block) {
    const std::lock_guard lock(pass_.taking);
    while (pass_.feed < pass_.feeds.size()) {
      LogFeed& feed = pass_.feeds[pass_.feed];
      job = {pass_.sequence, pass_.feed, feed.log, pass_.next_block, false, false, false};
      if (feed.source) {
        const std::uint64_t blocks = line_blocks(feed.source->size());
        const LogForm& form = pass_.logs[feed.log].form;
        job.whole = form.needs_order || form.dates_above;
        ++pass_.next_block;
        if (job.whole || pass_.next_block >= blocks) {
          job.last = true;
          ++pass_.feed;
          pass_.next_block = 0;
        }
        begin_log(job);
        ++pass_.sequence;
        return true;
      }
      const Result<bool> more = feed.next(block, job.log);
      if (more && *more) {
        begin_log(job);
        ++pass_.sequence;
        return true;
      }
      if (!more) pass_.tallies[job.log].trouble = more.error().message;
      ++pass_.feed;
      pass_.next_block = 0;
    }
    return false;
  }

  void begin_log(Job& job) {
    job.first = !pass_.begun[job.log];
    pass_.begun[job.log] = true;
  }

  void use_log(std::uint32_t log) {
    if (reader_ && log == log_) return;
    log_ = log;
    reader_ = std::make_unique<LogReader>(pass_.logs[log].form, pass_.logs[log].context);
    counter_.begin_log(pass_.logs[log].service);
  }

  /// Waits until the templates of the log are known. Blocks are taken in order, so its first one is being read.
  void use_rules(std::uint32_t log, bool learns) {
    std::shared_ptr<const TemplateRules> rules;
    if (!learns) {
      std::unique_lock lock(pass_.committing);
      pass_.turn.wait(lock, [&] { return pass_.learnt[log].is_known; });
      rules = pass_.learnt[log].rules;
    }
    counter_.use_rules(std::move(rules));
  }

  /// In the middle of a log's first block: others need not wait for its end, and the rest of it is read faster.
  void learn() {
    const Job& job = *std::exchange(learning_, nullptr);
    {
      std::unique_lock lock(pass_.committing);
      pass_.turn.wait(lock, [&] { return pass_.committed == job.sequence; });
      pass_.builder.commit(counter_, pass_.logs[job.log].input, pass_.tallies[job.log].lines);
      pass_.learnt[job.log] = {true, pass_.builder.learn_rules()};
      pass_.turn.notify_all();
    }
    use_rules(job.log, false);
  }

  void commit(const Job& job, const LineBlock& block, LogTally& tally, bool last, bool learns) {
    std::unique_lock lock(pass_.committing);
    pass_.turn.wait(lock, [&] { return pass_.committed == job.sequence; });
    LogTally& all = pass_.tallies[job.log];
    const std::uint32_t input = pass_.logs[job.log].input;
    if (pass_.feeds[job.feed].hashes) {
      if (!pass_.hash) pass_.hash.emplace();
      pass_.hash->add(block.own_bytes);
      if (job.last && last) {
        all.sha256 = pass_.hash->finish();
        pass_.hash.reset();
      }
    }
    pass_.builder.commit(counter_, input, all.lines);
    if (learns && !pass_.learnt[job.log].is_known) {
      pass_.learnt[job.log] = {true, learning_ != nullptr ? pass_.builder.learn_rules() : nullptr};
      pass_.turn.notify_all();
    }
    if (!tally.trouble.empty()) all.trouble = tally.trouble;
    join(all, tally, input);
    if (pass_.progress) pass_.progress(block.own_bytes.empty() ? block.lines.size() : block.own_bytes.size());
    if (!last) return;
    ++pass_.committed;
    pass_.turn.notify_all();
  }

  void count(const LineBlock& block, LogTally& tally);
  bool count_record(std::string_view line, bool may_hold_escape, std::uint64_t begin, LogTally& tally);
  void count_below(std::string_view line);

  Pass& pass_;
  std::uint32_t log_ = 0;
  std::unique_ptr<LogReader> reader_;
  LogCounter counter_;
  LogFields fields_;
  const Job* learning_ = nullptr;  ///< the job whose log's templates are to be learnt from this block
  Instant before_ = 0;             ///< time of the record before, in this block
  /// Of forms whose messages stand below their times: a record that waits for the next line.
  struct Waiting {
    LogFields fields;
    Place place;
  };
  std::optional<Waiting> waiting_;
};

bool Worker::count_record(std::string_view line, bool may_hold_escape, std::uint64_t begin, LogTally& tally) {
  if (!(may_hold_escape ? reader_->read(line, fields_) : reader_->read_plain(line, fields_))) return false;
  const Instant at = fields_.time.at;
  const Place place{0, static_cast<std::uint32_t>(line.size()), tally.lines, begin};
  ++tally.records;
  tally.zone_stated += fields_.time.states_zone ? 1 : 0;
  if (!tally.first || at < *tally.first) tally.first = at;
  if (!tally.last || at > *tally.last) tally.last = at;
  if (tally.records > 1 && at + notable_step < before_) {
    if (tally.stepped_back++ == 0) tally.first_step = place;
    tally.largest_step = std::max(tally.largest_step, before_ - at);
  }
  before_ = at;
  if ((pass_.options.since && at < *pass_.options.since) || (pass_.options.until && at > *pass_.options.until)) {
    ++tally.outside;
    return false;
  }
  if (learning_ != nullptr && begin >= learn_bytes) learn();
  if (pass_.logs[log_].form.below) {
    count_below({});
    LogFields head;  // without names, which may lie in the reader's memory
    head.time = fields_.time;
    head.level = fields_.level;
    head.message = line;
    waiting_ = {head, place};
  } else {
    counter_.add(fields_, place);
  }
  return true;
}

/// Counts the record that waits, if one does: with the line as its message, or with its own where there is none.
void Worker::count_below(std::string_view line) {
  if (!waiting_) return;
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin != std::string_view::npos) waiting_->fields.message = line.substr(begin);
  counter_.add(waiting_->fields, waiting_->place);
  waiting_.reset();
}

void Worker::count(const LineBlock& block, LogTally& tally) {
  const char* const base = block.lines.data();
  const char* p = base;
  const char* const stop = base + block.lines.size();
  const char* record = nullptr;  // begin of the record that is open
  LineEnds ends(block.lines);
  while (p < stop) {
    const char* const end = base + ends.next();
    std::string_view line(p, static_cast<std::size_t>(end - p));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (++tally.lines == 1 && block.begin == 0 && line.starts_with(byte_order_mark)) {
      line.remove_prefix(byte_order_mark.size());
      p += byte_order_mark.size();
    }
    tally.long_lines += line.size() >= line_bytes_max ? 1 : 0;
    const std::uint64_t records_before = tally.records;
    if (!line.empty() &&
        count_record(line, ends.may_hold_escape(), block.begin + static_cast<std::uint64_t>(p - base), tally)) {
      record = p;
    } else if (tally.records != records_before) {
      record = nullptr;  // not kept
    } else if (!line.empty()) {
      count_below(line);
      const std::string_view text = fields_.continues ? fields_.message : line;
      if (record != nullptr) counter_.extend(static_cast<std::uint32_t>(line.data() + line.size() - record), text);
      const bool is_header = tally.lines == 1 && block.begin == 0 && pass_.logs[log_].form.kind == FormKind::columns;
      if (!is_header && !pass_.logs[log_].form.whole && !fields_.continues && !continues_record(line) &&
          tally.unread++ == 0)
        tally.first_unread = {0, static_cast<std::uint32_t>(line.size()), tally.lines,
                              block.begin + static_cast<std::uint64_t>(p - base)};
    }
    p = end + 1;
  }
  count_below({});
}

}  // namespace

std::vector<LogTally> read_logs(std::span<const LogInput> logs, std::span<LogFeed> feeds, const GatherOptions& options,
                                LogTableBuilder& builder, const std::function<void(std::uint64_t)>& progress) {
  Pass pass{logs, feeds, options, builder, progress, std::vector<LogTally>(logs.size()), {}, {}, 0, 0, 0,
            {},   {},    0,       {},      {}};
  pass.begun.resize(logs.size());
  pass.learnt.resize(logs.size());
  unsigned threads = options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  std::uint64_t work = 0;
  for (const LogFeed& feed : feeds) work += feed.source ? line_blocks(feed.source->size()) : 2;
  threads = static_cast<unsigned>(std::min<std::uint64_t>(threads, std::max<std::uint64_t>(work, 1)));
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back([&pass] { Worker(pass).run(); });
  Worker(pass).run();
  for (std::thread& thread : others) thread.join();
  return std::move(pass.tallies);
}

}  // namespace afterword
