#include "fit.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>

namespace afterword::train {

namespace {

/// Features with numbers of their own, in order of first appearance.
class Vocabulary {
 public:
  void count(const std::vector<Feature>& features, std::uint32_t document) {
    for (const Feature f : features) {
      Seen& seen = seen_[f];
      if (seen.documents == 0) order_.push_back(f);
      if (seen.documents == 0 || seen.last != document) ++seen.documents;
      seen.last = document;
    }
  }

  void close(const Prior& prior) {
    for (const Feature f : order_) {
      Seen& seen = seen_[f];
      if (seen.documents < prior.documents_min[static_cast<std::size_t>(group_of(f))]) continue;
      seen.number = static_cast<std::int32_t>(keys_.size());
      keys_.push_back(f);
      strengths_.push_back(prior.strength[static_cast<std::size_t>(group_of(f))]);
    }
  }

  [[nodiscard]] std::vector<std::uint32_t> numbers(const std::vector<Feature>& features) const {
    std::vector<std::uint32_t> out;
    for (const Feature f : features)
      if (const auto at = seen_.find(f); at != seen_.end() && at->second.number >= 0)
        out.push_back(static_cast<std::uint32_t>(at->second.number));
    return out;
  }

  [[nodiscard]] const std::vector<Feature>& keys() const { return keys_; }
  [[nodiscard]] const std::vector<float>& strengths() const { return strengths_; }

 private:
  struct Seen {
    std::uint32_t documents = 0, last = 0;
    std::int32_t number = -1;
  };
  std::unordered_map<Feature, Seen> seen_;
  std::vector<Feature> order_, keys_;
  std::vector<float> strengths_;
};

/// Resilient propagation on the whole sum: only signs of the slope count, so every weight finds its own pace and the
/// result hangs on nothing but the examples.
class Descent {
 public:
  explicit Descent(const Vocabulary& vocabulary)
      : strengths_(vocabulary.strengths()),
        weights(strengths_.size() * width, 0.0F),
        slopes(weights.size(), 0.0F),
        steps_(weights.size(), 0.05F),
        before_(weights.size(), 0.0F) {}

  [[nodiscard]] Targets score(const std::vector<std::uint32_t>& features) const {
    Targets out{};
    for (const std::uint32_t f : features)
      for (std::size_t k = 0; k < width; ++k) out[k] += weights[f * width + k];
    return out;
  }

  void add_slope(const std::vector<std::uint32_t>& features, const Targets& slope) {
    for (const std::uint32_t f : features)
      for (std::size_t k = 0; k < width; ++k) slopes[f * width + k] += slope[k];
  }

  void step() {
    for (std::size_t i = 0; i < weights.size(); ++i) {
      float slope = slopes[i] + strengths_[i / width] * weights[i];
      slopes[i] = 0;
      const float turn = slope * before_[i];
      if (turn > 0) steps_[i] = std::min(steps_[i] * 1.2F, 1.0F);
      if (turn < 0) {
        steps_[i] = std::max(steps_[i] * 0.5F, 1e-6F);
        slope = 0;
      }
      if (slope > 0) weights[i] -= steps_[i];
      if (slope < 0) weights[i] += steps_[i];
      before_[i] = slope;
    }
  }

 private:
  const std::vector<float>& strengths_;

 public:
  std::vector<float> weights, slopes;

 private:
  std::vector<float> steps_, before_;
};

constexpr int rounds = 120;

struct Prepared {
  Vocabulary vocabulary;
  std::vector<std::vector<std::uint32_t>> rows;
};

Prepared prepare(const std::vector<Example>& examples, const Prior& prior) {
  Prepared out;
  for (const Example& e : examples) out.vocabulary.count(e.features, e.document);
  out.vocabulary.close(prior);
  for (const Example& e : examples) out.rows.push_back(out.vocabulary.numbers(e.features));
  return out;
}

void softmax(Targets& scores, std::size_t outputs) {
  const float top = *std::max_element(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(outputs));
  float sum = 0;
  for (std::size_t k = 0; k < outputs; ++k) sum += scores[k] = std::exp(scores[k] - top);
  for (std::size_t k = 0; k < outputs; ++k) scores[k] /= sum;
}

}  // namespace

LinearModel fit_yes_no(const std::vector<Example>& examples, std::size_t outputs, const Prior& prior) {
  const Prepared prepared = prepare(examples, prior);
  Descent descent(prepared.vocabulary);
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < examples.size(); ++i) {
      const Targets scores = descent.score(prepared.rows[i]);
      Targets slope{};
      for (std::size_t k = 0; k < outputs; ++k)
        slope[k] = examples[i].weight * (1.0F / (1.0F + std::exp(-scores[k])) - examples[i].targets[k]);
      descent.add_slope(prepared.rows[i], slope);
    }
    descent.step();
  }
  return {prepared.vocabulary.keys(), descent.weights};
}

LinearModel fit_one_of(const std::vector<Example>& examples, std::size_t outputs, const Prior& prior) {
  const Prepared prepared = prepare(examples, prior);
  Descent descent(prepared.vocabulary);
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < examples.size(); ++i) {
      Targets scores = descent.score(prepared.rows[i]);
      softmax(scores, outputs);
      Targets slope{};
      for (std::size_t k = 0; k < outputs; ++k) slope[k] = examples[i].weight * (scores[k] - examples[i].targets[k]);
      descent.add_slope(prepared.rows[i], slope);
    }
    descent.step();
  }
  return {prepared.vocabulary.keys(), descent.weights};
}

