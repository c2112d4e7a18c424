#include "render/page.h"

#include "render/html.h"
#include "render/measures_table.h"
#include "render/parts.h"
#include "render/phrasing.h"
#include "render/style.h"
#include "render/timeline_figure.h"

namespace afterword {

Story tell_story(const Postmortem& pm, const RenderOptions& options) {
  Story story{pm, options, read_chronology(pm), choose_headline(pm), compose_verdict(pm), {}, read_causes(pm), {}, {}};
  story.facts = collect_facts(pm, story.chronology);
  for (const std::string_view id : {"main", "timeline", "causes", "measures", "findings", "summary", "introduction"}) {
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
  PageWriter(Story& story, const PageFrame* frame)
      : story_(story),
        frame_(frame),
        pm_(story.pm),
        prose_(*story.pm.document, story.options, story.ids),
        pieces_(divide(story.pm)) {
    const std::string_view text = pm_.document->text().content();
    for (const TimelineEntry& entry : pm_.timeline) without_.push_back(whole_lines(text, entry.span));
    for (const Measure& measure : pm_.measures) without_.push_back(whole_lines(text, measure.span));
    for (const Section& section : pm_.sections) without_.push_back(whole_lines(text, section.span));
    if (!pm_.title_span.empty()) without_.push_back(whole_lines(text, pm_.title_span));
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
    out_ += "</main>\n";
    if (frame_ != nullptr) out_ += frame_->bottom;
    out_ += "</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void write_head(bool brief) {
    out_ +=
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n";
    if (frame_ == nullptr)
      out_ +=
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
          "'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n";
    out_ += "<title>";
    append_escaped(out_, story_.headline.text);
    out_ += "</title>\n";
    const std::string& about = story_.verdict.empty() ? story_.headline.text : story_.verdict;
    if (!about.empty()) out_ += "<meta name=\"description\" content=\"" + escaped(about) + "\">\n";
    out_ += "<meta name=\"generator\" content=\"Afterword\">\n";
    if (frame_ != nullptr) {
      out_.append(frame_->head).append("</head>\n<body>\n").append(frame_->top);
    } else {
      out_.append("<style>\n").append(colour_style()).append(figure_style()).append(page_style());
      out_ += "</style>\n</head>\n<body>\n";
    }
    out_ += "<main id=\"main\"";
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
    out_ += "<h1" + language() + ">" + escaped_heading(story_.headline.text) + "</h1>\n";
    if (!story_.verdict.empty()) out_ += "<p class=\"verdict\"" + language() + ">" + escaped(story_.verdict) + "</p>\n";
    if (frame_ != nullptr) {
      out_ += frame_->repeat;
    } else {
      write_repeat();
    }
  }

  /// That it happened before, and what became of the measures, is what a reader should know first.
  void write_repeat() {
    const auto* earlier = story_.options.earlier;
    if (earlier == nullptr || earlier->empty() || story_.options.audience == Audience::public_) return;
    const EarlierReport& first = earlier->front();
    out_ += "<p class=\"repeat\"><strong>Not for the first time:</strong> <cite>" + escaped(first.title) + "</cite>";
    out_ += " (" + (first.day.empty() ? std::string() : escaped(first.day) + ", ") + escaped(first.path) +
            ") told of the same failure; " + escaped(first.follow_up) + ".";
    if (earlier->size() > 1)
      out_ += " " + std::to_string(earlier->size() - 1) + (earlier->size() == 2 ? " more report" : " more reports") +
              " of it.";
    out_ += "</p>\n";
  }

  /// For what the author wrote in another language than the page's own words.
  [[nodiscard]] std::string language() const {
    return pm_.language.empty() || pm_.language == "en" ? std::string() : " lang=\"" + escaped(pm_.language) + "\"";
  }

  void write_body() {
    // The story first: an introduction that takes half a minute to read comes behind it.
    constexpr std::size_t short_words = 90;
    const bool long_preface = count_preface_words() > short_words;
    if (!long_preface) write_part(Part::preface, {});
    write_part(Part::summary, {});
    write_timeline_figure();
    write_timeline();
    write_causes();
    write_measures();
    if (long_preface) {
      out_ += "<h2 id=\"introduction\">The author’s introduction</h2>\n";
      write_part(Part::preface, {});
    }
    write_part(Part::rest, {});
    if (story_.options.findings != nullptr) append_findings(out_, *story_.options.findings);
    out_ += "<footer>\n";
    append_data(out_, story_);
    write_outside();
    out_ += "</footer>\n";
  }

  [[nodiscard]] std::size_t count_preface_words() const {
    std::size_t words = 0;
    for (const Piece& piece : pieces_) {
      if (piece.part == Part::preface) words += count_words(piece.range.in(pm_.document->text().content()));
    }
    return words;
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
    if (missing > 0)
      caption += " " + std::to_string(missing) + " without a time " + (missing == 1 ? "is" : "are") + " not drawn.";
    append_figure(out_, wide, draw_tall_timeline(pm_, story_.chronology), caption);
  }

  /// The pieces of a part under the author's headings, or under one of ours.
  void write_part(Part part, std::string_view our_heading, Span within = {0, ~0u}) {
    bool first = true;
    first_heading_ = our_heading.empty();
    std::vector<const Piece*> waiting;  // headings with nothing of their own, written when something comes below them
    const auto open_section = [&] {
      if (first) out_ += "<section" + language() + ">\n";
      first = false;
    };
    const auto leave_until = [&](const Section* next) {
      while (!waiting.empty() && (next == nullptr || !stands_below(*next, *waiting.back()->section))) {
        const Piece& left = *waiting.back();
        waiting.pop_back();
        if (!is_sentence(*left.section)) continue;
        open_section();
        write_waiting(waiting);
        out_ += "<p><strong>" + escaped(one_line(left.section->heading)) + "</strong></p>\n";
      }
    };
    for (const Piece& piece : pieces_) {
      if (piece.part != part) continue;
      const Span range{std::max(piece.range.begin, within.begin), std::min(piece.range.end, within.end)};
      if (range.begin >= range.end) continue;
      const bool heads = (our_heading.empty() || piece.inherited) && piece.section != nullptr && part != Part::preface;
      if (heads) leave_until(piece.section);
      std::string written;
      prose_.write_blocks(written, range, without_);
      if (written.empty()) {
        if (heads) waiting.push_back(&piece);
        continue;
      }
      open_section();
      if (heads) {
        write_waiting(waiting);
        write_heading(piece);
      }
      out_ += written + "\n";
    }
    leave_until(nullptr);
    if (!first) out_ += "</section>\n";
  }

  static bool stands_below(const Section& inner, const Section& outer) {
    return inner.rank > outer.rank && inner.heading_line < outer.last_line;
  }

  /// A bold line that looks like a heading but heads nothing: "Security related" is answered by "**Yes**".
  [[nodiscard]] bool is_sentence(const Section& section) const {
    return section.role == Role::other && section.first_line >= section.last_line &&
           pm_.document->lines()[section.heading_line].kind != LineKind::heading;
  }

  void write_waiting(std::vector<const Piece*>& waiting) {
    for (const Piece* piece : waiting) write_heading(*piece);
    waiting.clear();
  }

  void write_heading(const Piece& piece) {
    write_heading(piece.section->heading, piece.below && !first_heading_ ? 3 : 2);
  }

  void write_heading(const std::string& words, int level) {
    first_heading_ = false;
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
    std::uint32_t last = 0;
    for (const TimelineEntry& entry : pm_.timeline) last = std::max(last, entry.span.end);
    write_part(Part::timeline, "What happened", {0, last});
    out_ += language().empty() ? "" : "<div" + language() + ">";
    append_entries(out_, story_, prose_);
    out_ += language().empty() ? "" : "</div>\n";
    write_part(Part::timeline, "What happened", {last, ~0u});
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
    // What the author says before the measures stays before them, what he says behind them behind.
    std::uint32_t last = 0;
    for (const Measure& measure : pm_.measures) last = std::max(last, measure.span.end);
    write_part(Part::measures, "What we do about it", {0, last});
    append_measures(out_, pm_, story_.anchors, story_.options);
    write_part(Part::measures, "What we do about it", {last, ~0u});
  }

  /// An assignment around the report, or a second telling of it.
  void write_outside() {
    for (const bool retelling : {true, false}) {
      std::string written;
      for (const Piece& piece : pieces_) {
        if (piece.part != Part::outside) continue;
        if ((pm_.retelling && pm_.retelling->covers(piece.range)) != retelling) continue;
        std::string prose;
        prose_.write_blocks(prose, piece.range, without_);
        if (prose.empty()) continue;
        if (piece.section != nullptr) written += "<h3>" + escaped(one_line(piece.section->heading)) + "</h3>\n";
        written += prose;
      }
      if (written.empty()) continue;
      out_ += retelling ? "<details class=\"retelling\"><summary>Told once more</summary>\n"
                        : "<details class=\"around\"><summary>The rest of the document</summary>\n";
      out_ += written + "</details>\n";
    }
  }

  Story& story_;
  const PageFrame* frame_;
  const Postmortem& pm_;
  ProseWriter prose_;
  std::vector<Piece> pieces_;
  std::vector<Span> without_;
  bool first_heading_ = true;  ///< no heading was written in this part yet
  std::string out_;
};

}  // namespace

std::string write_page(Story& story, const PageFrame* frame) {
  return PageWriter(story, frame).write();
}

std::string render_page(const Postmortem& postmortem, const RenderOptions& options) {
  return for_audience(postmortem, options, [](const Postmortem& pm, const RenderOptions& o) {
    Story story = tell_story(pm, o);
    return write_page(story);
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
