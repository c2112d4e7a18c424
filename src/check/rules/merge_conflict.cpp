#include "check/rule.h"

namespace afterword::rules {

/// Git leaves `<<<<<<< ours` … `>>>>>>> theirs` at the beginning of lines. One finding a conflict, at its first mark.
void merge_conflict_left(const RuleContext& context, Findings& out) {
  const Text& text = context.postmortem.document->text();
  const std::string_view content = text.content();
  constexpr std::string_view mark = "<<<<<<< ";
  for (std::size_t at = content.find(mark); at != std::string_view::npos; at = content.find(mark, at + mark.size())) {
    if (at != 0 && content[at - 1] != '\n') continue;
    Finding finding;
    const auto begin = static_cast<std::uint32_t>(at);
    finding.span = {begin, text.line_span(text.line_of(begin)).end};
    finding.message = "marks of an unfinished merge";
    finding.label = "two versions of the text begin here";
    finding.help = "keep one version, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`";
    out.push_back(std::move(finding));
  }
}

}  // namespace afterword::rules
