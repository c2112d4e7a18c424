#include "render/page.h"

#include "render/audience.h"
#include "render/html.h"
#include "render/measures_table.h"
#include "render/parts.h"
#include "render/style.h"
#include "render/timeline_figure.h"

namespace afterword {

Story tell_story(const Postmortem& pm, const RenderOptions& options) {
  Story story{pm, options, read_chronology(pm), choose_headline(pm), compose_verdict(pm), {}, read_causes(pm), {}, {}};
  story.facts = collect_facts(pm, story.chronology);
  for (const std::string_view id : {"main", "timeline", "causes", "measures", "findings", "summary"}) {
    (void)story.ids.take(std::string(id));
  }
  for (const std::string_view figure : {"tw", "tt", "cw", "ct"}) {
    for (const std::string_view part : {"t", "d", "h", "i", "o"})
      (void)story.ids.take(std::string(figure) + std::string(part));
  }
  story.anchors = make_anchors(pm, story.ids);
  for (CauseNode& node : story.causes.nodes) node.anchor = anchor_of("c", {}, node.text, story.ids);
  return story;
}

namespace {

class PageWriter {
 public:
  explicit PageWriter(Story& story)
      : story_(story), pm_(story.pm), prose_(*story.pm.document, story.options, story.ids), pieces_(divide(story.pm)) {
    for (const TimelineEntry& entry : pm_.timeline) without_.push_back(entry.span);
    for (const Measure& measure : pm_.measures) without_.push_back(measure.span);
    for (const Section& section : pm_.sections) without_.push_back(section.span);
    if (!pm_.title_span.empty()) without_.push_back(pm_.title_span);
    std::sort(without_.begin(), without_.end());
    // Disjoint: what another covers is dropped, what overlaps is joined.
    std::vector<Span> joined;
    for (const Span span : without_) {
      if (span.empty()) continue;
      if (!joined.empty() && span.begin < joined.back().end) {
        joined.back().end = std::max(joined.back().end, span.end);
      } else {
        joined.push_back(span);
      }
    }
    without_ = std::move(joined);
  }

  std::string write() {
    const bool brief = story_.options.audience == Audience::executive;
    out_.reserve(48 * 1024);
    write_head(brief);
    append_facts(out_, story_.facts);
    if (brief) {
      write_brief();
    } else {
      write_body();
    }
    out_ += "</main>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void write_head(bool brief) {
    out_ +=
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
        "'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n<title>";
    append_escaped(out_, story_.headline.text);
    out_ += "</title>\n";
    if (!story_.verdict.empty()) out_ += "<meta name=\"description\" content=\"" + escaped(story_.verdict) + "\">\n";
    out_ += "<meta name=\"generator\" content=\"Afterword\">\n<style>\n";
    out_.append(colour_style()).append(figure_style()).append(page_style());
    out_ += "</style>\n</head>\n<body>\n<main id=\"main\"";
    out_ += brief ? " class=\"brief\">\n" : ">\n";
    std::string above = story_.headline.kicker;
    const auto join = [&](const std::string& words) {
      if (!words.empty()) above += (above.empty() ? "" : " · ") + words;
    };
    join(story_.options.source_name);
    if (pm_.narrative_words > 0 && !brief) {
      const std::uint32_t minutes = (pm_.narrative_words + 229) / 230;
      join(std::to_string(pm_.narrative_words) + " words, " + std::to_string(minutes) + " min to read");
    }
    if (!above.empty()) out_ += "<p class=\"kicker\">" + escaped(above) + "</p>\n";
    out_ += "<h1" + language() + ">" + escaped(story_.headline.text) + "</h1>\n";
    if (!story_.verdict.empty()) out_ += "<p class=\"verdict\"" + language() + ">" + escaped(story_.verdict) + "</p>\n";
  }

  /// For what the author wrote in another language than the page's own words.
  [[nodiscard]] std::string language() const {
    return pm_.language.empty() || pm_.language == "en" ? std::string() : " lang=\"" + escaped(pm_.language) + "\"";
  }

  void write_body() {
    write_part(Part::preface, {});
    write_part(Part::summary, {});
    write_timeline_figure();
    write_timeline();
    write_causes();
    write_measures();
    write_part(Part::rest, {});
    if (story_.options.findings != nullptr) append_findings(out_, *story_.options.findings);
    out_ += "<footer>\n";
    append_data(out_, story_);
    write_outside();
    out_ += "</footer>\n";
  }

  void write_brief() {
    write_timeline_figure();
    if (!pm_.measures.empty()) {
      out_ += "<h2 id=\"measures\">What we do about it</h2>\n";
      append_measures(out_, pm_, story_.anchors, story_.options, 5);
    }
  }

