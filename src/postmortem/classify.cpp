#include "postmortem/classify.h"

#include "postmortem/classify_parts.h"

namespace afterword {

namespace {

std::size_t best_of(const LinearModel::Scores& scores, std::size_t count) {
  return static_cast<std::size_t>(
      std::max_element(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(count)) - scores.begin());
}

constexpr std::array noticing = {Mark::alert, Mark::monitoring, Mark::customer_report, Mark::person_noticed,
                                 Mark::detected};
constexpr std::array noticers = {Mark::alert, Mark::monitoring, Mark::customer_report, Mark::person_noticed};

void judge_detection(const ClassifyReading& reading, const std::vector<std::uint32_t>& found,
                     const ClassifyModel& model, Postmortem& out) {
  out.detected_how.reset();
  out.detected_how_line = 0;
  out.detected_how_span = {};
  if (found.empty()) return;
  std::vector<Feature> features;
  const std::vector<std::uint32_t> units = detection_units(reading, found.front());
  reading.add_detection_features(units, features);
  out.detected_how = static_cast<DetectedHow>(best_of(model.detection.score(features), 4));
  const Line& line = out.document->lines()[reading.units()[found.front()].line];
  out.detected_how_line = line.number;
  out.detected_how_span = line.span;
}

void judge_cause(const ClassifyReading& reading, std::vector<std::uint32_t> passages,
                 const std::vector<EntryKind>& kinds, const ClassifyModel& model, Postmortem& out) {
  out.cause_class.reset();
  const std::vector<std::uint32_t> units = cause_units(reading, std::move(passages), kinds);
  if (units.empty()) return;
  std::vector<Feature> features;
  reading.add_cause_features(units, features);
  out.cause_class = static_cast<CauseClass>(best_of(model.causes.score(features), 11));
}

/// "The disk is replaced": an entry of the repair in which nobody and nothing notices.
bool only_repairs(const ClassifyReading& reading, std::uint32_t unit, const std::vector<EntryKind>& kinds) {
  const std::uint32_t entry = reading.units()[unit].entry;
  if (entry == no_index || has(kinds[entry], EntryKind::detection)) return false;
  if (!has(kinds[entry], EntryKind::resolution | EntryKind::recovery)) return false;
  const MarkSet& marks = reading.entry_marks(entry);
  return std::none_of(noticing.begin(), noticing.end(), [&](Mark mark) { return marks.has(mark); });
}

/// "The problem was discovered" does not say how; a part on detection is taken at its word.
bool tells_how(const ClassifyReading& reading, std::uint32_t unit) {
  if (reading.units()[unit].role == Role::detection) return true;
  const std::vector<std::uint32_t> units = detection_units(reading, unit);
  return std::any_of(units.begin(), units.end(), [&](std::uint32_t u) {
    const MarkSet& marks = reading.units()[u].marks;
    return std::any_of(noticers.begin(), noticers.end(), [&](Mark mark) { return marks.has(mark); });
  });
}

std::vector<std::uint32_t> units_of_kind(const ClassifyReading& reading, const std::vector<EntryKind>& kinds,
                                         EntryKind kind) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t u = 0; u < reading.units().size(); ++u)
    if (reading.units()[u].entry != no_index && has(kinds[reading.units()[u].entry], kind)) out.push_back(u);
  return out;
}

/// The first entry of the detection that says who or what noticed, else the first that tells of an alert.
std::vector<std::uint32_t> find_noticing_entry(const ClassifyReading& reading, const std::vector<EntryKind>& kinds) {
  for (const std::uint32_t u : units_of_kind(reading, kinds, EntryKind::detection))
    if (tells_how(reading, u)) return {u};
  const Postmortem& pm = reading.postmortem();
  for (std::uint32_t u = 0; u < reading.units().size(); ++u) {
    const LineUnit& unit = reading.units()[u];
    if (unit.entry == no_index || has(kinds[unit.entry], EntryKind::resolution | EntryKind::recovery)) continue;
    for (std::uint32_t w = unit.first_word; w < unit.last_word; ++w)
      if (pm.words[w].hash == word_hash("alert") || pm.words[w].hash == word_hash("paged")) return {u};
  }
  return {};
}

