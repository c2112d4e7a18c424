#include "postmortem/requirements.h"

#include "postmortem/heading.h"

namespace afterword {
namespace {

using Lines = std::vector<std::uint32_t>;

class Judge {
 public:
  explicit Judge(Postmortem& postmortem) : pm_(postmortem) {}

  void run() {
    pm_.requirements.reserve(static_cast<std::size_t>(RequirementId::count));
    for (std::size_t i = 0; i < static_cast<std::size_t>(RequirementId::count); ++i)
      pm_.requirements.push_back({static_cast<RequirementId>(i), RequirementState::missing, {}, {}});
    if (!pm_.is_postmortem) {
      for (Requirement& r : pm_.requirements) r.hint = "write a report of one incident: this text is none";
      return;
    }
    judge_summary();
    judge_timeline();
    judge_causes();
    judge_measures();
    judge_form();
  }

 private:
  void set(RequirementId id, RequirementState state, const Lines& lines, std::string_view hint) {
    Requirement& r = pm_.requirements[static_cast<std::size_t>(id)];
    const auto repeats = [](std::uint32_t a, std::uint32_t b) { return a >= b; };
    r.lines = lines;
    if (std::adjacent_find(lines.begin(), lines.end(), repeats) != lines.end()) {  // nearly always in order already
      std::sort(r.lines.begin(), r.lines.end());
      r.lines.erase(std::unique(r.lines.begin(), r.lines.end()), r.lines.end());
    }
    r.state = state;
    r.hint = state == RequirementState::met ? std::string_view() : hint;
  }

  static RequirementState grade(bool met, bool partial) {
    return met ? RequirementState::met : partial ? RequirementState::partial : RequirementState::missing;
  }

  /// Lines of headings with one of these roles.
  Lines headings(std::initializer_list<Role> roles) const {
    Lines out;
    for (const Section& s : pm_.sections)
      if (std::find(roles.begin(), roles.end(), s.role) != roles.end() && in_report(s)) out.push_back(s.line);
    return out;
  }
  bool in_report(const Section& s) const {
    return s.heading_line < pm_.places.size() && pm_.places[s.heading_line].report;
  }

  Lines entries(EntryKind kinds) const {
    Lines out;
    out.reserve(pm_.timeline.size());
    for (const TimelineEntry& e : pm_.timeline)
      if (has(e.kinds, kinds)) out.push_back(e.line);
    return out;
  }

  void judge_summary() {
    const Lines summary = headings({Role::summary});
    Lines parts = headings({Role::duration, Role::impact});
    if (parts.empty()) parts = pm_.service.lines;
    set(RequirementId::summary, grade(!summary.empty(), !parts.empty()), summary.empty() ? parts : summary,
        "add a section \"Issue Summary\" that an executive can read alone: duration, impact, root cause");
    Lines lines;
    if (pm_.start) lines.push_back(pm_.start->line);
    if (pm_.end) lines.push_back(pm_.end->line);
    if (pm_.timezone) lines.push_back(pm_.timezone->line);
    if (pm_.duration_min) lines.push_back(pm_.duration_min->line);
    const bool both = pm_.start && pm_.end && pm_.start->civil.clock && pm_.end->civil.clock;
    set(RequirementId::summary_duration, grade(both && pm_.timezone, !lines.empty()), lines,
        !both ? "write when the outage began and ended: \"Duration: 2024-05-14 09:30 – 11:00 UTC\""
              : "name the time zone of start and end, such as UTC");
    set(RequirementId::summary_impact_service, grade(!pm_.service.empty(), false), pm_.service.lines,
        "say which service was down or slow");
    set(RequirementId::summary_impact_experience, grade(!pm_.experience.empty(), false), pm_.experience.lines,
        "say what users met: which error, which page, what they could not do");
    Lines share;
    if (pm_.percent) share.push_back(pm_.percent->line);
    if (pm_.users) share.push_back(pm_.users->line);
    set(RequirementId::summary_impact_percent, grade(pm_.percent && !pm_.percent->implied, pm_.percent || pm_.users),
        share, "write what share of the users was affected, in percent, and of how many");
    set(RequirementId::summary_root_cause, grade(!pm_.root_cause_summary.empty(), !pm_.root_cause_detail.empty()),
        pm_.root_cause_summary.lines, "give the root cause in one sentence in the summary");
  }

