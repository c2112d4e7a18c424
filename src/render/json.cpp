#include <nlohmann/json.hpp>

#include "render/measure_words.h"
#include "render/measures_table.h"
#include "render/page.h"
#include "render/timeline_figure.h"

namespace afterword {

namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json facts_json(const Story& story) {
  Json out = Json::array();
  for (const Fact& fact : story.facts) {
    Json row = {{"id", fact.id}, {"label", fact.label}, {"value", fact.value}, {"notes", fact.notes}};
    if (!fact.term.empty()) row["term"] = fact.term;
    out.push_back(std::move(row));
  }
  return out;
}

Json timeline_json(const Story& story) {
  Json out = Json::array();
  for (std::size_t i = 0; i < story.pm.timeline.size(); ++i) {
    const TimelineEntry& entry = story.pm.timeline[i];
    Json kinds = Json::array();
    for (int bit = 0; bit < 11; ++bit) {
      const auto kind = static_cast<EntryKind>(1 << bit);
      if (has(entry.kinds, kind)) kinds.push_back(name_of(kind));
    }
    const Sign sign = sign_of(story.pm, story.chronology, i);
    out.push_back({{"number", i + 1},
                   {"anchor", story.anchors.entries[i]},
                   {"time", text_or_null(entry.time)},
                   {"value", text_or_null(entry.value)},
                   {"instant", text_or_null(entry.instant)},
                   {"since_start_s", story.chronology.at[i] ? Json(*story.chronology.at[i]) : Json(nullptr)},
                   {"text", entry.text},
                   {"kinds", std::move(kinds)},
                   {"sign", words_of(sign)}});
  }
  return out;
}

Json axis_json(const Chronology& c) {
  Json phases = Json::array();
  for (const Phase& phase : phases_of(c)) {
    phases.push_back({{"name", phase.words}, {"from_s", phase.from}, {"until_s", phase.until}});
  }
  Json durations = Json::array();
  for (const Stretch& stretch : stretches_of(c)) {
    durations.push_back({{"name", stretch.words}, {"term", stretch.term}, {"seconds", stretch.until}});
  }
  Json dead_ends = Json::array();
  for (const DeadEnd& path : c.dead_ends) {
    dead_ends.push_back({{"first_entry", path.first + 1},
                         {"last_entry", path.last + 1},
                         {"from_s", path.from},
                         {"until_s", path.until}});
  }
  return {{"phases", std::move(phases)}, {"durations", std::move(durations)}, {"dead_ends", std::move(dead_ends)}};
}

Json causes_json(const CauseGraph& graph) {
  Json nodes = Json::array();
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const CauseNode& node = graph.nodes[i];
    Json answered = Json::array();
    for (const std::size_t m : node.measures) answered.push_back(number_of_measure(m));
    nodes.push_back({{"id", node.role == CauseRole::impact ? "impact" : number_of_cause(graph, i)},
                     {"anchor", node.anchor},
                     {"role", words_of(node.role)},
                     {"text", node.text},
                     {"answered_by", std::move(answered)}});
  }
  Json edges = Json::array();
  for (const CauseEdge& edge : graph.edges)
    edges.push_back({{"from", nodes[edge.from]["id"]}, {"to", nodes[edge.to]["id"]}});
  return {{"nodes", std::move(nodes)}, {"edges", std::move(edges)}};
}

Json measures_json(const Story& story) {
  Json out = Json::array();
  for (std::size_t i = 0; i < story.pm.measures.size(); ++i) {
    const Measure& m = story.pm.measures[i];
    out.push_back({{"number", number_of_measure(i)},
                   {"anchor", story.anchors.measures[i]},
                   {"text", words_of_measure(m)},
                   {"task", m.task},
                   {"kind", name_of(kind_of(m))},
                   {"owner", text_or_null(m.owner)},
                   {"due", text_or_null(due_text(m))},
                   {"state", text_or_null(state_text(m, story.options.today))},
                   {"priority", text_or_null(m.priority)},
                   {"tracker", text_or_null(m.tracker)}});
  }
  return out;
}

}  // namespace

std::string write_json(const Story& story) {
  constexpr std::string_view audiences[] = {"engineer", "executive", "public"};
  const Audience audience = story.options.audience;
  Json out = {{"schema", "afterword.render/1"},         {"audience", audiences[static_cast<std::size_t>(audience)]},
              {"headline", story.headline.text},        {"title", text_or_null(story.pm.title.value_or(""))},
              {"verdict", text_or_null(story.verdict)}, {"facts", facts_json(story)}};
  out.update(axis_json(story.chronology));
  if (audience != Audience::executive) {
    out["timeline"] = timeline_json(story);
    out["causes"] = causes_json(story.causes);
  }
  out["measures"] = measures_json(story);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string render_json(const Postmortem& postmortem, const RenderOptions& options) {
  return for_audience(postmortem, options,
                      [](const Postmortem& pm, const RenderOptions& o) { return write_json(tell_story(pm, o)); });
}

}  // namespace afterword
