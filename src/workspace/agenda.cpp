#include "workspace/agenda.h"

#include <algorithm>

#include "evidence/sha256.h"
#include "render/facts.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr std::string_view rubric_title = "The rubric";

/// What a finding asks, in a meeting.
struct FindingQuestion {
  std::string_view rule, question;
  NoteTarget target;
};

constexpr FindingQuestion cause_questions[] = {
    {"lone-cause", "What else had to be so, for this cause to become an outage?", NoteTarget::paragraph},
    {"cause-restates-symptom", "Why did that happen? The cause says again what users saw.", NoteTarget::paragraph},
    {"cause-unknown", "How can the cause still be found?", NoteTarget::measure},
    {"cause-undetailed", "How exactly did the cause lead to the outage?", NoteTarget::paragraph},
    {"human-error-cause", "What made this action the sensible one at that moment?", NoteTarget::paragraph},
    {"person-as-cause", "What made this action the sensible one at that moment?", NoteTarget::paragraph},
    {"blame", "What made this action the sensible one at that moment?", NoteTarget::paragraph},
    {"trigger-missing", "What set it off, on that day and not before?", NoteTarget::paragraph},
    {"repeat-unmentioned", "It happened before: why did the measures of then not prevent this?", NoteTarget::paragraph},
    {"detection-unexplained", "How was it noticed, and could it have been noticed sooner?", NoteTarget::paragraph},
};
constexpr FindingQuestion measure_questions[] = {
    {"cause-without-task", "Which measure answers this cause?", NoteTarget::measure},
    {"nothing-detects", "What would have told us before customers did?", NoteTarget::measure},
    {"measures-weak", "Which measure works without anybody remembering it?", NoteTarget::measure},
    {"measures-too-many", "Which of the measures matter most, and which are dropped?", NoteTarget::nothing},
    {"measures-missing", "What is to be done so that this does not happen again?", NoteTarget::measure},
    {"tasks-missing", "Which specific task comes first?", NoteTarget::measure},
    {"task-without-owner", "Who takes the task on?", NoteTarget::nothing},
    {"task-without-due-date", "Until when is the task done?", NoteTarget::nothing},
    {"task-vague", "How will we know that this task is done?", NoteTarget::nothing},
};

class AgendaMaker {
 public:
  AgendaMaker(const Postmortem& postmortem, const std::vector<Finding>& findings, const ReviewState& review)
      : p_(postmortem), findings_(findings), review_(review) {}

  Agenda make(std::string_view path, std::uint32_t minutes) {
    Agenda out;
    out.title = choose_headline(p_).text;
    out.path = path;
    out.minutes = minutes;
    if (p_.start) out.outage = p_.start->value + (p_.end ? " to " + p_.end->value : "");
    for (char& c : out.outage)
      if (c == 'T') c = ' ';
    out.outage.erase(0, std::min(out.outage.find_first_not_of(' '), out.outage.size()));  // where no day is known
    for (const ReviewerState& each : review_.reviewers)
      if (each.asked) out.reviewers.push_back(each.person);
    out.roles = roles();
    // Opening and end take their minutes; the rest is shared by how much there is to say.
    out.parts = {
        {"What happened", 0, timeline(), 0},          {"Contradictions and open places", 0, contradictions(), 0},
        {"Why", 0, from(cause_questions), 0},         {"What we do about it", 0, from(measure_questions), 0},
        {"Comments of the review", 0, comments(), 0}, {std::string(rubric_title), 0, rubric_questions(), 0}};
    std::erase_if(out.parts, [](const AgendaPart& part) { return part.questions.empty(); });
    for (AgendaPart& part : out.parts) shorten(part);
    share_minutes(out);
    return out;
  }

 private:
  [[nodiscard]] static AgendaQuestion ask(std::string_view about, std::string words, std::uint32_t line,
                                          NoteTarget target) {
    return {sha256_of(std::string(about)).substr(0, 4), std::move(words), line, target};
  }

  [[nodiscard]] std::string line_words(std::uint32_t line) const {
    const Text& text = p_.document->text();
    return line == 0 || line > text.line_count() ? std::string() : std::string(text.line_span(line).in(text.content()));
  }

