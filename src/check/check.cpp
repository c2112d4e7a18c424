#include "check/check.h"

#include <tuple>

#include "check/suppressions.h"
#include "review/state.h"

namespace afterword {
namespace {

bool every_file_exists(const void*, std::string_view) {
  return true;
}

void run_rule(const Rule& rule, Severity severity, const RuleContext& context, std::vector<Finding>& out) {
  const std::size_t first = out.size();
  rule.check(context, out);
  for (std::size_t k = first; k < out.size(); ++k) {
    out[k].rule = rule.name;
    out[k].code = rule.code;
    out[k].severity = out[k].severity == Severity::off ? severity : std::min(severity, out[k].severity);
  }
}

void run_rules(std::span<const RuleContext> contexts, std::span<CheckItem> items, const Settings& settings) {
  const std::span<const Rule> rules = all_rules();
  std::vector<Severity> asked;
  std::span<const Severity> severities = items.front().options.severities;
  if (severities.empty()) severities = asked = severities_of(settings);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Rule& rule = rules[i];
    if (rule.check == nullptr || severities[i] == Severity::off) continue;
    for (std::size_t k = 0; k < items.size(); ++k) {
      if (!rule.any_text && !contexts[k].postmortem.is_postmortem) continue;
      const CheckOptions& options = items[k].options;
      const std::uint64_t began = options.now_ns != nullptr ? options.now_ns() : 0;
      run_rule(rule, severities[i], contexts[k], items[k].checked.findings);
      if (options.now_ns != nullptr) (*options.spent_ns)[i] += options.now_ns() - began;
    }
  }
}

/// By place, then by code; the rest only makes the order the same in every run.
bool stands_before(const Finding& a, const Finding& b) {
  return std::tie(a.span.begin, a.code, a.span.end, a.message) < std::tie(b.span.begin, b.code, b.span.end, b.message);
}

/// Turns spans of Text::content() into spans of Text::original().
void move_to_original(const Text& text, Finding& finding) {
  finding.span = text.to_original(finding.span);
  for (Note& note : finding.notes) {
    if (note.span.empty() && note.line == 0) continue;
    if (note.line == 0) note.line = text.line_of(note.span.begin);
    note.span = text.to_original(note.span);
  }
  for (Fix& fix : finding.fixes)
    for (Edit& edit : fix.edits) {
      if (edit.space == EditSpace::content) edit.span = text.to_original(edit.span);
      edit.space = EditSpace::original;
    }
}

/// Findings are large, so what is sorted is where they stand; each is moved once.
void sort_by_place(std::vector<Finding>& findings) {
  std::vector<Finding*> order;
  order.reserve(findings.size());
  for (Finding& finding : findings) order.push_back(&finding);
  std::sort(order.begin(), order.end(), [](const Finding* a, const Finding* b) { return stands_before(*a, *b); });
  std::vector<Finding> sorted;
  sorted.reserve(findings.size());
  for (Finding* finding : order) sorted.push_back(std::move(*finding));
  findings = std::move(sorted);
}

/// Fills in columns of findings that are sorted by place. Goes through each line at most once, so that ten thousand
/// findings in one line of ten megabytes cost no more than ten megabytes.
void fill_in_columns(const Text& text, std::vector<Finding>& findings) {
  const std::string_view original = text.original();
  std::uint32_t line = 0, at = 0, column = 1;
  for (Finding& finding : findings) {
    if (finding.line != line || finding.span.begin < at) {
      line = finding.line;
      at = text.to_original(text.line_span(line)).begin;
      column = 1;
    }
    for (; at < finding.span.begin && at < original.size(); ++at)
      if ((static_cast<unsigned char>(original[at]) & 0xC0) != 0x80) ++column;
    finding.column = column;
  }
}

/// Findings as rules made them become those that are told: silenced ones apart, spans of the original, in order.
void finish(const Postmortem& postmortem, const Settings& settings, Checked& out) {
  const Text& text = postmortem.document->text();
  for (Finding& finding : out.findings) finding.line = text.line_of(finding.span.begin);
  apply_suppressions(postmortem, settings, out);
  for (Finding& finding : out.findings) move_to_original(text, finding);
  sort_by_place(out.findings);
  fill_in_columns(text, out.findings);
  if (out.suppressed.empty()) return;
  for (Suppressed& suppressed : out.suppressed) {
    std::vector<Finding> one;
    move_to_original(text, suppressed.finding);
    one.push_back(std::move(suppressed.finding));
    fill_in_columns(text, one);
    suppressed.finding = std::move(one.front());
  }
  std::sort(out.suppressed.begin(), out.suppressed.end(),
            [](const Suppressed& a, const Suppressed& b) { return stands_before(a.finding, b.finding); });
}

}  // namespace

void check_together(std::span<CheckItem> items, const Settings& settings) {
  if (items.empty()) return;
  std::vector<std::optional<ReviewState>> reviews(items.size());
  std::vector<RuleContext> contexts;
  contexts.reserve(items.size());
  for (std::size_t k = 0; k < items.size(); ++k) {
    const CheckOptions& options = items[k].options;
    const Postmortem& postmortem = *items[k].postmortem;
    if (options.judge_review != nullptr) reviews[k] = options.judge_review(options.review, postmortem);
    contexts.push_back({postmortem, settings.rules,
                        options.file_exists != nullptr ? options.file_exists : every_file_exists, options.disk,
                        options.find_earlier, options.archive, reviews[k] ? &*reviews[k] : nullptr,
                        options.review_required, options.public_hash});
    items[k].checked.findings.reserve(16);  // as many as most reports have
  }
  run_rules(contexts, items, settings);
  for (CheckItem& item : items) finish(*item.postmortem, settings, item.checked);
}

Checked check(const Postmortem& postmortem, const Settings& settings, const CheckOptions& options) {
  CheckItem item{&postmortem, options, {}};
  check_together({&item, 1}, settings);
  return std::move(item.checked);
}

}  // namespace afterword
