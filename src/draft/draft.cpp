#include "draft/draft.h"

#include <algorithm>
#include <cmath>

#include "draft/footnotes.h"
#include "draft/impact.h"
#include "draft/picture.h"
#include "draft/told_change.h"
#include "draft/wording.h"

namespace afterword {
namespace {

constexpr std::size_t most_candidates = 5;
constexpr int picture_width = 72;  // what a page's column of text holds

class Drafter {
 public:
  Drafter(const Gathered& gathered, const Cite& cite) : gathered_(gathered), notes_(gathered.evidence, cite) {}

  std::string write() {
    write_title();
    write_summary();
    const std::string picture = draw_outage(gathered_, picture_width);
    if (!picture.empty()) out_ += "```text\n" + picture + "```\n\n";
    write_timeline();
    write_causes();
    write_measures();
    const std::string definitions = notes_.definitions();
    if (!definitions.empty()) out_ += "\n## Evidence\n\n" + definitions;
    return std::move(out_);
  }

 private:
  [[nodiscard]] const Outage& outage() const { return gathered_.outage; }
  [[nodiscard]] std::string service() const {
    if (!gathered_.diagnosis.cause.service.empty()) return gathered_.diagnosis.cause.service;
    return gathered_.diagnosis.services.empty() ? std::string() : gathered_.diagnosis.services.front().name;
  }

  void write_title() {
    const std::string where = service();
    out_ += "---\nstatus: draft\nseverity: \"[SEV-1, SEV-2 or SEV-3]\"\n";
    if (!where.empty()) out_ += "service: \"" + where + "\"\n";
    out_ += "---\n\n# ";
    if (outage().onset && outage().end && !where.empty())
      out_ += "Outage of " + where + " for " + length_of(seconds_between(*outage().onset, *outage().end)) +
              " [what did users meet?]";
    else
      out_ += "[What could users not do, and for how long?]";
    out_ += "\n\n";
  }

  static std::vector<Place> both(std::vector<Place> places, const std::vector<Place>& more) {
    places.insert(places.end(), more.begin(), more.end());
    return places;
  }

  /// Between the two as they are shown, to the second.
  static Instant seconds_between(const FoundInstant& from, const FoundInstant& until) {
    return (until.at / one_second - from.at / one_second) * one_second;
  }

  void write_summary() {
    out_ += "## Issue Summary\n\n- **Duration:** ";
    const auto& [onset, detected, end] = outage();
    if (onset && end) {
      const bool same_day = date_of(onset->at) == date_of(end->at);
      out_ += date_of(onset->at) + ", from " + clock_of(onset->at) + " to " +
              (same_day ? "" : date_of(end->at) + ", ") + clock_of(end->at) + " (UTC), " +
              length_of(seconds_between(*onset, *end)) + "." + notes_.marks(both(onset->citations, end->citations)) +
              "\n";
    } else if (onset) {
      out_ += "from " + date_of(onset->at) + " " + clock_of(onset->at) + " (UTC)." + notes_.marks(onset->citations) +
              " [When did it end?]\n";
    } else {
      out_ += "[When did it begin, when did it end, in which time zone?]\n";
    }
    write_impact();
    out_ += "- **Root cause:** " + cause_in_short() + "\n";
    if (detected)
      out_ += "- **Detection:** at " + clock_of(detected->at) + " UTC: " + std::string(without_stop(detected->why)) +
              "." + notes_.marks(detected->citations) + time_to_detect() + "\n";
    else
      out_ += "- **Detection:** [Who or what noticed it, and when?]\n";
    const bool escalated = std::any_of(gathered_.timeline.begin(), gathered_.timeline.end(),
                                       [](const DraftEntry& entry) { return is_of(entry, "escalation"); });
    if (!escalated) out_ += "- **Escalation:** [Who was called in, and when?]\n";
    out_ += "\n";
  }

  [[nodiscard]] std::string time_to_detect() const {
    const auto& [onset, detected, end] = outage();
    if (!onset || !detected || detected->at < onset->at) return {};
    return " The outage had gone on for " + length_of(seconds_between(*onset, *detected)) + ".";
  }

  static std::string_view without_stop(std::string_view sentence) {
    while (sentence.ends_with('.') || sentence.ends_with(' ')) sentence.remove_suffix(1);
    return sentence;
  }

  void write_impact() {
    const std::optional<Impact> impact = measure_impact(gathered_.evidence, outage());
    out_ += "- **Impact:** [Which service was down or slow, what did its users meet, and how many % of them?]";
    if (impact) {
      const std::string percent = impact->percent >= 10 ? std::to_string(std::lround(impact->percent))
                                                        : std::to_string(std::lround(impact->percent * 10) / 10) + "." +
                                                              std::to_string(std::lround(impact->percent * 10) % 10);
      out_ += " " + percent + " % of the requests" +
              (impact->service.empty() ? "" : " to " + as_code(impact->service)) + " failed";
      if (impact->failed && impact->requests)
        out_ += " (" + number_of(*impact->failed) + " of " + number_of(*impact->requests) + "; requests, not users)";
      else
        out_ += " (requests, not users)";
      out_ += "." + notes_.marks(impact->citations);
    }
    out_ += "\n";
  }

  std::string cause_in_short() {
    const Cause& cause = gathered_.diagnosis.cause;
    if (cause.kind == CauseKind::unknown || cause.reason.empty())
      return "[The root cause in one sentence; the evidence does not decide it.]";
    return "[Confirm or correct this candidate.] " + in_sentences(cause.reason) + notes_.marks(cause.citations);
  }

