#include "train.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

#include "fit.h"
#include "postmortem/classify_parts.h"

namespace afterword::train {

namespace {

constexpr std::size_t kind_count = 10;
constexpr std::size_t field_count = static_cast<std::size_t>(PassageField::count);
/// Invented sentences teach words; real reports teach how reports are built.
constexpr float invented_weight = 1;

Prior make_prior(float structure, float mark, float context, float role_mark, float word, float pair, float none,
                 float topic) {
  Prior out;
  const auto set = [&](FeatureGroup group, float strength, std::uint32_t documents_min) {
    out.strength[static_cast<std::size_t>(group)] = strength;
    out.documents_min[static_cast<std::size_t>(group)] = documents_min;
  };
  set(FeatureGroup::bias, 0.05F, 1);
  set(FeatureGroup::structure, structure, 2);
  set(FeatureGroup::mark, mark, 2);
  set(FeatureGroup::context, context, 3);
  set(FeatureGroup::role_mark, role_mark, 3);
  set(FeatureGroup::word, word, 3);
  set(FeatureGroup::pair, pair, 4);
  set(FeatureGroup::none_unit, none, 2);
  set(FeatureGroup::topic, topic, 2);
  set(FeatureGroup::core, 0.3F, 2);
  set(FeatureGroup::clause, 4, 3);
  return out;
}

const Prior kinds_prior = make_prior(6, 2, 8, 6, 2, 4, 2, 1);
const Prior sequence_prior = make_prior(12, 1, 30, 4, 6, 10, 3, 1);
const Prior passages_prior = make_prior(2, 4, 12, 8, 12, 10, 6, 2);
const Prior detection_prior = make_prior(1, 1, 6, 4, 10, 20, 2, 1);
const Prior causes_prior = make_prior(1, 2, 30, 4, 6, 10, 2, 1);
const Prior moments_prior = make_prior(2, 4, 12, 8, 12, 10, 4, 2);
const Prior measures_prior = make_prior(1, 1, 6, 4, 3, 6, 2, 1);

float weight_of(const Labelled& document) {
  return document.invented ? invented_weight : 1.0F;
}

/// What the readers say of one entry: the mean; none where no reader has the entry.
bool mean_kinds(const Labelled& document, std::uint32_t line, Targets& out) {
  float readers = 0;
  for (const Reader& reader : document.readers) {
    const auto at = reader.entries.find(line);
    if (at == reader.entries.end()) continue;
    ++readers;
    for (std::size_t k = 0; k < kind_count; ++k)
      if (has(at->second, static_cast<EntryKind>(1u << k))) out[k] += 1;
  }
  for (float& t : out) t = readers > 0 ? t / readers : 0;
  return readers > 0;
}

std::vector<SetExample> kind_examples(const std::vector<const Labelled*>& documents) {
  std::vector<SetExample> out;
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    const Labelled& document = *documents[d];
    for (std::size_t e = 0; e < document.postmortem->timeline.size(); ++e) {
      SetExample example;
      for (const Reader& reader : document.readers) {
        const auto at = reader.entries.find(document.postmortem->timeline[e].line);
        if (at == reader.entries.end()) continue;
        std::uint16_t kinds = static_cast<std::uint16_t>(at->second) & 0x3FF;
        if (kinds == 0) kinds = static_cast<std::uint16_t>(EntryKind::other);
        example.right.push_back(kinds);
      }
      if (example.right.empty()) continue;
      document.reading->add_entry_features(e, example.features);
      example.weight = weight_of(document);
      example.document = d;
      example.entry = e;
      out.push_back(std::move(example));
    }
  }
  return out;
}

std::size_t distance(std::uint16_t a, std::uint16_t b) {
  return static_cast<std::size_t>(std::popcount(static_cast<unsigned>(a ^ b)));
}

/// Every right answer becomes the nearest of the sets.
void draw_to_sets(std::vector<SetExample>& examples, const std::vector<std::uint16_t>& sets) {
  for (SetExample& e : examples) {
    for (std::uint16_t& kinds : e.right) {
      const auto nearer = [&](std::uint16_t a, std::uint16_t b) { return distance(a, kinds) < distance(b, kinds); };
      kinds = *std::min_element(sets.begin(), sets.end(), nearer);
    }
  }
}

/// The sets that are common enough to be said; right answers are drawn to them.
std::vector<std::uint16_t> choose_sets(std::vector<SetExample>& examples) {
  std::map<std::uint16_t, int> counts;
  for (const SetExample& e : examples)
    for (const std::uint16_t kinds : e.right) ++counts[kinds];
  std::vector<std::uint16_t> out;
  for (const auto& [kinds, count] : counts)
    if (count >= 4 || std::popcount(static_cast<unsigned>(kinds)) == 1) out.push_back(kinds);
  draw_to_sets(examples, out);
  return out;
}

SetModel fit_kinds(const std::vector<const Labelled*>& documents) {
  std::vector<SetExample> examples = kind_examples(documents);
  const std::vector<std::uint16_t> sets = choose_sets(examples);
  return fit_sets(examples, sets, kinds_prior);
}

/// Scores of entries as an unseen document would get them: each part judged by what was learnt from the others. What is
/// learnt on top must learn from such scores, or it trusts them too much.
std::vector<std::vector<LinearModel::Scores>> score_unseen(const std::vector<const Labelled*>& documents) {
  constexpr std::size_t parts = 5;
  std::vector<std::vector<LinearModel::Scores>> out(documents.size());
  for (std::size_t part = 0; part < parts; ++part) {
    std::vector<const Labelled*> others;
    for (std::size_t d = 0; d < documents.size(); ++d)
      if (documents[d]->family % parts != part) others.push_back(documents[d]);
    ClassifyModel model;
    model.kinds = fit_kinds(others).kinds;
    for (std::size_t d = 0; d < documents.size(); ++d)
      if (documents[d]->family % parts == part) out[d] = score_entries(*documents[d]->reading, model);
  }
  return out;
}

/// Learns what neighbours add to the scores; leaves the final kinds of documents as if unseen in `kinds`.
void fit_sequence(const std::vector<const Labelled*>& documents, ClassifyModel& model,
                  std::vector<std::vector<EntryKind>>& kinds) {
  const std::vector<std::vector<LinearModel::Scores>> scores = score_unseen(documents);
  std::vector<SetExample> examples = kind_examples(documents);
  std::vector<std::uint16_t> sets;
  for (const KindSet& set : model.kind_sets.sets()) sets.push_back(set.kinds);
  draw_to_sets(examples, sets);
  for (std::size_t d = 0; d < documents.size(); ++d) kinds.push_back(choose_kinds(scores[d], model.kind_sets));
  for (SetExample& e : examples) {
    e.before = scores[e.document][e.entry];
    e.features.clear();
    documents[e.document]->reading->add_sequence_features(e.entry, kinds[e.document], e.features);
  }
  model.sequence = drop_small_weights(fit_sets(examples, sets, sequence_prior).kinds);
  for (std::size_t d = 0; d < documents.size(); ++d) {
    std::vector<LinearModel::Scores> sum = scores[d];
    for (std::size_t e = 0; e < sum.size(); ++e) {
      std::vector<Feature> features;
      documents[d]->reading->add_sequence_features(e, kinds[d], features);
      const LinearModel::Scores more = model.sequence.score(features);
      for (std::size_t k = 0; k < more.size(); ++k) sum[e][k] += more[k];
    }
    kinds[d] = choose_kinds(sum, model.kind_sets);
  }
}

std::vector<std::uint32_t> labelled_units(const Labelled& document, PassageField field) {
  std::vector<std::uint32_t> out;
  const ClassifyReading& reading = *document.reading;
  for (std::uint32_t u = 0; u < reading.units().size(); ++u) {
    const std::uint32_t line = document.postmortem->document->lines()[reading.units()[u].line].number;
    for (const Reader& reader : document.readers)
      if (reader.passages[static_cast<std::size_t>(field)].contains(line)) {
        out.push_back(u);
        break;
      }
  }
  return out;
}

Choice make_choice(const Labelled& document, const std::vector<EntryKind>& kinds, std::uint32_t number) {
  Choice out;
  out.document = number;
  const ClassifyReading& reading = *document.reading;
  const std::size_t count = reading.units().size();
  out.candidates.resize(count + 1);
  out.right.resize(count + 1, 0);
  out.allowed.resize(count + 1, 0);
  for (std::size_t u = 0; u < count; ++u) reading.add_line_features(u, kinds, out.candidates[u]);
  reading.add_none_features(kinds, out.candidates[count]);
  for (std::size_t f = 0; f < field_count; ++f) {
    const auto bit = static_cast<std::uint16_t>(1u << f);
    for (const std::uint32_t u : labelled_units(document, static_cast<PassageField>(f))) out.right[u] |= bit;
    for (const Reader& reader : document.readers)
      if (reader.passages[f].empty()) out.right[count] |= bit;
    out.allowed[count] |= bit;
    for (std::size_t u = 0; u < count; ++u)
      if (reading.units()[u].tier[f] != not_plausible) out.allowed[u] |= bit;
    for (std::size_t c = 0; c <= count; ++c) out.asked |= out.right[c] & out.allowed[c] & bit;
  }
  return out;
}

std::vector<Choice> line_choices(const std::vector<const Labelled*>& documents,
                                 const std::vector<std::vector<EntryKind>>& kinds) {
  std::vector<Choice> out;
  for (std::uint32_t d = 0; d < documents.size(); ++d)
    if (!documents[d]->invented && documents[d]->postmortem->is_postmortem &&
        documents[d]->readers.front().is_postmortem)
      out.push_back(make_choice(*documents[d], kinds[d], d));
  return out;
}

template <class Pick>
bool mean_answer(const Labelled& document, Targets& out, Pick pick) {
  float readers = 0;
  for (const Reader& reader : document.readers) {
    const std::optional<std::size_t> answer = pick(reader);
    if (!answer) continue;
    ++readers;
    out[*answer] += 1;
  }
  for (float& t : out) t = readers > 0 ? t / readers : 0;
  return readers > 0;
}

std::vector<Example> detection_examples(const std::vector<const Labelled*>& documents) {
  std::vector<Example> out;
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    Example example;
    if (!mean_answer(*documents[d], example.targets, [](const Reader& r) { return r.detected_how; })) continue;
    const std::vector<std::uint32_t> units = labelled_units(*documents[d], PassageField::detection);
    if (units.empty()) continue;
    documents[d]->reading->add_detection_features(detection_units(*documents[d]->reading, units.front()),
                                                  example.features);
    example.weight = 1;
    example.document = d;
    out.push_back(std::move(example));
  }
  return out;
}

