#include "render/cause_graph.h"
#include "render/html.h"
#include "render/measures_table.h"

namespace afterword {

namespace {

constexpr double pad = 9;
constexpr double line_height = 15.5;

/// A node on the paper.
struct Card {
  std::vector<std::string> lines;
  double x = 0, y = 0, w = 0, h = 0;
  [[nodiscard]] double middle() const { return y + h / 2; }
};

std::vector<std::string> pills_of(const CauseNode& node) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < node.measures.size() && i < 3; ++i) out.push_back(number_of_measure(node.measures[i]));
  if (node.measures.size() > 3) out.push_back("+" + std::to_string(node.measures.size() - 3));
  return out;
}

Card make_card(const CauseNode& node, double width, std::size_t lines_max) {
  Card card;
  card.w = width;
  card.lines = wrap_text(node.text, width - 2 * pad, 12, lines_max);
  card.h = 20 + static_cast<double>(card.lines.size()) * line_height + (node.role == CauseRole::impact ? 6 : 27);
  return card;
}

void draw_card(Drawing& draw, const CauseGraph& graph, std::size_t index, const Card& card) {
  constexpr std::string_view classes[] = {"bx tr", "bx", "bx", "bx ms", "bx ot"};
  const CauseNode& node = graph.nodes[index];
  // What is cut can be read in whole by pointing at it, and in the data.
  const bool is_cut = !card.lines.empty() && card.lines.back().ends_with("…");
  draw.raw(is_cut ? "<g><title>" + escaped(node.text) + "</title>" : std::string("<g>"));
  draw.rect(card.x, card.y, card.w, card.h, classes[static_cast<std::size_t>(node.role)],
            node.role == CauseRole::impact ? 0 : 6);
  const std::string number = number_of_cause(graph, index);
  std::string head = number.empty() ? "impact" : number + " · " + std::string(words_of(node.role));
  if (text_width(head, 11) > card.w - 2 * pad) {
    constexpr std::string_view brief[] = {"set it off", "condition", "broke", "guard missing", "impact"};
    head = number + " · " + std::string(brief[static_cast<std::size_t>(node.role)]);
  }
  draw.try_label({card.x + pad, card.y + 16, cut_text(head, card.w - 2 * pad, 11), "q", Anchor::start, 11});
  double y = card.y + 33;
  for (const std::string& line : card.lines) {
    draw.try_label({card.x + pad, y, line});
    y += line_height;
  }
  if (node.role == CauseRole::impact) {
    draw.raw("</g>");
    return;
  }
  const std::vector<std::string> pills = pills_of(node);
  double x = card.x + pad;
  for (const std::string& pill : pills) {
    const double w = text_width(pill, 11, Weight::bold) + 12;
    if (x + w > card.x + card.w - 4) break;
    draw.rect(x, y - 9, w, 17, "pi", 8.5);
    draw.try_label({x + 6, y + 3.5, pill, "pt", Anchor::start, 11, Weight::bold});
    x += w + 4;
  }
  if (pills.empty()) draw.try_label({x, y + 3, "no task", "no", Anchor::start, 11});
  draw.raw("</g>");
}

void draw_arrow(Drawing& draw, double x, double y) {
  draw.path("M" + number_text(x) + " " + number_text(y) + "l-7-4v8Z", "ah");
}

struct Ordered {
  std::size_t node;
  double wanted;
};

/// Nodes of each layer from top to bottom: by where they lead, so that arrows cross little.
std::vector<std::vector<std::size_t>> order_layers(const CauseGraph& graph) {
  int layers = 0;
  for (const CauseNode& node : graph.nodes) layers = std::max(layers, node.layer + 1);
  std::vector<std::vector<std::size_t>> columns(static_cast<std::size_t>(layers));
  for (std::size_t i = 0; i < graph.nodes.size(); ++i)
    columns[static_cast<std::size_t>(graph.nodes[i].layer)].push_back(i);
  std::vector<double> place(graph.nodes.size(), 0);
  for (std::size_t layer = columns.size(); layer-- > 0;) {
    std::vector<Ordered> ordered;
    for (const std::size_t node : columns[layer]) {
      double sum = 0;
      int n = 0;
      for (const CauseEdge& e : graph.edges) {
        if (e.from != node) continue;
        sum += place[e.to];
        ++n;
      }
      // Triggers first, what was missing last, where arrows do not say otherwise.
      ordered.push_back({node, (n == 0 ? 0 : sum / n) + 0.01 * static_cast<double>(graph.nodes[node].role)});
    }
    std::sort(ordered.begin(), ordered.end(), [](const Ordered& a, const Ordered& b) {
      return a.wanted != b.wanted ? a.wanted < b.wanted : a.node < b.node;
    });
    for (std::size_t i = 0; i < ordered.size(); ++i) {
      columns[layer][i] = ordered[i].node;
      place[ordered[i].node] = static_cast<double>(i) - static_cast<double>(ordered.size() - 1) / 2;
    }
  }
  return columns;
}

