#pragma once
#include <string>
#include <vector>

#include "postmortem/postmortem.h"

namespace afterword {

/// Where on a page a piece of the document goes.
enum class Part : std::uint8_t { preface, summary, timeline, causes, measures, rest, outside };

/// A heading and what stands below it up to the next one; together they cover the whole text.
struct Piece {
  Part part{};
  Span range;                        ///< of Text::content(), with the heading
  const Section* section = nullptr;  ///< null before the first heading
  bool inherited = false;            ///< its heading says nothing of a role; it is where it is by the heading above
  bool below = false;                ///< its heading is under another heading of the same part
};

/// A span with the marks and tags around it ("| ", "- ", "<li>"), where nothing else stands on its lines.
[[nodiscard]] Span whole_lines(std::string_view text, Span span);

/// Takes a report apart by the roles of its sections, in the author's order.
[[nodiscard]] std::vector<Piece> divide(const Postmortem& postmortem);

}  // namespace afterword
