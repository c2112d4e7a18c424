#include "check/rules/review.h"

namespace afterword::rules {
namespace {

/// What people wrote, on one line.
std::string on_one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
  return text;
}

Span place_of(const RuleContext& context, const OpenComment& open) {
  if (open.place.line == 0) return place_for(context.postmortem, {Role::title});
  const Span line = file_line_span(context.postmortem, open.place.line);
  const std::string& quote = open.anchor.quote;
  if (quote.empty() || open.place.fit != AnchorFit::exact) return line;
  const std::size_t at = text_at(context, line).find(quote);
  if (at == std::string_view::npos) return line;
  const auto begin = line.begin + static_cast<std::uint32_t>(at);
  return {begin, begin + static_cast<std::uint32_t>(quote.size())};
}

}  // namespace

void comment_open(const RuleContext& context, Findings& out) {
  if (context.review == nullptr) return;
  for (const OpenComment& open : context.review->comments) {
    Finding& finding = report_review(context, out, open.remark.by.shown() + ": " + on_one_line(open.remark.text),
                                     place_of(context, open));
    if (open.place.fit == AnchorFit::changed)
      add_note(finding, "the line was changed since; it was: " + quoted(open.anchor.text, 120));
    if (open.place.fit == AnchorFit::lost)
      add_note(finding, "the line is gone; it was: " + quoted(open.anchor.text, 120));
    for (const ReviewRemark& reply : open.replies) add_note(finding, reply.by.shown() + ": " + on_one_line(reply.text));
    finding.help = "answer or settle it: " + type_review(context, "resolve", " " + open.remark.id);
  }
}

}  // namespace afterword::rules
