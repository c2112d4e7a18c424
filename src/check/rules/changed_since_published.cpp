#include "check/rules/report.h"

namespace afterword::rules {

void changed_since_published(const RuleContext& context, Findings& out) {
  if (context.public_hash == nullptr) return;
  std::string now, url;
  for (const FrontMatterEntry& entry : context.postmortem.front_matter.entries) {
    if (entry.key == "published.url") url = entry.value;
    if (entry.key != "published.hash" || !entry.value.starts_with("sha256:")) continue;
    if (now.empty()) now = context.public_hash(context.postmortem);
    if (entry.value == now) continue;
    Finding& finding = report(
        out, entry.span,
        "what the public may see has changed since it was published" + (url.empty() ? std::string() : " at " + url));
    finding.help = "`afterword publish` writes over it; take the entry out where it shall stay as it was";
  }
}

}  // namespace afterword::rules
