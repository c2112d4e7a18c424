#include "workspace/site_memory.h"

#include <algorithm>
#include <cstring>

#include "base/hash_bytes.h"

namespace afterword {
namespace {

constexpr std::string_view mark = "afterword site memory 5\n";

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}
  template <class T>
  void number(T value) {
    static_assert(std::is_trivially_copyable_v<T>);
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    out_.append(bytes, sizeof(T));
  }
  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    out_ += value;
  }
  template <class T>
  void maybe(const std::optional<T>& value) {
    number(static_cast<char>(value.has_value()));
    if (value) number(*value);
  }
  template <class T, class Each>
  void list(const std::vector<T>& values, Each each) {
    number(static_cast<std::uint32_t>(values.size()));
    for (const T& value : values) each(value);
  }

 private:
  std::string& out_;
};

/// Reads what Writer wrote. After the first fault everything is empty.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  template <class T>
  void number(T& value) {
    const std::string_view bytes = take(sizeof(T));
    if (bytes.size() == sizeof(T)) std::memcpy(&value, bytes.data(), sizeof(T));
  }
  void text(std::string& value) {
    std::uint32_t size = 0;
    number(size);
    value = take(size);
  }
  template <class T>
  void maybe(std::optional<T>& value) {
    char has = 0;
    number(has);
    if (has != 0) number(value.emplace());
  }
  template <class T, class Each>
  void list(std::vector<T>& values, Each each) {
    std::uint32_t count = 0;
    number(count);
    if (count > bytes_.size()) fault_ = true;  // each takes at least a byte
    if (fault_) return;
    values.resize(count);
    for (T& value : values) each(value);
  }
  [[nodiscard]] bool is_good() const { return !fault_ && bytes_.empty(); }

 private:
  std::string_view take(std::size_t size) {
    if (fault_ || size > bytes_.size()) {
      fault_ = true;
      return {};
    }
    const std::string_view out = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return out;
  }
  std::string_view bytes_;
  bool fault_ = false;
};

/// The fields of one thing, told once for both ways.
template <class Door, class Measure>
void pass_measure(Door& door, Measure& measure) {
  door.text(measure.text);
  door.text(measure.owner);
  door.text(measure.tracker);
  door.maybe(measure.due);
  door.number(measure.done);
  door.number(measure.task);
  door.number(measure.line);
  door.text(measure.words);
  door.maybe(measure.done_on);
  door.text(measure.proof);
}

template <class Door, class Card>
void pass_listed(Door& door, Card& card) {
  auto& record = card.record;
  door.text(record.path);
  door.text(record.title);
  door.text(record.service);
  door.text(record.cause);
  door.text(record.severity);
  door.maybe(record.date);
  door.maybe(record.duration_min);
  door.maybe(record.detect_min);
  door.maybe(record.mitigate_min);
  door.maybe(record.percent);
  door.maybe(record.detected_how);
  door.maybe(record.cause_class);
  door.number(record.is_postmortem);
  door.text(card.address);
  door.text(card.headline);
  door.text(card.kicker);
  door.text(card.verdict);
  door.text(card.language);
  door.list(card.services, [&](auto& name) { door.text(name); });
  door.list(card.teams, [&](auto& name) { door.text(name); });
}

template <class Door, class Card>
void pass_card(Door& door, Card& card) {
  pass_listed(door, card);
  door.list(card.record.measures, [&](auto& measure) { pass_measure(door, measure); });
  door.number(card.words);
  door.number(card.worth);
  door.number(card.depends_on_day);
  door.number(card.depends_on_files);
}

template <class Door, class Entry>
void pass_entry(Door& door, Entry& entry) {
  door.number(entry.path_hash);
  door.number(entry.stamp);
  door.number(entry.source_hash);
  door.number(entry.is_report);
  door.number(entry.html);
  door.number(entry.json);
  door.number(entry.md);
  door.number(entry.search);
  door.number(entry.picture);
  door.number(entry.repeat_hash);
  door.number(entry.compared);
  if (!entry.is_report) return;
  pass_card(door, entry.card);
  auto& sketch = entry.sketch;
  door.number(sketch.comparable);
  door.list(sketch.terms, [&](auto& term) {
    door.number(term.hash);
    door.number(term.whole);
    door.number(term.cause);
    door.number(term.title);
    door.number(term.name);
    door.number(term.log);
    door.number(term.usual);
  });
  door.list(sketch.concepts, [&](auto& share) { door.number(share); });
  door.maybe(sketch.cause_class);
  door.text(entry.search_terms);
}

template <class Door, class Memory>
void pass_agains(Door& door, Memory& memory) {
  door.number(memory.parts.words);
  door.number(memory.parts.lists);
  door.number(memory.compared);
  door.list(memory.agains, [&](auto& again) {
    door.number(again.report);
    door.list(again.earlier, [&](auto& place) { door.number(place); });
  });
}

}  // namespace

std::uint64_t hash_of_listed(const Card& card, std::uint64_t seed) {
  std::string told;
  Writer writer(told);
  pass_listed(writer, card);
  return hash_bytes(told, seed);
}

std::vector<std::string> keys_of_words(const std::unordered_map<std::string, std::uint64_t>& outputs) {
  constexpr std::size_t end = std::string_view(".js").size();
  std::vector<std::string> out;
  for (const auto& [path, hash] : outputs)
    if (path.starts_with(words_path))
      out.push_back(path.substr(words_path.size(), path.size() - words_path.size() - end));
  std::sort(out.begin(), out.end());
  return out;
}

std::string write_site_memory(const SiteMemory& memory) {
  std::string out(mark);
  Writer writer(out);
  writer.number(memory.settings);
  writer.number(memory.day);
  writer.list(memory.entries, [&](const SiteEntry& entry) { pass_entry(writer, entry); });
  std::vector<std::pair<std::string, std::uint64_t>> outputs(memory.outputs.begin(), memory.outputs.end());
  std::sort(outputs.begin(), outputs.end());
  pass_agains(writer, memory);
  writer.list(outputs, [&](const auto& output) {
    writer.text(output.first);
    writer.number(output.second);
  });
  return out;
}

std::optional<SiteMemory> read_site_memory(std::string_view bytes) {
  if (!bytes.starts_with(mark)) return std::nullopt;
  Reader reader(bytes.substr(mark.size()));
  SiteMemory out;
  reader.number(out.settings);
  reader.number(out.day);
  reader.list(out.entries, [&](SiteEntry& entry) { pass_entry(reader, entry); });
  pass_agains(reader, out);
  std::vector<std::pair<std::string, std::uint64_t>> outputs;
  reader.list(outputs, [&](auto& output) {
    reader.text(output.first);
    reader.number(output.second);
  });
  if (!reader.is_good()) return std::nullopt;
  for (auto& [path, hash] : outputs) out.outputs.emplace(std::move(path), hash);
  return out;
}

}  // namespace afterword
