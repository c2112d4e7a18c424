#include "evidence/template_pass.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "evidence/input_set.h"
#include "evidence/line_ends.h"
#include "evidence/log_reader.h"
#include "evidence/message_sorter.h"
#include "evidence/unpack.h"

namespace afterword {
namespace {

constexpr std::size_t fingerprints_max = 200'000;  ///< of one thread; then it begins anew, so that memory is bounded

/// One input, opened: how its lines come, and how their headers look.
struct Opened {
  std::shared_ptr<const ByteSource> source;
  std::shared_ptr<ByteStream> stream;
  std::unique_ptr<LineStream> lines;
  std::optional<LogForm> form;
  bool form_is_known = false;  ///< streams: learnt from the first block
  bool is_begun = false;       ///< a block of it was taken
  /// What was learnt from its first block, for all that follow; threads wait for it, so that it does not matter who
  /// reads which.
  bool rules_are_known = false;
  std::shared_ptr<const TemplateRules> rules;
};

struct Job {
  std::size_t input = 0;
  std::uint64_t index = 0, sequence = 0;
  bool first = false;  ///< of its input
  bool alone = false;  ///< no other block of its input follows
};

struct Pass {
  const TemplateOptions& options;
  std::vector<Opened> inputs;

  std::mutex taking;
  std::size_t input = 0;
  std::uint64_t next_block = 0, sequence = 0;

  std::mutex committing;
  std::condition_variable turn;
  std::uint64_t committed = 0;
  TemplateMiner miner;
  TemplateResult result;
  std::optional<Error> trouble;
};

class Worker {
 public:
  explicit Worker(Pass& pass) : pass_(pass) {}

  void run() {
    LineBlock block;
    Job job;
    while (take(block, job)) {
      if (const auto& source = pass_.inputs[job.input].source)
        if (const auto read = read_line_block(*source, job.index, block); !read) fail(read.error());
      use(job);
      count(block);
      commit(block, job.sequence);
      if (job.first) teach(block, job);
    }
    const std::lock_guard lock(pass_.committing);
    hand_over_counts();
  }

 private:
  bool take(LineBlock& block, Job& job) {
    const std::lock_guard lock(pass_.taking);
    for (; pass_.input < pass_.inputs.size(); ++pass_.input, pass_.next_block = 0) {
      Opened& opened = pass_.inputs[pass_.input];
      job = {pass_.input, 0, pass_.sequence, !opened.is_begun, false};
      if (opened.source) {
        const std::uint64_t blocks = line_blocks(opened.source->size());
        if (pass_.next_block >= blocks) continue;
        job.index = pass_.next_block++;
        job.alone = blocks == 1;
      } else {
        const Result<bool> more = opened.lines->next(block);
        if (!more) fail(more.error());
        if (!more || !*more) continue;
        if (!opened.form_is_known) learn(opened, block.lines.substr(0, 256 << 10));
      }
      opened.is_begun = true;
      ++pass_.sequence;
      return true;
    }
    return false;
  }

  void learn(Opened& opened, std::string_view sample) {
    opened.form_is_known = true;
    if (pass_.options.raw_lines) return;
    LogForm form = learn_log_form(sample);
    if (form.kind != FormKind::none) opened.form = std::move(form);
  }

  void fail(const Error& error) {
    const std::lock_guard lock(pass_.committing);
    if (!pass_.trouble) pass_.trouble = error;
  }

  /// Takes up the reader and the rules of an input. Its first block is sorted without any.
  void use(const Job& job) {
    if (!in_use_ || job.input != input_) {
      const auto& form = pass_.inputs[job.input].form;
      reader_ = form ? std::make_unique<LogReader>(*form, context_) : nullptr;
    }
    input_ = job.input;
    in_use_ = true;
    std::shared_ptr<const TemplateRules> rules;
    if (!job.first) {
      std::unique_lock lock(pass_.committing);
      pass_.turn.wait(lock, [&] { return pass_.inputs[job.input].rules_are_known; });
      rules = pass_.inputs[job.input].rules;
    }
    if (rules != sorter_.rules() || (job.first && !job.alone)) begin_anew(std::move(rules));
  }

  void begin_anew(std::shared_ptr<const TemplateRules> rules) {
    {
      const std::lock_guard lock(pass_.committing);
      hand_over_counts();
    }
    sorter_ = MessageSorter(std::move(rules));
    counts_.clear();
    shared_.clear();
  }

  /// Learns the templates of an input from what its first block held, if that is enough to learn from.
  void teach(const LineBlock& block, const Job& job) {
    std::shared_ptr<TemplateRules> rules;
    if (!job.alone && block.lines.size() > block_bytes / 2) {
      rules = std::make_shared<TemplateRules>();
      std::vector<std::uint32_t> of;
      static_cast<void>(sorter_.miner().compact(of, rules.get()));
    }
    const std::lock_guard lock(pass_.committing);
    pass_.inputs[job.input].rules = std::move(rules);
    pass_.inputs[job.input].rules_are_known = true;
    pass_.turn.notify_all();
  }

