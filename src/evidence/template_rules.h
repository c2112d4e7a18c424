#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "evidence/fingerprint_tokens.h"

namespace afterword {

/// Which words of which fingerprints turned out to be values when some were merged: puts a fingerprint that was not
/// among them under its template at once. What fits no template exactly fits none. May be read by several threads.
class TemplateRules {
 public:
  /// A fingerprint cut into its tokens; memory that is used again and again.
  struct Cut {
    std::vector<std::uint64_t> hashes;
    std::uint64_t form = 0;  ///< where words, values and separators stand, and the first word
    std::uint64_t hash = 0;
    void make(std::string_view fingerprint);
  };

  /// Learns that a fingerprint belongs to a template, given as its number, after the tokens at `values` became values.
  void add(const Cut& cut, const std::vector<std::uint16_t>& values, std::uint32_t number);
  /// To be called when all is learnt: what takes fewest words for values is tried first.
  void settle();
  using Mask = std::vector<std::uint16_t>;  ///< tokens that became values, in order
  struct Found {
    std::uint32_t number = 0;  ///< of the template
    const Mask* values = nullptr;
    /// Every fingerprint of the same form that agrees with this one but for the words at `values` is of this template.
    bool is_sole = false;
  };
  [[nodiscard]] std::optional<Found> find(const Cut& cut) const;

  std::vector<std::string> fingerprints;  ///< of the templates, by number

 private:
  static constexpr std::size_t masks_max = 8;  ///< of one form, so that one look-up stays cheap
  struct Form {
    std::vector<Mask> masks;
    std::unordered_set<std::uint64_t> templates;     ///< as hashes after masking
    std::vector<std::vector<std::uint64_t>> tokens;  ///< of the templates, values among them
  };
  [[nodiscard]] static std::uint64_t hash_with(const Cut& cut, const Mask& values);
  [[nodiscard]] static bool is_sole(const Form& form, const Cut& cut, const Mask& values);

  std::unordered_map<std::uint64_t, Form> forms_;
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;  ///< by hash after masking
};

}  // namespace afterword
