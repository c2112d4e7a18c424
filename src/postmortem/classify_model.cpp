#include "postmortem/classify_model.h"

#include <cmath>

namespace afterword {

namespace {

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
  std::vector<LinearModel::Row> rows(packed.keys.size());
  std::size_t pair = 0;
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (std::size_t i = 0; i < packed.counts[row]; ++i, ++pair) rows[row][packed.outputs[pair]] = packed.weights[pair];
  return {packed.keys, std::move(rows), packed.step};
}

std::vector<LinearModel::Row> round_to_steps(std::span<const float> weights, float step) {
  std::vector<LinearModel::Row> rows(weights.size() / LinearModel::width);
  for (std::size_t i = 0; i < weights.size() && step > 0; ++i)
    rows[i / LinearModel::width][i % LinearModel::width] = static_cast<std::int8_t>(std::lround(weights[i] / step));
  return rows;
}

float step_of(std::span<const float> weights) {
  float largest = 0;
  for (const float w : weights) largest = std::max(largest, std::fabs(w));
  return largest / 127;
}

using Steps __attribute__((vector_size(LinearModel::width))) = std::int8_t;
using Sums __attribute__((vector_size(LinearModel::width * sizeof(float)))) = float;
using Keys __attribute__((vector_size(sizeof(Feature) * 4))) = Feature;

/// The row of `feature` if it is one of three, else zeros.
[[gnu::always_inline]] inline Steps row_of(Feature feature, const LinearModel::Bucket& bucket) {
  Keys keys;
  std::array<Steps, 3> rows;
  std::memcpy(&keys, bucket.keys.data(), sizeof keys);  // what stands behind them is not asked for
  std::memcpy(rows.data(), bucket.rows.data(), sizeof rows);
  const Keys equal = keys == feature;
  return (rows[0] & reinterpret_cast<Steps>(__builtin_shufflevector(equal, equal, 0, 0, 0, 0))) |
         (rows[1] & reinterpret_cast<Steps>(__builtin_shufflevector(equal, equal, 1, 1, 1, 1))) |
         (rows[2] & reinterpret_cast<Steps>(__builtin_shufflevector(equal, equal, 2, 2, 2, 2)));
}

// Summing is compiled for wider processors as well, and the one that runs chosen at start: the wider, the fewer
// instructions a row. All give the same bits, because a product is rounded before it is added. The thread sanitizer is
// not up yet when the choice is made.
#if defined(__x86_64__) && defined(__GLIBC__) && !__has_feature(thread_sanitizer)
[[gnu::target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")]]
#endif
void sum_rows(std::span<const Feature> features, std::span<const LinearModel::Bucket> buckets, float step,
              LinearModel::Scores& out) {
#pragma clang fp contract(off)
  Sums sums{};
  for (const Feature f : features) {
    const LinearModel::Bucket* b = &buckets[LinearModel::bucket_of(f, buckets.size())];
    sums += __builtin_convertvector(row_of(f, *b), Sums) * step;
    while (b->full != 0) {
      if (++b == buckets.data() + buckets.size()) b = buckets.data();
      sums += __builtin_convertvector(row_of(f, *b), Sums) * step;
    }
  }
  std::memcpy(out.data(), &sums, sizeof sums);
}

}  // namespace

LinearModel::LinearModel(std::span<const Feature> keys, std::vector<Row> rows, float step)
    : keys_(keys.begin(), keys.end()), rows_(std::move(rows)), buckets_(keys.size() * 5 / 4 + 1), step_(step) {
  for (std::size_t row = 0; row < keys_.size(); ++row) {
    std::size_t b = bucket_of(keys_[row], buckets_.size());
    std::size_t place = 0;
    while ((place = static_cast<std::size_t>(std::ranges::find(buckets_[b].keys, 0u) - buckets_[b].keys.begin())) ==
           3) {
      buckets_[b].full = 1;
      b = b + 1 == buckets_.size() ? 0 : b + 1;
    }
    buckets_[b].keys[place] = keys_[row];
    buckets_[b].rows[place] = rows_[row];
  }
}

LinearModel::LinearModel(std::span<const Feature> keys, std::span<const float> weights)
    : LinearModel(keys, round_to_steps(weights, step_of(weights)), step_of(weights)) {}

LinearModel::Scores LinearModel::score(std::span<const Feature> features) const {
  Scores out{};
  if (!buckets_.empty()) sum_rows(features, buckets_, step_, out);
  return out;
}

KindSets::KindSets(std::vector<KindSet> sets) : sets_(std::move(sets)), nodes_(1) {
  for (const KindSet& set : sets_) {
    std::size_t at = 0, count = 0;
    for (std::uint8_t k = 0; k < kinds; ++k) {
      if ((set.kinds >> k & 1) == 0) continue;
      ++count;
      const auto is_next = [&](const Node& node) {
        return &node != nodes_.data() && node.parent == at && node.kind == k;
      };
      const auto next = std::ranges::find_if(nodes_, is_next);
      const auto place = static_cast<std::size_t>(next - nodes_.begin());
      if (next == nodes_.end()) nodes_.push_back({0, static_cast<std::uint16_t>(at), k});
      at = place;
    }
    nodes_[at].common += std::exp(static_cast<double>(set.score));
    largest_ = std::max(largest_, count);
  }
}

LinearModel::Scores KindSets::share(const LinearModel::Scores& scores) const {
  // e to the sum of a set's scores is the product of what each of its kinds gives: one power for each kind, and one
  // product for each set, of that of the set without its last kind.
  const double most = 600.0 / static_cast<double>(largest_);  // e⁷⁰⁹ is the largest double
  std::array<double, kinds> power{}, sum{};
  for (std::size_t k = 0; k < kinds; ++k) power[k] = std::exp(std::clamp(static_cast<double>(scores[k]), -most, most));
  std::array<double, std::size_t{1} << kinds> product, below;  // of nodes; what is not written is not read
  product[0] = 1;
  below[0] = nodes_[0].common;
  for (std::size_t n = 1; n < nodes_.size(); ++n) {
    product[n] = product[nodes_[n].parent] * power[nodes_[n].kind];
    below[n] = product[n] * nodes_[n].common;
  }
  for (std::size_t n = nodes_.size(); n-- > 1;) {
    sum[nodes_[n].kind] += below[n];
    below[nodes_[n].parent] += below[n];
  }
  LinearModel::Scores out{};
  for (std::size_t k = 0; k < kinds; ++k) out[k] = static_cast<float>(sum[k] / std::max(below[0], 1e-300));
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
