#include "moment/duration.h"
#include "render/html.h"
#include "render/measure_words.h"
#include "render/measures_table.h"
#include "render/page.h"
#include "render/parts.h"
#include "render/timeline_figure.h"

namespace afterword {

namespace {

/// Plain text as Markdown text: marks that would format are escaped.
std::string plain_markdown(std::string_view text) {
  std::string out;
  const std::string line = one_line(text);
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool marks = std::string_view("\\`*_[]<>|~").find(c) != std::string_view::npos;
    const bool begins = i == 0 && (c == '#' || c == '+' || c == '-');
    if (marks || begins) out += '\\';
    out += c;
  }
  return out;
}

void append_facts_list(std::string& out, const Story& story) {
  for (const Fact& fact : story.facts) {
    out += "- **" + std::string(fact.label) + ":** " + plain_markdown(fact.value);
    for (std::size_t i = 0; i < fact.notes.size(); ++i) {
      out += (i == 0 ? " (" : "; ") + plain_markdown(fact.notes[i]) + (i + 1 == fact.notes.size() ? ")" : "");
    }
    out += "\n";
  }
  if (!story.facts.empty()) out += "\n";
}

void append_timeline(std::string& out, const Story& story) {
  const Postmortem& pm = story.pm;
  if (pm.timeline.empty()) return;
  out += "## What happened\n\n";
  for (std::size_t i = 0; i < pm.timeline.size(); ++i) {
    const TimelineEntry& entry = pm.timeline[i];
    out += std::to_string(i + 1) + ". ";
    const std::string clock = entry.civil.clock ? clock_text(entry.civil.clock->minutes()) : one_line(entry.time);
    if (!clock.empty()) out += "**" + clock + "** ";
    if (const auto at = story.chronology.at[i]; at && story.chronology.has_axis()) out += "(" + since_text(*at) + ") ";
    if (sign_of(pm, story.chronology, i) == Sign::dead_end) out += "*Dead end.* ";
    out += plain_markdown(entry.text) + "\n";
  }
  out += "\n";
}

void append_causes(std::string& out, const CauseGraph& graph) {
  if (graph.empty()) return;
  out += "## What led to what\n\n";
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const CauseNode& node = graph.nodes[i];
    const std::string number = number_of_cause(graph, i);
    out += "- **" + (number.empty() ? std::string("Impact") : number) + "** ";
    if (!number.empty()) out += "(" + std::string(words_of(node.role)) + ") ";
    out += plain_markdown(node.text);
    std::string to;
    for (const CauseEdge& edge : graph.edges) {
      if (edge.from != i) continue;
      const std::string target = number_of_cause(graph, edge.to);
      to += (to.empty() ? " → " : ", ") + (target.empty() ? std::string("impact") : target);
    }
    out += to;
    if (!number.empty()) {
      out += node.measures.empty() ? "; no task" : ";";
      for (const std::size_t m : node.measures) out += " " + number_of_measure(m);
    }
    out += "\n";
  }
  out += "\n";
}

void append_measures_list(std::string& out, const Story& story, std::size_t limit) {
  const Postmortem& pm = story.pm;
  if (pm.measures.empty()) return;
  out += "## What we do about it\n\n| No. | Measure | For | Owner | Due | State |\n|---|---|---|---|---|---|\n";
  for (std::size_t i = 0; i < pm.measures.size() && i < limit; ++i) {
    const Measure& m = pm.measures[i];
    const std::string state = state_text(m, story.options.today);
    const auto owed = [&](std::string_view words) { return m.task ? std::string(words) : std::string("–"); };
    out += "| " + number_of_measure(i) + " | " + plain_markdown(words_of_measure(m)) + " | " +
           std::string(name_of(kind_of(m))) + " | " +
           (m.owner.empty() ? owed("no owner yet") : plain_markdown(m.owner)) + " | " +
           (due_text(m).empty() ? owed("no date yet") : plain_markdown(due_text(m))) + " | " +
           (state.empty() ? owed("not said") : state) + " |\n";
  }
  if (pm.measures.size() > limit) out += "\nAnd " + std::to_string(pm.measures.size() - limit) + " more.\n";
  out += "\n";
}

/// The author's own text of a part, as written. Comments are no part of what is shown.
void append_part(std::string& out, const Story& story, const std::vector<Piece>& pieces, Part part) {
  for (const Piece& piece : pieces) {
    if (piece.part != part) continue;
    std::uint32_t begin = piece.range.begin;
    if (piece.section != nullptr) {
      out += (piece.below ? "### " : "## ") + plain_markdown(piece.section->heading) + "\n\n";
      begin = std::max(begin, piece.section->span.end);
    } else if (begin == 0 && !story.pm.title_span.empty()) {
      begin = std::max(begin, story.pm.title_span.end);
    }
    std::string body(Span{std::min(begin, piece.range.end), piece.range.end}.in(story.pm.document->text().content()));
    for (std::size_t at = body.find("<!--"); at != std::string::npos; at = body.find("<!--", at)) {
      const std::size_t end = body.find("-->", at);
      body.erase(at, end == std::string::npos ? std::string::npos : end + 3 - at);
    }
    const std::size_t first = body.find_first_not_of(" \n\r\t:*#");
    if (first == std::string::npos) continue;
    body.erase(0, body.rfind('\n', first) == std::string::npos ? first : body.rfind('\n', first) + 1);
    while (!body.empty() && (body.back() == '\n' || body.back() == ' ' || body.back() == '\r')) body.pop_back();
    out += body + "\n\n";
  }
}

}  // namespace

std::string render_markdown(const Postmortem& postmortem, const RenderOptions& options) {
  return for_audience(postmortem, options, [](const Postmortem& pm, const RenderOptions& o) {
    const Story story = tell_story(pm, o);
    const bool brief = o.audience == Audience::executive;
    std::string out = "# " + plain_markdown(story.headline.text) + "\n\n";
    if (!story.verdict.empty()) out += plain_markdown(story.verdict) + "\n\n";
    append_facts_list(out, story);
    if (brief) {
      append_measures_list(out, story, 5);
      return out;
    }
    const std::vector<Piece> pieces = divide(pm);
    append_part(out, story, pieces, Part::summary);
    append_timeline(out, story);
    append_causes(out, story.causes);
    append_part(out, story, pieces, Part::causes);
    append_measures_list(out, story, pm.measures.size());
    append_part(out, story, pieces, Part::rest);
    return out;
  });
}

}  // namespace afterword
