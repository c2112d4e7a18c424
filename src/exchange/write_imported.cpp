// An incident of another program as a report of ours.
#include "evidence/sha256.h"
#include "exchange/imported.h"
#include "exchange/origin.h"
#include "exchange/prose_field.h"
#include "exchange/rich_text.h"
#include "postmortem/heading.h"
#include "text/ascii.h"

namespace afterword {
namespace {

// Front matter is for what programs read; the reader of YAML takes no more than 64 KB.
constexpr std::size_t matter_value_max = 400;
constexpr std::size_t matter_rows_max = 40;

std::string key_of(std::string_view label) {
  std::string out;
  for (const char c : lower_ascii(label)) out += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return out;
}

class ReportWriter {
 public:
  explicit ReportWriter(const ImportedIncident& incident) : it_(incident) {}

  std::string write() {
    write_front_matter();
    out_ += "# " + (it_.title.empty() ? markdown_line(it_.source + " incident " + it_.id) : title_line()) + "\n\n";
    write_summary();
    write_timeline();
    write_causes();
    write_measures();
    write_rest();
    while (out_.ends_with("\n\n")) out_.pop_back();
    return stamp_report(std::move(out_));
  }

 private:
  [[nodiscard]] std::string title_line() const {
    std::string title = markdown_line(it_.title);
    return title;
  }

  void write_front_matter() {
    out_ += "---\n";
    const std::pair<std::string_view, const std::string*> texts[] = {
        {"severity", &it_.severity}, {"status", &it_.status}, {"service", &it_.service}};
    for (const auto& [key, text] : texts) {
      if (text->empty()) continue;
      if (text->size() <= matter_value_max)
        out_ += std::string(key) + ": " + yaml_text(*text) + "\n";
      else
        overflow_.push_back({std::string(key), *text});
    }
    if (it_.is_private) out_ += "private: true\n";
    if (!it_.tags.empty()) {
      out_ += "tags:\n";
      std::size_t count = 0;
      for (const std::string& tag : it_.tags) {
        if (++count <= matter_rows_max && tag.size() <= matter_value_max)
          out_ += "  - " + yaml_text(tag) + "\n";
        else
          overflow_.push_back({"Tag", tag});
      }
    }
    out_ += "imported:\n  from: " + yaml_text(it_.source) + "\n";
    if (!it_.id.empty()) out_ += "  id: " + yaml_text(it_.id.substr(0, matter_value_max)) + "\n";
    if (it_.id.size() > matter_value_max) overflow_.push_back({"Number", it_.id});
    std::size_t rows = 0;
    std::map<std::string, int> used{{"from", 1}, {"id", 1}, {"sha256", 1}};
    for (const ImportedFact& fact : it_.origin) {
      if (++rows > matter_rows_max || fact.value.size() > matter_value_max || fact.label.size() > matter_value_max) {
        overflow_.push_back(fact);
        continue;
      }
      std::string key = key_of(fact.label);
      if (const int n = ++used[key]; n > 1) key += "_" + std::to_string(n);
      out_ += "  " + key + ": " + yaml_text(fact.value) + "\n";
    }
    out_ += "---\n\n";
  }

  /// One empty line, whatever stands before it.
  void end_block() {
    while (out_.ends_with("\n\n")) out_.pop_back();
    if (!out_.ends_with('\n')) out_ += "\n";
    out_ += "\n";
  }

  static std::string words(std::string_view text) { return markdown_line(text, false); }

  void add_fact(std::string_view label, const std::string& value) {
    if (!value.empty()) out_ += "- **" + std::string(label) + ":** " + indented(value, 2) + "\n";
  }

  [[nodiscard]] bool has_part(std::initializer_list<ImportedPlace> places) const {
    return std::any_of(it_.parts.begin(), it_.parts.end(), [&](const ImportedPart& part) {
      return std::find(places.begin(), places.end(), part.place) != places.end();
    });
  }