std::vector<Example> cause_examples(const std::vector<const Labelled*>& documents,
                                    const std::vector<std::vector<EntryKind>>& kinds) {
  std::vector<Example> out;
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    Example example;
    if (!mean_answer(*documents[d], example.targets, [](const Reader& r) { return r.cause_class; })) continue;
    std::vector<std::uint32_t> units = labelled_units(*documents[d], PassageField::root_cause_summary);
    const std::vector<std::uint32_t> detail = labelled_units(*documents[d], PassageField::root_cause_detail);
    units.insert(units.end(), detail.begin(), detail.end());
    documents[d]->reading->add_cause_features(cause_units(*documents[d]->reading, units, kinds[d]), example.features);
    example.weight = 1;
    example.document = d;
    out.push_back(std::move(example));
  }
  return out;
}

std::vector<Example> measure_examples(const std::vector<const Labelled*>& documents) {
  std::vector<Example> out;
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    const Labelled& document = *documents[d];
    for (std::size_t m = 0; m < document.postmortem->measures.size(); ++m) {
      if (!is_undivided(*document.reading, m)) continue;
      Example example;
      float readers = 0;
      for (const Reader& reader : document.readers) {
        const std::uint32_t line = document.postmortem->measures[m].line;
        const bool is_task = reader.tasks.contains(line), is_broad = reader.improvements.contains(line);
        if (is_task == is_broad) continue;
        ++readers;
        if (is_task) example.targets[0] += 1;
      }
      if (readers == 0) continue;
      example.targets[0] /= readers;
      document.reading->add_measure_features(m, example.features);
      example.document = d;
      out.push_back(std::move(example));
    }
  }
  return out;
}

