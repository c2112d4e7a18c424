#include "postmortem/classify_parts.h"
#include "postmortem/heading.h"

namespace afterword {

namespace {

constexpr std::size_t lines_max = 3;

bool is_cause_place(const LineUnit& unit) {
  return unit.role == Role::root_cause || unit.role == Role::cause_and_resolution || unit.label == Role::root_cause;
}

}  // namespace

std::vector<std::uint32_t> find_blame(const ClassifyReading& reading) {
  std::vector<std::uint32_t> out;
  const std::vector<LineUnit>& units = reading.units();
  for (std::uint32_t u = 0; u < units.size(); ++u) {
    const LineUnit& unit = units[u];
    if (unit.heading) continue;
    const bool is_error = unit.marks.has(Mark::human_error);
    const bool is_person = unit.marks.has(Mark::person_fault) && unit.marks.has(Mark::person) &&
                           (unit.marks.has(Mark::blame) || unit.marks.has(Mark::human_fault));
    if (is_error || is_person) out.push_back(u);
  }
  return out;
}

std::vector<std::uint32_t> find_trigger(const ClassifyReading& reading) {
  std::vector<std::uint32_t> out;
  const std::vector<LineUnit>& units = reading.units();
  for (std::uint32_t u = 0; u < units.size() && out.size() < lines_max; ++u)
    if ((units[u].topics & topic::trigger) != 0) out.push_back(u);
  for (std::uint32_t u = 0; u < units.size() && out.empty(); ++u)
    if (!units[u].heading && is_cause_place(units[u]) && units[u].marks.has(Mark::trigger_word)) out.push_back(u);
  return out;
}

std::vector<std::uint32_t> find_factors(const ClassifyReading& reading) {
  std::vector<std::uint32_t> out;
  const std::vector<LineUnit>& units = reading.units();
  const Postmortem& p = reading.postmortem();
  std::vector<char> is_factor_section(p.sections.size(), 0);
  for (std::size_t s = 0; s < p.sections.size(); ++s)
    is_factor_section[s] = p.sections[s].reading.has(topic::factor) ? 1 : 0;
  for (std::uint32_t u = 0; u < units.size(); ++u) {
    const LineUnit& unit = units[u];
    if (unit.heading) continue;
    const std::int32_t section = p.places[unit.line].section;
    const bool is_stated = (unit.topics & topic::factor) != 0 ||
                           (section >= 0 && is_factor_section[static_cast<std::size_t>(section)] != 0);
    const bool is_told = is_cause_place(unit) && unit.marks.has(Mark::factor_word);
    if (is_stated || is_told) out.push_back(u);
  }
  return out;
}

}  // namespace afterword