  void judge_timeline() {
    Lines all;
    std::size_t timed = 0;
    all.reserve(pm_.timeline.size());
    for (const TimelineEntry& e : pm_.timeline) {
      all.push_back(e.line);
      if (!e.time.empty()) ++timed;
    }
    set(RequirementId::timeline, grade(timed >= 3, !all.empty()), all,
        "add a section \"Timeline\": one line an event, \"09:30 – what happened\"");
    Lines detected = entries(EntryKind::detection);
    if (pm_.detected_at) detected.push_back(pm_.detected_at->line);
    set(RequirementId::timeline_detected, grade(pm_.detected_at.has_value(), !detected.empty()), detected,
        "add the entry that says when the issue was detected");
    set(RequirementId::timeline_detected_how,
        grade(pm_.detected_how && *pm_.detected_how != DetectedHow::other, pm_.detected_how.has_value()),
        pm_.detected_how ? Lines{pm_.detected_how_line} : Lines{},
        "say how it was detected: a monitoring alert, an engineer, a customer");
    const Lines looked = entries(EntryKind::investigation), thought = entries(EntryKind::assumption);
    Lines actions = looked;
    actions.insert(actions.end(), thought.begin(), thought.end());
    const Lines acted = entries(EntryKind::mitigation);
    const bool enough = !looked.empty() && (!thought.empty() || looked.size() >= 2);
    if (actions.empty()) actions = acted;
    set(RequirementId::timeline_actions, grade(enough, !actions.empty()), actions,
        looked.empty() ? "say which parts of the system were investigated"
                       : "say what was assumed to be the cause at that time");
    Lines misled = pm_.misleading.lines;
    for (const std::uint32_t line : entries(EntryKind::misleading)) misled.push_back(line);
    set(RequirementId::timeline_misleading, grade(!misled.empty(), !thought.empty()), misled,
        "name the paths that led nowhere, or say that there were none");
    Lines escalated = pm_.escalation.lines;
    for (const std::uint32_t line : entries(EntryKind::escalation)) escalated.push_back(line);
    set(RequirementId::timeline_escalated, grade(!pm_.escalated_to.empty(), !escalated.empty()), escalated,
        "say to which team or person the incident was escalated");
    Lines resolved = entries(EntryKind::resolution | EntryKind::recovery);
    set(RequirementId::timeline_resolved, grade(!resolved.empty(), !pm_.resolution_detail.empty()),
        resolved.empty() ? pm_.resolution_detail.lines : resolved,
        "add the entry that says how and when the incident was resolved");
  }

  void judge_causes() {
    const Lines whole = headings({Role::cause_and_resolution});
    const Lines cause = headings({Role::root_cause}), fix = headings({Role::resolution});
    Lines both = whole;
    both.insert(both.end(), cause.begin(), cause.end());
    both.insert(both.end(), fix.begin(), fix.end());
    set(RequirementId::cause_and_resolution, grade(!whole.empty() || (!cause.empty() && !fix.empty()), !both.empty()),
        both, "add a section \"Root cause and resolution\"");
    set(RequirementId::cause_detail,
        grade(!pm_.root_cause_detail.empty(), !pm_.root_cause_summary.empty() || !cause.empty()),
        pm_.root_cause_detail.lines, "explain in detail what was causing the issue: the mechanism, not only its name");
    set(RequirementId::resolution_detail,
        grade(!pm_.resolution_detail.empty(), !fix.empty() || !entries(EntryKind::resolution).empty()),
        pm_.resolution_detail.lines, "explain in detail how the issue was fixed");
  }

  void judge_measures() {
    Lines broad, tasks, all = headings({Role::measures});
    for (const Measure& m : pm_.measures) (m.task ? tasks : broad).push_back(m.line);
    const bool any = !broad.empty() || !tasks.empty();
    if (all.empty() && any) all.push_back(pm_.measures.front().line);
    set(RequirementId::measures, grade(any, !all.empty()), all,
        "add a section \"Corrective and preventative measures\"");
    set(RequirementId::measures_improvements, grade(!broad.empty(), !tasks.empty()), broad,
        "say broadly what can be improved");
    set(RequirementId::measures_tasks, grade(!tasks.empty(), !broad.empty()), tasks,
        "list specific tasks, like a to-do: \"patch the Nginx server\", \"add monitoring on server memory\"");
  }

  void judge_form() {
    const std::uint32_t words = pm_.narrative_words;
    set(RequirementId::form_length, grade(words >= 400 && words <= 600, words >= 300 && words <= 800), {},
        words < 400 ? "write 400 to 600 words: this is shorter" : "keep to 400 to 600 words: this is longer");
    set(RequirementId::form_language, grade(pm_.language == "en", false), {}, "write it in English");
    const Attractive& a = pm_.attractive;
    set(RequirementId::form_attractive, grade(a.diagram || a.image || a.humor, a.emoji || a.table || a.quote), {},
        "add something that makes people want to read it: a diagram, a picture, some humour");
    set(RequirementId::form_published, grade(has_url(), false), {}, "publish it and add its URL");
    set(RequirementId::process_blameless, grade(pm_.blame.empty(), false), pm_.blame.lines,
        "say what allowed the fault instead of who made it");
  }

  /// A web address where the report itself is to be read: in the front matter or on a line that speaks of the report.
  bool has_url() const {
    for (const FrontMatterEntry& entry : pm_.front_matter.entries)
      if (entry.value.starts_with("http") || (entry.key == "published.url" && !entry.value.empty())) return true;
    const std::string_view content = pm_.document->text().content();
    for (const Node& node : pm_.document->nodes()) {
      if (node.kind != NodeKind::link) continue;
      const std::string_view target = node.target.in(content);
      if (target.starts_with("http") &&
          (target.find("postmortem") != std::string_view::npos ||
           target.find("post-mortem") != std::string_view::npos || target.find("incident") != std::string_view::npos ||
           target.find("medium.com") != std::string_view::npos))
        return true;
    }
    return false;
  }

  Postmortem& pm_;
};

}  // namespace

void judge_requirements(Postmortem& postmortem) {
  Judge(postmortem).run();
}

}  // namespace afterword
