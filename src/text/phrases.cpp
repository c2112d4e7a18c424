#include "text/phrases.h"

namespace afterword {
PhraseTable::PhraseTable(const std::vector<Phrase>&) {}
void PhraseTable::find(std::string_view, const Word*, std::uint32_t, std::uint32_t, std::vector<PhraseHit>&) const {}
}  // namespace afterword
