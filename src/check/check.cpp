#include "check/check.h"

#include <tuple>

#include "check/suppressions.h"
#include "review/state.h"

namespace afterword {
namespace {

bool every_file_exists(const void*, std::string_view) {
  return true;
}

void run_rules(const RuleContext& context, const Settings& settings, const CheckOptions& options,
               std::vector<Finding>& out) {
  const std::span<const Rule> rules = all_rules();
  std::vector<Severity> asked;
  if (options.severities.empty()) asked = severities_of(settings);
  const std::span<const Severity> severities = options.severities.empty() ? asked : options.severities;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Rule& rule = rules[i];
    if (rule.check == nullptr || (!rule.any_text && !context.postmortem.is_postmortem)) continue;
    const Severity severity = severities[i];
    if (severity == Severity::off) continue;
    const std::size_t first = out.size();
    const std::uint64_t began = options.now_ns != nullptr ? options.now_ns() : 0;
    rule.check(context, out);
    if (options.now_ns != nullptr) (*options.spent_ns)[i] += options.now_ns() - began;
    for (std::size_t k = first; k < out.size(); ++k) {
      out[k].rule = rule.name;
      out[k].code = rule.code;
      out[k].severity = out[k].severity == Severity::off ? severity : std::min(severity, out[k].severity);
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

}  // namespace

Checked check(const Postmortem& postmortem, const Settings& settings, const CheckOptions& options) {
  const Text& text = postmortem.document->text();
  std::optional<ReviewState> review;
  if (options.judge_review != nullptr) review = options.judge_review(options.review, postmortem);
  const RuleContext context{postmortem,
                            settings.rules,
                            options.file_exists != nullptr ? options.file_exists : every_file_exists,
                            options.disk,
                            options.find_earlier,
                            options.archive,
                            review ? &*review : nullptr,
                            options.review_required,
                            options.public_hash};
  Checked out;
  out.findings.reserve(16);  // as many as most reports have
  run_rules(context, settings, options, out.findings);
  for (Finding& finding : out.findings) finding.line = text.line_of(finding.span.begin);
  apply_suppressions(postmortem, settings, out);
  for (Finding& finding : out.findings) move_to_original(text, finding);
  sort_by_place(out.findings);
  fill_in_columns(text, out.findings);
  if (!out.suppressed.empty()) {
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
  return out;
}

}  // namespace afterword
