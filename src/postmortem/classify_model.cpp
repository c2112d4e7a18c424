#include "postmortem/classify_model.h"

#include <cmath>

namespace afterword {

namespace {

constexpr std::uint32_t slot_of(Feature key, std::uint32_t shift) {
  return (key * 0x9E3779B1u) >> shift;
}

/// One model as it is committed: sorted keys; for each key the outputs that are not zero as (output, weight) pairs.
struct PackedModel {
  std::span<const Feature> keys;
  std::span<const std::uint8_t> counts;   ///< pairs of each key
  std::span<const std::uint8_t> outputs;  ///< of each pair
  std::span<const std::int8_t> weights;   ///< of each pair, in steps
  float step = 0;
};

#include "postmortem/classify_weights.inc"

LinearModel unpack(const PackedModel& packed) {
  std::vector<float> weights(packed.keys.size() * LinearModel::width, 0.0F);
  std::size_t pair = 0;
  for (std::size_t row = 0; row < packed.keys.size(); ++row)
    for (std::size_t i = 0; i < packed.counts[row]; ++i, ++pair)
      weights[row * LinearModel::width + packed.outputs[pair]] = static_cast<float>(packed.weights[pair]) * packed.step;
  return {packed.keys, weights};
}

}  // namespace

LinearModel::LinearModel(std::span<const Feature> keys, std::span<const float> weights)
    : keys_(keys.begin(), keys.end()), weights_(weights.begin(), weights.end()) {
  std::uint32_t bits = 4;
  while ((std::size_t{1} << bits) < keys_.size() * 2 + 1) ++bits;
  shift_ = 32 - bits;
  slots_.resize(std::size_t{1} << bits);
  for (std::uint32_t row = 0; row < keys_.size(); ++row) {
    std::size_t i = slot_of(keys_[row], shift_);
    while (slots_[i].row != 0) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = {keys_[row], row + 1};
  }
}

LinearModel::Scores LinearModel::score(std::span<const Feature> features) const {
  Scores out{};
  if (slots_.empty()) return out;
  const std::size_t mask = slots_.size() - 1;
  for (const Feature f : features) {
    std::size_t i = slot_of(f, shift_);
    while (slots_[i].row != 0 && slots_[i].key != f) i = (i + 1) & mask;
    if (slots_[i].row == 0) continue;
    const float* row = weights_.data() + std::size_t{slots_[i].row - 1} * width;
    for (std::size_t k = 0; k < width; ++k) out[k] += row[k];
  }
  return out;
}

KindSets::KindSets(std::vector<KindSet> sets) : sets_(std::move(sets)) {
  products_.reserve(sets_.size());
  for (const KindSet& set : sets_) {
    Product& product = products_.emplace_back();
    product.common = std::exp(static_cast<double>(set.score));
    product.members.fill(kinds);
    std::size_t count = 0;
    for (std::size_t k = 0; k < kinds; ++k)
      if ((set.kinds >> k & 1) != 0) product.members[count++] = static_cast<std::uint8_t>(k);
    largest_ = std::max(largest_, count);
  }
}

LinearModel::Scores KindSets::share(const LinearModel::Scores& scores) const {
  // e to the sum of a set's scores is the product of what each of its kinds gives: one power for each kind, not each
  // set.
  const double most = 600.0 / static_cast<double>(largest_);  // e⁷⁰⁹ is the largest double
  std::array<double, kinds + 1> power{}, sum{};
  for (std::size_t k = 0; k < kinds; ++k) power[k] = std::exp(std::clamp(static_cast<double>(scores[k]), -most, most));
  power[kinds] = 1;
  double all = 0;
  for (const Product& set : products_) {
    double p = set.common;
    for (std::size_t i = 0; i < largest_; ++i) p *= power[set.members[i]];
    all += p;
    for (std::size_t i = 0; i < largest_; ++i) sum[set.members[i]] += p;
  }
  LinearModel::Scores out{};
  for (std::size_t k = 0; k < kinds; ++k) out[k] = static_cast<float>(sum[k] / std::max(all, 1e-300));
  return out;
}

const ClassifyModel& builtin_model() {
  static const ClassifyModel model = [] {
    ClassifyModel out;
    out.kinds = unpack(packed_kinds);
    out.sequence = unpack(packed_sequence);
    out.passages = unpack(packed_passages);
    out.detection = unpack(packed_detection);
    out.causes = unpack(packed_causes);
    out.measures = unpack(packed_measures);
    out.moments = unpack(packed_moments);
    out.kind_sets = KindSets({std::begin(packed_kind_sets), std::end(packed_kind_sets)});
    out.right_min = packed_right_min;
    out.task_threshold = packed_task_threshold;
    return out;
  }();
  return model;
}

}  // namespace afterword
