#include "archive/concepts.h"

#include <algorithm>
#include <vector>

namespace afterword {
namespace {

constexpr Concept concepts[] = {
#define AFTERWORD_CONCEPT(percent, name, phrases) {ConceptKind::component, (percent) / 100.0F, name, phrases, {}},
#include "archive/concepts_components.inc"
#undef AFTERWORD_CONCEPT
#define AFTERWORD_CONCEPT(percent, name, phrases) {ConceptKind::mechanism, (percent) / 100.0F, name, phrases, {}},
#include "archive/concepts_mechanisms.inc"
#undef AFTERWORD_CONCEPT
#define AFTERWORD_FAMILY(kind, percent, name, members) {ConceptKind::kind, (percent) / 100.0F, name, {}, members},
#include "archive/concepts_families.inc"
#undef AFTERWORD_FAMILY
};

/// Calls `each` with the parts of a list.
template <class Each>
void for_parts(std::string_view list, Each each) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(';'), list.size());
    if (end > 0) each(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

}  // namespace

std::span<const Concept> all_concepts() {
  return concepts;
}

const PhraseTable& concept_phrases() {
  static const PhraseTable table = [] {
    std::vector<Phrase> rows;
    for (std::size_t i = 0; i < std::size(concepts); ++i)
      for_parts(concepts[i].phrases,
                [&](std::string_view phrase) { rows.push_back({phrase, static_cast<std::uint16_t>(i)}); });
    return PhraseTable(rows);
  }();
  return table;
}

std::span<const ConceptMember> concept_members() {
  static const std::vector<ConceptMember> members = [] {
    std::vector<ConceptMember> out;
    for (std::size_t i = 0; i < std::size(concepts); ++i)
      for_parts(concepts[i].members, [&](std::string_view name) {
        for (std::size_t k = 0; k < std::size(concepts); ++k)
          if (concepts[k].name == name) out.push_back({static_cast<std::uint16_t>(i), static_cast<std::uint16_t>(k)});
      });
    return out;
  }();
  return members;
}

}  // namespace afterword
