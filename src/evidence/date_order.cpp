#include "evidence/date_order.h"

#include <algorithm>
#include <string>

#include "evidence/log_reader.h"

namespace afterword {
namespace {

constexpr std::string_view month_first = "%-m/%-d/", day_first_text = "%-d/%-m/";

bool is_of_order(const TimeNotation& notation, std::string_view order) {
  return notation.text.starts_with(order);
}

/// The notation that differs in the order alone; null if there is none.
const TimeNotation* twin_of(const TimeNotation& notation, std::string_view order) {
  const std::string text = std::string(order) + notation.text.substr(order.size());
  for (const TimeNotation& other : built_in_formats().times)
    if (other.text == text) return &other;
  return nullptr;
}

void put_order(std::vector<const TimeNotation*>& times, std::string_view wanted, std::string_view other) {
  std::vector<const TimeNotation*> out;
  for (const TimeNotation* notation : times) {
    if (is_of_order(*notation, other)) {
      notation = twin_of(*notation, wanted);
      if (notation == nullptr) continue;
    }
    if (std::find(out.begin(), out.end(), notation) == out.end()) out.push_back(notation);
  }
  times = std::move(out);
}

bool has_ordered(const std::vector<const TimeNotation*>& times) {
  return std::any_of(times.begin(), times.end(), [](const TimeNotation* notation) {
    return is_of_order(*notation, month_first) || is_of_order(*notation, day_first_text);
  });
}

std::size_t count_read(const LogForm& form, const std::vector<std::string_view>& lines) {
  const TimeContext context;
  LogReader reader(form, context);
  std::size_t count = 0;
  for (const std::string_view line : lines) {
    LogFields fields;
    count += reader.read(line, fields) ? 1 : 0;
  }
  return count;
}

/// "24/06/2026" somewhere in it.
bool has_such_date(std::string_view line) {
  const auto is_digit = [&](std::size_t at) { return at < line.size() && line[at] >= '0' && line[at] <= '9'; };
  for (std::size_t at = line.find('/'); at != std::string_view::npos; at = line.find('/', at + 1)) {
    if (at == 0 || !is_digit(at - 1) || !is_digit(at + 1)) continue;
    const std::size_t second = at + (is_digit(at + 2) ? 3 : 2);
    if (second < line.size() && line[second] == '/' && is_digit(second + 1) && is_digit(second + 4)) return true;
  }
  return false;
}

LogForm without_ordered(LogForm form) {
  const auto drop = [](std::vector<const TimeNotation*>& times) {
    std::erase_if(times, [](const TimeNotation* notation) {
      return is_of_order(*notation, month_first) || is_of_order(*notation, day_first_text);
    });
  };
  drop(form.times);
  for (LogForm::Bound& bound : form.lines) drop(bound.times);
  return form;
}

}  // namespace

LogForm with_date_order(LogForm form, bool day_first) {
  const std::string_view wanted = day_first ? day_first_text : month_first;
  const std::string_view other = day_first ? month_first : day_first_text;
  put_order(form.times, wanted, other);
  for (LogForm::Bound& bound : form.lines) put_order(bound.times, wanted, other);
  return form;
}

void settle_date_order(LogForm& form, const std::vector<std::string_view>& lines) {
  const bool may_be =
      has_ordered(form.times) ||
      std::any_of(form.lines.begin(), form.lines.end(), [](const auto& bound) { return has_ordered(bound.times); });
  if (!may_be || std::none_of(lines.begin(), lines.end(), has_such_date)) return;
  LogForm by_month = with_date_order(form, false), by_day = with_date_order(form, true);
  const std::size_t months = count_read(by_month, lines), days = count_read(by_day, lines);
  if (std::max(months, days) == count_read(without_ordered(form), lines)) return;  // the dates are no record's time
  form = days > months ? std::move(by_day) : std::move(by_month);
  form.order_is_open = days == months;
}

}  // namespace afterword
