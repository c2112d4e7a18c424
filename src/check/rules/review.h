#pragma once
#include <string>

#include "check/rules/report.h"
#include "review/state.h"

namespace afterword::rules {

/// Says something about the review, at the title where it has no place of its own. Unless a review is required, it is
/// only information: a running review must not break the build of a team that does not ask for one.
Finding& report_review(const RuleContext& context, Findings& out, std::string message, Span at);
Finding& report_review(const RuleContext& context, Findings& out, std::string message);

/// `afterword review ACT report.md REST`, between backquotes, to be typed as it is.
[[nodiscard]] std::string type_review(const RuleContext& context, std::string_view act, std::string_view rest = {});

/// "2026-03-14"
[[nodiscard]] std::string day_text(Date date);

}  // namespace afterword::rules
