#include "evidence/log_counter.h"

#include "evidence/log_level.h"
#include "evidence/service_names.h"

namespace afterword {
namespace {

constexpr std::size_t example_bytes_max = 400;

std::int64_t bucket_of(Instant at) {
  return at >= 0 ? at / one_second : -((-at + one_second - 1) / one_second);
}

/// The cell of a bucket: mostly the last one. Cells are in order of time.
template <class Cell>
std::size_t find_cell(std::vector<Cell>& cells, std::int64_t bucket, bool& fresh) {
  fresh = cells.empty() || cells.back().bucket < bucket;
  if (fresh) {
    cells.push_back({});
    cells.back().bucket = bucket;
    return cells.size() - 1;
  }
  if (cells.back().bucket == bucket) return cells.size() - 1;
  const auto at = std::lower_bound(cells.begin(), cells.end(), bucket,
                                   [](const Cell& cell, std::int64_t value) { return cell.bucket < value; });
  const auto index = static_cast<std::size_t>(at - cells.begin());
  fresh = at->bucket != bucket;
  if (fresh) cells.insert(at, Cell{})->bucket = bucket;
  return index;
}

}  // namespace

std::uint32_t NameTable::find(std::string_view name) {
  auto found = numbers_.find(name);
  if (found == numbers_.end()) {
    found = numbers_.emplace(std::string(name), static_cast<std::uint32_t>(names_.size())).first;
    names_.push_back(&found->first);
  }
  return found->second;
}

std::size_t RowKeyHash::operator()(const RowKey& key) const {
  std::uint64_t h = (std::uint64_t{key.fingerprint} << 32 | key.service) * 0x9e3779b97f4a7c15ull;
  h ^= (std::uint64_t{key.host} << 8 | static_cast<std::uint64_t>(key.level)) * 0xe7037ed1a0b428dbull;
  return h ^ h >> 31;
}

void LogCounter::begin_anew(std::shared_ptr<const TemplateRules> rules) {
  const std::string service = std::move(default_name_);
  *this = LogCounter();
  begin_log(service);
  sorter_ = MessageSorter(std::move(rules));
}

void LogCounter::forget_if_large() {
  constexpr std::size_t rows_max = 80'000, fingerprints_max = 120'000;
  if (rows_.size() > rows_max || sorter_.learnt() > fingerprints_max) begin_anew(sorter_.rules());
}

void LogCounter::use_rules(std::shared_ptr<const TemplateRules> rules) {
  if (rules != sorter_.rules()) begin_anew(std::move(rules));
}

void LogCounter::grow_row_slots() {
  std::vector<std::uint32_t> slots(row_slots_.size() * 4);
  for (std::uint32_t row = 0; row < rows_.size(); ++row) {
    std::size_t i = RowKeyHash()(rows_[row].key) & (slots.size() - 1);
    while (slots[i] != 0) i = (i + 1) & (slots.size() - 1);
    slots[i] = row + 1;
  }
  row_slots_ = std::move(slots);
}

std::uint32_t LogCounter::row_of(const RowKey& key) {
  if (rows_.size() * 2 >= row_slots_.size()) grow_row_slots();
  std::size_t i = RowKeyHash()(key) & (row_slots_.size() - 1);
  for (; row_slots_[i] != 0; i = (i + 1) & (row_slots_.size() - 1))
    if (rows_[row_slots_[i] - 1].key == key) return row_slots_[i] - 1;
  rows_.push_back({});
  rows_.back().key = key;
  row_slots_[i] = static_cast<std::uint32_t>(rows_.size());
  return static_cast<std::uint32_t>(rows_.size() - 1);
}

LogCounter::Head LogCounter::names_of(const LogFields& fields) {
  const std::size_t slot = fields.head % heads_max;
  if (fields.head != 0 && !heads_.empty() && heads_[slot].number == fields.head) return heads_[slot];
  const std::string_view service = fields.service.empty() ? fields.program : fields.service;
  const Head names{fields.head, service.empty() ? default_service_ : services_.add(service),
                   fields.host.empty() ? 0 : hosts_.add(fields.host)};
  if (fields.head != 0) {
    if (heads_.empty()) heads_.resize(heads_max);
    heads_[slot] = names;
  }
  return names;
}

void LogCounter::add(const LogFields& fields, const Place& place) {
  RowKey key;
  const MessageSorter::Sorted sorted = sorter_.add(fields.message);
  key.fingerprint = sorted.group;
  const Head names = names_of(fields);
  key.service = names.service;
  key.host = names.host;
  if (fields.level) {
    key.level = *fields.level;
  } else if (fields.is_request) {
    key.level = fields.status >= 500 ? LogLevel::error : LogLevel::info;
  } else {
    if (sorted.fingerprint >= level_of_fingerprint_.size()) level_of_fingerprint_.resize(sorted.fingerprint + 1, 0);
    std::uint8_t& level = level_of_fingerprint_[sorted.fingerprint];
    if (level == 0) level = static_cast<std::uint8_t>(static_cast<std::uint8_t>(guess_level(fields.message)) + 1);
    key.level = static_cast<LogLevel>(level - 1);
  }
  const std::int64_t bucket = bucket_of(fields.time.at);
  Recent& recent = recent_[RowKeyHash()(key) >> (64 - recent_bits)];
  if (recent.bucket == bucket && recent.key == key && recent.seen != 0) {
    ++recent.seen;
    last_row_ = recent.row;
    last_cell_ = recent.cell;
    last_is_first_ = example_open_ = false;
  } else {
    count_recent(recent);
    count_anew(key, bucket, fields.message, place);
    recent = {key, bucket, last_row_, static_cast<std::uint32_t>(last_cell_), 1};
  }
  if (fields.is_request) count_request(fields, key.service, bucket);
}

void LogCounter::count_anew(const RowKey& key, std::int64_t bucket, std::string_view message, const Place& place) {
  last_row_ = row_of(key);
  Row& row = rows_[last_row_];
  if (row.block != block_) {
    row.block = block_;
    touched_.push_back(last_row_);
    row.example = message.substr(0, example_bytes_max);
    example_bytes_ = row.example.size();
    example_open_ = true;
  } else {
    example_open_ = false;
  }
  ++row.count;
  last_cell_ = find_cell(row.cells, bucket, last_is_first_);
  LogCell& cell = row.cells[last_cell_];
  ++cell.count;
  if (last_is_first_) cell.first = place;
}

void LogCounter::count_recent(Recent& recent) {
  if (recent.seen > 1) {
    Row& row = rows_[recent.row];
    row.count += recent.seen - 1;
    row.cells[recent.cell].count += recent.seen - 1;
  }
  recent.seen = 0;
}

void LogCounter::settle() {
  for (Recent& recent : recent_) count_recent(recent);
}

void LogCounter::extend(std::uint32_t size, std::string_view line) {
  if (last_is_first_) rows_[last_row_].cells[last_cell_].first.size = size;
  if (!example_open_ || line.empty() || line[0] == ' ' || line[0] == '\t' || line.starts_with("at ")) return;
  std::string& example = rows_[last_row_].example;
  example.resize(example_bytes_);
  example.append(" … ").append(line.substr(0, example_bytes_max / 2));
}

void LogCounter::count_request(const LogFields& fields, std::uint32_t service, std::int64_t bucket) {
  if (service >= requests_.size()) requests_.resize(service + 1);
  bool fresh = false;
  std::vector<RequestCell>& cells = requests_[service].cells;
  RequestCell& cell = cells[find_cell(cells, bucket, fresh)];
  ++cell.requests;
  cell.errors += fields.status >= 500 ? 1 : 0;
  if (fields.seconds < 0) return;
  ++cell.timed;
  cell.seconds += fields.seconds;
}

}  // namespace afterword
