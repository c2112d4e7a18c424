#include "check/rules/report.h"

namespace afterword::rules {

void date_ambiguous(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  Finding* first = nullptr;
  std::size_t more = 0;
  for (const Mention& mention : p.mentions) {
    if (!mention.date_ambiguous || !mention.date || !mention.date_other || !p.document->is_prose(mention.span))
      continue;
    if (first != nullptr) {
      ++more;
      continue;
    }
    const Span plain = mention.date_span.empty() ? mention.span : mention.date_span;
    const Span at = p.document->source_of(plain);
    const std::string read = date_text(*mention.date), other = date_text(*mention.date_other);
    first =
        &report(out, at, quoted(plain.in(p.plain())) + " is " + read + " to some readers and " + other + " to others");
    first->label = "read as " + read;
    first->help = "write `" + read + "` or `" + other + "`";
    add_fix(*first, "write " + read, Applicability::has_placeholders, {{at, read}});
    add_fix(*first, "write " + other, Applicability::has_placeholders, {{at, other}});
  }
  if (first != nullptr && more > 0)
    add_note(*first, counted(more, "more date is", "more dates are") + " written like this");
}

}  // namespace afterword::rules