namespace {

/// The likelihood of each set, given its kinds' scores.
std::vector<double> likely_sets(const std::vector<KindSet>& sets, const Targets& scores) {
  std::vector<double> out;
  double top = -1e9, sum = 0;
  for (const KindSet& set : sets) {
    double score = set.score;
    for (std::uint32_t bits = set.kinds & 0x3FFu; bits != 0; bits &= bits - 1)
      score += scores[static_cast<std::size_t>(std::countr_zero(bits))];
    out.push_back(score);
    top = std::max(top, score);
  }
  for (double& p : out) sum += p = std::exp(p - top);
  for (double& p : out) p /= sum;
  return out;
}

}  // namespace

SetModel fit_sets(const std::vector<SetExample>& examples, const std::vector<std::uint16_t>& sets, const Prior& prior) {
  Vocabulary vocabulary;
  for (const SetExample& e : examples) vocabulary.count(e.features, e.document);
  vocabulary.close(prior);
  std::vector<std::vector<std::uint32_t>> rows;
  for (const SetExample& e : examples) rows.push_back(vocabulary.numbers(e.features));
  Descent descent(vocabulary);
  SetModel out;
  for (const std::uint16_t kinds : sets) out.sets.push_back({kinds, 0});
  std::vector<double> slopes(sets.size(), 0);
  constexpr double pace = 0.02, strength = 0.5;
  for (int round = 0; round < rounds; ++round) {
    std::fill(slopes.begin(), slopes.end(), 0.0);
    for (std::size_t i = 0; i < examples.size(); ++i) {
      Targets scores = descent.score(rows[i]);
      for (std::size_t k = 0; k < width; ++k) scores[k] += examples[i].before[k];
      const std::vector<double> p = likely_sets(out.sets, scores);
      double right = 0;
      for (std::size_t s = 0; s < sets.size(); ++s)
        if (std::count(examples[i].right.begin(), examples[i].right.end(), sets[s]) != 0) right += p[s];
      if (right <= 0) continue;
      Targets slope{};
      for (std::size_t s = 0; s < sets.size(); ++s) {
        const bool is_right = std::count(examples[i].right.begin(), examples[i].right.end(), sets[s]) != 0;
        const double step = examples[i].weight * (p[s] - (is_right ? p[s] / right : 0.0));
        slopes[s] += step;
        for (std::uint32_t bits = sets[s] & 0x3FFu; bits != 0; bits &= bits - 1)
          slope[static_cast<std::size_t>(std::countr_zero(bits))] += static_cast<float>(step);
      }
      descent.add_slope(rows[i], slope);
    }
    descent.step();
    for (std::size_t s = 0; s < sets.size(); ++s)
      out.sets[s].score -= static_cast<float>(pace * std::clamp(slopes[s] + strength * out.sets[s].score, -10.0, 10.0));
  }
  out.kinds = {vocabulary.keys(), descent.weights};
  return out;
}

namespace {

/// Adds the slope of one document: what is likely is pushed down, what is likely among the right ones up.
void add_choice(const Choice& choice, const std::vector<std::vector<std::uint32_t>>& rows, std::size_t fields,
                Descent& descent) {
  std::vector<Targets> scores;
  scores.reserve(rows.size());
  for (const auto& row : rows) scores.push_back(descent.score(row));
  std::vector<Targets> slopes(rows.size(), Targets{});
  for (std::size_t f = 0; f < fields; ++f) {
    if ((choice.asked >> f & 1) == 0) continue;
    float top = scores.front()[f];
    for (const Targets& s : scores) top = std::max(top, s[f]);
    double all = 0, right = 0;
    for (std::size_t c = 0; c < rows.size(); ++c) {
      if ((choice.allowed[c] >> f & 1) == 0) continue;
      const double p = std::exp(scores[c][f] - top);
      all += p;
      if ((choice.right[c] >> f & 1) != 0) right += p;
    }
    if (right <= 0) continue;
    for (std::size_t c = 0; c < rows.size(); ++c) {
      if ((choice.allowed[c] >> f & 1) == 0) continue;
      const double p = std::exp(scores[c][f] - top);
      const double wanted = (choice.right[c] >> f & 1) != 0 ? p / right : 0.0;
      slopes[c][f] = choice.weight * static_cast<float>(p / all - wanted);
    }
  }
  for (std::size_t c = 0; c < rows.size(); ++c) descent.add_slope(rows[c], slopes[c]);
}

}  // namespace

LinearModel fit_choice(const std::vector<Choice>& choices, std::size_t fields, const Prior& prior) {
  Vocabulary vocabulary;
  for (const Choice& choice : choices)
    for (const auto& candidate : choice.candidates) vocabulary.count(candidate, choice.document);
  vocabulary.close(prior);
  std::vector<std::vector<std::vector<std::uint32_t>>> rows;
  for (const Choice& choice : choices) {
    rows.emplace_back();
    for (const auto& candidate : choice.candidates) rows.back().push_back(vocabulary.numbers(candidate));
  }
  Descent descent(vocabulary);
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < choices.size(); ++i) add_choice(choices[i], rows[i], fields, descent);
    descent.step();
  }
  return {vocabulary.keys(), descent.weights};
}

LinearModel drop_small_weights(const LinearModel& model) {
  std::vector<std::pair<Feature, LinearModel::Row>> kept;
  for (std::size_t row = 0; row < model.size(); ++row) {
    LinearModel::Row weights = model.rows()[row];
    // A weight of one step tells nothing and costs a place: it becomes zero.
    for (std::int8_t& w : weights)
      if (w == 1 || w == -1) w = 0;
    if (weights != LinearModel::Row{}) kept.push_back({model.keys()[row], weights});
  }
  std::sort(kept.begin(), kept.end());
  std::vector<Feature> keys;
  std::vector<LinearModel::Row> rows;
  for (const auto& [key, weights] : kept) keys.push_back(key), rows.push_back(weights);
  return {keys, std::move(rows), model.step()};
}

}  // namespace afterword::train
