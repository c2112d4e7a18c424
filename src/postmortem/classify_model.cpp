#include "postmortem/classify_model.h"

#include <cmath>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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

/// Adds rows up, four outputs a vector, in the order they come: sums of floats depend on it.
template <std::size_t vectors>
class Sums {
 public:
  explicit Sums(float step) : step_(step) {}

#if defined(__SSE2__)
  /// Adds the row of `feature`, if it is one of three.
  void add(Feature feature, const Feature* keys, const LinearModel::Row* rows) {
    const __m128i equal = _mm_cmpeq_epi32(_mm_load_si128(reinterpret_cast<const __m128i*>(keys)),
                                          _mm_set1_epi32(static_cast<int>(feature)));
    const auto* const row = reinterpret_cast<const __m128i*>(rows);
    const __m128i first = _mm_and_si128(_mm_load_si128(row), _mm_shuffle_epi32(equal, 0x00));
    const __m128i second = _mm_and_si128(_mm_load_si128(row + 1), _mm_shuffle_epi32(equal, 0x55));
    const __m128i third = _mm_and_si128(_mm_load_si128(row + 2), _mm_shuffle_epi32(equal, 0xAA));
    const __m128i found = _mm_or_si128(_mm_or_si128(first, second), third);
    const __m128i low = _mm_unpacklo_epi8(found, found);
    add_four<0>(_mm_unpacklo_epi16(low, low));
    if constexpr (vectors > 1) add_four<1>(_mm_unpackhi_epi16(low, low));
    if constexpr (vectors > 2) {
      const __m128i high = _mm_unpackhi_epi8(found, found);
      add_four<2>(_mm_unpacklo_epi16(high, high));
      if constexpr (vectors > 3) add_four<3>(_mm_unpackhi_epi16(high, high));
    }
  }
  [[nodiscard]] LinearModel::Scores get() const {
    LinearModel::Scores out{};
    for (std::size_t v = 0; v < vectors; ++v) _mm_storeu_ps(out.data() + 4 * v, sums_[v]);
    return out;
  }

 private:
  /// Four steps, each in the upper byte of its lane.
  template <std::size_t v>
  void add_four(__m128i steps) {
    sums_[v] = _mm_add_ps(sums_[v], _mm_mul_ps(_mm_cvtepi32_ps(_mm_srai_epi32(steps, 24)), _mm_set1_ps(step_)));
  }

  __m128 sums_[vectors] = {};
#else
  void add(Feature feature, const Feature* keys, const LinearModel::Row* rows) {
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t k = 0; keys[i] == feature && k < 4 * vectors; ++k)
        sums_[k] += static_cast<float>(rows[i][k]) * step_;
  }
  [[nodiscard]] LinearModel::Scores get() const { return sums_; }

 private:
  LinearModel::Scores sums_{};
#endif
  float step_;
};

}  // namespace

LinearModel::LinearModel(std::span<const Feature> keys, std::vector<Row> rows, float step)
    : keys_(keys.begin(), keys.end()), rows_(std::move(rows)), buckets_(keys.size() * 5 / 4 + 1), step_(step) {
  for (std::size_t row = 0; row < keys_.size(); ++row) {
    std::size_t b = bucket_of(keys_[row]);
    std::size_t place = 0;
    while ((place = static_cast<std::size_t>(std::ranges::find(buckets_[b].keys, 0u) - buckets_[b].keys.begin())) ==
           3) {
      buckets_[b].full = 1;
      b = b + 1 == buckets_.size() ? 0 : b + 1;
    }
    buckets_[b].keys[place] = keys_[row];
    buckets_[b].rows[place] = rows_[row];
    for (std::size_t k = 4 * vectors_; k < width; ++k)
      if (rows_[row][k] != 0) vectors_ = k / 4 + 1;
  }
}

LinearModel::LinearModel(std::span<const Feature> keys, std::span<const float> weights)
    : LinearModel(keys, round_to_steps(weights, step_of(weights)), step_of(weights)) {}

template <std::size_t vectors>
LinearModel::Scores LinearModel::sum(std::span<const Feature> features) const {
  Sums<vectors> sums(step_);
  for (const Feature f : features) {
    const Bucket* b = &buckets_[bucket_of(f)];
    sums.add(f, b->keys.data(), b->rows.data());
    while (b->full != 0) {
      if (++b == buckets_.data() + buckets_.size()) b = buckets_.data();
      sums.add(f, b->keys.data(), b->rows.data());
    }
  }
  return sums.get();
}

LinearModel::Scores LinearModel::score(std::span<const Feature> features) const {
  switch (vectors_) {
    case 0:
      return {};
    case 1:
      return sum<1>(features);
    case 2:
      return sum<2>(features);
    case 3:
      return sum<3>(features);
    default:
      return sum<4>(features);
  }
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
