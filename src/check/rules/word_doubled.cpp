#include "check/rules/report.h"

namespace afterword::rules {
namespace {

struct Hashes {
  std::array<std::uint32_t, 32> sorted{};
  constexpr Hashes() {
    constexpr std::string_view words[] = {"the", "a",    "an",    "to",   "of",   "in",   "is",   "and",
                                          "was", "were", "for",   "on",   "with", "we",   "it",   "be",
                                          "at",  "by",   "as",    "from", "our",  "this", "are",  "or",
                                          "not", "they", "their", "will", "been", "has",  "into", "which"};
    static_assert(std::size(words) == 32);
    for (std::size_t i = 0; i < sorted.size(); ++i) sorted[i] = word_hash(words[i]);
    std::sort(sorted.begin(), sorted.end());
  }
};
constexpr Hashes small_words;  // those that nobody doubles on purpose ("very very", "that that")

}  // namespace

void word_doubled(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  for (const std::uint32_t i : p.forms.repeated) {
    const Word &before = p.words[i - 1], &word = p.words[i];
    if (word.kind != WordKind::word || word.capital || !word.space_before) continue;
    if (word.line_break_before || !std::binary_search(small_words.sorted.begin(), small_words.sorted.end(), word.hash))
      continue;
    if (!in_prose(p, i) || p.document->line_at(before.span.begin) != p.document->line_at(word.span.begin)) continue;
    const Span at = p.source_of_words(i, i + 1), first = p.source_of_words(i - 1, i);
    // Only where nothing but blanks lies between: not across markup or cells.
    const std::string_view between = text_at(context, {first.end, at.begin});
    if (between.empty() || between.find_first_not_of(" \t") != std::string_view::npos) continue;
    Finding& finding = report(out, at, "the word " + quoted(word_text(p, i)) + " stands here twice");
    finding.label = "again";
    finding.help = "delete one";
    add_fix(finding, "delete the second", Applicability::safe, {{{first.end, at.end}, ""}});
  }
}

}  // namespace afterword::rules
