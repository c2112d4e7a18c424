#include "archive/due.h"

#include <string>

#include "text/ascii.h"

namespace afterword {
namespace {

constexpr int first_days = 28, second_days = 56, other_days = 90;

}  // namespace

std::string_view name_of(DueOrigin origin) {
  constexpr std::string_view names[] = {"none", "stated", "severity"};
  return names[static_cast<std::size_t>(origin)];
}

int due_days_of(std::string_view severity) {
  const std::size_t digit = severity.find_first_of("0123456789");
  if (digit != std::string_view::npos)
    return severity[digit] <= '1' ? first_days : severity[digit] == '2' ? second_days : other_days;
  const std::string small = lower_ascii(severity);
  const auto says = [&](std::string_view word) { return small.find(word) != std::string::npos; };
  if (says("critical") || says("blocker")) return first_days;
  return says("major") || says("high") ? second_days : other_days;
}

bool is_task(const KeptMeasure& measure) {
  return measure.task || measure.done || measure.due || !measure.owner.empty() || !measure.tracker.empty();
}

DueDay due_of(const Record& record, const KeptMeasure& measure) {
  if (measure.due && measure.due->year > 0 && is_valid(*measure.due)) return {measure.due, DueOrigin::stated};
  if (record.date && is_valid(*record.date))
    return {next_day(*record.date, due_days_of(record.severity)), DueOrigin::severity};
  return {};
}

}  // namespace afterword
