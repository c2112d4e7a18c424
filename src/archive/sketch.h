#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postmortem/postmortem.h"

namespace afterword {

/// One distinct word of a report, stemmed, or a log message it quotes, and how much it matters there. Weights are
/// 0–255.
struct SketchTerm {
  std::uint64_t hash = 0;  ///< of the stem
  std::uint8_t whole = 0;  ///< in the report
  std::uint8_t cause = 0;  ///< where it tells of cause and fix
  bool title = false;      ///< in the title
  bool name = false;       ///< a file, host, option, error: letters with dots, slashes, digits, underscores
  bool log = false;        ///< a log message, values masked; also a name
  bool usual = false;      ///< an everyday word of incidents
  std::uint32_t letters = 0, shown = 0;  ///< the word as a reader knows it: offset and bytes in Sketch::letters
};

/// How much of a concept a report holds, 0–1: 1 where its cause tells of it.
struct ConceptShare {
  std::uint16_t concept_number = 0;  ///< place in all_concepts()
  float share = 0;
};

/// What comparing needs of one report, small enough to keep for a hundred thousand. A pure function of the report;
/// immutable.
struct Sketch {
  bool comparable = false;             ///< a report of an incident, with words to compare
  std::vector<SketchTerm> terms;       ///< by hash; those that weigh most, at most 256
  std::vector<ConceptShare> concepts;  ///< by number
  std::optional<CauseClass> cause_class;
  std::string letters;  ///< words, one after the other

  [[nodiscard]] std::string_view shown_of(const SketchTerm& term) const {
    return std::string_view(letters).substr(term.letters, term.shown);
  }
};

enum class SketchTerms : std::uint8_t {
  all,
  names,  ///< what is named exactly, all with the same weight: with the concepts enough to tell that failures are the
          ///< same, a tenth of the size, and unchanged by most edits of a report
};

/// Linear in the report; never fails; any thread.
[[nodiscard]] Sketch sketch_postmortem(const Postmortem& postmortem, SketchTerms terms = SketchTerms::all);

/// How much each line of the report tells of cause and fix, 0–1: one for each of Document::lines().
[[nodiscard]] std::vector<float> weigh_lines(const Postmortem& postmortem);

}  // namespace afterword