  /// The source's own summary has a line "Duration: …", as a list, in bold or plain: then nobody is asked for it.
  [[nodiscard]] bool summary_says(std::initializer_list<std::string_view> labels) const {
    for (const ImportedPart& part : it_.parts) {
      if (part.place != ImportedPlace::summary) continue;
      for (std::size_t at = 0; at < part.markdown.size();) {
        const std::size_t end = std::min(part.markdown.find('\n', at), part.markdown.size());
        const std::string_view line = std::string_view(part.markdown).substr(at, end - at);
        at = end + 1;
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        const std::string label = fold_heading(line.substr(0, colon));
        if (std::find(labels.begin(), labels.end(), label) != labels.end()) return true;
      }
    }
    return false;
  }

  void write_summary() {
    out_ += "## Issue Summary\n\n";
    const bool timed = summary_says({"duration", "start", "when", "date", "time", "outage"});
    const auto moment = [&](const ImportedTime& time, std::string_view prompt) {
      return time.empty() ? std::string(timed ? "" : prompt) : words(time.shown());
    };
    add_fact("Start", moment(it_.start, "<!-- When it began, with time zone -->"));
    add_fact("End", moment(it_.end, "<!-- When users were well again, with time zone -->"));
    add_fact("Detected", words(it_.detected.shown()));
    add_fact("Acknowledged", words(it_.acknowledged.shown()));
    add_fact("Mitigated", words(it_.mitigated.shown()));
    if (it_.created.shown() != it_.start.shown()) add_fact("Created", words(it_.created.shown()));
    add_fact("Severity", words(it_.severity));
    add_fact("Service", words(it_.service));
    add_fact("Impact", it_.impact);
    add_fact("Root cause", it_.root_cause);
    if (it_.impact.empty() && !has_part({ImportedPlace::impact}) && !summary_says({"impact"}))
      out_ += "- **Impact:** <!-- What users met, and how many percent of them -->\n";
    if (it_.root_cause.empty() && !summary_says({"root cause", "cause"}))
      out_ += "- **Root cause:** <!-- One sentence -->\n";
    end_block();
    write_parts(ImportedPlace::summary, "summary");
    write_parts(ImportedPlace::impact, {});
    write_parts(ImportedPlace::detection, {});
  }

  /// Parts of one place. A heading that says no more than the section's is not said again.
  void write_parts(ImportedPlace place, std::string_view said) {
    for (const ImportedPart& part : it_.parts) {
      if (part.place != place) continue;
      const std::string folded = fold_heading(part.heading);
      const bool again = !said.empty() &&
                         (folded == said || folded == "incident " + std::string(said) ||
                          folded == "issue " + std::string(said) || (said == "lessons" && folded == "lessons learned"));
      const bool headed = !part.heading.empty() && !again;
      if (headed) out_ += "### " + markdown_line(part.heading) + "\n\n";
      write_blocks(part.markdown, headed ? 4 : 3);
    }
  }

  void write_blocks(std::string_view markdown, int level) {
    while (markdown.starts_with('\n')) markdown.remove_prefix(1);
    std::string text = with_headings_at(markdown, level);
    while (text.ends_with('\n')) text.pop_back();
    if (text.empty()) return;
    out_ += text + "\n\n";
  }

  void write_timeline() {
    out_ += "## Timeline\n\n";
    const std::vector<const ImportedEntry*> entries = in_order();
    if (entries.empty() && !has_part({ImportedPlace::timeline}))
      out_ += "- <!-- 09:26 – what happened, in one or two short sentences -->\n\n";
    const std::string zone = shared_zone(entries);
    const bool one_day = has_one_day(entries);
    const bool written = has_part({ImportedPlace::timeline});
    write_parts(ImportedPlace::timeline, "timeline");
    if (written && !entries.empty()) out_ += "### Further Entries\n\n";
    if (!entries.empty() && !zone.empty())
      out_ += "All times are " + zone + (one_day ? ", on " + entries.front()->time.day : "") + ".\n\n";
    std::string day = one_day ? entries.front()->time.day : std::string();
    for (const ImportedEntry* entry : entries) {
      if (!entry->time.day.empty() && entry->time.day != day) {
        day = entry->time.day;
        end_block();
        out_ += (written ? "#### " : "### ") + day + "\n\n";
      }
      write_entry(*entry, zone);
    }
    end_block();
  }