  void write_timeline() {
    out_ += "## Timeline\n\nAll times are UTC.\n\n";
    if (gathered_.timeline.empty()) out_ += "- [Time]: [What happened, and what was done?]\n";
    std::string day = outage().onset ? date_of(outage().onset->at) : std::string();
    for (const DraftEntry& entry : gathered_.timeline) {
      const std::string date = date_of(entry.at);
      // The day is written where it changes, so that an overnight timeline can't be misread.
      const std::string time = (date == day ? "" : date + " ") + clock_of(entry.at);
      day = date;
      out_ += "- **" + time + "** – " + entry.text + notes_.marks(entry.citations) + "\n";
    }
    out_ += "\n";
  }

  void write_causes() {
    out_ += "## Root Cause and Resolution\n\n";
    const auto& suspects = gathered_.diagnosis.suspects;
    if (suspects.empty()) {
      out_ += "[In detail: what was causing it, what set it off, and what let it happen?]\n\n";
    } else {
      out_ +=
          "[Candidates, the likeliest first. Keep what is true, say in detail how it led to the failure, and strike "
          "the others.]\n\n";
      for (std::size_t i = 0; i < suspects.size() && i < most_candidates; ++i)
        out_ += std::to_string(i + 1) + ". " + describe(suspects[i]) + notes_.marks(suspects[i].citations) + "\n";
      out_ += "\n";
    }
    out_ +=
        "- **Trigger:** [What set it off?]\n- **Contributing factors:** [What let it happen, and what hid it?]\n\n### "
        "Resolution\n\n";
    for (const DraftEntry& entry : gathered_.timeline)
      if (is_repair(entry))
        out_ += "- At " + clock_of(entry.at) + " UTC: " + entry.text + notes_.marks(entry.citations) + "\n";
    out_ += "- [How was it fixed, in detail, and why did that help?]\n\n";
  }

  [[nodiscard]] static bool is_of(const DraftEntry& entry, std::string_view kind) {
    return std::find(entry.kinds.begin(), entry.kinds.end(), kind) != entry.kinds.end();
  }
  [[nodiscard]] static bool is_repair(const DraftEntry& entry) {
    return is_of(entry, "mitigation") || is_of(entry, "resolution");
  }

  /// A reason as the engine gives it may go on and on behind semicolons; readers are given sentences.
  static std::string in_sentences(std::string_view reason) {
    std::string out;
    while (!reason.empty()) {
      const std::size_t end = std::min(reason.find("; "), reason.size());
      out += (out.empty() ? "" : " ") + as_sentence(reason.substr(0, end));
      reason.remove_prefix(std::min(end + 2, reason.size()));
    }
    return out;
  }

  static std::string describe(const Suspect& suspect) {
    constexpr std::string_view kinds[] = {"Change", "Service", "Log message", "Metric", "Host", "From outside"};
    const std::string id = shortened(short_id(suspect.id), 120);
    const bool own = suspect.kind != SuspectKind::host && suspect.kind != SuspectKind::external;
    return std::string(kinds[static_cast<std::size_t>(suspect.kind)]) + " " + as_code(id) +
           (!own || suspect.service.empty() || suspect.service == suspect.id ? "" : " of " + as_code(suspect.service)) +
           ". " + in_sentences(suspect.reason);
  }

  void write_measures() {
    out_ += "## Corrective and Preventative Measures\n\n### Improvements\n\n";
    out_ += "- [What can be made better, broadly: " + improvement() + "?]\n\n### Tasks\n\n";
    for (const std::string& task : tasks()) out_ += "- [ ] " + task + " (owner: [Name], due: [Date])\n";
  }

  [[nodiscard]] std::string improvement() const {
    switch (gathered_.diagnosis.cause.kind) {
      case CauseKind::change:
        return "how changes are tried before they go live";
      case CauseKind::no_change:
        return "how we bear a failure that is not our own";
      case CauseKind::unknown:
        break;
    }
    return "how we would have known the cause sooner";
  }

  /// Prompts that answer what was found: the cause, how long it went unnoticed, what led astray.
  [[nodiscard]] std::vector<std::string> tasks() const {
    std::vector<std::string> out;
    const Cause& cause = gathered_.diagnosis.cause;
    if (cause.kind == CauseKind::change)
      out.emplace_back("Prevent: [Which test or gate would have stopped this change before it went live?]");
    else if (cause.kind == CauseKind::no_change)
      out.emplace_back("Prevent: [Which limit, fallback or reserve would have kept the service up?]");
    else
      out.emplace_back("Prevent: [What would have kept this from happening?]");
    const auto& [onset, detected, end] = outage();
    if (onset && detected && detected->at > onset->at)
      out.push_back("Detect: [Which alert would have told within a minute? This time it took " +
                    length_of(seconds_between(*onset, *detected)) + ".]");
    else
      out.emplace_back("Detect: [Which alert would have told within a minute?]");
    if (detected && end && end->at > detected->at)
      out.push_back("Mitigate: [What would have made the repair shorter than " +
                    length_of(seconds_between(*detected, *end)) + "?]");
    return out;
  }

  const Gathered& gathered_;
  Footnotes notes_;
  std::string out_;
};

}  // namespace

std::string draft_postmortem(const Gathered& gathered, const Cite& cite) {
  return Drafter(gathered, cite).write();
}

}  // namespace afterword