  void write_timeline_figure() {
    const Figure wide = draw_wide_timeline(pm_, story_.chronology);
    if (wide.empty()) return;
    std::size_t missing = 0;
    for (const auto& at : story_.chronology.at) missing += !at.has_value();
    std::string caption = pm_.timeline.empty() ? "The course of the incident."
                                               : "The course of the incident. The numbers are the entries below.";
    if (story_.options.audience == Audience::executive) caption = "The course of the incident.";
    if (missing > 0) caption += " " + std::to_string(missing) + " without a time are not drawn.";
    append_figure(out_, wide, draw_tall_timeline(pm_, story_.chronology), caption);
  }

  /// The pieces of a part under the author's headings, or under one of ours.
  void write_part(Part part, std::string_view our_heading) {
    bool first = true;
    for (const Piece& piece : pieces_) {
      if (piece.part != part) continue;
      std::string written;
      prose_.write_blocks(written, piece.range, without_);
      if (written.empty()) continue;
      const bool heads = our_heading.empty() && piece.section != nullptr && part != Part::preface;
      if (first) out_ += "<section" + language() + ">\n";
      if (heads) write_heading(piece.section->heading, piece.below ? 3 : 2);
      out_ += written + "\n";
      first = false;
    }
    if (!first) out_ += "</section>\n";
  }

  void write_heading(const std::string& words, int level) {
    const std::string tag = level == 2 ? "h2" : "h3";
    out_ += "<" + tag + " id=\"" + story_.ids.take(slug_of(words, 8)) + "\">" + escaped(one_line(words)) + "</" + tag +
            ">\n";
  }

  void write_timeline() {
    if (pm_.timeline.empty()) {
      write_part(Part::timeline, {});
      return;
    }
    out_ += "<h2 id=\"timeline\">What happened</h2>\n";
    write_part(Part::timeline, "What happened");
    out_ += language().empty() ? "" : "<div" + language() + ">";
    append_entries(out_, story_, prose_);
    out_ += language().empty() ? "" : "</div>\n";
  }

  void write_causes() {
    if (!story_.causes.empty()) {
      out_ += "<h2 id=\"causes\">What led to what</h2>\n";
      append_figure(out_, draw_wide_causes(story_.causes), draw_tall_causes(story_.causes),
                    "Causes as the text tells them. M1, M2 … are the measures that answer them.");
    }
    write_part(Part::causes, {});
  }

  void write_measures() {
    if (pm_.measures.empty()) {
      write_part(Part::measures, {});
      return;
    }
    out_ += "<h2 id=\"measures\">What we do about it</h2>\n";
    write_part(Part::measures, "What we do about it");
    append_measures(out_, pm_, story_.anchors, story_.options);
  }

  /// An assignment around the report, or a second telling of it.
  void write_outside() {
    for (const bool retelling : {true, false}) {
      std::string written;
      for (const Piece& piece : pieces_) {
        if (piece.part != Part::outside) continue;
        if ((pm_.retelling && pm_.retelling->covers(piece.range)) != retelling) continue;
        if (piece.section != nullptr) {
          written += "<h3>" + escaped(one_line(piece.section->heading)) + "</h3>\n";
        }
        prose_.write_blocks(written, piece.range, without_);
      }
      if (written.empty()) continue;
      out_ += retelling ? "<details class=\"retelling\"><summary>Told once more</summary>\n"
                        : "<details class=\"around\"><summary>The rest of the document</summary>\n";
      out_ += written + "</details>\n";
    }
  }

  Story& story_;
  const Postmortem& pm_;
  ProseWriter prose_;
  std::vector<Piece> pieces_;
  std::vector<Span> without_;
  std::string out_;
};

/// Runs `write` on what this audience may see.
template <class Write>
std::string for_audience(const Postmortem& pm, const RenderOptions& options, Write write) {
  if (options.audience != Audience::public_) return write(pm, options);
  const Postmortem redacted = redact(pm, options.reading);
  RenderOptions outside = options;
  outside.findings = nullptr;
  outside.source_name.clear();
  return write(redacted, outside);
}

}  // namespace

std::string render_page(const Postmortem& postmortem, const RenderOptions& options) {
  return for_audience(postmortem, options, [](const Postmortem& pm, const RenderOptions& o) {
    Story story = tell_story(pm, o);
    return PageWriter(story).write();
  });
}

std::string render_timeline_svg(const Postmortem& postmortem, const RenderOptions& options) {
  return for_audience(postmortem, options, [](const Postmortem& pm, const RenderOptions&) {
    return stand_alone_svg(draw_wide_timeline(pm, read_chronology(pm)));
  });
}

std::string render_causes_svg(const Postmortem& postmortem, const RenderOptions& options) {
  return for_audience(postmortem, options, [](const Postmortem& pm, const RenderOptions&) {
    return stand_alone_svg(draw_wide_causes(read_causes(pm)));
  });
}

}  // namespace afterword
