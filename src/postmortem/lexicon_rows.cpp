#include "postmortem/lexicon_families.h"

namespace afterword {

namespace {

void add_phrases(std::span<const MarkPhrases> family, std::vector<Phrase>& out) {
  for (const MarkPhrases& row : family) {
    std::string_view rest = row.phrases;
    while (!rest.empty()) {
      const std::size_t end = rest.find(';');
      const std::string_view phrase = rest.substr(0, end);
      if (!phrase.empty()) out.push_back({phrase, static_cast<std::uint16_t>(row.mark)});
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
  }
}

}  // namespace

std::vector<Phrase> lexicon_rows() {
  std::vector<Phrase> rows;
  for (std::span<const Phrase> family : {language_phrases()}) rows.insert(rows.end(), family.begin(), family.end());
  for (std::span<const MarkPhrases> family :
       {reading_phrases(), impact_phrases(), cause_phrases(), sure_cause_phrases(), structure_phrases()})
    add_phrases(family, rows);
  return rows;
}

}  // namespace afterword
