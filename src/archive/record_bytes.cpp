#include "archive/record_bytes.h"

#include <cstring>
#include <type_traits>

namespace afterword {
namespace {

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}
  void pass(const std::string& text) {
    pass(static_cast<std::uint32_t>(text.size()));
    out_ += text;
  }
  template <class T>
    requires std::is_trivially_copyable_v<T>
  void pass(const T& value) {
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <class T>
  void pass(const std::optional<T>& value) {
    pass(static_cast<char>(value.has_value()));
    if (value) pass(*value);
  }
  void count(const std::vector<KeptMeasure>& measures) { pass(static_cast<std::uint32_t>(measures.size())); }

 private:
  std::string& out_;
};

/// Reads what Writer wrote; after the first fault everything is empty.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  void pass(std::string& text) {
    std::uint32_t size = 0;
    pass(size);
    text = take(size);
  }
  template <class T>
    requires std::is_trivially_copyable_v<T>
  void pass(T& value) {
    const std::string_view bytes = take(sizeof value);
    if (bytes.size() == sizeof value) std::memcpy(&value, bytes.data(), sizeof value);
  }
  template <class T>
  void pass(std::optional<T>& value) {
    char there = 0;
    pass(there);
    if (there != 0) pass(value.emplace());
  }
  void count(std::vector<KeptMeasure>& measures) {
    std::uint32_t size = 0;
    pass(size);
    constexpr std::size_t measure_bytes_min = 30;
    if (size <= bytes_.size() / measure_bytes_min) measures.resize(size);
  }

 private:
  std::string_view take(std::size_t size) {
    if (size > bytes_.size()) bytes_ = {};
    const std::string_view out = bytes_.substr(0, size);
    bytes_.remove_prefix(out.size());
    return out;
  }
  std::string_view bytes_;
};

/// The one list of what is kept, for both ways.
template <class Way, class R>
void pass_record(Way& way, R& record) {
  way.pass(record.path);
  way.pass(record.title);
  way.pass(record.service);
  way.pass(record.cause);
  way.pass(record.severity);
  way.pass(record.date);
  way.pass(record.duration_min);
  way.pass(record.detect_min);
  way.pass(record.mitigate_min);
  way.pass(record.percent);
  way.pass(record.detected_how);
  way.pass(record.cause_class);
  way.pass(record.is_postmortem);
  way.count(record.measures);
  for (auto& measure : record.measures) {
    way.pass(measure.text);
    way.pass(measure.owner);
    way.pass(measure.tracker);
    way.pass(measure.due);
    way.pass(measure.done);
    way.pass(measure.task);
    way.pass(measure.line);
    way.pass(measure.words);
    way.pass(measure.done_on);
    way.pass(measure.proof);
  }
}

}  // namespace

void append_record(std::string& out, const Record& record) {
  Writer way(out);
  pass_record(way, record);
}

Record read_record(std::string_view bytes) {
  Record out;
  Reader way(bytes);
  pass_record(way, out);
  return out;
}

}  // namespace afterword
