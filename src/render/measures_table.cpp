#include "render/measures_table.h"

#include "render/chronology.h"
#include "render/html.h"
#include "render/measure_words.h"
#include "render/phrasing.h"

namespace afterword {

namespace {

struct Columns {
  bool owner = false, due = false, state = false;
  std::size_t tasks = 0;  ///< an improvement is a wish: it needs no owner and no date
};

Columns columns_of(const Postmortem& pm, const std::optional<Date>& today) {
  Columns c;
  for (const Measure& m : pm.measures) {
    c.owner |= !m.owner.empty();
    c.due |= !due_text(m).empty();
    c.state |= !state_text(m, today).empty();
    c.tasks += m.task ? 1 : 0;
  }
  return c;
}

std::string missing_note(const Columns& c) {
  if (c.tasks == 0) return {};
  std::vector<std::string_view> missing;
  if (!c.owner) missing.emplace_back("an owner");
  if (!c.due) missing.emplace_back("a due date");
  if (!c.state) missing.emplace_back("a state");
  if (missing.empty()) return {};
  std::string out = c.tasks == 1 ? "The task does not name " : "None of the tasks names ";
  for (std::size_t i = 0; i < missing.size(); ++i) {
    if (i != 0) out += i + 1 == missing.size() ? " or " : ", ";
    out += missing[i];
  }
  return out + " yet.";
}

/// What the text says, or in red what it owes; nothing where it owes nothing.
void append_cell(std::string& out, std::string_view column_class, const std::string& value, std::string_view owed) {
  const std::string_view shown_class = value.empty() ? (owed.empty() ? "na" : "no") : column_class;
  out += shown_class.empty() ? "<td>" : "<td class=\"" + std::string(shown_class) + "\">";
  out += value.empty() ? std::string(owed) : escaped(value);
  out += "</td>";
}

}  // namespace

MeasureKind kind_of(const Measure& measure) {
  return kind_of_words(measure.text);
}

MeasureState state_of(const Measure& measure, const std::optional<Date>& today) {
  if (measure.done && *measure.done) return MeasureState::done;
  if (today && measure.due && measure.due->year != 0 && *measure.due < *today) return MeasureState::late;
  return measure.done ? MeasureState::open : MeasureState::unknown;
}

std::string state_text(const Measure& measure, const std::optional<Date>& today) {
  switch (state_of(measure, today)) {
    case MeasureState::done:
      return "done";
    case MeasureState::open:
      return "open";
    case MeasureState::late: {
      const std::int64_t days = days_of(*today) - days_of(*measure.due);
      return std::to_string(days) + (days == 1 ? " day late" : " days late");
    }
    case MeasureState::unknown:
      break;
  }
  return {};
}

std::string due_text(const Measure& measure) {
  if (measure.due && measure.due->month != 0) {
    const std::string text = date_text(*measure.due);
    return measure.due->year != 0 ? text.substr(text.find(' ') + 1) : text;
  }
  return one_line(measure.due_text);
}

std::string number_of_measure(std::size_t index) {
  return "M" + std::to_string(index + 1);
}

void append_measures(std::string& out, const Postmortem& pm, const Anchors& anchors, const RenderOptions& options,
                     std::size_t limit) {
  if (pm.measures.empty()) return;
  const Columns columns = columns_of(pm, options.today);

  out +=
      "<table class=\"measures\"><thead><tr><th scope=\"col\">No.</th><th scope=\"col\">Measure</th><th "
      "scope=\"col\">For</th>";
  if (columns.owner) out += "<th scope=\"col\">Owner</th>";
  if (columns.due) out += "<th scope=\"col\">Due</th>";
  if (columns.state) out += "<th scope=\"col\">State</th>";
  out += "</tr></thead><tbody>";
  const std::size_t shown = limit == 0 ? pm.measures.size() : std::min(limit, pm.measures.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const Measure& m = pm.measures[i];
    out.append("<tr id=\"").append(anchors.measures[i]).append("\"><td class=\"n\">").append(number_of_measure(i));
    out += "</td><td class=\"w\">";
    append_escaped(out, words_of_measure(m));
    const std::string url = safe_url(m.tracker, UrlUse::link);
    if (url.starts_with("http")) {
      out.append(" <a href=\"")
          .append(escaped(url))
          .append("\" rel=\"noreferrer\">")
          .append(escaped(name_of_tracker(url)))
          .append("</a>");
    } else if (!m.tracker.empty() && m.text.find(m.tracker) == std::string::npos) {
      out.append(" <small>").append(escaped(one_line(m.tracker))).append("</small>");
    }
    if (!m.priority.empty())
      out.append(" <small class=\"pr\">").append(escaped(one_line(m.priority))).append("</small>");
    out.append("</td><td class=\"k\">").append(name_of(kind_of(m))).append("</td>");
    if (columns.owner) {
      append_cell(out, "", one_line(m.owner), m.task ? "no owner yet" : "");
    }
    if (columns.due) {
      append_cell(out, "k", due_text(m), m.task ? "no date yet" : "");
    }
    if (columns.state) {
      constexpr std::string_view classes[] = {"no", "open", "done", "late"};
      const std::string state = state_text(m, options.today);
      out += "<td class=\"k\">";
      if (state.empty()) {
        if (m.task) out += "<span class=\"no\">not said</span>";
      } else {
        out.append("<span class=\"pill ").append(classes[static_cast<std::size_t>(state_of(m, options.today))]);
        out.append("\">").append(state).append("</span>");
      }
      out += "</td>";
    }
    out += "</tr>";
  }
  out += "</tbody></table>";
  std::string note;
  if (shown < pm.measures.size()) note = "And " + std::to_string(pm.measures.size() - shown) + " more. ";
  note += missing_note(columns);
  if (!note.empty()) out += "<p class=\"note\">" + note + "</p>";
}

}  // namespace afterword
