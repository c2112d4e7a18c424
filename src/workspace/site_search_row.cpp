#include "workspace/site_search_row.h"

#include <algorithm>

#include "archive/board.h"
#include "moment/duration.h"

namespace afterword {

SiteSearchRow search_row(const Card& card) {
  SiteSearchRow out;
  const Record& record = card.record;
  out.address = card.address;
  out.title = card.headline;
  if (record.date) append_date(out.day, *record.date);
  out.verdict = card.verdict;
  const auto add = [&](const std::string& fact) {
    if (!fact.empty()) out.about += (out.about.empty() ? "" : " · ") + fact;
  };
  for (const std::string& service : card.services) add(service);
  if (record.duration_min && *record.duration_min > 0 && *record.duration_min < 1e7)
    add("lasted " + duration_text(static_cast<std::int64_t>(*record.duration_min * 60)));
  add(record.severity);
  if (!card.services.empty()) out.service = card.services.front();
  if (record.cause_class) out.cause_class = name_of(*record.cause_class);
  out.date = record.date;
  out.open_measures = std::any_of(record.measures.begin(), record.measures.end(),
                                  [](const KeptMeasure& measure) { return is_task(measure) && !measure.done; });
  return out;
}

}  // namespace afterword
