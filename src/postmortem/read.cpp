#include "postmortem/postmortem.h"

namespace afterword {

std::vector<PhraseHit> Postmortem::hits_of(Mark mark) const {
  std::vector<PhraseHit> out;
  for (const PhraseHit& hit : hits)
    if (hit.mark == static_cast<std::uint16_t>(mark)) out.push_back(hit);
  return out;
}

Span Postmortem::source_of_words(std::uint32_t first, std::uint32_t last) const {
  return document->source_of({words[first].span.begin, words[last - 1].span.end});
}

const Section* Postmortem::section_at(std::uint32_t line) const {
  const Section* found = nullptr;
  for (const Section& section : sections)
    if (section.first_line <= line && line < section.last_line) found = &section;
  return found;
}

Postmortem read_postmortem(std::shared_ptr<const Document> document, const ReadingOptions&) {
  Postmortem out;
  out.document = std::move(document);
  for (std::size_t i = 0; i < static_cast<std::size_t>(RequirementId::count); ++i)
    out.requirements.push_back({static_cast<RequirementId>(i), RequirementState::missing, {}, {}});
  return out;
}

}  // namespace afterword
