#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "archive/record.h"
#include "archive/sketch.h"

namespace afterword {

/// What an earlier report is to a new one.
enum class Verdict : std::uint8_t {
  same,     ///< the same component failed in the same way: what mends one prevents the other
  related,  ///< the same component or a like mechanism: worth reading
};
[[nodiscard]] std::string_view name_of(Verdict verdict);

/// How alike two reports are, each 0–1; what the verdict is computed from.
struct Likeness {
  float cause = 0;       ///< words of cause and fix, rare ones count more (cosine)
  float whole = 0;       ///< words of the whole report (cosine)
  float title = 0;       ///< words of the titles (cosine)
  float names = 0;       ///< files, hosts, options, errors named exactly, shared
  float components = 0;  ///< what failed
  float mechanisms = 0;  ///< how it failed
  float components_common = 0,
        mechanisms_common = 0;                   ///< shared of all that either has: what only one has counts against
  float component_best = 0, mechanism_best = 0;  ///< the most telling one that both have
  float cause_class = 0;                         ///< 1 the same, 0 unknown, -1 another
};

/// A report that is like the one asked about, and why.
struct Match {
  std::uint32_t report = 0;  ///< place in the archive
  Verdict verdict{};
  float score = 0;     ///< 0–1, that the failure is the same; it is from same_score_min on
  float relation = 0;  ///< 0–1, that it is worth reading beside; listed from relation_score_min on
  Likeness likeness;
  /// The report that leads here, where this one is the same failure as that one and that one as the report asked about.
  std::optional<std::uint32_t> through;
};

/// What two reports share, in words for people; most telling first.
struct SharedTraits {
  std::vector<std::string> components, mechanisms, words, names, logs;
};

struct SimilarQuery {
  std::optional<std::uint32_t> leave_out;  ///< a place in the archive: the report itself
  std::size_t related_max = 10;            ///< the same failure is listed whatever its number
};

/// Reports of a team, compared by what failed and how. Fill it, `finish` it, then ask from any number of threads.
/// Candidates come from an inverted index whose longest lists are left out; the best are compared in full. A query
/// takes milliseconds on 100,000 reports. Deterministic.
class Archive {
 public:
  /// Returns its place. Reports that are not comparable are kept, never matched.
  std::uint32_t add(Record report, const Sketch& sketch);
  /// Call once, after the last `add`.
  void finish();

  [[nodiscard]] std::size_t size() const { return reports_.size(); }
  [[nodiscard]] const Record& report(std::uint32_t place) const { return reports_[place]; }
  [[nodiscard]] const std::vector<Record>& reports() const { return reports_; }

  /// The same failure first, then what is related, best first; ties by place.
  [[nodiscard]] std::vector<Match> find_similar(const Sketch& query, const SimilarQuery& options = {}) const;
  /// The same, without candidates: for measuring.
  [[nodiscard]] Likeness compare(const Sketch& query, std::uint32_t place) const;
  /// The component and the mechanism that a report tells of most: places in all_concepts(). Nothing where it names
  /// none.
  [[nodiscard]] std::optional<std::pair<std::uint16_t, std::uint16_t>> main_failure(std::uint32_t place) const;
  [[nodiscard]] SharedTraits explain(const Sketch& query, std::uint32_t place) const;

  /// A word as it is kept: place in the dictionary and weights.
  struct Term {
    std::uint32_t number = 0;
    std::uint8_t whole = 0, cause = 0;
    bool title : 1 = false;
    bool name : 1 = false;
    bool log : 1 = false;
  };
  struct Posting {
    std::uint32_t report : 24;
    std::uint32_t weight : 8;
  };

 private:
  struct Range {
    std::uint32_t begin = 0, end = 0;
  };
  struct Norms {
    float whole = 0, cause = 0, title = 0, names = 0, components = 0, mechanisms = 0;
    float component_sum = 0, mechanism_sum = 0;
  };
  struct Kept {
    Range terms, concepts;
    Norms norms;
    std::optional<CauseClass> cause_class;
    bool comparable = false;
  };
  /// A query in the dictionary's numbers. Words that no report has count only in its lengths.
  struct Asked {
    std::vector<Term> terms;
    std::vector<ConceptShare> concepts;
    Norms norms;
    std::optional<CauseClass> cause_class;
  };
  /// One of two reports that are compared: views of what is kept or asked.
  struct Side {
    std::span<const Term> terms;
    std::span<const ConceptShare> concepts;
    const Norms& norms;
    std::optional<CauseClass> cause_class;
  };

  [[nodiscard]] Asked ask(const Sketch& query) const;
  [[nodiscard]] std::vector<std::uint32_t> find_candidates(const Asked& asked, const SimilarQuery& options) const;
  [[nodiscard]] static Side side_of(const Asked& asked);
  [[nodiscard]] Side side_of(std::uint32_t place) const;
  [[nodiscard]] Likeness compare(const Side& a, const Side& b) const;
  void follow_chains(std::vector<Match>& matches) const;
  [[nodiscard]] Norms measure_norms(const std::vector<Term>& terms, const std::vector<ConceptShare>& concepts) const;

  std::vector<Record> reports_;
  std::vector<Kept> kept_;
  std::vector<Term> terms_;                                   ///< of all reports, each by number
  std::vector<ConceptShare> concepts_;                        ///< of all reports
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;  ///< hash of a stem → number
  std::vector<std::uint32_t> holders_;                        ///< by number: reports that have it
  std::vector<float> rarity_;                                 ///< by number
  std::vector<bool> usual_;                                   ///< by number: an everyday word of incidents
  std::vector<std::vector<Posting>> postings_;          ///< by number: reports whose cause, title or names have it
  std::vector<std::vector<Posting>> concept_postings_;  ///< by concept
  bool finished_ = false;
};

/// From likeness to the score that decides, 0–1. The weights are few and stand in similarity.cpp with how they were
/// found.
[[nodiscard]] float score_likeness(const Likeness& likeness);
inline constexpr float same_score_min = 0.5F;
/// From likeness to the score that ranks reports which are related only.
[[nodiscard]] float score_relation(const Likeness& likeness);
inline constexpr float relation_score_min = 0.1F;

}  // namespace afterword
