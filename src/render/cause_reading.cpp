#include "render/cause_graph.h"
#include "render/chronology.h"
#include "render/clauses.h"
#include "render/html.h"
#include "render/lead_in.h"
#include "render/phrasing.h"
#include "render/text_width.h"
#include "render/timeline_figure.h"

namespace afterword {

namespace {

constexpr std::size_t nodes_max = 15;
constexpr std::size_t layers_max = 5;
constexpr std::size_t sentences_max = 40;

class CauseReader {
 public:
  explicit CauseReader(const Postmortem& pm) : pm_(pm) {}

  CauseGraph read() {
    // The impact stands first while reading and is moved to the end.
    add_node(CauseRole::impact, impact_text());
    read_cause(outside_timeline(pm_, pm_.root_cause_detail));
    if (mechanisms_ == 0 || graph_.nodes.size() < 4) read_cause(outside_timeline(pm_, pm_.root_cause_summary));
    read_list(pm_.factors, CauseRole::condition, 5);
    read_list(pm_.trigger, CauseRole::trigger, 2);
    if (pm_.trigger.text.empty()) read_trigger_entry();
    join_loose_ends();
    match_measures();
    move_impact_last();
    set_layers();
    return std::move(graph_);
  }

 private:
  static constexpr std::size_t none = ~std::size_t{0};

  std::string impact_text() {
    std::string best;
    for (const std::string& sentence : sentences_of(pm_, outside_timeline(pm_, pm_.experience))) {
      if (!tells_something(sentence) || points_elsewhere(sentence) || tells_missing_safeguard(sentence)) continue;
      // "Users were locked out because …": the impact is the effect, not its cause.
      const std::vector<Clause> clauses = split_clauses(sentence);
      const bool effect_first = clauses.size() > 1 && clauses[1].link == Link::from_here;
      const std::string& text = clauses.size() == 1 || effect_first ? clauses[0].text : clauses[1].text;
      const std::size_t words = count_words(text);
      if (words >= 3 && words <= 18 && best.empty()) best = text;
    }
    if (!best.empty()) return with_capital(best);
    std::string service = with_capital(one_line(pm_.service_text));
    if (service.empty() || count_words(service) > 9) service = "The service";
    if (pm_.percent && !pm_.percent->implied) return service + ", " + percent_text(pm_.percent->value) + " affected";
    return service == "The service" ? "The outage" : service + " disrupted";
  }

  std::size_t add_node(CauseRole role, std::string text) {
    while (!text.empty() && (text.back() == '.' || text.back() == ' ')) text.pop_back();
    if (text.empty() || graph_.nodes.size() >= nodes_max) return none;
    std::vector<std::uint32_t> stems = telling_stems(text);
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      const std::size_t shared = shared_stems(stems, stems_[i]);
      const std::size_t smaller = std::min(stems.size(), stems_[i].size());
      const bool same = graph_.nodes[i].text == text || (shared >= 2 && shared * 10 >= smaller * 7);
      if (same) {
        if (graph_.nodes[i].role == CauseRole::mechanism && role == CauseRole::trigger) graph_.nodes[i].role = role;
        return i;
      }
    }
    graph_.nodes.push_back({role, std::move(text), {}, {}, 0});
    stems_.push_back(std::move(stems));
    return graph_.nodes.size() - 1;
  }

  [[nodiscard]] bool leads_to(std::size_t from, std::size_t to) const {
    if (from == to) return true;
    return std::any_of(graph_.edges.begin(), graph_.edges.end(),
                       [&](const CauseEdge& e) { return e.from == from && leads_to(e.to, to); });
  }
  [[nodiscard]] std::size_t depth_before(std::size_t node) const {
    std::size_t depth = 0;
    for (const CauseEdge& e : graph_.edges) {
      if (e.to == node) depth = std::max(depth, depth_before(e.from) + 1);
    }
    return depth;
  }
  [[nodiscard]] std::size_t depth_after(std::size_t node) const {
    std::size_t depth = 0;
    for (const CauseEdge& e : graph_.edges) {
      if (e.from == node) depth = std::max(depth, depth_after(e.to) + 1);
    }
    return depth;
  }

  void add_edge(std::size_t from, std::size_t to) {
    if (from == none || to == none || from == to || from == 0 || leads_to(to, from)) return;
    for (const CauseEdge& e : graph_.edges) {
      if (e.from == from && e.to == to) return;
    }
    // One layer is kept for the impact, which all loose ends are joined to.
    const std::size_t after = to == 0 ? 0 : std::max<std::size_t>(depth_after(to), 1);
    if (depth_before(from) + after + 2 > layers_max) return;
    graph_.edges.push_back({from, to});
  }