/// Reports that list several measures mostly have both tasks and broad improvements: where all seem to be of one kind,
/// the likeliest of the other is one if it is nearly as likely. What names no action is never taken for a task so.
struct Other {
  std::size_t measure = 0;
  float score = -1e9F;
  void offer(std::size_t m, float s) {
    if (s > score) measure = m, score = s;
  }
};

void judge_measures(const ClassifyReading& reading, const ClassifyModel& model, Postmortem& out) {
  constexpr float nearly = -0.5F;
  std::vector<Feature> features;
  std::size_t tasks = 0;
  Other task, broad;
  for (std::size_t m = 0; m < out.measures.size(); ++m) {
    if (is_undivided(reading, m)) {
      features.clear();
      reading.add_measure_features(m, features);
      const float score = model.measures.score(features)[0] - model.task_threshold;
      out.measures[m].task = score > 0;
      if (!out.measures[m].verb.empty()) task.offer(m, score);
      broad.offer(m, -score);
    }
    tasks += out.measures[m].task ? 1 : 0;
  }
  if (out.measures.size() < 2) return;
  if (tasks == out.measures.size() && broad.score > nearly) out.measures[broad.measure].task = false;
  if (tasks == 0 && task.score > nearly) out.measures[task.measure].task = true;
}

}  // namespace

void classify_postmortem(Postmortem& postmortem) {
  classify_postmortem(postmortem, builtin_model());
}

void classify_postmortem(Postmortem& postmortem, const ClassifyModel& model) {
  if (!postmortem.is_postmortem) return;
  const ClassifyReading reading(postmortem);
  const std::vector<EntryKind> kinds = judge_kinds(reading, model);
  for (std::size_t e = 0; e < kinds.size(); ++e) postmortem.timeline[e].kinds = kinds[e];

  const std::vector<LinearModel::Scores> scores = score_lines(reading, kinds, model);
  const LinearModel::Scores none = score_none(reading, kinds, model);
  const auto find = [&](PassageField field) { return find_passage(reading, field, scores, none, model); };
  const std::vector<std::uint32_t> service = find(PassageField::service), escalation = find(PassageField::escalation);
  std::vector<std::uint32_t> causes = find(PassageField::root_cause_summary);
  const std::vector<std::uint32_t> detail = find(PassageField::root_cause_detail);
  postmortem.service = make_passage(reading, service);
  postmortem.service_text = name_service(reading, service);
  postmortem.experience = make_passage(reading, find(PassageField::experience));
  postmortem.root_cause_summary = make_passage(reading, causes);
  postmortem.root_cause_detail = make_passage(reading, detail);
  postmortem.resolution_detail = make_passage(reading, find(PassageField::resolution_detail));
  postmortem.misleading = make_passage(reading, find(PassageField::misleading));
  postmortem.escalation = make_passage(reading, escalation);
  postmortem.escalated_to = name_receivers(reading, escalation);
  if (postmortem.escalated_to.empty())
    postmortem.escalated_to = name_receivers(reading, units_of_kind(reading, kinds, EntryKind::escalation));
  postmortem.blame = make_passage(reading, find_blame(reading));
  postmortem.trigger = make_passage(reading, find_trigger(reading));
  postmortem.factors = make_passage(reading, find_factors(reading));
  std::vector<std::uint32_t> noticed = find(PassageField::detection);
  if (!noticed.empty() && only_repairs(reading, noticed.front(), kinds)) noticed.clear();
  if (!noticed.empty() && !tells_how(reading, noticed.front())) noticed = find_noticing_entry(reading, kinds);
  judge_detection(reading, noticed, model, postmortem);
  causes.insert(causes.end(), detail.begin(), detail.end());
  judge_cause(reading, std::move(causes), kinds, model, postmortem);
  judge_measures(reading, model, postmortem);
  const MomentEntries moments = judge_moments(reading, kinds, model);
  postmortem.start_entry = moments.start;
  postmortem.end_entry = moments.end;
}

}  // namespace afterword
