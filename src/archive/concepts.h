#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "text/phrases.h"

namespace afterword {

enum class ConceptKind : std::uint8_t {
  component,  ///< what failed: a certificate, a connection pool
  mechanism,  ///< how it failed: expired, exhausted
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

}  // namespace afterword
