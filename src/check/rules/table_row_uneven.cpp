#include "check/rules/report.h"

namespace afterword::rules {

/// Markdown drops cells beyond the head's and fills up missing ones; both lose or shift what the author wrote.
void table_row_uneven(const RuleContext& context, Findings& out) {
  const auto& nodes = context.postmortem.document->nodes();
  const std::string_view content = context.postmortem.document->text().content();
  std::uint32_t columns = 0;
  Span head;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node& row = nodes[i];
    if (row.kind == NodeKind::table) columns = 0;
    if (row.kind != NodeKind::table_row) continue;
    // md4c gives each row the head's number of cells, so that the bars in the source have to be counted.
    std::uint32_t bars = 0;
    bool code = false;
    const std::string_view text = row.span.in(content);
    const std::size_t begin = text.find_first_not_of(" \t"), end = text.find_last_not_of(" \t\r\n");
    if (begin == std::string_view::npos) continue;
    for (std::size_t k = begin + 1; k < end; ++k) {
      if (text[k] == '`') code = !code;
      if (text[k] == '|' && text[k - 1] != '\\' && !code) ++bars;
    }
    if (text.find('\n') < end) continue;
    if (columns == 0) {
      columns = bars + 1;
      head = {row.span.begin + static_cast<std::uint32_t>(begin), row.span.begin + static_cast<std::uint32_t>(end) + 1};
      continue;
    }
    if (bars + 1 <= columns) continue;
    Finding& finding = report(
        out, {row.span.begin + static_cast<std::uint32_t>(begin), row.span.begin + static_cast<std::uint32_t>(end) + 1},
        "the row has " + std::to_string(bars + 1) + " cells, and the table " + std::to_string(columns) +
            " columns: what stands behind them is not shown");
    finding.label = "too many cells";
    add_note(finding, "the columns are named here", head);
    finding.help = "write a bar that is meant as text as `\\|`";
  }
}

}  // namespace afterword::rules
