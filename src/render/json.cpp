#include "render/json_writer.h"
#include "render/measure_words.h"
#include "render/measures_table.h"
#include "render/page.h"
#include "render/timeline_figure.h"

namespace afterword {

namespace {

void write_facts(JsonWriter& json, const Story& story) {
  json.key("facts").begin_array();
  for (const Fact& fact : story.facts) {
    json.begin_object();
    json.key("id").text(fact.id);
    json.key("label").text(fact.label);
    json.key("value").text(fact.value);
    json.key("notes").begin_array();
    for (const std::string& note : fact.notes) json.text(note);
    json.end_array();
    if (!fact.term.empty()) json.key("term").text(fact.term);
    json.end_object();
  }
  json.end_array();
}

void write_axis(JsonWriter& json, const Chronology& c) {
  json.key("phases").begin_array();
  for (const Phase& phase : phases_of(c)) {
    json.begin_object();
    json.key("name").text(phase.words);
    json.key("from_s").number(phase.from);
    json.key("until_s").number(phase.until);
    json.end_object();
  }
  json.end_array();
  json.key("durations").begin_array();
  for (const Stretch& stretch : stretches_of(c)) {
    json.begin_object();
    json.key("name").text(stretch.words);
    json.key("term").text(stretch.term);
    json.key("seconds").number(stretch.until);
    json.end_object();
  }
  json.end_array();
  json.key("dead_ends").begin_array();
  for (const DeadEnd& path : c.dead_ends) {
    json.begin_object();
    json.key("first_entry").number(static_cast<std::int64_t>(path.first) + 1);
    json.key("last_entry").number(static_cast<std::int64_t>(path.last) + 1);
    json.key("from_s").number(path.from);
    json.key("until_s").number(path.until);
    json.end_object();
  }
  json.end_array();
}

void write_timeline(JsonWriter& json, const Story& story) {
  json.key("timeline").begin_array();
  for (std::size_t i = 0; i < story.pm.timeline.size(); ++i) {
    const TimelineEntry& entry = story.pm.timeline[i];
    json.begin_object();
    json.key("number").number(static_cast<std::int64_t>(i) + 1);
    json.key("anchor").text(story.anchors.entries[i]);
    json.key("time").text_or_null(entry.time);
    json.key("value").text_or_null(entry.value);
    json.key("instant").text_or_null(entry.instant);
    json.key("since_start_s");
    story.chronology.at[i] ? json.number(*story.chronology.at[i]) : json.null();
    json.key("text").text(entry.text);
    json.key("kinds").begin_array();
    for (int bit = 0; bit < 11; ++bit)
      if (const auto kind = static_cast<EntryKind>(1 << bit); has(entry.kinds, kind)) json.text(name_of(kind));
    json.end_array();
    json.key("sign").text(words_of(sign_of(story.pm, story.chronology, i)));
    json.end_object();
  }
  json.end_array();
}

std::string id_of(const CauseGraph& graph, std::size_t node) {
  return graph.nodes[node].role == CauseRole::impact ? "impact" : number_of_cause(graph, node);
}

void write_causes(JsonWriter& json, const CauseGraph& graph) {
  json.key("causes").begin_object();
  json.key("nodes").begin_array();
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const CauseNode& node = graph.nodes[i];
    json.begin_object();
    json.key("id").text(id_of(graph, i));
    json.key("anchor").text(node.anchor);
    json.key("role").text(words_of(node.role));
    json.key("text").text(node.text);
    json.key("answered_by").begin_array();
    for (const std::size_t m : node.measures) json.text(number_of_measure(m));
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.key("edges").begin_array();
  for (const CauseEdge& edge : graph.edges) {
    json.begin_object();
    json.key("from").text(id_of(graph, edge.from));
    json.key("to").text(id_of(graph, edge.to));
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void write_measures(JsonWriter& json, const Story& story) {
  json.key("measures").begin_array();
  for (std::size_t i = 0; i < story.pm.measures.size(); ++i) {
    const Measure& m = story.pm.measures[i];
    json.begin_object();
    json.key("number").text(number_of_measure(i));
    json.key("anchor").text(story.anchors.measures[i]);
    json.key("text").text(words_of_measure(m));
    json.key("task").boolean(m.task);
    json.key("kind").text(name_of(kind_of(m)));
    json.key("owner").text_or_null(m.owner);
    json.key("due").text_or_null(due_text(m));
    json.key("state").text_or_null(state_text(m, story.options.today));
    json.key("priority").text_or_null(m.priority);
    json.key("tracker").text_or_null(m.tracker);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string write_json(const Story& story) {
  constexpr std::string_view audiences[] = {"engineer", "executive", "public"};
  const Audience audience = story.options.audience;
  std::string out;
  out.reserve(std::size_t{12} << 10);
  JsonWriter json(out);
  json.begin_object();
  json.key("schema").text("afterword.render/1");
  json.key("audience").text(audiences[static_cast<std::size_t>(audience)]);
  json.key("headline").text(story.headline.text);
  json.key("title").text_or_null(story.pm.title.value_or(""));
  json.key("verdict").text_or_null(story.verdict);
  write_facts(json, story);
  write_axis(json, story.chronology);
  if (audience != Audience::executive) {
    write_timeline(json, story);
    write_causes(json, story.causes);
  }
  write_measures(json, story);
  json.end_object();
  return out + "\n";
}

std::string render_json(const Postmortem& postmortem, const RenderOptions& options) {
  return for_audience(postmortem, options,
                      [](const Postmortem& pm, const RenderOptions& o) { return write_json(tell_story(pm, o)); });
}

}  // namespace afterword
