#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "evidence/evidence.h"
#include "evidence/log_counter.h"
#include "evidence/templates.h"

namespace afterword {

/// Puts the counts of blocks together, in the order of the blocks, into one table of bounded size: when there are too
/// many cells the bucket is doubled. For one thread at a time.
class LogTableBuilder {
 public:
  /// `memory`: bytes that cells may take, roughly.
  explicit LogTableBuilder(std::uint64_t memory) : cells_max_(memory / sizeof(LogCell)) {}

  /// Takes over what a thread counted in one block. `input` and `lines_before` make its places absolute.
  void commit(LogCounter& counter, std::uint32_t input, std::uint64_t lines_before);

  /// Puts what was read so far under its templates, which others can be put under at once.
  [[nodiscard]] std::shared_ptr<const TemplateRules> learn_rules();

  /// The table, its templates merged, and the series counted from access logs appended to `series`.
  [[nodiscard]] LogTable finish(std::vector<Series>& series);

 private:
  struct Row {
    RowKey key;
    std::uint64_t count = 0;
    std::vector<LogCell> cells;
    Place first;
    std::string example;
  };
  struct Requests {
    std::string service;
    Place first;
    std::vector<RequestCell> cells;
  };
  std::uint32_t row_of(LogCounter& counter, LogCounter::Row& row);
  void append_cells(Row& row, const std::vector<LogCell>& cells, std::uint32_t input, std::uint64_t lines_before);
  void commit_requests(LogCounter& counter, std::uint32_t input);
  void coarsen();
  void compact(TemplateRules* rules = nullptr);
  void append_series(std::vector<Series>& series) const;

  std::size_t cells_max_, cells_ = 0;
  int shift_ = 0;  ///< a bucket is 2^shift seconds
  TemplateMiner miner_;
  NameTable services_, hosts_;
  std::vector<Row> rows_;
  std::uint32_t generation_ = 1;  ///< counters forget which row is whose with every compaction, lest it mattered which
                                  ///< thread read what
  std::size_t compact_at_ = 60'000;  ///< rows; then messages are put under their templates
  std::unordered_map<RowKey, std::uint32_t, RowKeyHash> row_numbers_;
  std::vector<Requests> requests_;
  std::unordered_map<std::uint32_t, std::uint32_t> request_numbers_;  ///< by service
};

}  // namespace afterword
