#include "check/rules/report.h"

namespace afterword::rules {

void sentence_too_long(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  const std::uint32_t most = context.settings.sentence_words_max;
  for (const Sentence& sentence : p.sentences) {
    if (!sentence.prose || sentence.last_word - sentence.first_word <= most) continue;
    if (sentence.line < p.places.size() && !p.places[sentence.line].report) continue;
    if (p.document->lines()[sentence.line].quoted) continue;
    std::uint32_t count = 0, over = 0;
    bool cited = false;  // what others said or a program wrote was not worded here
    for (std::uint32_t i = sentence.first_word; i < sentence.last_word; ++i) {
      const std::string_view word = word_text(p, i);
      cited = word == "“" || (cited && word != "”");
      if (cited) continue;
      if (p.words[i].kind == WordKind::punctuation || !p.document->is_prose(p.words[i].span)) continue;
      if (++count == most + 1) over = i;
    }
    if (count <= most) continue;
    Finding& finding =
        report(out, p.source_of_words(sentence.first_word, sentence.last_word),
               "a sentence of " + std::to_string(count) + " words; the limit is " + std::to_string(most));
    finding.label = "long";
    add_note(finding, "word " + std::to_string(most + 1) + " stands here", p.source_of_words(over, over + 1));
    finding.help = "end it where a new thought begins";
  }
}

}  // namespace afterword::rules
