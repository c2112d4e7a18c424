#include "check/rules/report.h"
#include "check/rules/tasks.h"

namespace afterword::rules {
namespace {

/// Verbs that tasks begin with and that are not in the lexicon of measures.
bool is_verb(std::string_view word) {
  constexpr std::string_view verbs[] = {
      "locate",  "identify", "read",    "bundle", "fail",     "enforce",  "scrutinize", "investigate",
      "reach",   "hold",     "have",    "keep",   "make",     "take",     "give",       "get",
      "put",     "use",      "let",     "ask",    "tell",     "teach",    "learn",      "look",
      "think",   "find",     "stop",    "start",  "turn",     "cut",      "split",      "merge",
      "buy",     "hire",     "book",    "call",   "talk",     "discuss",  "agree",      "decide",
      "publish", "share",    "explain", "train",  "rehearse", "practice", "run",        "try",
      "verify",  "check",    "log",     "rename", "raise",    "lower",    "reduce",     "increase",
      "double",  "allow",    "deny",    "ban",    "block",    "limit",    "require",    "avoid"};
  std::string lower(word);
  if (!lower.empty() && lower[0] >= 'A' && lower[0] <= 'Z') lower[0] = static_cast<char>(lower[0] + 32);
  return std::find(std::begin(verbs), std::end(verbs), lower) != std::end(verbs);
}

}  // namespace

void task_without_verb(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  for (const Measure& measure : p.measures) {
    if (!measure.task || !measure.verb.empty() || measure.text.empty()) continue;
    const Span words = words_of(p, measure);
    constexpr std::uint32_t longest = 6;  // a longer one says somehow what is meant
    if (p.language != "en" || words.end - words.begin > longest) continue;
    if (words.empty() || is_verb(word_text(p, words.begin))) continue;
    if (find_hit(p, Mark::task_verb, words) != nullptr || find_hit(p, Mark::broad_verb, words) != nullptr ||
        find_hit(p, Mark::vague_verb, words) != nullptr)
      continue;
    Finding& finding = report(out, measure.span, "the task names no action");
    finding.label = "what is to be done?";
    finding.help = "begin with a verb: \"add monitoring of the server's memory\"";
  }
}

}  // namespace afterword::rules
