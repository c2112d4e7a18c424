#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

class TemplateRules;
struct WordRun;

/// Finds the templates that log messages were printed from, in two steps.
///
/// 1. Every line is tokenised, values are masked, and what is left is hashed, in one pass: its *fingerprint*. Values
/// are
///    tokens with digits, hexadecimal words, paths, addresses, `key=value`, booleans after a colon, units.
/// 2. The distinct fingerprints, few against the lines, are merged: where many differ in one word only, that word is a
///    value too. The idea of masking first and merging few candidates follows Drain (He et al., ICWS 2017) and Brain
///    (Yu et al., TSC 2023); unlike both there is neither a tree of fixed depth nor a setting per data set.
///
/// Deterministic: neither the order of lines nor the number of miners that were joined changes the grouping. Not for
/// several threads at once; give each its own and `join` them.
class TemplateMiner {
 public:
  TemplateMiner();
  ~TemplateMiner();
  TemplateMiner(TemplateMiner&&) noexcept;
  TemplateMiner& operator=(TemplateMiner&&) noexcept;

  /// The fingerprint of one message (no line end), as a number that counts from 0 in order of first sight. Messages are
  /// cut at 64 KB. Amortised linear, no allocation for a fingerprint seen before.
  std::uint32_t add(std::string_view message);
  /// The same, and the runs of word bytes in the message.
  std::uint32_t add(std::string_view message, std::vector<WordRun>& runs);
  /// Counts messages of a fingerprint.
  void count(std::uint32_t number, std::uint64_t messages);

  /// Takes over the fingerprints and counts of another miner. Returns for each of its numbers the number here.
  std::vector<std::uint32_t> join(const TemplateMiner& other);

  /// Takes over one fingerprint of another miner, without its count; returns its number here.
  std::uint32_t add_fingerprint_of(const TemplateMiner& other, std::uint32_t number);

  /// A miner with one fingerprint for each template of this one, so that memory stays bounded; `of` becomes this
  /// one's numbers → the new one's. Counts are not kept.
  [[nodiscard]] TemplateMiner compact(std::vector<std::uint32_t>& of, TemplateRules* rules = nullptr) const;

  /// Adds what is a fingerprint already, without counting it; returns its number.
  std::uint32_t add_fingerprint(std::string_view fingerprint);
  /// The text of a fingerprint, valid until the next is added.
  [[nodiscard]] std::string_view fingerprint(std::uint32_t number) const;

  [[nodiscard]] std::size_t fingerprints() const;

  struct Template {
    std::string text;         ///< values shown as <*>
    std::uint64_t count = 0;  ///< messages
  };
  struct Templates {
    std::vector<Template> rows;     ///< in order of the first fingerprint of each
    std::vector<std::uint32_t> of;  ///< fingerprint number → index into rows
  };
  /// Merges what has been added so far. Close to linear in the number of fingerprints.
  /// `rules`, if any, learns which words became values.
  [[nodiscard]] Templates merge(TemplateRules* rules = nullptr) const;

 private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
};

}  // namespace afterword
