#include "workspace/template.h"

namespace afterword {
namespace {

std::string or_prompt(const std::string& value, const char* prompt) {
  return value.empty() ? "<!-- " + std::string(prompt) + " -->" : value;
}

}  // namespace

std::string write_template(const NewReport& report) {
  const std::string zone = report.zone.empty() ? "UTC" : report.zone;
  const auto moment = [&](const std::string& value, const char* prompt) {
    return value.empty() ? or_prompt(value, prompt) : value + " " + zone;
  };
  std::string out =
      "# " + or_prompt(report.title, "What happened, in a few words: \"Checkout was down for 75 minutes\"") + "\n\n";
  out += "## Issue Summary\n\n";
  out += "<!-- The part that everybody reads. Four to six short lines. -->\n\n";
  out += "- **Start:** " + moment(report.start, "When it began, with time zone: 2026-03-14 09:26 UTC") + "\n";
  out += "- **End:** " + moment(report.end, "When users were well again, with time zone: 2026-03-14 10:41 UTC") + "\n";
  if (!report.severity.empty()) out += "- **Severity:** " + report.severity + "\n";
  out += "- **Service:** " + or_prompt(report.service, "Which service was down or slow") + "\n";
  out += "- **Impact:** <!-- What users met, and how many percent of them -->\n";
  out += "- **Root cause:** <!-- One sentence -->\n\n";
  out += "## Timeline\n\n";
  out += "<!-- One line an event, \"HH:MM – one or two short sentences\", all times in " + zone +
         ". When was it detected, and how (an alert, an engineer, a customer)? What was examined, what was assumed, "
         "which path\n"
         "misled you? To whom was it escalated? How was it resolved? -->\n\n";
  out += "- <!-- 09:26 – … -->\n\n";
  out += "## Root Cause and Resolution\n\n";
  out +=
      "<!-- In detail: what was causing the issue, by which mechanism; what set it off and what let it happen. Name "
      "systems,\n"
      "not people: ask how it was possible, not who did it. -->\n\n";
  out += "<!-- In detail: how it was fixed, and how you know that it is. -->\n\n";
  out += "## Corrective and Preventative Measures\n\n";
  out += "### Improvements\n\n- <!-- What can be better, broadly -->\n\n";
  out +=
      "### Tasks\n\n- [ ] <!-- One specific thing: verb, what, @owner, due YYYY-MM-DD, how you will know it is done "
      "-->\n";
  return out;
}

}  // namespace afterword
