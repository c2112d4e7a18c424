#include "postmortem/lexicon.h"

#include "postmortem/lexicon_families.h"

namespace afterword {

const PhraseTable& lexicon() {
  static const PhraseTable table = [] {
    std::vector<Phrase> rows;
    for (std::span<const Phrase> family : {language_phrases()}) rows.insert(rows.end(), family.begin(), family.end());
    return PhraseTable(rows);
  }();
  return table;
}

}  // namespace afterword
