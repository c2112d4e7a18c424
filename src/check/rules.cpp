#include "check/rule.h"
#include "check/rule_pages.h"

namespace afterword {

namespace rules {
#define RULE(code, name, function, ...) void function(const RuleContext& context, Findings& out);
#define META(...)
#include "check/rules.inc"
#undef RULE
#undef META
}  // namespace rules

namespace {

using enum Severity;
using enum Family;
[[maybe_unused]] constexpr bool fixable = true, unfixable = false, any_text = true, reports = false;

constexpr Rule table[] = {
#define RULE(code, name, function, family, alx, google_sre, pagerduty, fixable, texts, summary) \
  {code, name, family, alx, google_sre, pagerduty, summary, rules::function, fixable, texts},
#define META(code, name, alx, google_sre, pagerduty, fixable, summary) \
  {code, name, meta, alx, google_sre, pagerduty, summary, nullptr, fixable, any_text},
#include "check/rules.inc"
#undef RULE
#undef META
};

constexpr bool is_ordered() {
  for (std::size_t i = 1; i < std::size(table); ++i)
    if (!(table[i - 1].code < table[i].code)) return false;
  return true;
}
static_assert(is_ordered(), "rules.inc: rows stand by code, and no code stands twice");

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

}  // namespace

std::span<const Rule> all_rules() {
  return table;
}

const Rule* find_rule(std::string_view name_or_code) {
  for (const Rule& rule : table)
    if (equals_ignoring_case(rule.code, name_or_code) || equals_ignoring_case(rule.name, name_or_code)) return &rule;
  return nullptr;
}

std::string_view name_of(Family family) {
  constexpr std::string_view names[] = {"structure", "time", "consistency", "cause",  "measures",
                                        "language",  "form", "security",    "review", "meta"};
  return names[static_cast<std::size_t>(family)];
}

std::string_view page_of(const Rule& rule) {
  for (const RulePage& page : all_rule_pages())
    if (page.name == rule.name) return page.text;
  return {};
}

}  // namespace afterword
