#include "postmortem/classify_reading.h"

namespace afterword {

// Where a report of the usual shape says what, most likely tier first. How much a tier counts is learnt. This is
// knowledge of the form, not of the corpus: it holds for unseen reports.

namespace {

bool is_summing_up(Role role) {
  return role == Role::summary || role == Role::impact || role == Role::duration;
}

/// Before the first part that is known, as in reports that begin with prose.
bool is_opening(const LineUnit& u) {
  return u.part == Role::other && u.entry == no_index && !u.measure;
}

std::uint8_t impact_tier(const LineUnit& u) {
  const bool is_entry = u.entry != no_index;
  const bool is_stated = is_summing_up(u.part) || is_summing_up(u.label) || is_summing_up(u.role);
  if (is_stated && !is_entry && !u.heading) return 0;
  if (is_opening(u)) return u.heading && u.role != Role::title ? not_plausible : 1;
  return is_entry ? 2 : not_plausible;
}

std::uint8_t cause_summary_tier(const LineUnit& u) {
  if (u.heading || u.entry != no_index) return not_plausible;
  const bool is_cause = u.role == Role::root_cause || u.label == Role::root_cause;
  if (is_summing_up(u.part)) return is_cause ? 0 : 2;
  if (u.part == Role::other && u.label == Role::root_cause) return 1;
  return is_opening(u) ? 3 : not_plausible;
}

std::uint8_t cause_detail_tier(const LineUnit& u) {
  if (u.heading || u.measure) return not_plausible;
  if (u.role == Role::root_cause && u.part != Role::summary) return 0;
  if ((u.part == Role::cause_and_resolution || u.role == Role::cause_and_resolution) && u.label != Role::resolution)
    return 1;
  if (u.role == Role::root_cause) return 2;
  if (u.entry != no_index || is_opening(u) || u.role == Role::resolution || u.role == Role::review) return 3;
  return not_plausible;
}

std::uint8_t resolution_tier(const LineUnit& u) {
  if (u.heading || u.entry != no_index) return not_plausible;
  const bool is_elsewhere = u.part == Role::summary || u.part == Role::measures || u.part == Role::tasks;
  if (u.role == Role::resolution && !is_elsewhere) return 0;
  if ((u.part == Role::cause_and_resolution || u.role == Role::cause_and_resolution) && u.label != Role::root_cause)
    return 1;
  if (u.part == Role::root_cause) return 2;
  if (u.role == Role::resolution) return 3;
  return is_opening(u) || u.role == Role::review ? 4 : not_plausible;
}

/// What is told of in the timeline first of all, or under a heading of its own.
std::uint8_t told_tier(const LineUnit& u, Role own) {
  if (u.measure || (u.heading && u.entry == no_index)) return not_plausible;
  if (u.role == own || u.label == own) return 0;
  if (u.entry != no_index) return 1;
  if (is_summing_up(u.part)) return 2;
  if (is_opening(u)) return 3;
  return u.part == Role::measures || u.part == Role::tasks || u.part == Role::improvements ? 5 : 4;
}

std::uint8_t tier_of(PassageField field, const LineUnit& unit) {
  switch (field) {
    case PassageField::service:
    case PassageField::experience:
      return impact_tier(unit);
    case PassageField::root_cause_summary:
      return cause_summary_tier(unit);
    case PassageField::root_cause_detail:
      return cause_detail_tier(unit);
    case PassageField::resolution_detail:
      return resolution_tier(unit);
    case PassageField::detection:
      return told_tier(unit, Role::detection);
    case PassageField::escalation:
      return told_tier(unit, Role::escalation);
    default:
      return told_tier(unit, Role::title);
  }
}

}  // namespace

void ClassifyReading::choose_plausible() {
  constexpr std::size_t fields = static_cast<std::size_t>(PassageField::count);
  const auto is_like = [](const LineUnit& a, const LineUnit& b) {
    return a.role == b.role && a.label == b.label && a.part == b.part && a.heading == b.heading &&
           a.measure == b.measure && (a.entry == no_index) == (b.entry == no_index);
  };
  const LineUnit* before = nullptr;
  std::array<std::uint8_t, fields> count{};
  best_tier_.fill(not_plausible);
  for (LineUnit& unit : units_) {
    // Most lines stand where the one before them does.
    if (before != nullptr && is_like(unit, *before))
      unit.tier = before->tier;
    else
      for (std::size_t f = 0; f < fields; ++f) unit.tier[f] = tier_of(static_cast<PassageField>(f), unit);
    before = &unit;
    for (std::size_t f = 0; f < fields; ++f) {
      const bool is_plausible = unit.tier[f] != not_plausible;
      best_tier_[f] = std::min(best_tier_[f], unit.tier[f]);
      unit.nth[f] = is_plausible ? count[f] : std::uint8_t{0};
      count[f] = static_cast<std::uint8_t>(std::min(count[f] + (is_plausible ? 1 : 0), 15));
    }
  }
}

}  // namespace afterword
