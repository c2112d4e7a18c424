#include "check/rules/report.h"
#include "check/rules/secrets.h"

namespace afterword::rules {
namespace {

bool passes_luhn(std::string_view digits) {
  int sum = 0;
  bool twice = false;
  for (auto c = digits.rbegin(); c != digits.rend(); ++c, twice = !twice) {
    const int digit = (*c - '0') * (twice ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 == 0;
}

bool begins_like_a_card(std::string_view d) {
  if (d.size() == 15) return d.starts_with("34") || d.starts_with("37");
  if (d.size() == 16)
    return d[0] == '4' || (d[0] == '5' && d[1] >= '1' && d[1] <= '5') || d.starts_with("6011") || d.starts_with("65");
  return d.size() == 13 && d[0] == '4';
}

}  // namespace

void card_number_left(const RuleContext& context, Findings& out) {
  const std::string_view content = context.postmortem.document->text().content();
  for_each_digit_run(content, 13, [&](const DigitRun& run) {
    if (run.plus || run.separator == '.' || !begins_like_a_card(run.digits) || !passes_luhn(run.digits)) return;
    // Within a longer word it is an identifier, and one digit over and over is a test number.
    if (run.span.begin > 0 && (content[run.span.begin - 1] == '_' || content[run.span.begin - 1] == '-')) return;
    report_secret(out, run.span, "what looks like a payment card's number",
                  "write the last four digits only, if at all");
  });
}

}  // namespace afterword::rules
