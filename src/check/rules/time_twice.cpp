#include "check/rules/local_times.h"
#include "check/rules/report.h"

namespace afterword::rules {

void time_twice(const RuleContext& context, Findings& out) {
  for_each_local_time(context.postmortem, LocalTime::ambiguous, [&](const LocalPlace& place) {
    Finding& finding = report(out, place.span,
                              clock_text(*place.civil.clock) + " came twice on " + date_text(*place.civil.date) +
                                  " in " + place.zone.written);
    finding.label = "the clocks went back over it";
    finding.help = "write the time in UTC, or the offset behind it";
  });
}

}  // namespace afterword::rules
