#include "check/rules/local_times.h"
#include "check/rules/report.h"

namespace afterword::rules {

void time_nonexistent(const RuleContext& context, Findings& out) {
  for_each_local_time(context.postmortem, LocalTime::nonexistent, [&](const LocalPlace& place) {
    Finding& finding = report(out, place.span,
                              "there was no " + clock_text(*place.civil.clock) + " on " + date_text(*place.civil.date) +
                                  " in " + place.zone.written);
    finding.label = "the clocks went forward over it";
    finding.help = "write the time in UTC, or correct it by the hour";
  });
}

}  // namespace afterword::rules
