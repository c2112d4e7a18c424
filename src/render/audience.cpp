#include "render/audience.h"

#include "render/internal_spans.h"
#include "render/names.h"

namespace afterword {

namespace {

Postmortem read_again(std::string text, const ReadingOptions& options) {
  return read_postmortem(std::make_shared<const Document>(Document::read(std::move(text))), options);
}

/// Owners of measures are taken out where they stand: "(owner: SRE team)" names nobody, but is nobody else's business.
std::string without_owners(const Postmortem& pm) {
  std::vector<Span> owners;
  for (const Measure& measure : pm.measures) {
    if (!measure.owner_span.empty()) owners.push_back(measure.owner_span);
  }
  std::sort(owners.begin(), owners.end());
  std::string out;
  const std::string_view text = pm.document->text().content();
  std::uint32_t at = 0;
  for (const Span span : owners) {
    if (span.begin < at) continue;
    out.append(text.substr(at, span.begin - at));
    at = span.end;
  }
  return out.append(text.substr(at));
}

}  // namespace

std::string redact_text(const Postmortem& postmortem, const ReadingOptions& options) {
  constexpr int rounds_max = 4;
  std::vector<std::string> names = find_names(postmortem);
  Postmortem pm = postmortem;
  // Cutting can join what stood apart into a new mark, so it is repeated until nothing is found.
  for (int round = 0;; ++round) {
    const std::vector<Span> internal = find_internal(pm);
    if (internal.empty()) break;
    if (round == rounds_max) return {};
    pm = read_again(without_spans(pm.document->text().content(), internal), options);
  }
  for (std::string& name : find_names(pm)) names.push_back(std::move(name));
  return without_names(without_owners(pm), names);
}

Postmortem redact(const Postmortem& postmortem, const ReadingOptions& options) {
  return read_again(redact_text(postmortem, options), options);
}

}  // namespace afterword