  /// A line as a reader sees it, without marks; empty for a heading.
  [[nodiscard]] std::string shown_words(std::uint32_t number) const {
    const auto& lines = p_.document->lines();
    auto line = std::lower_bound(lines.begin(), lines.end(), number,
                                 [](const Line& each, std::uint32_t wanted) { return each.number < wanted; });
    std::string out;
    for (; line != lines.end() && line->number == number; ++line)
      if (line->kind != LineKind::heading) out += (out.empty() ? "" : " ") + std::string(p_.document->plain_of(*line));
    return strip(out);
  }

  [[nodiscard]] static std::string shown_time(const TimelineEntry& entry) {
    std::string out;
    if (entry.civil.clock) append_clock(out, entry.civil.clock->hour, entry.civil.clock->minute);
    return out.empty() ? entry.time : out;
  }

  /// Gaps first, then paths that misled.
  std::vector<AgendaQuestion> timeline() const {
    constexpr std::int64_t gap_min_s = 15 * 60;
    std::vector<AgendaQuestion> out;
    for (std::size_t i = 1; i < p_.timeline.size(); ++i) {
      const TimelineEntry &before = p_.timeline[i - 1], &after = p_.timeline[i];
      if (!before.since_start_s || !after.since_start_s) continue;
      const std::int64_t gap = *after.since_start_s - *before.since_start_s;
      if (gap < gap_min_s || has(before.kinds, EntryKind::recovery)) continue;  // after it was over nothing is missing
      out.push_back(ask("gap" + before.text + after.text,
                        "What happened between " + shown_time(before) + " and " + shown_time(after) + " (" +
                            std::to_string(gap / 60) + " minutes)?",
                        before.line, NoteTarget::entry));
    }
    for (const TimelineEntry& entry : p_.timeline)
      if (has(entry.kinds, EntryKind::misleading))
        out.push_back(ask("misleading" + entry.text,
                          "What made this look right, and what would have shown sooner that it is not? “" +
                              shorten_words(entry.text) + "”",
                          entry.line, NoteTarget::paragraph));
    if (p_.misleading.empty() && p_.is_postmortem)
      out.push_back(ask("misleading paths", "Which paths led nowhere, and why did they look right?",
                        p_.timeline.empty() ? 0 : p_.timeline.back().line, NoteTarget::entry));
    return out;
  }

  std::vector<AgendaQuestion> contradictions() const {
    std::vector<AgendaQuestion> out;
    for (const Finding& finding : findings_) {
      const bool prompt = finding.rule == "placeholder-left";
      const bool contradiction = finding.code.starts_with("AW2") || finding.code.starts_with("AW3");
      if (!prompt && !contradiction) continue;
      if (finding.severity < Severity::warning && !prompt) continue;
      out.push_back(ask(finding.code + line_words(finding.line),
                        prompt ? "To be answered: " + shown_words(finding.line)
                               : (lacks(finding) ? "To be added: " : "Which is right? ") + finding.message,
                        finding.line, NoteTarget::paragraph));
    }
    return out;
  }

  template <std::size_t n>
  std::vector<AgendaQuestion> from(const FindingQuestion (&rows)[n]) const {
    std::vector<AgendaQuestion> out;
    for (const FindingQuestion& row : rows)
      for (const Finding& finding : findings_) {
        if (finding.rule != row.rule) continue;
        std::string words(row.question);
        const std::string line = shown_words(finding.line);
        if (!line.empty()) words += " “" + shorten_words(line) + "”";
        out.push_back(ask(std::string(row.rule) + line_words(finding.line), words, finding.line, row.target));
      }
    return out;
  }

  std::vector<AgendaQuestion> comments() const {
    std::vector<AgendaQuestion> out;
    for (const OpenComment& open : review_.comments)
      out.push_back(ask(open.remark.id, open.remark.by.shown() + ": " + shorten_words(open.remark.text),
                        open.place.line, NoteTarget::nothing));
    return out;
  }

