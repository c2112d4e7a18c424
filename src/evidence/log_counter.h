#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evidence/evidence.h"
#include "evidence/few_bytes.h"
#include "evidence/line_pattern.h"
#include "evidence/message_sorter.h"

namespace afterword {

/// Names as small numbers; 0 is the empty one.
class NameTable {
 public:
  NameTable() { find({}); }
  NameTable(NameTable&&) = default;
  NameTable& operator=(NameTable&&) = default;  // keys of a map stay where they are when it moves
  std::uint32_t add(std::string_view name) {
    if (name.size() < ShortText::bytes_min || name.size() > ShortText::bytes_max) return find(name);
    const ShortText text(name);
    Recent& recent = recent_[text.hash() >> 56];
    if (recent.text == text) return recent.number;
    recent = {text, find(name)};
    return recent.number;
  }
  [[nodiscard]] const std::string& operator[](std::uint32_t number) const { return *names_[number]; }
  [[nodiscard]] std::size_t size() const { return names_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>()(name); }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
  struct Recent {
    ShortText text;
    std::uint32_t number = 0;
  };
  std::uint32_t find(std::string_view name);
  std::vector<const std::string*> names_;  ///< keys of the map, which stay where they are
  std::array<Recent, 256> recent_{};
};

/// What makes two messages belong to one row.
struct RowKey {
  std::uint32_t fingerprint = 0;
  std::uint32_t service = 0, host = 0;
  LogLevel level = LogLevel::unknown;
  friend bool operator==(const RowKey&, const RowKey&) = default;
};
struct RowKeyHash {
  std::size_t operator()(const RowKey& key) const;
};

/// Requests of one second, from access logs.
struct RequestCell {
  std::int64_t bucket = 0;
  std::uint32_t requests = 0, errors = 0, timed = 0;
  double seconds = 0;  ///< sum over those that tell how long they took
};

/// Counts the messages of one block of lines. Belongs to a thread and is used for block after block; what it has learnt
/// (fingerprints, names) stays, the counts are taken over by LogTableBuilder::commit after each block.
class LogCounter {
 public:
  /// A record of the block. `place` is relative: its line counts from 1 at the block's first, its input is set later.
  void add(const LogFields& fields, const Place& place);
  /// The record added last goes on to `size` bytes with `line`. The last such line that is not indented belongs to its
  /// example: below a stack trace stands what went wrong ("socket.gaierror: …", "Caused by: …").
  void extend(std::uint32_t size, std::string_view line);
  /// The fingerprint of the record added last, as a number of miner().
  [[nodiscard]] std::uint32_t last_fingerprint() const { return rows_.empty() ? 0 : rows_[last_row_].key.fingerprint; }
  [[nodiscard]] const TemplateMiner& miner() const { return sorter_.miner(); }
  /// The templates that messages are put under at once, or null. Between blocks: begins anew if they are others.
  void use_rules(std::shared_ptr<const TemplateRules> rules);
  /// The records that follow are of another reader; `service` is what those without one of their own are put under.
  void begin_log(std::string_view service) {
    heads_.clear();
    default_name_ = service;
    default_service_ = services_.add(service);
  }

 private:
  friend class LogTableBuilder;
  struct Row {
    RowKey key;
    std::uint32_t global = 0;      ///< row of the builder
    std::uint32_t generation = 0;  ///< of the builder's rows in which it is that; 0 = not known yet
    std::uint32_t block = 0;       ///< the block it was last touched in
    std::uint64_t count = 0;       ///< this and what follows: in this block
    std::vector<LogCell> cells;
    std::string example;
  };
  struct Requests {
    std::uint32_t global = 0;  ///< service of the builder + 1
    std::vector<RequestCell> cells;
  };
  /// The second that a row was last counted in, so that the next message of it needs neither row nor cell.
  struct Recent {
    RowKey key;
    std::int64_t bucket = 0;
    std::uint32_t row = 0, cell = 0;
    std::uint32_t seen = 0;  ///< messages, the first of which was counted; 0 = nothing is kept here
  };
  static constexpr std::size_t recent_bits = 12;
  /// What the names in a head are as numbers.
  struct Head {
    std::uint32_t number = 0, service = 0, host = 0;
  };
  static constexpr std::size_t heads_max = 2048;
  [[nodiscard]] Head names_of(const LogFields& fields);
  void count_anew(const RowKey& key, std::int64_t bucket, std::string_view message, const Place& place);
  void count_recent(Recent& recent);
  /// Between blocks: what is recent is counted.
  void settle();
  std::uint32_t row_of(const RowKey& key);
  void grow_row_slots();
  void begin_anew(std::shared_ptr<const TemplateRules> rules);
  /// Between blocks: begins anew when it has learnt too much.
  void forget_if_large();
  void count_request(const LogFields& fields, std::uint32_t service, std::int64_t bucket);

  MessageSorter sorter_;
  NameTable services_, hosts_;
  std::vector<Row> rows_;
  std::vector<std::uint32_t> row_slots_ = std::vector<std::uint32_t>(1024);  ///< row + 1, open addressing; 0 = free
  std::vector<std::uint8_t> level_of_fingerprint_;                           ///< guessed level + 1
  std::vector<std::uint32_t> touched_;
  std::vector<Recent> recent_ = std::vector<Recent>(std::size_t{1} << recent_bits);  ///< by the hash of the key
  std::vector<Head> heads_;                                                          ///< by their number
  std::vector<Requests> requests_;                                                   ///< by service
  std::string default_name_;
  std::uint32_t block_ = 1, last_row_ = 0, default_service_ = 0;
  std::size_t last_cell_ = 0;
  bool example_open_ = false;      ///< the record added last is its row's example
  std::size_t example_bytes_ = 0;  ///< of its first line
  bool last_is_first_ = false;     ///< the record added last is the first of its cell
};

}  // namespace afterword