  /// By time; what has none stays behind what it followed.
  [[nodiscard]] std::vector<const ImportedEntry*> in_order() const {
    std::vector<std::pair<std::int64_t, std::size_t>> order;
    std::int64_t last = 0;
    const bool written = has_part({ImportedPlace::timeline});
    std::set<std::pair<std::string, std::string>> told;  // when and what
    for (const ImportedEntry& entry : it_.timeline)
      if (!entry.moment) told.emplace(entry.time.shown(), entry.label);
    for (std::size_t i = 0; i < it_.timeline.size(); ++i) {
      const ImportedEntry& entry = it_.timeline[i];
      if (entry.moment && entry.text.empty() && (written || !told.emplace(entry.time.shown(), entry.label).second))
        continue;
      if (entry.moment && !entry.text.empty() && told.contains({entry.time.shown(), entry.label})) continue;
      if (it_.timeline[i].time.at != 0) last = it_.timeline[i].time.at;
      order.emplace_back(last, i);
    }
    std::sort(order.begin(), order.end());
    std::vector<const ImportedEntry*> out;
    out.reserve(order.size());
    for (const auto& [at, i] : order) out.push_back(&it_.timeline[i]);
    return out;
  }

  static bool has_one_day(const std::vector<const ImportedEntry*>& entries) {
    return !entries.empty() && !entries.front()->time.day.empty() &&
           std::all_of(entries.begin(), entries.end(),
                       [&](const ImportedEntry* entry) { return entry->time.day == entries.front()->time.day; });
  }

  /// The zone of all entries with a clock; empty if they differ.
  static std::string shared_zone(const std::vector<const ImportedEntry*>& entries) {
    std::string zone;
    for (const ImportedEntry* entry : entries) {
      if (entry->time.clock.empty()) continue;
      if (zone.empty()) zone = entry->time.zone;
      if (entry->time.zone != zone || zone.empty()) return {};
    }
    return zone;
  }

  void write_entry(const ImportedEntry& entry, std::string_view zone) {
    out_ += "- ";
    std::string when = entry.time.clock.empty() ? markdown_line(entry.time.text) : entry.time.clock;
    if (!entry.time.clock.empty() && entry.time.zone != zone && !entry.time.zone.empty()) when += " " + entry.time.zone;
    if (!when.empty()) out_ += "**" + when + "** – ";
    std::string text = entry.text;
    while (text.ends_with('\n')) text.pop_back();
    // "Escalated: Escalated to …" says it twice.
    const bool again = !entry.label.empty() &&
                       lower_ascii(text).starts_with(lower_ascii(entry.label.substr(0, entry.label.find(','))));
    if (!entry.label.empty() && !again) out_ += markdown_line(entry.label) + (text.empty() ? "" : ": ");
    out_ += indented(text, 2) + "\n";
  }

  void write_causes() {
    out_ += "## Root Cause and Resolution\n\n";
    if (!has_part({ImportedPlace::cause}))
      out_ += "<!-- In detail: what was causing the issue, by which mechanism -->\n\n";
    write_parts(ImportedPlace::cause, "root cause and resolution");
    const bool resolved = std::any_of(it_.parts.begin(), it_.parts.end(), [](const ImportedPart& part) {
      return part.place == ImportedPlace::cause && fold_heading(part.heading).ends_with("resolution");
    });
    if (!has_part({ImportedPlace::resolution}) && !resolved) out_ += "<!-- In detail: how it was fixed -->\n\n";
    write_parts(ImportedPlace::resolution, {});
  }