/// Entries with the time of day that a reader gives; the line that he names where it is one of them.
std::vector<std::size_t> entries_at(const Postmortem& postmortem, const Reader::Moment& moment) {
  std::vector<std::size_t> out;
  for (std::size_t e = 0; e < postmortem.timeline.size(); ++e) {
    const TimelineEntry& entry = postmortem.timeline[e];
    if (!entry.civil.clock || entry.civil.clock->minutes() != moment.minutes) continue;
    if (entry.line == moment.line) return {e};
    out.push_back(e);
  }
  return out;
}

/// Which entry the outage began or ended with. A moment told outside of the timeline teaches where an entry has it too.
std::vector<Choice> moment_choices(const std::vector<const Labelled*>& documents,
                                   const std::vector<std::vector<EntryKind>>& kinds) {
  std::vector<Choice> out;
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    const Postmortem& pm = *documents[d]->postmortem;
    if (documents[d]->invented || !pm.is_postmortem || !documents[d]->readers.front().is_postmortem ||
        pm.timeline.empty())
      continue;
    Choice choice;
    choice.document = d;
    const std::size_t count = pm.timeline.size();
    choice.candidates.resize(count + 1);
    choice.right.resize(count + 1, 0);
    choice.allowed.resize(count + 1, 3);
    const MomentEntries formal = find_moment_entries(pm, kinds[d]);
    for (std::size_t e = 0; e < count; ++e) {
      documents[d]->reading->add_moment_features(e, kinds[d], formal, choice.candidates[e]);
      if (!pm.timeline[e].civil.clock) choice.allowed[e] = 0;
    }
    documents[d]->reading->add_no_moment_features(kinds[d], formal, choice.candidates[count]);
    for (const Reader& reader : documents[d]->readers) {
      for (const std::uint32_t field : {0u, 1u}) {
        const std::optional<Reader::Moment>& moment = field == 0 ? reader.start : reader.end;
        const auto bit = static_cast<std::uint16_t>(1u << field);
        const bool told = is_told(pm, field == 0 ? pm.start : pm.end);
        if (!moment || !moment->minutes) {
          if (told) continue;
          choice.right[count] |= bit;
          choice.asked |= bit;
          continue;
        }
        for (const std::size_t e : entries_at(pm, *moment)) {
          choice.right[e] |= bit;
          choice.asked |= bit;
        }
      }
    }
    if (choice.asked != 0) out.push_back(std::move(choice));
  }
  return out;
}