  /// What is asked, is to be done, or was, is no cause: measures that stand among causes, and "To fix this, we …".
  [[nodiscard]] bool is_no_cause(std::string_view sentence) const {
    if (sentence.ends_with('?') || tells_a_remedy(sentence)) return true;
    while (!sentence.empty() && sentence.back() == '.') sentence.remove_suffix(1);
    return sentence.size() > 12 && std::any_of(pm_.measures.begin(), pm_.measures.end(), [&](const Measure& m) {
             return std::string_view(m.text).find(sentence) != std::string_view::npos;
           });
  }

  /// "The leak", "this misconfiguration": the node that told of it last, where there is one.
  [[nodiscard]] std::size_t node_meant_by(std::string_view text) const {
    constexpr std::size_t words_max = 3;
    if (count_words(text) > words_max) return none;
    const std::vector<std::uint32_t> stems = telling_stems(text);
    if (stems.size() != 1) return none;
    for (std::size_t i = graph_.nodes.size(); i-- > 1;) {
      if (std::binary_search(stems_[i].begin(), stems_[i].end(), stems[0])) return i;
    }
    return none;
  }

  void read_cause(const Passage& passage) {
    std::size_t previous = none;
    std::size_t sentences = 0;
    for (const std::string& sentence : sentences_of(pm_, passage)) {
      if (++sentences > sentences_max) break;
      if (is_no_cause(sentence)) continue;
      previous = read_sentence(sentence, previous);
    }
  }

  /// Returns the node that "this" in the next sentence speaks of.
  std::size_t read_sentence(const std::string& sentence, std::size_t previous) {
    const std::vector<Clause> clauses = split_clauses(sentence);
    const bool causal = clauses.size() > 1;
    if (!causal) {
      const bool missing = tells_missing_safeguard(clauses[0].text);
      // A plain statement is taken for how it broke only where nothing better was told yet.
      if (!missing && mechanisms_ != 0) return previous;
      if (clauses[0].stand != Stand::itself || count_words(clauses[0].text) < 3) return previous;
      const std::size_t node = add_clause(clauses[0], none);
      return missing ? previous : node;
    }
    std::size_t before = none;
    std::size_t told = previous;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      const bool goes_on = i == 0 && previous != none && clauses[0].text.starts_with("This ");
      std::size_t node = none;
      if (goes_on) {
        // "This kept the worker from starting, causing …": the sentence before led to it.
        node = add_clause({clauses[0].link, clauses[0].stand, with_capital(clauses[0].text.substr(5))}, previous);
        add_edge(previous, node);
      } else {
        node = add_clause(clauses[i], previous);
      }
      if (clauses[i].link == Link::leads_here) add_edge(before, node);
      if (clauses[i].link == Link::from_here) add_edge(node, before);
      if (node != none) {
        // "X because Y. This …" speaks of X; "Y led to X. This …" of X too.
        if (i == 0 || clauses[i].link == Link::leads_here || told == none || told == 0) told = node;
        before = node;
      }
    }
    return told == 0 ? previous : told;
  }

  std::size_t add_clause(const Clause& clause, std::size_t previous) {
    if (clause.stand == Stand::outage) return 0;
    if (clause.stand == Stand::previous) return previous;
    if (clause.stand == Stand::nothing) return none;
    if (const std::size_t meant = node_meant_by(clause.text); meant != none) return meant;
    if (count_words(clause.text) < 2 && clause.text.size() < 10) return none;
    const bool missing = tells_missing_safeguard(clause.text);
    const std::size_t node = add_node(missing ? CauseRole::safeguard : CauseRole::mechanism, clause.text);
    if (node != none && node != 0 && !missing) ++mechanisms_;
    return node;
  }

  void read_list(const Passage& passage, CauseRole role, std::size_t limit) {
    std::size_t taken = 0;
    for (const std::string& sentence : sentences_of(pm_, passage)) {
      if (taken == limit) break;
      if (is_no_cause(sentence)) continue;
      const std::vector<Clause> clauses = split_clauses(sentence);
      std::size_t before = none;
      for (const Clause& clause : clauses) {
        if (clause.stand != Stand::itself || count_words(clause.text) < 2) continue;
        const bool missing = tells_missing_safeguard(clause.text) && role == CauseRole::condition;
        const bool is_effect = clause.link == Link::leads_here ||
                               (clause.link == Link::none && clauses.size() > 1 && clauses[1].link == Link::from_here);
        const CauseRole told = is_effect ? CauseRole::mechanism : role;
        const std::size_t node = add_node(missing ? CauseRole::safeguard : told, clause.text);
        if (clause.link == Link::leads_here) add_edge(before, node);
        if (clause.link == Link::from_here) add_edge(node, before);
        before = node;
      }
      ++taken;
    }
  }

  /// The entry that the timeline begins with, where it tells a cause.
  void read_trigger_entry() {
    const Chronology c = read_chronology(pm_);
    for (std::size_t i = 0; i < pm_.timeline.size() && i < 3; ++i) {
      if (!has(pm_.timeline[i].kinds, EntryKind::cause) || sign_of(pm_, c, i) != Sign::began) continue;
      const std::string text = split_clauses(one_line(pm_.timeline[i].text)).front().text;
      if (count_words(text) >= 3) add_node(CauseRole::trigger, text);
      return;
    }
  }

