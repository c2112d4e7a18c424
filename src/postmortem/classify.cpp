#include "postmortem/classify.h"

#include "postmortem/classify_parts.h"

namespace afterword {

namespace {

/// One report and what is judged of it so far.
struct Judged {
  explicit Judged(Postmortem& postmortem) : out(postmortem), reading(postmortem) {}

  Postmortem& out;
  ClassifyReading reading;
  std::vector<EntryKind> kinds;             ///< of each entry of the timeline
  std::vector<LinearModel::Scores> scores;  ///< of each unit
  LinearModel::Scores none{};               ///< of the pretended unit
  std::array<std::vector<std::uint32_t>, static_cast<std::size_t>(PassageField::count)> found;  ///< units

  [[nodiscard]] std::vector<std::uint32_t>& of(PassageField field) { return found[static_cast<std::size_t>(field)]; }
};

std::size_t best_of(const LinearModel::Scores& scores, std::size_t count) {
  return static_cast<std::size_t>(
      std::max_element(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(count)) - scores.begin());
}

constexpr std::array noticing = {Mark::alert, Mark::monitoring, Mark::customer_report, Mark::person_noticed,
                                 Mark::detected};
constexpr std::array noticers = {Mark::alert, Mark::monitoring, Mark::customer_report, Mark::person_noticed};

void say_detection(const ClassifyReading& reading, const std::vector<std::uint32_t>& found, const ClassifyModel& model,
                   Postmortem& out) {
  out.detected_how.reset();
  out.detected_how_line = 0;
  out.detected_how_span = {};
  if (found.empty()) return;
  std::vector<Feature> features;
  features.reserve(features_usual);
  const std::vector<std::uint32_t> units = detection_units(reading, found.front());
  reading.add_detection_features(units, features);
  out.detected_how = static_cast<DetectedHow>(best_of(model.detection.score(features), 4));
  const Line& line = out.document->lines()[reading.units()[found.front()].line];
  out.detected_how_line = line.number;
  out.detected_how_span = line.span;
}

void judge_cause(Judged& report, const ClassifyModel& model) {
  report.out.cause_class.reset();
  std::vector<std::uint32_t> passages = report.of(PassageField::root_cause_summary);
  const std::vector<std::uint32_t>& detail = report.of(PassageField::root_cause_detail);
  passages.insert(passages.end(), detail.begin(), detail.end());
  const std::vector<std::uint32_t> units = cause_units(report.reading, std::move(passages), report.kinds);
  if (units.empty()) return;
  std::vector<Feature> features;
  features.reserve(features_usual);
  report.reading.add_cause_features(units, features);
  report.out.cause_class = static_cast<CauseClass>(best_of(model.causes.score(features), 11));
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

void judge_detection(Judged& report, const ClassifyModel& model) {
  const ClassifyReading& reading = report.reading;
  std::vector<std::uint32_t> noticed = report.of(PassageField::detection);
  if (!noticed.empty() && only_repairs(reading, noticed.front(), report.kinds)) noticed.clear();
  if (!noticed.empty() && !tells_how(reading, noticed.front())) noticed = find_noticing_entry(reading, report.kinds);
  say_detection(reading, noticed, model, report.out);
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
  features.reserve(features_usual);
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

void say_kinds(Judged& report, const ClassifyModel& model) {
  report.kinds = judge_kinds(report.reading, model);
  for (std::size_t e = 0; e < report.kinds.size(); ++e) report.out.timeline[e].kinds = report.kinds[e];
}

void say_moments(Judged& report, const ClassifyModel& model) {
  const MomentEntries moments = judge_moments(report.reading, report.kinds, model);
  report.out.start_entry = moments.start;
  report.out.end_entry = moments.end;
}

void find_passages(Judged& report, const ClassifyModel& model) {
  for (std::size_t f = 0; f < report.found.size(); ++f)
    report.found[f] = find_passage(report.reading, static_cast<PassageField>(f), report.scores, report.none, model);
}

void say_passages(Judged& report) {
  const auto say = [&](PassageField field) { return make_passage(report.reading, report.of(field)); };
  Postmortem& out = report.out;
  out.service = say(PassageField::service);
  out.experience = say(PassageField::experience);
  out.root_cause_summary = say(PassageField::root_cause_summary);
  out.root_cause_detail = say(PassageField::root_cause_detail);
  out.resolution_detail = say(PassageField::resolution_detail);
  out.misleading = say(PassageField::misleading);
  out.escalation = say(PassageField::escalation);
  out.blame = make_passage(report.reading, find_blame(report.reading));
  out.trigger = make_passage(report.reading, find_trigger(report.reading));
  out.factors = make_passage(report.reading, find_factors(report.reading));
}

void name_names(Judged& report) {
  const ClassifyReading& reading = report.reading;
  report.out.service_text = name_service(reading, report.of(PassageField::service));
  report.out.escalated_to = name_receivers(reading, report.of(PassageField::escalation));
  if (report.out.escalated_to.empty())
    report.out.escalated_to = name_receivers(reading, units_of_kind(reading, report.kinds, EntryKind::escalation));
}

}  // namespace

void classify_postmortems(std::span<Postmortem> postmortems, const ClassifyModel& model) {
  std::vector<Judged> all;
  all.reserve(postmortems.size());
  for (Postmortem& postmortem : postmortems)
    if (postmortem.is_postmortem) all.emplace_back(postmortem);
  const auto each = [&all](const auto& step) { std::ranges::for_each(all, step); };
  each([&](Judged& r) { say_kinds(r, model); });
  each([&](Judged& r) { r.scores = score_lines(r.reading, r.kinds, model); });
  each([&](Judged& r) { r.none = score_none(r.reading, r.kinds, model); });
  each([&](Judged& r) { find_passages(r, model); });
  each(say_passages);
  each(name_names);
  each([&](Judged& r) { judge_detection(r, model); });
  each([&](Judged& r) { judge_cause(r, model); });
  each([&](Judged& r) { judge_measures(r.reading, model, r.out); });
  each([&](Judged& r) { say_moments(r, model); });
}

}  // namespace afterword