/// The mean of several models: a feature that one of them lacks has no weight there.
LinearModel mean_of(const std::vector<LinearModel>& models) {
  std::map<Feature, std::array<float, LinearModel::width>> sums;
  for (const LinearModel& model : models)
    for (std::size_t row = 0; row < model.size(); ++row) {
      std::array<float, LinearModel::width>& sum = sums[model.keys()[row]];
      for (std::size_t k = 0; k < LinearModel::width; ++k)
        sum[k] += model.step() * static_cast<float>(model.rows()[row][k]) / static_cast<float>(models.size());
    }
  std::vector<Feature> keys;
  std::vector<float> weights;
  for (const auto& [key, sum] : sums) {
    keys.push_back(key);
    weights.insert(weights.end(), sum.begin(), sum.end());
  }
  return {keys, weights};
}

/// What is learnt from all but a part of the documents, each part left out once, and the mean of that: an average hangs
/// less on the single report.
template <class Example, class Fit>
LinearModel fit_averaged(const std::vector<Example>& examples, Fit fit) {
  constexpr std::size_t parts = 5;
  std::vector<LinearModel> models;
  for (std::size_t part = 0; part < parts; ++part) {
    std::vector<Example> others;
    for (const Example& example : examples)
      if ((example.document * 2654435761u >> 8) % parts != part) others.push_back(example);
    models.push_back(fit(others));
  }
  return mean_of(models);
}

}  // namespace

