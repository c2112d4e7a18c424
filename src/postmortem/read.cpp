#include "postmortem/body.h"
#include "postmortem/classify.h"
#include "postmortem/classify_model.h"
#include "postmortem/known_words.h"
#include "postmortem/manner.h"
#include "postmortem/measures.h"
#include "postmortem/postmortem.h"
#include "postmortem/read_together.h"
#include "postmortem/requirements.h"
#include "postmortem/sections.h"
#include "postmortem/timeline.h"
#include "postmortem/values.h"

namespace afterword {
namespace {

/// A block's lines are split into sentences together: wrapped lines belong to one sentence, blocks and
/// heading-like lines never do.
void find_sentences(Postmortem& pm) {
  const std::vector<Line>& lines = pm.document->lines();
  pm.sentences.reserve(lines.size() + lines.size() / 2);
  std::vector<Span> found;
  const auto count = static_cast<std::uint32_t>(lines.size());
  for (std::uint32_t i = 0; i < count;) {
    std::uint32_t end = i + 1;
    while (end < count && lines[end].continuation && !pm.places[end].heading && !pm.places[end - 1].heading &&
           pm.places[end].entry == pm.places[i].entry)
      ++end;
    const std::uint32_t first = pm.places[i].first_word, last = pm.places[end - 1].last_word;
    found.clear();
    if (last > first) split_sentences(pm.plain(), pm.words.data() + first, last - first, first, found);
    std::uint32_t line = i;
    for (const Span sentence : found) {
      while (line + 1 < end && pm.places[line].last_word <= sentence.begin) ++line;
      const LineKind kind = lines[line].kind;
      const bool prose = kind != LineKind::heading && kind != LineKind::code && kind != LineKind::front_matter &&
                         !pm.places[line].heading;
      pm.sentences.push_back({sentence.begin, sentence.end, line, prose});
    }
    i = end;
  }
}

WordsByForm sort_by_form(const std::vector<Word>& words) {
  WordsByForm out;
  std::uint32_t before = 0;
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    if (word.kind == WordKind::number) out.numbers.push_back(i);
    if (word.all_caps) out.capitals.push_back(i);
    if (word.hash == before) out.repeated.push_back(i);
    before = word.hash;
  }
  if (!out.repeated.empty() && out.repeated.front() == 0) out.repeated.erase(out.repeated.begin());
  return out;
}

}  // namespace

std::vector<PhraseHit> Postmortem::hits_of(Mark mark) const {
  std::vector<PhraseHit> out;
  if (!marks[static_cast<std::size_t>(mark)]) return out;
  for (const PhraseHit& hit : hits)
    if (hit.mark == static_cast<std::uint16_t>(mark)) out.push_back(hit);
  return out;
}

Span Postmortem::source_of_words(std::uint32_t first, std::uint32_t last) const {
  return document->source_of({words[first].span.begin, words[last - 1].span.end});
}

const Section* Postmortem::section_at(std::uint32_t line) const {
  if (line >= places.size() || places[line].section < 0) return nullptr;
  return &sections[static_cast<std::size_t>(places[line].section)];
}

namespace {

void read_words(Postmortem& out) {
  const Document& read = *out.document;
  const std::string_view yaml = read.front_matter();
  if (!yaml.empty())
    out.front_matter = read_front_matter(yaml, static_cast<std::uint32_t>(yaml.data() - read.text().content().data()));
  out.words.reserve(read.plain().size() / 4);
  split_words(read.plain(), 0, out.words);
  out.known.resize(out.words.size());
  const WordBits& known = known_words();
  std::ranges::transform(out.words, out.known.begin(), [&](const Word& word) { return known.find(word.hash); });
  out.forms = sort_by_form(out.words);
}

void find_all_mentions(Postmortem& out, const ReadingOptions& options) {
  const Document& read = *out.document;
  out.mentions.reserve(out.words.size() / 16);
  // Line by line: a date at the end of one line and a time at the beginning of the next are two things.
  for (const Line& line : read.lines())
    find_mentions(line.plain.in(read.plain()), line.plain.begin, {options.date_order}, out.mentions);
}

void find_hits(Postmortem& out) {
  out.hits.reserve(out.words.size() / 2);
  lexicon().find(out.plain(), out.words.data(), 0, static_cast<std::uint32_t>(out.words.size()), out.hits);
  for (const PhraseHit& hit : out.hits) out.marks.set(hit.mark);
}

}  // namespace

std::vector<Postmortem> read_postmortems(std::vector<std::shared_ptr<const Document>> documents,
                                         const ReadingOptions& options) {
  std::vector<Postmortem> all(documents.size());
  std::vector<std::optional<Date>> dates(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i].document = std::move(documents[i]);
  const auto each = [&all, &dates](const auto& step) {
    for (std::size_t i = 0; i < all.size(); ++i) step(all[i], dates[i]);
  };
  using Day = std::optional<Date>;
  each([](Postmortem& p, Day&) { read_words(p); });
  each([&](Postmortem& p, Day&) { find_all_mentions(p, options); });
  each([](Postmortem& p, Day&) { find_hits(p); });
  each([](Postmortem& p, Day&) { find_language(p); });
  each([](Postmortem& p, Day&) { find_sections(p); });
  each([](Postmortem& p, Day&) { find_body(p); });
  each([&](Postmortem& p, Day&) { find_timeline(p, options); });
  each([&](Postmortem& p, Day&) { find_measures(p, options); });
  each([](Postmortem& p, Day&) { find_sentences(p); });
  each([](Postmortem& p, Day& day) { day = find_report_date(p); });
  each([](Postmortem& p, const Day& day) { find_values(p, day); });
  each([](Postmortem& p, const Day& day) { date_timeline(p, day); });
  classify_postmortems(all, options.model != nullptr ? *options.model : builtin_model());
  each([](Postmortem& p, const Day& day) { complete_values(p, day); });
  each([](Postmortem& p, Day&) { place_timeline(p); });
  each([](Postmortem& p, Day&) { count_narrative(p); });
  each([](Postmortem& p, Day&) { find_attractive(p); });
  each([](Postmortem& p, Day&) { judge_requirements(p); });
  return all;
}

Postmortem read_postmortem(std::shared_ptr<const Document> document, const ReadingOptions& options) {
  return std::move(read_postmortems({std::move(document)}, options).front());
}

}  // namespace afterword
