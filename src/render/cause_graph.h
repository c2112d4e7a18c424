#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "postmortem/postmortem.h"
#include "render/svg.h"

namespace afterword {

enum class CauseRole : std::uint8_t {
  trigger,    ///< what set it off
  condition,  ///< what had been so for long
  mechanism,  ///< how it broke
  safeguard,  ///< what would have held it, and was missing
  impact,
};

struct CauseNode {
  CauseRole role{};
  std::string text;                   ///< the author's words
  std::vector<std::size_t> measures;  ///< what answers it, indexes into Postmortem::measures
  std::string anchor;
  int layer = 0;  ///< 0 leftmost; the impact is rightmost
};

struct CauseEdge {
  std::size_t from = 0, to = 0;  ///< indexes of nodes: from leads to to
};

/// What led to what, as the text says it: nodes are clauses of the author's sentences, edges are his "because", "which
/// led to", "due to". Nothing is concluded: a text that says little gives few nodes, or none.
struct CauseGraph {
  std::vector<CauseNode> nodes;  ///< at most 15; the impact is the last one
  std::vector<CauseEdge> edges;  ///< without cycles
  [[nodiscard]] bool empty() const { return nodes.size() < 2; }
};

[[nodiscard]] CauseGraph read_causes(const Postmortem& postmortem);

[[nodiscard]] std::string_view words_of(CauseRole role);
/// "C3"; the impact has none.
[[nodiscard]] std::string number_of_cause(const CauseGraph& graph, std::size_t node);
/// The graph in sentences.
[[nodiscard]] std::string describe_causes(const CauseGraph& graph);

/// Left to right, 760 units wide.
[[nodiscard]] Figure draw_wide_causes(const CauseGraph& graph);
/// From top to bottom, 340 units wide.
[[nodiscard]] Figure draw_tall_causes(const CauseGraph& graph);

}  // namespace afterword
