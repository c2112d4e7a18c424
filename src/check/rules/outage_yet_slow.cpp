#include "check/rules/report.h"
#include "check/rules/wording.h"

namespace afterword::rules {
namespace {

bool is_impact(const Postmortem& p, std::uint32_t word) {
  const std::uint32_t line = p.document->line_at(p.words[word].span.begin);
  if (line >= p.places.size()) return false;
  const LinePlace& place = p.places[line];
  if (!place.report || place.heading || place.entry >= 0 || place.measure >= 0) return false;
  const auto is = [&](Role role) { return place.role == role || place.part == role; };
  return (is(Role::summary) || is(Role::impact)) && !is(Role::root_cause) && place.label != Role::root_cause &&
         in_prose(p, word);
}

}  // namespace

void outage_yet_slow(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (!has_mark(p, Mark::slow_service)) return;
  const PhraseHit *total = nullptr, *slow = nullptr;
  for (const PhraseHit& hit : p.hits) {
    if (total == nullptr && hit.mark == static_cast<std::uint16_t>(Mark::total_outage) && is_impact(p, hit.first))
      total = &hit;
    if (slow == nullptr && hit.mark == static_cast<std::uint16_t>(Mark::slow_service) && is_impact(p, hit.first))
      slow = &hit;
  }
  if (slow == nullptr) return;
  Span whole;
  if (total != nullptr)
    whole = p.source_of_words(total->first, total->last);
  else if (p.percent && p.percent->value >= 100 && p.percent->implied)
    return;  // all users may well have met a slow page
  else
    return;
  const Span at = p.source_of_words(slow->first, slow->last);
  Finding& finding =
      report(out, at, "the service is " + quoted(text_at(context, at)) + " here and down completely there");
  finding.label = "something still answered";
  add_note(finding, "nothing did, says this", whole);
  finding.help = "say which part was down and which was slow, or when the one became the other";
}

}  // namespace afterword::rules
