#include "render/audience.h"

#include "render/internal_spans.h"
#include "render/names.h"
#include "text/ascii.h"

namespace afterword {

namespace {

Postmortem read_again(std::string text, const ReadingOptions& options) {
  return read_postmortem(std::make_shared<const Document>(Document::read(std::move(text))), options);
}

/// The owner with the label before it and what sets both off: of "(owner: Ana, due 1 May)" is left "(due 1 May)".
Span with_label(std::string_view text, Span owner) {
  constexpr std::string_view labels[] = {"responsible", "assigned to", "assignee", "owners", "owner", "dri"};
  std::size_t begin = owner.begin, end = owner.end;
  const auto before = [&](char c) { return begin > 0 && text[begin - 1] == c; };
  while (before(' ') || before('*') || before('@')) --begin;
  if (!before(':')) return owner;
  --begin;
  while (before(' ') || before('*')) --begin;
  const auto label = std::find_if(std::begin(labels), std::end(labels), [&](std::string_view one) {
    return begin >= one.size() && lower_ascii(text.substr(begin - one.size(), one.size())) == one;
  });
  if (label == std::end(labels)) return owner;
  begin -= label->size();
  while (before('*')) --begin;
  while (end < text.size() && text[end] == '*') ++end;
  const std::string_view rest = text.substr(end);
  if (rest.starts_with(", ") || rest.starts_with("; "))
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end + 2)};
  const std::string_view first = text.substr(0, begin);
  if (first.ends_with(", ") || first.ends_with("; ")) begin -= 2;
  if (before('(') && text.substr(end).starts_with(')')) {
    --begin;
    ++end;
    if (before(' ')) --begin;
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

/// Owners of measures are taken out where they stand: "(owner: SRE team)" names nobody, but is nobody else's business.
std::string without_owners(const Postmortem& pm) {
  std::vector<Span> owners;
  for (const Measure& measure : pm.measures) {
    if (!measure.owner_span.empty()) owners.push_back(measure.owner_span);
  }
  const std::string_view text = pm.document->text().content();
  for (Span& owner : owners) owner = with_label(text, owner);
  std::sort(owners.begin(), owners.end());
  std::string out;
  std::uint32_t at = 0;
  for (const Span span : owners) {
    if (span.begin < at) continue;
    out.append(text.substr(at, span.begin - at));
    at = span.end;
  }
  return out.append(text.substr(at));
}

}  // namespace

std::string redact_text(const Postmortem& postmortem, const ReadingOptions& options, const KnownPeople* people) {
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
  return without_names(without_owners(pm), names, people);
}

Postmortem redact(const Postmortem& postmortem, const ReadingOptions& options, const KnownPeople* people) {
  return read_again(redact_text(postmortem, options, people), options);
}

}  // namespace afterword
