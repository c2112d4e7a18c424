#include <cmath>

#include "postmortem/classify_parts.h"
#include "postmortem/mentions.h"
#include "postmortem/sections.h"

namespace afterword {

namespace {

/// A second or third line is named only if it is at least this probable beside the best one.
constexpr float company_share = 0.04F;
constexpr std::size_t lines_max = 3;
/// A kind is said where it is at least this likely: F1 is best served a little below one half.
constexpr float kind_share_min = 0.34F;
constexpr float detection_share_min = 0.08F;
constexpr std::size_t detection_entries_max = 4;

bool is_line_of_entry(const LineUnit& unit) {
  return unit.entry != no_index;
}

bool tells_of_harm(const LineUnit& unit) {
  for (const Mark mark :
       {Mark::unavailable, Mark::slow, Mark::error_seen, Mark::unable, Mark::affected, Mark::experienced})
    if (unit.marks.has(mark) || unit.block_marks.has(mark) || unit.sentence_marks.has(mark)) return true;
  return false;
}

}  // namespace

std::vector<LinearModel::Scores> score_entries(const ClassifyReading& reading, const ClassifyModel& model) {
  std::vector<LinearModel::Scores> out;
  std::vector<Feature> features;
  features.reserve(features_usual);
  const std::size_t count = reading.postmortem().timeline.size();
  out.reserve(count);
  for (std::size_t e = 0; e < count; ++e) {
    features.clear();
    reading.add_entry_features(e, features);
    out.push_back(model.kinds.score(features));
  }
  return out;
}

std::vector<EntryKind> choose_kinds(const std::vector<LinearModel::Scores>& scores, const KindSets& sets) {
  std::vector<EntryKind> out;
  out.reserve(scores.size());
  std::size_t detected = scores.size();
  float detected_share = detection_share_min;
  bool is_detected = false;
  for (std::size_t e = 0; e < scores.size(); ++e) {
    const LinearModel::Scores share = sets.share(scores[e]);
    EntryKind kinds = EntryKind::none;
    for (std::size_t k = 0; k < 10; ++k)
      if (share[k] > kind_share_min) kinds = kinds | static_cast<EntryKind>(1u << k);
    out.push_back(kinds == EntryKind::none ? EntryKind::other : kinds);
    is_detected = is_detected || has(kinds, EntryKind::detection);
    if (e < detection_entries_max && share[0] > detected_share) {
      detected_share = share[0];
      detected = e;
    }
  }
  // Somebody noticed it: where no entry says so clearly, the likeliest of the first does.
  if (!is_detected && detected < scores.size()) {
    const bool is_nothing_else = out[detected] == EntryKind::other;
    out[detected] = is_nothing_else ? EntryKind::detection : out[detected] | EntryKind::detection;
  }
  return out;
}

std::vector<EntryKind> judge_kinds(const ClassifyReading& reading, const ClassifyModel& model) {
  std::vector<LinearModel::Scores> scores = score_entries(reading, model);
  const std::vector<EntryKind> first = choose_kinds(scores, model.kind_sets);
  std::vector<Feature> features;
  features.reserve(features_usual);
  for (std::size_t e = 0; e < scores.size(); ++e) {
    features.clear();
    reading.add_sequence_features(e, first, features);
    const LinearModel::Scores more = model.sequence.score(features);
    for (std::size_t k = 0; k < more.size(); ++k) scores[e][k] += more[k];
  }
  return choose_kinds(scores, model.kind_sets);
}

std::vector<LinearModel::Scores> score_lines(const ClassifyReading& reading, const std::vector<EntryKind>& kinds,
                                             const ClassifyModel& model) {
  std::vector<LinearModel::Scores> out;
  std::vector<Feature> features;
  features.reserve(features_usual);
  out.reserve(reading.units().size());
  const auto is_impossible = [](const LineUnit& unit) {
    return std::all_of(unit.tier.begin(), unit.tier.end(), [](std::uint8_t tier) { return tier == not_plausible; });
  };
  for (std::size_t u = 0; u < reading.units().size(); ++u) {
    if (is_impossible(reading.units()[u])) {  // find_passage never looks at it
      out.emplace_back();
      continue;
    }
    features.clear();
    reading.add_line_features(u, kinds, features);
    out.push_back(model.passages.score(features));
  }
  return out;
}

LinearModel::Scores score_none(const ClassifyReading& reading, const std::vector<EntryKind>& kinds,
                               const ClassifyModel& model) {
  std::vector<Feature> features;
  features.reserve(features_usual);
  reading.add_none_features(kinds, features);
  return model.passages.score(features);
}

std::vector<std::uint32_t> find_passage(const ClassifyReading& reading, PassageField field,
                                        const std::vector<LinearModel::Scores>& scores, const LinearModel::Scores& none,
                                        const ClassifyModel& model) {
  const std::size_t f = static_cast<std::size_t>(field);
  // Where the report itself labels its wrong turns, those are the ones.
  const bool is_labelled = field == PassageField::misleading && reading.labels_misleading();
  std::vector<std::uint32_t> best;
  best.reserve(lines_max + 1);
  for (std::uint32_t u = 0; u < scores.size(); ++u) {
    if (reading.units()[u].tier[f] == not_plausible) continue;
    if (is_labelled && !reading.is_labelled_misleading(u)) continue;
    const auto is_better = [&](std::uint32_t a, std::uint32_t b) { return scores[a][f] > scores[b][f]; };
    best.insert(std::upper_bound(best.begin(), best.end(), u, is_better), u);
    if (best.size() > lines_max) best.pop_back();
  }
  if (best.empty()) return best;
  const float top = std::max(scores[best.front()][f], none[f]);
  double sum = std::exp(none[f] - top);
  for (std::uint32_t u = 0; u < scores.size(); ++u)
    if (reading.units()[u].tier[f] != not_plausible) sum += std::exp(scores[u][f] - top);
  const float least = scores[best.front()][f] + std::log(company_share);
  while (best.size() > 1 && scores[best.back()][f] < least) best.pop_back();
  // "Start: 10:05 UTC" tells of no experience beside a line that does.
  const auto is_moment = [&](std::uint32_t u) {
    const Postmortem& pm = reading.postmortem();
    const std::uint32_t line = reading.units()[u].line;
    const Span plain = pm.document->lines()[line].plain;
    const std::optional<LeadingMoment> moment =
        leading_moment(pm, {std::min(pm.places[line].text, plain.end), plain.end}, false, {});
    return moment && moment->after >= plain.end;
  };
  if (field == PassageField::experience && best.size() > 1 && !std::all_of(best.begin(), best.end(), is_moment))
    best.erase(std::remove_if(best.begin(), best.end(), is_moment), best.end());
  double right = 0;
  for (const std::uint32_t u : best) right += std::exp(scores[u][f] - top);
  if (right / sum < model.right_min[f] && !is_labelled) return {};
  // Outside the parts that sum up, only a line that tells of harm says what was down and what users met.
  const LineUnit& first = reading.units()[best.front()];
  const bool is_impact = field == PassageField::service || field == PassageField::experience;
  if (is_impact && first.tier[f] > 0 && !tells_of_harm(first)) return {};
  if (field == PassageField::detection) best.resize(1);
  return best;
}

std::vector<std::uint32_t> detection_units(const ClassifyReading& reading, std::uint32_t unit) {
  const LineUnit& found = reading.units()[unit];
  if (!is_line_of_entry(found)) return {unit};
  std::vector<std::uint32_t> out;
  for (std::uint32_t u = unit; u < reading.units().size() && reading.units()[u].entry == found.entry; ++u)
    out.push_back(u);
  return out;
}

std::vector<std::uint32_t> cause_units(const ClassifyReading& reading, std::vector<std::uint32_t> passages,
                                       const std::vector<EntryKind>& kinds) {
  std::sort(passages.begin(), passages.end());
  passages.erase(std::unique(passages.begin(), passages.end()), passages.end());
  if (!passages.empty()) return passages;
  const std::vector<LineUnit>& units = reading.units();
  for (std::uint32_t u = 0; u < units.size(); ++u)
    if (is_line_of_entry(units[u]) && has(kinds[units[u].entry], EntryKind::cause)) passages.push_back(u);
  for (std::uint32_t u = 0; passages.empty() && u < units.size() && u < 12; ++u)
    if (!units[u].heading) passages.push_back(u);
  return passages;
}

bool is_undivided(const ClassifyReading& reading, std::size_t measure) {
  const Measure& m = reading.postmortem().measures[measure];
  if (m.task_stated) return false;
  const auto [first, last] = reading.units_between(m.first_line, m.last_line);
  if (first >= last) return false;
  const Role role = reading.units()[first].role;
  return role != Role::tasks && role != Role::improvements;
}

Passage make_passage(const ClassifyReading& reading, std::vector<std::uint32_t> units) {
  Passage out;
  std::sort(units.begin(), units.end());
  const Document& document = *reading.postmortem().document;
  std::size_t bytes = 0;
  for (const std::uint32_t u : units) bytes += document.lines()[reading.units()[u].line].plain.size() + 1;
  out.text.reserve(bytes);
  out.lines.reserve(units.size());
  for (const std::uint32_t u : units) {
    const Line& line = document.lines()[reading.units()[u].line];
    out.span = out.lines.empty() ? line.span : join(out.span, line.span);
    if (out.lines.empty() || out.lines.back() != line.number) out.lines.push_back(line.number);
    if (!out.text.empty()) out.text += ' ';
    // "Root cause: the disk was full" says its label by its place already.
    out.text += reading.units()[u].label == Role::other
                    ? document.plain_of(line)
                    : text_after_label(reading.postmortem(), reading.units()[u].line);
  }
  return out;
}

}  // namespace afterword