  void count(const LineBlock& block) {
    const char* const base = block.lines.data();
    const char* p = base;
    const char* const stop = base + block.lines.size();
    LineEnds ends(block.lines);
    numbers_.clear();
    lines_ = 0;
    LogFields fields;
    while (p < stop) {
      const char* const end = base + ends.next();
      std::string_view line(p, static_cast<std::size_t>(end - p));
      if (line.ends_with('\r')) line.remove_suffix(1);
      const bool is_record = reader_ != nullptr &&
                             (ends.may_hold_escape() ? reader_->read(line, fields) : reader_->read_plain(line, fields));
      const std::uint32_t number = sorter_.add(is_record ? fields.message : line).group;
      if (number >= counts_.size()) counts_.resize(number + 1);
      if (counts_[number]++ == 0) fresh_.push_back(number);
      if (pass_.options.assign) numbers_.push_back(number);
      ++lines_;
      p = end + 1;
    }
  }

  void commit(const LineBlock& block, std::uint64_t sequence) {
    std::unique_lock lock(pass_.committing);
    pass_.turn.wait(lock, [&] { return pass_.committed == sequence; });
    shared_.resize(counts_.size());
    for (const std::uint32_t number : fresh_) shared_[number] = pass_.miner.add_fingerprint_of(sorter_.miner(), number);
    fresh_.clear();
    for (const std::uint32_t number : numbers_) pass_.result.lines.push_back(shared_[number]);
    pass_.result.line_count += lines_;
    if (pass_.options.progress) pass_.options.progress(block.lines.size());
    ++pass_.committed;
    pass_.turn.notify_all();
    lock.unlock();
    if (sorter_.learnt() > fingerprints_max) begin_anew(sorter_.rules());
  }

  /// Under the lock of those who commit; all that was counted was committed.
  void hand_over_counts() {
    for (std::size_t i = 0; i < shared_.size(); ++i)
      if (counts_[i] != 0) pass_.miner.count(shared_[i], counts_[i]);
  }

  Pass& pass_;
  TimeContext context_;
  MessageSorter sorter_;
  std::vector<std::uint64_t> counts_;  ///< of messages, by the sorter's numbers
  std::vector<std::uint32_t> fresh_;   ///< numbers that this block was the first to have
  std::vector<std::uint32_t> shared_;  ///< the sorter's numbers → numbers of the shared miner
  std::vector<std::uint32_t> numbers_;
  std::uint64_t lines_ = 0;
  std::unique_ptr<LogReader> reader_;
  std::size_t input_ = 0;
  bool in_use_ = false;
};

Result<Opened> open_input(const TemplateInput& input, const TemplateOptions& options) {
  Opened out;
  out.source = input.source;
  out.stream = input.stream;
  if (out.source) {
    std::string head(std::min<std::uint64_t>(out.source->size(), 512), '\0');
    if (const auto read = out.source->read_at(0, head); !read) return std::unexpected(read.error());
    if (is_packed(head)) {
      auto unpacker = Unpacker::open(*out.source);
      if (!unpacker) return std::unexpected(unpacker.error());
      Unpacker::Member member;
      if (const auto more = (*unpacker)->next(member); !more) return std::unexpected(more.error());
      out.source = nullptr;
      out.stream = std::move(*unpacker);
    } else if (!options.raw_lines) {
      LogForm form = learn_log_form(sample_of(*out.source));
      if (form.kind != FormKind::none) out.form = std::move(form);
    }
  }
  if (out.stream) out.lines = std::make_unique<LineStream>(*out.stream);
  return out;
}

}  // namespace

Result<TemplateResult> find_templates(std::span<const TemplateInput> inputs, const TemplateOptions& options) {
  Pass pass{options, {}, {}, 0, 0, 0, {}, {}, 0, {}, {}, {}};
  std::uint64_t work = 0;
  for (const TemplateInput& input : inputs) {
    auto opened = open_input(input, options);
    if (!opened) return std::unexpected(opened.error());
    work += opened->source ? line_blocks(opened->source->size()) : 1000;
    pass.inputs.push_back(std::move(*opened));
  }
  unsigned threads = options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  threads = static_cast<unsigned>(std::min<std::uint64_t>(threads, std::max<std::uint64_t>(work, 1)));
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back([&pass] { Worker(pass).run(); });
  Worker(pass).run();
  for (std::thread& thread : others) thread.join();
  if (pass.trouble) return std::unexpected(*pass.trouble);
  pass.result.templates = pass.miner.merge();
  return std::move(pass.result);
}

}  // namespace afterword
