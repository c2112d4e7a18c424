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
#define AFTERWORD_SIGN(name, phrases) {ConceptKind::sign, 0, name, phrases, {}},
#define AFTERWORD_NEAR(mechanism, a, b)
#include "archive/concepts_near.inc"
#undef AFTERWORD_SIGN
#undef AFTERWORD_NEAR
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

namespace {

struct NearRow {
  std::string_view mechanism, a, b;
};
constexpr NearRow near_rows[] = {
#define AFTERWORD_SIGN(name, phrases)
#define AFTERWORD_NEAR(mechanism, a, b) {mechanism, a, b},
#include "archive/concepts_near.inc"
#undef AFTERWORD_SIGN
#undef AFTERWORD_NEAR
};

/// A name that no concept has is our own fault: nothing would ever match it. A test looks for that.
constexpr std::uint16_t place_of(std::string_view name) {
  for (std::size_t i = 0; i < std::size(concepts); ++i)
    if (concepts[i].name == name) return static_cast<std::uint16_t>(i);
  return 0xFFFF;
}

}  // namespace

std::span<const ConceptPair> concept_pairs() {
  static const std::vector<ConceptPair> pairs = [] {
    std::vector<ConceptPair> out;
    for (const NearRow& row : near_rows)
      out.push_back({pair_of(place_of(row.a), place_of(row.b)), place_of(row.mechanism)});
    std::sort(out.begin(), out.end(), [](const ConceptPair& x, const ConceptPair& y) {
      return x.both != y.both ? x.both < y.both : x.mechanism < y.mechanism;
    });
    return out;
  }();
  return pairs;
}

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
