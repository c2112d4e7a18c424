#include "render/parts.h"

namespace afterword {

namespace {

Part part_of(Role role) {
  switch (role) {
    case Role::summary:
    case Role::duration:
    case Role::impact:
      return Part::summary;
    case Role::timeline:
      return Part::timeline;
    case Role::root_cause:
    case Role::resolution:
    case Role::cause_and_resolution:
      return Part::causes;
    case Role::measures:
    case Role::improvements:
    case Role::tasks:
      return Part::measures;
    case Role::title:
      return Part::preface;
    default:
      return Part::rest;
  }
}

}  // namespace

std::vector<Piece> divide(const Postmortem& pm) {
  const auto size = static_cast<std::uint32_t>(pm.document->text().content().size());
  const Span body = pm.body.empty() ? Span{0, size} : pm.body;
  std::vector<Piece> pieces;
  const auto add = [&](Part part, Span range, const Section* section, bool below) {
    // What is outside the report, or tells it a second time, is cut off.
    std::vector<std::uint32_t> edges{range.begin, range.end};
    for (const std::uint32_t edge : {body.begin, body.end}) edges.push_back(std::clamp(edge, range.begin, range.end));
    if (pm.retelling) {
      edges.push_back(std::clamp(pm.retelling->begin, range.begin, range.end));
      edges.push_back(std::clamp(pm.retelling->end, range.begin, range.end));
    }
    std::sort(edges.begin(), edges.end());
    for (std::size_t i = 1; i < edges.size(); ++i) {
      const Span cut{edges[i - 1], edges[i]};
      if (cut.empty()) continue;
      const bool outside = !body.covers(cut) || (pm.retelling && pm.retelling->covers(cut));
      pieces.push_back({outside ? Part::outside : part, cut, cut.begin == range.begin ? section : nullptr, below});
    }
  };
  std::uint32_t at = 0;
  struct Above {
    std::uint8_t rank;
    Part part;
    std::uint32_t end;
  };
  std::vector<Above> above;
  Part part = Part::preface;
  const Section* section = nullptr;
  bool below = false;
  for (const Section& next : pm.sections) {
    if (next.span.begin < at) continue;
    if (next.span.begin > at || section != nullptr) add(part, {at, next.span.begin}, section, below);
    at = next.span.begin;
    section = &next;
    while (!above.empty() && (above.back().rank >= next.rank || above.back().end <= next.heading_line))
      above.pop_back();
    part = part_of(next.role);
    below = false;
    if (!above.empty() && above.back().part != Part::preface) {
      const bool inherits = part == Part::rest;
      if (inherits) part = above.back().part;
      below = part == above.back().part;
    }
    above.push_back({next.rank, part, next.last_line});
  }
  add(part, {at, size}, section, below);
  return pieces;
}

}  // namespace afterword
