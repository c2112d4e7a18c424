#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace afterword {

/// A feature is a number: 28 bits of a hash below, its group above. Weights know features by this number alone, so
/// the committed weights hold no text.
using Feature = std::uint32_t;

/// Groups of features. The trainer gives each its own prior; reading does not look at them.
enum class FeatureGroup : std::uint8_t {
  bias,
  structure,
  mark,
  context,
  role_mark,
  word,
  pair,
  none_unit,
  topic,
  core,
  clause,
  count
};

[[nodiscard]] constexpr Feature make_feature(FeatureGroup group, std::uint32_t a, std::uint32_t b = 0) {
  std::uint64_t x = (std::uint64_t{a} << 32 | b) * 0x9E3779B97F4A7C15ull;
  x ^= x >> 29;
  x *= 0xBF58476D1CE4E5B9ull;
  return static_cast<Feature>(x >> 36) | static_cast<Feature>(group) << 28;
}
[[nodiscard]] constexpr FeatureGroup group_of(Feature f) {
  return static_cast<FeatureGroup>(f >> 28);
}

/// Linear scores of several outputs at once: the sum of one row of weights for each feature that is known.
/// Weights are whole steps of one size, so that a row is sixteen bytes. Immutable; threads share.
class LinearModel {
 public:
  static constexpr std::size_t width = 16;  ///< outputs
  using Scores = std::array<float, width>;
  using Row = std::array<std::int8_t, width>;

  /// One cache line: three features and their rows. Where fewer are, rows of zeros stand beside key 0: if that
  /// is a feature, it weighs nothing. So summing asks no question that a processor could guess wrong.
  struct alignas(64) Bucket {
    std::array<Feature, 3> keys{};
    std::uint32_t full = 0;  ///< not 0: others that belong here stand in the next bucket
    std::array<Row, 3> rows{};
  };
  static_assert(sizeof(Bucket) == 64);
  /// Where `key` stands among so many buckets, or behind it.
  [[nodiscard]] static std::size_t bucket_of(Feature key, std::size_t buckets) {
    return static_cast<std::size_t>(std::uint64_t{key * 0x9E3779B1u} * buckets >> 32);
  }

  LinearModel() = default;
  /// `keys` in any order, each once; one row for each.
  LinearModel(std::span<const Feature> keys, std::vector<Row> rows, float step);
  /// `weights` holds keys.size() rows of `width`, which are rounded: 127 steps are the largest.
  LinearModel(std::span<const Feature> keys, std::span<const float> weights);

  [[nodiscard]] Scores score(std::span<const Feature> features) const;
  [[nodiscard]] std::size_t size() const { return keys_.size(); }
  [[nodiscard]] std::span<const Feature> keys() const { return keys_; }
  [[nodiscard]] std::span<const Row> rows() const { return rows_; }
  /// What one step of a row's numbers weighs.
  [[nodiscard]] float step() const { return step_; }

 private:
  std::vector<Feature> keys_;
  std::vector<Row> rows_;
  std::vector<Bucket> buckets_;
  float step_ = 0;
};

/// Kinds come in sets: "investigation, assumption, misleading" is common, "detection, resolution" is not. One set of
/// kinds that entries were seen to have, and how common it is beyond what its kinds explain.
struct KindSet {
  std::uint16_t kinds = 0;  ///< bits of EntryKind
  float score = 0;
};

/// The sets that may be said.
class KindSets {
 public:
  KindSets() = default;
  explicit KindSets(std::vector<KindSet> sets);
  /// How likely each kind is, by its bit, over all sets, given a score for each kind.
  [[nodiscard]] LinearModel::Scores share(const LinearModel::Scores& scores) const;
  [[nodiscard]] const std::vector<KindSet>& sets() const { return sets_; }

 private:
  static constexpr std::size_t kinds = 10;
  /// A set, or the first kinds of one: that of `parent` and one kind more. Parents come first, the empty set first of
  /// all.
  struct Node {
    double common = 0;  ///< how common it is; 0 where it is none of the sets
    std::uint16_t parent = 0;
    std::uint8_t kind = 0;
  };
  std::vector<KindSet> sets_;
  std::vector<Node> nodes_ = std::vector<Node>(1);
  std::size_t largest_ = 1;  ///< kinds of the largest set
};

/// All that was learnt, and the thresholds that go with it.
struct ClassifyModel {
  LinearModel kinds;  ///< one output a bit of EntryKind, detection first
  KindSets kind_sets;
  LinearModel sequence;   ///< what neighbouring entries add to the scores of kinds
  LinearModel passages;   ///< one output a PassageField
  LinearModel detection;  ///< one output a DetectedHow
  LinearModel causes;     ///< one output a CauseClass
  LinearModel measures;   ///< output 0: a task
  LinearModel moments;    ///< of an entry: 0 when the outage began, 1 when it ended
  std::array<float, LinearModel::width>
      right_min{};  ///< a field is said where its lines are right at least this likely
  float task_threshold = 0;
};

/// The committed weights, unpacked on first use. Thread-safe.
[[nodiscard]] const ClassifyModel& builtin_model();

}  // namespace afterword
