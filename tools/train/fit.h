#pragma once
#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "postmortem/classify_model.h"

namespace afterword::train {

constexpr std::size_t width = LinearModel::width;
using Targets = std::array<float, width>;

/// One thing to judge, with the answers of the readers: 1 yes, 0 no, between where they differ.
struct Example {
  std::vector<Feature> features;
  Targets targets{};
  float weight = 1;
  std::uint32_t document = 0;  ///< features that few documents have are dropped
};

/// One entry with the sets of kinds that are right for it.
struct SetExample {
  std::vector<Feature> features;
  std::vector<std::uint16_t> right;
  std::size_t entry = 0;
  Targets before{};  ///< scores that are there already
  float weight = 1;
  std::uint32_t document = 0;
};

/// A score for each kind, and for each set of kinds.
struct SetModel {
  LinearModel kinds;
  std::vector<KindSet> sets;
};

/// One document's lines, of which some are right. The last candidate stands for "not said".
struct Choice {
  std::vector<std::vector<Feature>> candidates;
  std::vector<std::uint16_t> right;    ///< bit f: this candidate is a right answer for field f
  std::vector<std::uint16_t> allowed;  ///< bit f: this candidate is looked at for field f
  std::uint16_t asked = 0;             ///< bit f: field f is labelled
  float weight = 1;
  std::uint32_t document = 0;
};

/// How strongly each group of features is drawn to zero, and in how many documents a feature must occur.
struct Prior {
  std::array<float, static_cast<std::size_t>(FeatureGroup::count)> strength{};
  std::array<std::uint32_t, static_cast<std::size_t>(FeatureGroup::count)> documents_min{};
};

/// Several yes-or-no questions at once. Deterministic.
[[nodiscard]] LinearModel fit_yes_no(const std::vector<Example>& examples, std::size_t outputs, const Prior& prior);
/// Which of the sets is right; `sets` are those that may be said.
[[nodiscard]] SetModel fit_sets(const std::vector<SetExample>& examples, const std::vector<std::uint16_t>& sets,
                                const Prior& prior);
/// One answer of several; targets are a distribution.
[[nodiscard]] LinearModel fit_one_of(const std::vector<Example>& examples, std::size_t outputs, const Prior& prior);
/// Which candidate is right, for each field; any right one will do.
[[nodiscard]] LinearModel fit_choice(const std::vector<Choice>& choices, std::size_t fields, const Prior& prior);

/// The weights as they will be committed: in 127 steps of the largest, rows of zeros left out.
[[nodiscard]] LinearModel drop_small_weights(const LinearModel& model);

}  // namespace afterword::train
