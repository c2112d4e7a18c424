#include "check/rules/report.h"
#include "check/rules/secrets.h"

namespace afterword::rules {

/// International numbers only: without the `+`, a telephone number looks like any other number of a system.
void phone_number_left(const RuleContext& context, Findings& out) {
  const std::string_view content = context.postmortem.document->text().content();
  for (std::size_t at = content.find('+'); at != std::string_view::npos; at = content.find('+', at + 1)) {
    if (at + 2 >= content.size() || content[at + 1] < '1' || content[at + 1] > '9') continue;
    if (at > 0 && content[at - 1] != ' ' && content[at - 1] != '\n' && content[at - 1] != '(' &&
        content[at - 1] != ':' && content[at - 1] != '|')
      continue;
    std::size_t end = at + 1, digits = 0;
    while (end < content.size() && end - at < 24) {
      const char c = content[end];
      if (c >= '0' && c <= '9')
        ++digits;
      else if (c != ' ' && c != '-' && c != '(' && c != ')')
        break;
      ++end;
    }
    while (content[end - 1] < '0' || content[end - 1] > '9') --end;
    const char next = end < content.size() ? content[end] : ' ';
    if (digits < 9 || digits > 15 || next == '.' || next == ':' || next == '%') {
      if (next != '.' || digits < 9 || digits > 15) continue;  // the full stop of a sentence
    }
    Finding& finding = report(out, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)},
                              "a telephone number stands in the report");
    finding.label = "personal data";
    finding.help = "name the role that was called, and keep the number in the on-call tool";
  }
}

}  // namespace afterword::rules
