#include "postmortem/heading.h"
#include "postmortem/values.h"

namespace afterword {

std::optional<Date> find_report_date(const Postmortem& pm) {
  const Document& document = *pm.document;
  int best = 0;
  std::optional<Date> date;
  std::int16_t year = 0;
  for (const Mention& mention : pm.mentions) {
    if (mention.kind != MentionKind::moment || !mention.date || mention.invalid) continue;
    const std::uint32_t i = document.line_at(mention.span.begin);
    if (i >= pm.places.size() || !pm.places[i].report) continue;
    const LinePlace& place = pm.places[i];
    const LineKind kind = document.lines()[i].kind;
    if (kind == LineKind::code || kind == LineKind::front_matter) continue;
    if (mention.date->year && !year) year = mention.date->year;
    int weight = 1;
    if (place.part == Role::summary || place.role == Role::duration)
      weight = 6;
    else if (place.label_topics & (topic::date | topic::start))
      weight = 5;
    else if (place.section >= 0 && pm.sections[static_cast<std::size_t>(place.section)].role == Role::title &&
             place.heading)
      weight = 4;
    else if (place.part == Role::timeline)
      weight = 3;
    else if (place.part == Role::other)
      weight = 2;
    if (mention.date->year == 0) weight -= 1;
    if (weight > best) best = weight, date = mention.date;
  }
  if (!date)
    for (const FrontMatterEntry& entry : pm.front_matter.entries) {
      if (fold_heading(entry.key).find("date") == std::string::npos) continue;
      std::vector<Mention> found;
      find_mentions(entry.value, 0, {}, found);
      if (!found.empty() && found[0].date) return found[0].date;
    }
  if (date && date->year == 0) date->year = year;
  return date;
}

}  // namespace afterword
