// Any bytes: valid UTF-8 comes out, places are inside, repairs say what was read, words and sentences cover the text.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "text/letters.h"
#include "text/phrases.h"
#include "text/text.h"

namespace {

using namespace afterword;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_places(const Text& text) {
  const std::string_view content = text.content();
  for (std::size_t i = 0; i < content.size();) {
    const Decoded d = decode_utf8(content, i);
    require(d.code_point != bad_code_point && d.code_point != 0);
    i += d.length;
  }
  for (std::uint32_t i = 0; i < content.size(); ++i) {
    const Span original = text.to_original({i, i + 1});
    require(original.begin <= original.end && original.end <= text.original().size());
    require(text.to_content(original.begin) <= content.size());
    require(text.line_span(text.line_of(i)).begin <= i);
  }
  for (const Repair& r : text.repairs()) require(r.original.end <= text.original().size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const PhraseTable table(std::vector<Phrase>{
      {"on call", 1}, {"restart*|fix* the", 2}, {"# _ #", 3}, {"a|b|#|_ c", 4}, {"é*", 5}, {"_ _", 6}, {"# %", 7}});
  const Text text = Text::read(std::string(reinterpret_cast<const char*>(bytes), size));
  check_places(text);
  // The raw bytes too: split_words promises to accept any.
  for (const std::string_view running : {text.content(), text.original()}) {
    std::vector<Word> words;
    split_words(running, 0, words);
    std::uint32_t at = 0;
    for (const Word& w : words) {
      require(w.span.begin >= at && w.span.end > w.span.begin && w.span.end <= running.size());
      at = w.span.end;
    }
    std::vector<Span> sentences;
    split_sentences(running, words.data(), words.size(), 0, sentences);
    std::uint32_t next = 0;
    for (const Span s : sentences) {
      require(s.begin == next && s.end > s.begin);
      next = s.end;
    }
    require(next == words.size());
    std::vector<PhraseHit> hits;
    table.find(running, words.data(), 0, static_cast<std::uint32_t>(words.size()), hits);
    for (const PhraseHit& h : hits) require(h.first < h.last && h.last <= words.size());
  }
  return 0;
}
