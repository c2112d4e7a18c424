#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "postmortem/classify_model.h"
#include "postmortem/moment_entries.h"
#include "postmortem/postmortem.h"

namespace afterword {

/// Which marks of the lexicon stand in a stretch of text.
struct MarkSet {
  std::array<std::uint64_t, 2> bits{};
  void add(Mark mark) { bits[static_cast<std::size_t>(mark) / 64] |= 1ull << (static_cast<std::size_t>(mark) % 64); }
  [[nodiscard]] bool has(Mark mark) const {
    return (bits[static_cast<std::size_t>(mark) / 64] >> (static_cast<std::size_t>(mark) % 64) & 1) != 0;
  }
  MarkSet& operator|=(const MarkSet& other) {
    bits[0] |= other.bits[0];
    bits[1] |= other.bits[1];
    return *this;
  }
};
static_assert(static_cast<std::size_t>(Mark::count) <= 128);

/// The parts of a report that are found by judging lines.
enum class PassageField : std::uint8_t {
  service,
  experience,
  root_cause_summary,
  root_cause_detail,
  resolution_detail,
  misleading,
  escalation,
  detection,
  count,
};

constexpr std::uint32_t no_index = 0xFFFFFFFF;

constexpr std::uint8_t not_plausible = 15;

/// What is known of a line before it is judged.
struct LineUnit {
  std::uint32_t line = 0;                       ///< index into Document::lines()
  std::uint32_t first_word = 0, last_word = 0;  ///< into Postmortem::words
  std::uint32_t in_block = 0;                   ///< how many lines of its paragraph stand before it
  std::uint32_t in_section = 0;                 ///< how many paragraphs or items of that section stand before it
  std::uint32_t entry = no_index;               ///< into Postmortem::timeline
  Role role{}, label{}, part{};                 ///< as LinePlace says
  std::uint64_t topics = 0;                     ///< of its label (heading.h)
  MarkSet marks;
  MarkSet block_marks;     ///< of its whole paragraph or item
  MarkSet sentence_marks;  ///< of the sentences it is part of
  bool heading = false;
  std::array<std::uint8_t, 8> tier{};  ///< how plausible for each PassageField; not_plausible: not at all
  std::array<std::uint8_t, 8> nth{};   ///< how many as plausible stand before it, at most 15
  bool measure = false;                ///< part of a measure
};

/// A postmortem laid out for judging: every line of the report as a unit. Views the postmortem; made once a document.
class ClassifyReading {
 public:
  explicit ClassifyReading(const Postmortem& postmortem);

  [[nodiscard]] const Postmortem& postmortem() const { return p_; }
  [[nodiscard]] const std::vector<LineUnit>& units() const { return units_; }
  [[nodiscard]] const MarkSet& entry_marks(std::size_t entry) const { return entry_marks_[entry]; }
  /// Marks anywhere in the report.
  [[nodiscard]] const MarkSet& all_marks() const { return all_marks_; }
  /// The units of an entry or of lines [first, last): half-open indexes into units().
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> units_between(std::uint32_t first_line,
                                                                      std::uint32_t last_line) const;

  /// Whether any line has a label such as "Misleading path:", or this one has.
  [[nodiscard]] bool labels_misleading() const { return labels_misleading_; }
  [[nodiscard]] bool is_labelled_misleading(std::size_t unit) const;

  // Features of one thing to judge; each appends to `out`.
  void add_entry_features(std::size_t entry, std::vector<Feature>& out) const;
  /// What the neighbours of an entry were judged to be at first.
  void add_sequence_features(std::size_t entry, const std::vector<EntryKind>& kinds, std::vector<Feature>& out) const;
  /// `kinds`: what the entries were judged to be, one a timeline entry.
  void add_line_features(std::size_t unit, const std::vector<EntryKind>& kinds, std::vector<Feature>& out) const;
  /// Of the pretended line that is right where the report says nothing of the kind.
  void add_none_features(const std::vector<EntryKind>& kinds, std::vector<Feature>& out) const;
  /// How the lines [unit] say it was detected.
  void add_detection_features(std::span<const std::uint32_t> units, std::vector<Feature>& out) const;
  /// What kind of cause these lines speak of, with the title's words.
  void add_cause_features(std::span<const std::uint32_t> units, std::vector<Feature>& out) const;
  void add_measure_features(std::size_t measure, std::vector<Feature>& out) const;
  /// Whether the outage began or ended with an entry; `formal`: what the form of the timeline speaks for.
  void add_moment_features(std::size_t entry, const std::vector<EntryKind>& kinds, const MomentEntries& formal,
                           std::vector<Feature>& out) const;
  /// Of the pretended entry that is right where none tells it.
  void add_no_moment_features(const std::vector<EntryKind>& kinds, const MomentEntries& formal,
                              std::vector<Feature>& out) const;

 private:
  void add_lead_features(std::uint32_t first_word, std::uint32_t last_word, std::vector<Feature>& out) const;
  void collect_units();
  void place_marks();
  /// Adds how often each family of causes is named in units [first, last).
  void count_causes(std::size_t first, std::size_t last, std::array<std::uint32_t, 11>& counts) const;
  void add_sure_causes(std::span<const std::uint32_t> units, std::vector<Feature>& out) const;
  void spread_sentences();
  void choose_plausible();

  const Postmortem& p_;
  std::vector<LineUnit> units_;
  std::vector<MarkSet> entry_marks_;
  std::array<std::uint8_t, 8> best_tier_{};
  std::vector<std::uint64_t> entry_topics_;
  MarkSet all_marks_;
  MarkSet title_marks_;
  bool labels_misleading_ = false;
};

/// Whether words count in pairs as well: where there are many lines to judge they cost more than they tell.
enum class Pairs : std::uint8_t { no, yes };

/// Features of a text that stands alone, as training sentences do: words and marks only.
void add_text_features(std::string_view text, const Word* words, std::uint32_t first, std::uint32_t last,
                       std::uint32_t tag, std::vector<Feature>& out, Pairs pairs = Pairs::yes);

/// Features of who does what to what, in words [first, last); `tag` parts what they are asked of.
void add_clause_features(std::string_view text, const Word* words, std::uint32_t first, std::uint32_t last,
                         std::uint32_t tag, std::vector<Feature>& out);

}  // namespace afterword
