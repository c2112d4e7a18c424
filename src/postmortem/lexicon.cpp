#include "postmortem/lexicon.h"

#include "postmortem/lexicon_image.h"

namespace afterword {

const PhraseTable& lexicon() {
  static const PhraseTable table(lexicon_image());
  return table;
}

}  // namespace afterword
