#include "check/rules/report.h"

namespace afterword::rules {
namespace {

constexpr std::string_view prompt = "what the picture shows";

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\n") == std::string_view::npos;
}

void report_image(Findings& out, Span at, Edit edit) {
  Finding& finding = report(out, at, "the picture has no description");
  finding.label = "nothing to read aloud, and nothing to see if it does not load";
  finding.help = "say what it shows: `![queue length from 9 to 11 o'clock](queue.png)`";
  add_fix(finding, "add a place for the description", Applicability::has_placeholders, {std::move(edit)});
}

/// `<img …>` tags within a piece of HTML.
void find_tags(const RuleContext& context, Span html, Findings& out) {
  const std::string_view text = text_at(context, html);
  for (std::size_t at = text.find("<img"); at != std::string_view::npos; at = text.find("<img", at + 4)) {
    const std::size_t end = std::min(text.find('>', at), text.size());
    const std::string_view tag = text.substr(at, end - at);
    const std::size_t alt = tag.find("alt=");
    if (alt != std::string_view::npos) continue;  // an empty one says on purpose that there is nothing to say
    const auto begin = html.begin + static_cast<std::uint32_t>(at);
    report_image(out, {begin, html.begin + static_cast<std::uint32_t>(std::min(end + 1, text.size()))},
                 {{begin + 4, begin + 4}, " alt=\"" + std::string(prompt) + "\""});
  }
}

}  // namespace

void image_without_alt(const RuleContext& context, Findings& out) {
  for (const Node& node : context.postmortem.document->nodes()) {
    if (node.kind == NodeKind::html_block || node.kind == NodeKind::html_inline) find_tags(context, node.span, out);
    if (node.kind != NodeKind::image || !is_blank(text_at(context, node.inner))) continue;
    const std::uint32_t at = node.inner.empty() ? node.span.begin + 2 : node.inner.begin;  // behind `![`
    report_image(out, node.span, {{at, std::max(at, node.inner.end)}, std::string(prompt)});
  }
}

}  // namespace afterword::rules
