#include "postmortem/lexicon.h"

namespace afterword {
const PhraseTable& lexicon() {
  static const PhraseTable table{std::vector<Phrase>{}};
  return table;
}
}  // namespace afterword
