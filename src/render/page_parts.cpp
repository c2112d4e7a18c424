#include "document/footnote.h"
#include "moment/civil.h"
#include "moment/duration.h"
#include "render/html.h"
#include "render/measures_table.h"
#include "render/page.h"
#include "render/timeline_figure.h"

namespace afterword {

void append_facts(std::string& out, const std::vector<Fact>& facts) {
  if (facts.empty()) return;
  out += "<dl class=\"facts\">";
  for (const Fact& fact : facts) {
    out.append("<div class=\"f-").append(fact.id).append("\"><dt>").append(fact.label).append("</dt><dd>");
    append_escaped(out, fact.value);
    for (const std::string& note : fact.notes) out.append("<small>").append(escaped(note)).append("</small>");
    out += "</dd></div>";
  }
  out += "</dl>\n";
}

void append_figure(std::string& out, const Figure& wide, const Figure& tall, std::string_view caption) {
  if (wide.empty()) return;
  out += "<figure class=\"fig\">";
  append_inline_svg(out, wide, "wide");
  append_inline_svg(out, tall, "tall");
  out.append("<figcaption>").append(caption).append("</figcaption></figure>\n");
}

namespace {

/// The day that a clock is of: 25:10 is ten past one of the day after.
std::optional<Date> day_of(const Civil& civil) {
  if (!civil.date || civil.date->month == 0 || !civil.clock) return std::nullopt;
  return civil.clock->minutes() < 1440 ? *civil.date : next_day(*civil.date, civil.clock->minutes() / 1440);
}

}  // namespace

void append_entries(std::string& out, const Story& story, ProseWriter& prose) {
  const Postmortem& pm = story.pm;
  const std::string_view content = pm.document->text().content();
  std::optional<Date> day = story.chronology.date;
  out += "<ol class=\"timeline\">\n";
  for (std::size_t i = 0; i < pm.timeline.size(); ++i) {
    const TimelineEntry& entry = pm.timeline[i];
    const Sign sign = sign_of(pm, story.chronology, i);
    const bool wrong = sign == Sign::dead_end;
    if (const auto its_day = day_of(entry.civil); its_day && day != its_day) {
      if (day || i != 0) out.append("<li class=\"day\">").append(date_text(*its_day)).append("</li>");
      day = its_day;
    }
    out.append("<li id=\"").append(story.anchors.entries[i]).append(wrong ? "\" class=\"wrong\">" : "\">");
    out.append("<span class=\"n\">").append(std::to_string(i + 1)).append("</span>");
    std::string clock = entry.civil.clock ? clock_text(entry.civil.clock->minutes()) : one_line(entry.time);
    if (entry.civil.clock && entry.civil.clock->second >= 0) {
      clock += ':';
      append_digits(clock, entry.civil.clock->second, 2);
    }
    if (clock.empty()) {
      out += "<span class=\"when\">–</span>";
    } else if (entry.instant.empty()) {
      out.append("<span class=\"when\">").append(escaped(clock)).append("</span>");
    } else {
      out.append("<time class=\"when\" datetime=\"").append(escaped(entry.instant)).append("\">");
      out.append(escaped(clock)).append("</time>");
    }
    const auto at = story.chronology.at[i];
    const bool elapsed = at && story.chronology.has_axis();
    out.append("<span class=\"since\">")
        .append(elapsed ? since_text(*at) : std::string())
        .append("</span><div class=\"what\">");
    if (wrong) out += "<b class=\"tag\">Dead end</b> ";
    if (sign == Sign::noticed) out += "<b class=\"tag see\">Noticed</b> ";
    if (sign == Sign::fixed) out += "<b class=\"tag ok\">Fixed</b> ";
    if (sign == Sign::restored) out += "<b class=\"tag ok\">Restored</b> ";
    const Span words{entry.text_span.begin, std::max(entry.text_span.end, entry.span.end)};
    const std::size_t before = out.size();
    if (prose.count_blocks(words) > 1) {
      prose.write_fragment(out, words);
    } else if (!entry.text_span.empty()) {
      // A line that the author broke goes on below; of a table's row only the cell that tells is wanted.
      const bool wrapped = entry.last_line > entry.first_line + 1;
      prose.write_inline(out, {words.begin, wrapped ? words.end : behind_footnotes(content, entry.text_span.end)});
    }
    if (out.size() == before) append_escaped(out, one_line(entry.text));
    out += "</div></li>\n";
  }
  out += "</ol>\n";
}

void append_findings(std::string& out, const std::vector<Finding>& findings) {
  out += "<section class=\"findings\"><h2 id=\"findings\">What a check says</h2>";
  if (findings.empty()) {
    out += "<p class=\"note\">Nothing to say.</p></section>";
    return;
  }
  out += "<ul>";
  for (const Finding& finding : findings) {
    out.append("<li><b class=\"sev ").append(name_of(finding.severity)).append("\">").append(name_of(finding.severity));
    out.append("</b> ").append(escaped(finding.message));
    out.append(" <small>line ")
        .append(std::to_string(finding.line))
        .append(" · ")
        .append(escaped(finding.rule))
        .append("</small>");
    if (!finding.help.empty()) out.append("<br><small>").append(escaped(finding.help)).append("</small>");
    out += "</li>";
  }
  out += "</ul></section>\n";
}

namespace {

void append_header(std::string& out, std::initializer_list<std::string_view> names, std::string_view caption) {
  out.append("<div class=\"tw\" tabindex=\"0\" role=\"group\" aria-label=\"")
      .append(caption)
      .append("\"><table><caption>");
  out.append(caption).append("</caption><thead><tr>");
  for (const std::string_view name : names) out.append("<th scope=\"col\">").append(name).append("</th>");
  out += "</tr></thead><tbody>";
}

void append_row(std::string& out, std::initializer_list<std::string> cells) {
  out += "<tr>";
  for (const std::string& cell : cells) out.append("<td>").append(escaped(cell)).append("</td>");
  out += "</tr>";
}

std::string kinds_text(EntryKind kinds) {
  std::string out;
  for (int bit = 0; bit < 11; ++bit) {
    const auto kind = static_cast<EntryKind>(1 << bit);
    if (!has(kinds, kind)) continue;
    if (!out.empty()) out += ", ";
    out += name_of(kind);
  }
  return out;
}

}  // namespace

void append_data(std::string& out, const Story& story) {
  const Chronology& c = story.chronology;
  const Postmortem& pm = story.pm;
  if (!c.has_axis() && story.causes.empty()) return;
  out += "<details class=\"data\"><summary>The figures as tables</summary>\n";
  const std::vector<Stretch> stretches = stretches_of(c);
  if (!stretches.empty()) {
    append_header(out, {"Duration", "Also called", "Length", "Minutes"}, "Durations from the start");
    for (const Stretch& s : stretches) {
      append_row(out, {std::string(s.words), std::string(s.term), duration_text(s.until),
                       number_text(static_cast<double>(s.until) / 60)});
    }
    out += "</tbody></table></div>\n";
  }
  if (c.has_axis()) {
    append_header(out, {"No.", "Time", "Instant", "Since start", "Kind"}, "Timeline");
    for (std::size_t i = 0; i < pm.timeline.size(); ++i) {
      append_row(out, {std::to_string(i + 1), one_line(pm.timeline[i].time), pm.timeline[i].instant,
                       c.at[i] ? since_text(*c.at[i]) : std::string(), kinds_text(pm.timeline[i].kinds)});
    }
    out += "</tbody></table></div>\n";
  }
  if (!story.causes.empty()) {
    append_header(out, {"No.", "What", "As written", "Leads to", "Answered by"}, "Causes");
    for (std::size_t i = 0; i < story.causes.nodes.size(); ++i) {
      const CauseNode& node = story.causes.nodes[i];
      std::string to;
      for (const CauseEdge& e : story.causes.edges) {
        if (e.from != i) continue;
        const std::string number = number_of_cause(story.causes, e.to);
        to += (to.empty() ? "" : ", ") + (number.empty() ? std::string("impact") : number);
      }
      std::string answered;
      for (const std::size_t m : node.measures) answered += (answered.empty() ? "" : ", ") + number_of_measure(m);
      if (answered.empty() && node.role != CauseRole::impact) answered = "no task";
      out.append("<tr id=\"").append(node.anchor).append("\">");
      for (const std::string& cell :
           {number_of_cause(story.causes, i), std::string(words_of(node.role)), node.text, to, answered}) {
        out.append("<td>").append(escaped(cell)).append("</td>");
      }
      out += "</tr>";
    }
    out += "</tbody></table></div>\n";
  }
  out += "</details>\n";
}

}  // namespace afterword
