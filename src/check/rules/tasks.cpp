#include "check/rules/tasks.h"

#include "check/rules/report.h"

namespace afterword::rules {

Span words_of(const Postmortem& p, const Measure& measure) {
  if (measure.first_line >= p.places.size() || measure.last_line <= measure.first_line) return {};
  const std::uint32_t last = std::min(measure.last_line, static_cast<std::uint32_t>(p.places.size())) - 1;
  const LinePlace& place = p.places[measure.first_line];
  std::uint32_t first = place.first_word;
  while (first < place.last_word && p.words[first].span.begin < place.text) ++first;
  // Many measures may share one line that runs on; none is longer than this, and each is looked through.
  constexpr std::uint32_t longest = 300;
  return {first, std::min(std::max(first, p.places[last].last_word), first + longest)};
}

const PhraseHit* find_hit(const Postmortem& p, Mark mark, Span words) {
  auto at = std::lower_bound(p.hits.begin(), p.hits.end(), words.begin,
                             [](const PhraseHit& hit, std::uint32_t w) { return hit.first < w; });
  for (; at != p.hits.end() && at->first < words.end; ++at)
    if (at->mark == static_cast<std::uint16_t>(mark)) return &*at;
  return nullptr;
}

Span place_of_tasks(const Postmortem& p) {
  const Measure* first = nullptr;
  for (const Measure& measure : p.measures)
    if (measure.task && first == nullptr) first = &measure;
  if (first == nullptr) return place_for(p, {Role::tasks, Role::measures});
  if (const Section* section = p.section_at(first->first_line)) return section->span;
  return first->span;
}

void report_lack(const RuleContext& context, Findings& out, const std::function<bool(const Measure&)>& lacks,
                 const Lack& lack) {
  const Postmortem& p = context.postmortem;
  std::size_t tasks = 0, without = 0;
  for (const Measure& measure : p.measures) {
    if (!measure.task) continue;
    ++tasks;
    without += lacks(measure) ? 1 : 0;
  }
  if (without == 0) return;
  if (without == tasks && tasks > 1) {
    Finding& finding = report(out, place_of_tasks(p), std::string(lack.all));
    finding.label = "holds for all " + counted(tasks, "task", "tasks");
    finding.help = lack.help;
    return;
  }
  for (const Measure& measure : p.measures) {
    if (!measure.task || !lacks(measure)) continue;
    Finding& finding = report(out, measure.span, std::string(lack.one));
    finding.label = lack.label;
    finding.help = lack.help;
  }
}

}  // namespace afterword::rules