  static std::vector<AgendaQuestion> rubric_questions() {
    std::vector<AgendaQuestion> out;
    for (const RubricQuestion& each : rubric)
      out.push_back(ask(each.key, std::string(each.question), 0, NoteTarget::nothing));
    return out;
  }

  /// Those who acted, as roles and not by name, then those whom every review wants.
  std::vector<AgendaRole> roles() const {
    std::vector<AgendaRole> out;
    const auto add = [&out](const std::string& role, std::string why) {
      constexpr std::size_t roles_max = 10;
      if (role.empty() || out.size() >= roles_max) return;
      for (const AgendaRole& known : out)
        if (lower_ascii(known.role) == lower_ascii(role)) return;
      out.push_back({role, std::move(why)});
    };
    bool called = false, customers = p_.detected_how == DetectedHow::customer;
    for (const TimelineEntry& entry : p_.timeline) {
      called = called || has(entry.kinds, EntryKind::detection);
      customers = customers || has(entry.kinds, EntryKind::communication);
    }
    if (called) add("on call", "noticed it and acted first");
    for (const std::string& team : p_.escalated_to) add(team, "was called in");
    for (const Measure& measure : p_.measures)
      if (lower_ascii(measure.owner).find("team") != std::string::npos) add(measure.owner, "owns a measure");
    add("development", "of what failed");
    add("operations", "who run it");
    add("support", customers ? "spoke with those who were hit" : "knows what users met");
    add("management", "decides what is done first");
    return out;
  }

  static std::string strip(std::string text) {
    text.erase(0, std::min(text.find_first_not_of(" \t-*+>|"), text.size()));
    return shorten_words(text);
  }
  /// Whether a finding tells of something that is not there, or unclear, and not of two things that differ.
  static bool lacks(const Finding& finding) {
    constexpr std::string_view ends[] = {"-missing", "-ambiguous",    "-unmarked",
                                         "-mixed",   "-without-time", "-without-year"};
    return std::any_of(std::begin(ends), std::end(ends),
                       [&finding](std::string_view end) { return finding.rule.ends_with(end); });
  }
  static std::string shorten_words(std::string text) {
    constexpr std::size_t bytes_max = 120;
    for (char& c : text)
      if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
    if (text.size() <= bytes_max) return text;
    std::size_t cut = bytes_max;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
    const std::size_t blank = text.rfind(' ', cut);
    text.resize(blank == std::string::npos || blank < bytes_max / 2 ? cut : blank);
    return text + "…";
  }

  /// One page has room for so much; the same question about several lines is asked of the first few.
  static void shorten(AgendaPart& part) {
    constexpr std::size_t questions_max = 6;
    std::vector<AgendaQuestion> kept;
    for (AgendaQuestion& question : part.questions) {
      const bool twice = std::any_of(kept.begin(), kept.end(), [&](const AgendaQuestion& each) {
        return each.id == question.id || each.words == question.words;
      });
      if (twice) continue;
      if (kept.size() < questions_max)
        kept.push_back(std::move(question));
      else
        ++part.left_out;
    }
    part.questions = std::move(kept);
  }

  static void share_minutes(Agenda& agenda) {
    std::size_t weights = 0;
    // The rubric is answered in a few words each: by then everything was talked about.
    const auto weight = [](const AgendaPart& part) {
      return part.title == rubric_title ? std::size_t{3} : 2 + part.questions.size();
    };
    for (const AgendaPart& part : agenda.parts) weights += weight(part);
    std::uint32_t given = 0;
    for (AgendaPart& part : agenda.parts) {
      part.minutes = static_cast<std::uint32_t>(agenda.minutes * weight(part) / weights);
      given += part.minutes;
    }
    if (!agenda.parts.empty()) agenda.parts.front().minutes += agenda.minutes - given;
  }

  const Postmortem& p_;
  const std::vector<Finding>& findings_;
  const ReviewState& review_;
};

}  // namespace

Agenda make_agenda(const Postmortem& postmortem, const std::vector<Finding>& findings, const ReviewState& review,
                   std::string_view path, std::uint32_t minutes) {
  return AgendaMaker(postmortem, findings, review).make(path, minutes);
}

}  // namespace afterword