  /// What leads nowhere yet leads to what broke, or to the impact.
  void join_loose_ends() {
    std::size_t broke = 0;
    for (std::size_t i = 1; i < graph_.nodes.size() && broke == 0; ++i) {
      if (graph_.nodes[i].role == CauseRole::mechanism) broke = i;
    }
    // The earliest link of its chain.
    for (bool again = broke != 0; again;) {
      again = false;
      for (const CauseEdge& e : graph_.edges) {
        if (e.to != broke || graph_.nodes[e.from].role != CauseRole::mechanism) continue;
        broke = e.from;
        again = true;
        break;
      }
    }
    for (std::size_t i = 1; i < graph_.nodes.size(); ++i) {
      const bool leads =
          std::any_of(graph_.edges.begin(), graph_.edges.end(), [&](const CauseEdge& e) { return e.from == i; });
      if (leads) continue;
      const CauseRole role = graph_.nodes[i].role;
      const std::size_t before = graph_.edges.size();
      if (broke != 0 && broke != i && (role == CauseRole::trigger || role == CauseRole::condition)) add_edge(i, broke);
      if (graph_.edges.size() == before) add_edge(i, 0);
      if (graph_.edges.size() == before) graph_.edges.push_back({i, 0});
    }
  }

  void match_measures() {
    std::vector<std::vector<std::uint32_t>> asked;
    std::unordered_map<std::uint32_t, int> texts;  // in how many measures a stem stands
    const std::size_t measures = std::min<std::size_t>(pm_.measures.size(), 60);
    for (std::size_t m = 0; m < measures; ++m) {
      asked.push_back(telling_stems(pm_.measures[m].text));
      for (const std::uint32_t stem : asked.back()) ++texts[stem];
    }
    for (std::size_t m = 0; m < measures; ++m) {
      for (std::size_t i = 1; i < graph_.nodes.size(); ++i) {
        double weight = 0;
        for (const std::uint32_t stem : asked[m]) {
          if (std::binary_search(stems_[i].begin(), stems_[i].end(), stem)) weight += 1.0 / texts[stem];
        }
        const bool answers = weight >= 1 || (shared_stems(asked[m], stems_[i]) >= 2 && weight >= 0.5);
        if (answers) graph_.nodes[i].measures.push_back(m);
      }
    }
  }

  void move_impact_last() {
    std::rotate(graph_.nodes.begin(), graph_.nodes.begin() + 1, graph_.nodes.end());
    const std::size_t last = graph_.nodes.size() - 1;
    const auto moved = [&](std::size_t i) { return i == 0 ? last : i - 1; };
    for (CauseEdge& e : graph_.edges) e = {moved(e.from), moved(e.to)};
  }

  void set_layers() {
    std::size_t deepest = 0;
    std::vector<std::size_t> to_end(graph_.nodes.size());
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      to_end[i] = depth_after(i);
      deepest = std::max(deepest, to_end[i]);
    }
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      graph_.nodes[i].layer = static_cast<int>(deepest - to_end[i]);
    }
  }

  const Postmortem& pm_;
  CauseGraph graph_;
  std::vector<std::vector<std::uint32_t>> stems_;  ///< of each node
  std::size_t mechanisms_ = 0;
};

}  // namespace

CauseGraph read_causes(const Postmortem& pm) {
  CauseGraph graph = CauseReader(pm).read();
  if (graph.nodes.size() < 2) graph = {};
  return graph;
}

std::string_view words_of(CauseRole role) {
  constexpr std::string_view words[] = {"what set it off", "condition", "how it broke", "safeguard missing", "impact"};
  return words[static_cast<std::size_t>(role)];
}

std::string number_of_cause(const CauseGraph& graph, std::size_t node) {
  return graph.nodes[node].role == CauseRole::impact ? std::string() : "C" + std::to_string(node + 1);
}

std::string describe_causes(const CauseGraph& graph) {
  std::string out;
  const auto name = [&](std::size_t i) {
    const std::string number = number_of_cause(graph, i);
    return number.empty() ? std::string("the impact") : number;
  };
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const std::string number = number_of_cause(graph, i);
    out += (number.empty() ? std::string("Impact") : number) + ": " + cut_text(graph.nodes[i].text, 420, 12) + ". ";
  }
  for (const CauseEdge& e : graph.edges) out += name(e.from) + " leads to " + name(e.to) + ". ";
  std::string unanswered;
  for (std::size_t i = 0; i + 1 < graph.nodes.size(); ++i) {
    if (graph.nodes[i].measures.empty()) unanswered += (unanswered.empty() ? "" : ", ") + number_of_cause(graph, i);
  }
  if (!unanswered.empty()) out += "No task answers " + unanswered + ".";
  return out;
}

}  // namespace afterword