  void write_measures() {
    out_ += "## Corrective and Preventative Measures\n\n";
    const auto any = [&](bool broad) {
      return std::any_of(it_.measures.begin(), it_.measures.end(),
                         [broad](const ImportedMeasure& measure) { return measure.broad == broad; });
    };
    if (any(true) || has_part({ImportedPlace::improvements})) {
      out_ += "### Improvements\n\n";
      for (const ImportedMeasure& measure : it_.measures)
        if (measure.broad) write_measure(measure);
      end_block();
      write_parts(ImportedPlace::improvements, "improvements");
    }
    const bool tasks = any(false);
    if (tasks || !has_part({ImportedPlace::tasks})) out_ += "### Tasks\n\n";
    for (const ImportedMeasure& measure : it_.measures)
      if (!measure.broad) write_measure(measure);
    if (!tasks && !has_part({ImportedPlace::tasks}))
      out_ += "- [ ] <!-- One specific thing: verb, what, @owner, due YYYY-MM-DD -->\n";
    end_block();
    write_parts(ImportedPlace::tasks, "corrective and preventative measures");
  }

  void write_measure(const ImportedMeasure& measure) {
    out_ += measure.broad ? "- " : measure.done.value_or(false) ? "- [x] " : "- [ ] ";
    out_ += markdown_line(measure.text);
    std::string about;
    const auto add = [&about](const std::string& part) { about += (about.empty() ? "" : ", ") + part; };
    if (!measure.owner.empty()) add("owner: " + words(measure.owner));
    if (!measure.due.empty()) add("due " + words(measure.due));
    if (!measure.priority.empty()) add("priority: " + words(measure.priority));
    if (!measure.state.empty()) add("state: " + words(measure.state));
    const bool on_day = measure.done.value_or(false) && measure.done_on.size() == 10 && measure.done_on[4] == '-';
    if (!measure.done_on.empty() && !on_day) add("done " + words(measure.done_on));
    if (!measure.tracker_link.empty()) {
      Rich link = make_rich(RichKind::link, {}, measure.tracker_link);
      link.children.push_back(
          make_rich(RichKind::text, measure.tracker.empty() ? measure.tracker_link : measure.tracker));
      std::string shown = write_rich_markdown(link);
      while (shown.ends_with('\n')) shown.pop_back();
      add(shown);
    } else if (!measure.tracker.empty() && measure.tracker != measure.text) {
      add(markdown_line(measure.tracker));
    }
    if (!about.empty()) out_ += " (" + about + ")";
    if (on_day) out_ += " (done " + measure.done_on + ")";  // as `measures done` writes it
    out_ += "\n";
    if (!measure.note.empty()) out_ += "\n  " + indented(with_headings_at(measure.note, 5), 2) + "\n";
  }

  void write_rest() {
    if (has_part({ImportedPlace::lessons})) {
      out_ += "## Lessons\n\n";
      write_parts(ImportedPlace::lessons, "lessons");
    }
    for (const ImportedPart& part : it_.parts) {
      if (part.place != ImportedPlace::other) continue;
      out_ += "## " + (part.heading.empty() ? std::string("Notes") : markdown_line(part.heading)) + "\n\n";
      write_blocks(part.markdown, 3);
    }
    if (it_.details.empty() && overflow_.empty()) return;
    out_ += "## Notes from the Source\n\n";
    for (const ImportedFact& fact : it_.details) add_fact(words(fact.label), words(fact.value));
    for (const ImportedFact& fact : overflow_) add_fact(words(fact.label), words(fact.value));
  }

  const ImportedIncident& it_;
  std::string out_;
  std::vector<ImportedFact> overflow_;  ///< what is too long or too much for front matter
};

}  // namespace

std::string write_imported(const ImportedIncident& incident) {
  if (incident.whole) return *incident.whole;
  return ReportWriter(incident).write();
}

}  // namespace afterword
