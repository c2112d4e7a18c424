#include <algorithm>
#include <cmath>

#include "archive/archive.h"

namespace afterword {

std::string_view name_of(Verdict verdict) {
  return verdict == Verdict::same ? "same" : "related";
}

// Three features and a constant, by logistic regression on judged pairs of reports, cross-validated by document and by
// failure; bench/recurrence.md has the figures and what else was tried. A failure is the same where a component agrees
// and nearly all that is said about how it failed; exact names (files, options, errors) count on top of that.
float score_likeness(const Likeness& l) {
  const float names = std::min(l.names, 0.3F);
  const float both = std::min(l.components, l.mechanisms);
  const float common = std::min(l.components / 0.35F, 1.0F) * l.mechanisms_common;
  const float z = -10.8F + 17.6F * names + 5.3F * both + 15.2F * common;
  return 1.0F / (1.0F + std::exp(-z));
}

// Found in the same way, from which reports a reader called related.
float score_relation(const Likeness& l) {
  const float z = -5.8F + 12.7F * l.cause + 2.4F * std::min(l.names, 0.3F) + 3.2F * l.components + 3.6F * l.mechanisms +
                  3.25F * std::sqrt(l.components * l.mechanisms);
  return 1.0F / (1.0F + std::exp(-z));
}

}  // namespace afterword
