#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "text/phrases.h"

namespace afterword {

enum class ConceptKind : std::uint8_t {
  component,  ///< what failed: a certificate, a connection pool
  mechanism,  ///< how it failed: expired, exhausted
  sign,       ///< a word that tells of a mechanism only beside a component
};

/// A thing that can fail or a way to fail, told by any of its phrases.
struct Concept {
  ConceptKind kind{};
  float telling = 0;  ///< 0–1: how much it says that two reports share it
  std::string_view name;
  std::string_view phrases;  ///< separated by ';', as text/phrases.h has them
  std::string_view members;  ///< of a family: names of concepts, separated by ';'
};

struct ConceptMember {
  std::uint16_t family = 0, member = 0;  ///< places in all_concepts()
};

/// All concepts; places in it are what ConceptShare::concept_number counts.
[[nodiscard]] std::span<const Concept> all_concepts();
/// Finds them: the mark of a hit is a place in all_concepts(). Built on first use; thread-safe.
[[nodiscard]] const PhraseTable& concept_phrases();

/// Which concepts belong to which family, by family.
[[nodiscard]] std::span<const ConceptMember> concept_members();

/// The mechanism that two concepts near each other in a line tell of.
struct ConceptPair {
  std::uint32_t both = 0;       ///< pair_of() of the two
  std::uint16_t mechanism = 0;  ///< place in all_concepts()
};
[[nodiscard]] constexpr std::uint32_t pair_of(std::uint16_t a, std::uint16_t b) {
  return a < b ? std::uint32_t{a} << 16U | b : std::uint32_t{b} << 16U | a;
}
/// All of them, by `both`.
[[nodiscard]] std::span<const ConceptPair> concept_pairs();

}  // namespace afterword
