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

/// A report is never cut in the middle of a line, so that nothing of the line is shown twice.
Span to_line_borders(std::string_view text, Span span) {
  const std::size_t before = span.begin == 0 ? std::string_view::npos : text.rfind('\n', span.begin - 1);
  span.begin = before == std::string_view::npos ? 0 : static_cast<std::uint32_t>(before + 1);
  span.end = static_cast<std::uint32_t>(std::min(text.find('\n', span.end), text.size()));
  return span;
}

}  // namespace

Span whole_lines(std::string_view text, Span span) {
  // Tags and marks say nothing by themselves: "| ", "- ", "<li>".
  const auto says_nothing = [](std::string_view part) {
    for (std::size_t i = 0; i < part.size(); ++i) {
      if (part[i] == '<') {
        const std::size_t end = part.find('>', i);
        if (end == std::string_view::npos) return false;
        i = end;
      } else if (part[i] == '[' && i + 2 < part.size() && part[i + 2] == ']') {
        i += 2;  // a box to tick
      } else if (part[i] >= '0' && part[i] <= '9') {
        while (i + 1 < part.size() && part[i + 1] >= '0' && part[i + 1] <= '9') ++i;
        if (i + 1 == part.size() || (part[i + 1] != '.' && part[i + 1] != ')')) return false;
        ++i;
      } else if (std::string_view(" \t|*-+>#_:\r").find(part[i]) == std::string_view::npos) {
        return false;
      }
    }
    return true;
  };
  // No more than a few marks stand there; a line of megabytes is not searched again for each of its parts.
  constexpr std::uint32_t reach = 300;
  const std::uint32_t from = span.begin > reach ? span.begin - reach : 0;
  const std::string_view before = text.substr(from, span.begin - from);
  const std::size_t line_end = before.rfind('\n');
  if (line_end != std::string_view::npos || from == 0) {
    const std::size_t begin = line_end == std::string_view::npos ? 0 : line_end + 1;
    if (says_nothing(before.substr(begin))) span.begin = from + static_cast<std::uint32_t>(begin);
  }
  const std::string_view after = text.substr(span.end, reach);
  const std::size_t next_line = std::min(after.find('\n'), after.size());
  const bool whole = next_line < after.size() || span.end + after.size() == text.size();
  if (whole && says_nothing(after.substr(0, next_line))) span.end += static_cast<std::uint32_t>(next_line);
  return span;
}

std::vector<Piece> divide(const Postmortem& pm) {
  constexpr std::size_t opening_bytes_max = 1200;
  const auto size = static_cast<std::uint32_t>(pm.document->text().content().size());
  const Span body = pm.body.empty() ? Span{0, size} : to_line_borders(pm.document->text().content(), pm.body);
  std::vector<Piece> pieces;
  bool inherited = false;
  const auto add = [&](Part part, Span range, const Section* section, bool below) {
    const bool section_is_title = section == nullptr || section->role == Role::title;
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
      // What little stands between the title and the report's first heading opens the report: a motto, a picture.
      const bool opening = section_is_title && cut.end <= body.begin && cut.size() <= opening_bytes_max;
      const bool outside = (!body.covers(cut) && !opening) || (pm.retelling && pm.retelling->covers(cut));
      pieces.push_back(
          {outside ? Part::outside : part, cut, cut.begin == range.begin ? section : nullptr, inherited, below});
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
    const std::uint32_t begin = whole_lines(pm.document->text().content(), next.span).begin;
    if (begin < at) continue;
    if (begin > at || section != nullptr) add(part, {at, begin}, section, below);
    at = begin;
    section = &next;
    while (!above.empty() && (above.back().rank >= next.rank || above.back().end <= next.heading_line))
      above.pop_back();
    part = part_of(next.role);
    below = inherited = false;
    if (!above.empty() && above.back().part != Part::preface) {
      inherited = part == Part::rest && above.back().part != Part::rest;
      if (inherited) part = above.back().part;
      below = part == above.back().part;
    }
    above.push_back({next.rank, part, next.last_line});
  }
  add(part, {at, size}, section, below);
  return pieces;
}

}  // namespace afterword
