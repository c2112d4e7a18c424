#pragma once
#include <string>

#include "render/anchors.h"
#include "render/audience.h"
#include "render/cause_graph.h"
#include "render/chronology.h"
#include "render/facts.h"
#include "render/render.h"

namespace afterword {

/// All that is known before anything is written: shared by the page, the exports and the figures.
struct Story {
  const Postmortem& pm;
  const RenderOptions& options;
  Chronology chronology;
  Headline headline;
  std::string verdict;
  std::vector<Fact> facts;
  CauseGraph causes;
  Ids ids;
  Anchors anchors;
};
[[nodiscard]] Story tell_story(const Postmortem& postmortem, const RenderOptions& options);

/// Runs `write` on what this audience may see. Everything that leaves this room goes through here.
template <class Write>
std::string for_audience(const Postmortem& pm, const RenderOptions& options, Write write) {
  if (options.audience != Audience::public_) return write(pm, options);
  const Postmortem redacted = redact(pm, options.reading);
  RenderOptions outside = options;
  outside.findings = nullptr;
  outside.source_name.clear();
  return write(redacted, outside);
}

/// How a page stands in a site: markup that the program made, put in as it is.
struct PageFrame {
  std::string head;    ///< in place of the inline style sheet; brings its own policy, which must let the sheet in
  std::string top;     ///< first in the body
  std::string repeat;  ///< under the verdict: in place of what `earlier` says
  std::string bottom;  ///< behind <main>
};
/// The page of a story. Its postmortem is what the audience may see already.
[[nodiscard]] std::string write_page(Story& story, const PageFrame* frame = nullptr);
[[nodiscard]] std::string write_json(const Story& story);

/// "What happened": entries as a list with elapsed times.
void append_entries(std::string& out, const Story& story, ProseWriter& prose);
/// The figures' data as tables, folded.
void append_data(std::string& out, const Story& story);
void append_findings(std::string& out, const std::vector<Finding>& findings);
/// The row of facts.
void append_facts(std::string& out, const std::vector<Fact>& facts);
/// Both layouts of a figure; the style sheet shows the one that fits.
void append_figure(std::string& out, const Figure& wide, const Figure& tall, std::string_view caption);

}  // namespace afterword
