#include <bit>

#include "postmortem/classify_parts.h"

namespace afterword {

namespace {

/// Numbers of the features. Never renumber: the committed weights know them by number.
enum class Moment : std::uint32_t {
  bias = 1,
  place,
  from_end,
  kind,
  first_of_kind,
  last_of_kind,
  mark,
  formal_start,
  formal_end,
  before_detection,
  after_recovery,
  trouble_later,
  failure,
  over,
  none,
  none_count,
  none_formal,
  none_mark,
  none_date,
  previous_kind,
  next_kind,
  other_day,
};

constexpr std::uint32_t moments = 0x100;

Feature moment(FeatureGroup group, Moment question, std::uint32_t answer = 0) {
  return make_feature(group, moments + static_cast<std::uint32_t>(question), answer);
}

std::uint32_t near(std::size_t n) {
  return static_cast<std::uint32_t>(std::min<std::size_t>(n, 4));
}

template <class Use>
void each_kind(EntryKind kinds, Use use) {
  for (std::uint32_t bits = static_cast<std::uint32_t>(kinds); bits != 0; bits &= bits - 1)
    use(static_cast<std::uint32_t>(std::countr_zero(bits)));
}

/// What the form says of the end is departed from for more than a trifle only; what it says of the start never.
constexpr float formal_end_more = 0.5F;

constexpr EntryKind repaired = EntryKind::recovery | EntryKind::resolution | EntryKind::mitigation;
constexpr EntryKind trouble = EntryKind::detection | EntryKind::misleading | EntryKind::assumption;

}  // namespace

void ClassifyReading::add_moment_features(std::size_t e, const std::vector<EntryKind>& kinds,
                                          const MomentEntries& formal, std::vector<Feature>& out) const {
  const TimelineEntry& entry = p_.timeline[e];
  const std::size_t count = kinds.size();
  const auto add = [&](Moment question, std::uint32_t answer = 0) {
    out.push_back(moment(FeatureGroup::structure, question, answer));
  };
  out.push_back(moment(FeatureGroup::bias, Moment::bias));
  add(Moment::place, near(e));
  add(Moment::from_end, near(count - 1 - e));
  EntryKind before = EntryKind::none, after = EntryKind::none;
  for (std::size_t i = 0; i < count; ++i) {
    if (i < e) before = before | kinds[i];
    if (i > e) after = after | kinds[i];
  }
  each_kind(kinds[e], [&](std::uint32_t k) {
    const auto kind = static_cast<EntryKind>(1u << k);
    add(Moment::kind, k);
    if (!has(before, kind)) add(Moment::first_of_kind, k);
    if (!has(after, kind)) add(Moment::last_of_kind, k);
  });
  if (e > 0) each_kind(kinds[e - 1], [&](std::uint32_t k) { add(Moment::previous_kind, k); });
  if (e + 1 < count) each_kind(kinds[e + 1], [&](std::uint32_t k) { add(Moment::next_kind, k); });
  if (formal.start == static_cast<std::int32_t>(e)) add(Moment::formal_start, e == 0 ? 1 : 0);
  if (formal.end == static_cast<std::int32_t>(e)) add(Moment::formal_end, e + 1 == count ? 1 : 0);
  if (!has(before, EntryKind::detection)) add(Moment::before_detection, has(kinds[e], EntryKind::detection) ? 1 : 0);
  if (has(before, EntryKind::recovery)) add(Moment::after_recovery);
  if (has(after, trouble)) add(Moment::trouble_later);
  if (tells_failure(p_, entry)) add(Moment::failure, has(before, EntryKind::detection) ? 1 : 0);
  if (says_over(entry)) add(Moment::over);
  if (p_.timeline.front().civil.date && entry.civil.date && entry.civil.date != p_.timeline.front().civil.date)
    add(Moment::other_day);
  for (std::uint32_t half = 0; half < 2; ++half)
    for (std::uint64_t bits = entry_marks_[e].bits[half]; bits != 0; bits &= bits - 1)
      out.push_back(moment(FeatureGroup::role_mark, Moment::mark,
                           half * 64 + static_cast<std::uint32_t>(std::countr_zero(bits))));
}

void ClassifyReading::add_no_moment_features(const std::vector<EntryKind>& kinds, const MomentEntries& formal,
                                             std::vector<Feature>& out) const {
  out.push_back(moment(FeatureGroup::bias, Moment::none));
  const auto add = [&](Moment question, std::uint32_t answer = 0) {
    out.push_back(moment(FeatureGroup::none_unit, question, answer));
  };
  add(Moment::none_date, p_.day_told ? 1 : 0);
  add(Moment::none_count, near(kinds.size() / 2));
  add(Moment::none_formal, (formal.start < 0 ? 1u : 0u));
  add(Moment::none_formal, (formal.end < 0 ? 3u : 2u));
  for (const Mark mark : {Mark::sure_security, Mark::unavailable, Mark::slow, Mark::unable, Mark::recovered})
    if (all_marks_.has(mark)) add(Moment::none_mark, static_cast<std::uint32_t>(mark));
}

MomentEntries judge_moments(const ClassifyReading& reading, const std::vector<EntryKind>& kinds,
                            const ClassifyModel& model) {
  const Postmortem& pm = reading.postmortem();
  MomentEntries out;
  if (kinds.empty()) return out;
  const MomentEntries formal = find_moment_entries(pm, kinds);
  std::vector<Feature> features;
  features.reserve(features_usual);
  reading.add_no_moment_features(kinds, formal, features);
  const LinearModel::Scores none = model.moments.score(features);
  float start = none[0], end = none[1];
  for (std::size_t e = 0; e < kinds.size(); ++e) {
    if (!pm.timeline[e].civil.clock) continue;
    features.clear();
    reading.add_moment_features(e, kinds, formal, features);
    const LinearModel::Scores scores = model.moments.score(features);
    const float more = formal.end == static_cast<std::int32_t>(e) ? formal_end_more : 0;
    if (scores[0] > start) start = scores[0], out.start = static_cast<std::int32_t>(e);
    // What neither repairs nor is well again ends nothing.
    const bool may_end = more > 0 || has(kinds[e], repaired);
    if (may_end && scores[1] + more > end) end = scores[1] + more, out.end = static_cast<std::int32_t>(e);
  }
  if (formal.start >= 0) out.start = formal.start;
  return out;
}

}  // namespace afterword
