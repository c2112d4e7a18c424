#include "check/rules/report.h"

namespace afterword::rules {

void line_ends_mixed(const RuleContext& context, Findings& out) {
  const Text& text = context.postmortem.document->text();
  const std::string_view bytes = text.original();
  if (bytes.find('\r') == std::string_view::npos) return;
  std::vector<std::uint32_t> lone, pairs;  // places of LF without and with CR before it
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1))
    (at > 0 && bytes[at - 1] == '\r' ? pairs : lone).push_back(static_cast<std::uint32_t>(at));
  if (lone.empty() || pairs.empty()) return;
  const bool keep_pairs = pairs.size() >= lone.size();
  const std::vector<std::uint32_t>& odd = keep_pairs ? lone : pairs;
  const std::uint32_t first = text.to_content(odd.front());
  Finding& finding =
      report(out, {first, first},
             counted(odd.size(), "line ends", "lines end") + " in " + (keep_pairs ? "LF" : "CR LF") + ", the other " +
                 std::to_string(keep_pairs ? pairs.size() : lone.size()) + " in " + (keep_pairs ? "CR LF" : "LF"));
  finding.help = "`--fix` gives all lines the end that most have; `* text=auto` in `.gitattributes` keeps it so";
  std::vector<Edit> edits;
  for (std::uint32_t at : odd) {
    if (keep_pairs)
      edits.push_back({{at, at}, "\r", EditSpace::original});
    else
      edits.push_back({{at - 1, at}, "", EditSpace::original});
  }
  add_fix(finding, "end all lines alike", Applicability::safe, std::move(edits));
}

}  // namespace afterword::rules