Figure finish(Drawing& draw, const CauseGraph& graph, std::string_view id, double height) {
  Figure figure{std::string(id), "What led to what", describe_causes(graph), draw.width(), height, {}, draw.labels()};
  figure.body = std::move(draw.markup());
  return figure;
}

}  // namespace

Figure draw_wide_causes(const CauseGraph& graph) {
  if (graph.empty()) return {};
  constexpr double width = 760;
  const auto columns = order_layers(graph);
  const double n = static_cast<double>(columns.size());
  const double gap = columns.size() > 4 ? 26 : 40;
  const double w = std::min(columns.size() == 2 ? 300.0 : 226.0, (width - 4 - gap * (n - 1)) / n);
  std::vector<Card> cards(graph.nodes.size());
  double tallest = 0;
  std::vector<double> heights;
  for (const auto& column : columns) {
    double height = 0;
    for (const std::size_t i : column) {
      cards[i] = make_card(graph.nodes[i], w, columns.size() > 4 ? 5 : 4);
      height += cards[i].h + (height > 0 ? 14 : 0);
    }
    heights.push_back(height);
    tallest = std::max(tallest, height);
  }
  for (std::size_t c = 0; c < columns.size(); ++c) {
    double y = 2 + (tallest - heights[c]) / 2;
    for (const std::size_t i : columns[c]) {
      cards[i].x = 2 + static_cast<double>(c) * (w + gap);
      cards[i].y = y;
      y += cards[i].h + 14;
    }
  }
  Drawing draw(width, tallest + 4);
  // Arrows that end at the same node come in one under the other.
  for (std::size_t to = 0; to < graph.nodes.size(); ++to) {
    std::vector<std::size_t> sources;
    for (const CauseEdge& e : graph.edges) {
      if (e.to == to) sources.push_back(e.from);
    }
    std::sort(sources.begin(), sources.end(),
              [&](std::size_t a, std::size_t b) { return cards[a].middle() < cards[b].middle(); });
    const double step = std::min(14.0, (cards[to].h - 24) / std::max<double>(1, static_cast<double>(sources.size())));
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const Card& from = cards[sources[i]];
      const double x0 = from.x + from.w;
      const double x1 = cards[to].x;
      const double y0 = from.middle();
      const double y1 =
          cards[to].middle() + (static_cast<double>(i) - static_cast<double>(sources.size() - 1) / 2) * step;
      const double bend = std::min(gap, x1 - x0) / 2;
      draw.path("M" + number_text(x0) + " " + number_text(y0) + "C" + number_text(x0 + bend) + " " + number_text(y0) +
                    " " + number_text(x1 - bend - 6) + " " + number_text(y1) + " " + number_text(x1 - 6) + " " +
                    number_text(y1),
                "eg");
      draw_arrow(draw, x1, y1);
    }
  }
  for (std::size_t i = 0; i < cards.size(); ++i) draw_card(draw, graph, i, cards[i]);
  return finish(draw, graph, "cw", tallest + 4);
}

Figure draw_tall_causes(const CauseGraph& graph) {
  if (graph.empty()) return {};
  constexpr double width = 340;
  constexpr double rail = 26;
  std::vector<Card> cards(graph.nodes.size());
  double y = 2;
  for (const auto& column : order_layers(graph)) {
    for (const std::size_t i : column) {
      cards[i] = make_card(graph.nodes[i], width - rail - 2, 5);
      cards[i].x = rail;
      cards[i].y = y;
      y += cards[i].h + 10;
    }
  }
  Drawing draw(width, y);
  // Every target has a rail of its own at the left side; three of them are told apart.
  int lane = 0;
  for (std::size_t to = 0; to < graph.nodes.size(); ++to) {
    bool used = false;
    const double x = 3 + 6 * (lane % 3);
    for (const CauseEdge& e : graph.edges) {
      if (e.to != to) continue;
      draw.path("M" + number_text(rail) + " " + number_text(cards[e.from].middle()) + "H" + number_text(x) + "V" +
                    number_text(cards[to].y + 14) + "H" + number_text(rail - 6),
                "eg");
      used = true;
    }
    if (!used) continue;
    draw_arrow(draw, rail, cards[to].y + 14);
    ++lane;
  }
  for (std::size_t i = 0; i < cards.size(); ++i) draw_card(draw, graph, i, cards[i]);
  return finish(draw, graph, "ct", y);
}

}  // namespace afterword