ClassifyModel train_model(const std::vector<const Labelled*>& documents) {
  ClassifyModel out;
  const SetModel fitted = fit_kinds(documents);
  out.kinds = drop_small_weights(fitted.kinds);
  out.kind_sets = KindSets(fitted.sets);
  std::vector<std::vector<EntryKind>> kinds;
  fit_sequence(documents, out, kinds);
  const auto averaged = [](const auto& examples, auto fit) { return drop_small_weights(fit_averaged(examples, fit)); };
  out.passages = averaged(line_choices(documents, kinds),
                          [](const auto& e) { return fit_choice(e, field_count, passages_prior); });
  out.detection =
      averaged(detection_examples(documents), [](const auto& e) { return fit_one_of(e, 4, detection_prior); });
  out.causes =
      averaged(cause_examples(documents, kinds), [](const auto& e) { return fit_one_of(e, 11, causes_prior); });
  out.measures = averaged(measure_examples(documents), [](const auto& e) { return fit_yes_no(e, 1, measures_prior); });
  out.moments =
      averaged(moment_choices(documents, kinds), [](const auto& e) { return fit_choice(e, 2, moments_prior); });
  // F1 gains where an answer is right more often than half of F1; "not said" of causes and fixes is trusted too much.
  out.right_min.fill(0.42F);
  for (const PassageField field : {PassageField::root_cause_detail, PassageField::resolution_detail})
    out.right_min[static_cast<std::size_t>(field)] = 0.25F;
  for (const PassageField field : {PassageField::misleading, PassageField::escalation})
    out.right_min[static_cast<std::size_t>(field)] = 0.36F;
  out.right_min[static_cast<std::size_t>(PassageField::experience)] = 0.48F;
  // What does not say how it was noticed is dropped afterwards, so a line may be less likely.
  out.right_min[static_cast<std::size_t>(PassageField::detection)] = 0.3F;
  return out;
}

std::vector<std::size_t> choose_folds(const std::vector<Labelled>& documents, std::size_t folds) {
  std::vector<std::size_t> out(documents.size(), 0), sizes(folds, 0);
  for (std::size_t d = 0; d < documents.size(); ++d) {
    if (documents[d].family != d) {
      out[d] = out[documents[d].family];
    } else {
      out[d] = static_cast<std::size_t>(std::min_element(sizes.begin(), sizes.end()) - sizes.begin());
    }
    ++sizes[out[d]];
  }
  return out;
}

std::string report_kinds(const std::vector<Labelled>& documents, const std::vector<std::vector<EntryKind>>& judged) {
  std::string out;
  double all_hit = 0, all_wrong = 0, all_missed = 0;
  for (std::size_t k = 0; k < kind_count; ++k) {
    double hit = 0, wrong = 0, missed = 0;
    for (std::size_t d = 0; d < documents.size(); ++d) {
      for (std::size_t e = 0; e < judged[d].size(); ++e) {
        Targets targets{};
        if (!mean_kinds(documents[d], documents[d].postmortem->timeline[e].line, targets)) continue;
        const bool is_said = has(judged[d][e], static_cast<EntryKind>(1u << k));
        if (is_said && targets[k] >= 0.5F) ++hit;
        if (is_said && targets[k] < 0.25F) ++wrong;
        if (!is_said && targets[k] > 0.75F) ++missed;
      }
    }
    const double f = 2 * hit / std::max(1.0, 2 * hit + wrong + missed);
    char line[120];
    std::snprintf(line, sizeof line, "%-14s F1 %.3f  hit %4.0f wrong %4.0f missed %4.0f\n",
                  std::string(name_of(static_cast<EntryKind>(1u << k))).c_str(), f, hit, wrong, missed);
    out += line;
    all_hit += hit;
    all_wrong += wrong;
    all_missed += missed;
  }
  char line[80];
  std::snprintf(line, sizeof line, "%-14s F1 %.4f\n", "all kinds",
                2 * all_hit / (2 * all_hit + all_wrong + all_missed));
  return out + line;
}

}  // namespace afterword::train
