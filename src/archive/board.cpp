#include "archive/board.h"
#include "text/ascii.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace afterword {
namespace {

bool is_part_of(std::string_view part, std::string_view whole) {
  if (part.starts_with('@')) part.remove_prefix(1);
  return lower_ascii(whole).find(lower_ascii(part)) != std::string::npos;
}

/// FNV-1a over the file's name and the letters of the words: spacing, marks and case may change.
std::uint64_t hash_of(std::string_view file, std::string_view words) {
  constexpr std::uint64_t basis = 0xCBF29CE484222325U, prime = 0x100000001B3U;
  std::uint64_t hash = basis;
  const auto add = [&](char c) { hash = (hash ^ static_cast<unsigned char>(c)) * prime; };
  for (const char c : file) add(c);
  add('\0');
  for (const char c : words) {
    const char small = lower_ascii(c);
    if ((small >= 'a' && small <= 'z') || (small >= '0' && small <= '9') || (c & 0x80) != 0) add(small);
  }
  return hash ^ hash >> 32U;
}

BoardTask judge(const Record& record, const KeptMeasure& measure, Date day) {
  BoardTask out;
  out.kind = kind_of_words(measure.shown());
  out.strength = strength_of_words(measure.shown());
  const bool dated = record.date && is_valid(*record.date);
  const DueDay due = is_task(measure) ? due_of(record, measure) : DueDay();  // a wish has no day
  out.due = due.day;
  out.due_origin = due.origin;
  out.state = state_of(record, measure, day);
  if (out.state == MeasureState::overdue) out.late_days = days_of(day) - days_of(*out.due);
  if (dated && !measure.done) out.age_days = days_of(day) - days_of(*record.date);
  if (dated && measure.done_on) out.age_days = days_of(*measure.done_on) - days_of(*record.date);
  return out;
}

}  // namespace

std::vector<std::string> ids_of_measures(const Record& record) {
  constexpr int digits = 8;
  const std::string_view file = std::string_view(record.path).substr(record.path.rfind('/') + 1);
  std::vector<std::string> out;
  std::unordered_map<std::string, int> seen;
  for (const KeptMeasure& measure : record.measures) {
    const std::uint64_t hash = hash_of(file, measure.shown());
    std::string id;
    for (int i = digits - 1; i >= 0; --i) id += "0123456789abcdef"[hash >> (4 * i) & 0xFU];
    if (const int number = ++seen[id]; number > 1) id += "-" + std::to_string(number);
    out.push_back(std::move(id));
  }
  return out;
}

Board make_board(std::span<const Record> records, Date day, const BoardFilter& filter) {
  Board out;
  out.day = day;
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    const Record& record = records[i];
    if (!record.is_postmortem || record.measures.empty() || !is_part_of(filter.service, record.service)) continue;
    std::vector<std::string> ids = ids_of_measures(record);
    for (std::uint32_t k = 0; k < record.measures.size(); ++k) {
      const KeptMeasure& measure = record.measures[k];
      if (!is_part_of(filter.owner, measure.owner)) continue;
      if (!filter.with_improvements && !is_task(measure)) {
        ++out.improvements;
        continue;
      }
      BoardTask task = judge(record, measure, day);
      if (filter.overdue_only && task.state != MeasureState::overdue) continue;
      task.report = i;
      task.measure = k;
      task.id = std::move(ids[k]);
      out.tasks.push_back(std::move(task));
    }
  }
  const auto rank = [](const BoardTask& task) {
    constexpr int ranks[] = {2, 1, 0};  // done, open, overdue
    return std::tuple(ranks[static_cast<std::size_t>(task.state)], !task.due, task.due.value_or(Date()), task.report,
                      task.measure);
  };
  std::sort(out.tasks.begin(), out.tasks.end(),
            [&](const BoardTask& a, const BoardTask& b) { return rank(a) < rank(b); });
  return out;
}

}  // namespace afterword
