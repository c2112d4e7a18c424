#include "postmortem/manner.h"

#include "base/byte_scan.h"
#include "postmortem/heading.h"
#include "postmortem/known_words.h"
#include "postmortem/shape.h"
#include "text/ascii.h"

namespace afterword {
namespace {

/// In the order of the bits of known::tongues.
constexpr std::string_view tongues[] = {"en", "es", "pt", "fr", "de", "it"};

/// How often each of six bits was set: a lane of ten bits for each, so that adding asks nothing about them.
class BitCounts {
 public:
  void add(std::uint32_t bits) {
    static constexpr std::array<std::uint64_t, 64> lanes = [] {
      std::array<std::uint64_t, 64> out{};
      for (std::uint64_t set = 0; set < 64; ++set)
        for (std::uint64_t bit = 0; bit < 6; ++bit) out[set] |= (set >> bit & 1) << 10 * bit;
      return out;
    }();
    sum_ += lanes[bits & 63];
    if (++added_ == lane_max) flush();
  }
  [[nodiscard]] std::array<std::uint32_t, 6> get() {
    flush();
    return counts_;
  }

 private:
  static constexpr std::uint32_t lane_max = 1023;
  void flush() {
    for (std::size_t bit = 0; bit < counts_.size(); ++bit)
      counts_[bit] += static_cast<std::uint32_t>(sum_ >> 10 * bit & lane_max);
    sum_ = 0;
    added_ = 0;
  }
  std::uint64_t sum_ = 0;
  std::uint32_t added_ = 0;
  std::array<std::uint32_t, 6> counts_{};
};

bool is_emoji(char32_t c) {
  return (c >= 0x1f300 && c <= 0x1faff) ||
         (c >= 0x2600 && c <= 0x27bf && c != 0x2713 && c != 0x2714 && c != 0x2717 && c != 0x2718) ||
         (c >= 0x2b50 && c <= 0x2b55) || c == 0x231a || c == 0x23f0 || c == 0x23f3 || c == 0x1f004;
}

char32_t code_point(std::string_view text, std::size_t& i) {
  const unsigned char c = static_cast<unsigned char>(text[i]);
  std::size_t more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
  char32_t out = more == 3 ? c & 0x07u : more == 2 ? c & 0x0fu : more == 1 ? c & 0x1fu : c;
  for (++i; more > 0 && i < text.size(); --more, ++i) out = out << 6 | (static_cast<unsigned char>(text[i]) & 0x3fu);
  return out;
}

/// All emoji begin with one of two bytes.
bool has_emoji(std::string_view text) {
  const auto next = [&](std::size_t from) { return find_byte<'\xE2', '\xF0'>(text, from); };
  for (std::size_t at = next(0); at != std::string_view::npos; at = next(at + 1)) {
    std::size_t i = at;
    if (is_emoji(code_point(text, i))) return true;
  }
  return false;
}

/// ":wink:", ":smile:", but not "10:30:", "a:b:".
bool has_shortcode(std::string_view text) {
  for (std::size_t at = text.find(':'); at != std::string_view::npos; at = text.find(':', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') || text[end] == '_' ||
                                 (text[end] >= '0' && text[end] <= '9' && end > at + 1)))
      ++end;
    const bool before = at == 0 || !std::isalnum(static_cast<unsigned char>(text[at - 1]));
    if (before && end - at >= 4 && end < text.size() && text[end] == ':' &&
        (end + 1 == text.size() || !std::isalnum(static_cast<unsigned char>(text[end + 1]))))
      return true;
  }
  return false;
}

/// Pictures, and which of them show how something works.
void find_pictures(const Postmortem& pm, Attractive& out) {
  const std::string_view content = pm.document->text().content();
  for (const Node& node : pm.document->nodes()) {
    if (node.kind == NodeKind::image) {
      const std::string about = lower_ascii(node.inner.in(content)) + " " + lower_ascii(node.target.in(content));
      if (contains_any(about, {"badge", "shields.io"})) continue;
      out.image = true;
      if (contains_any(about, {"diagram", "flowchart", "flow chart", "architecture", "topology"})) out.diagram = true;
    } else if (node.kind == NodeKind::html_block || node.kind == NodeKind::html_inline) {
      const std::string html = lower_ascii(node.span.in(content));
      if (contains_any(html, {"<img", "<picture", "<svg", "<video"})) out.image = true;
      if (contains_any(html, {"<table"})) out.table = true;
    } else if (node.kind == NodeKind::code_block) {
      const std::string info = lower_ascii(node.target.in(content));
      if (contains_any(info, {"mermaid", "plantuml", "dot", "graphviz", "ditaa", "svgbob"})) out.diagram = true;
      const std::string_view text = node.inner.in(content);
      if (contains_any(text, {"──", "└", "┌", "+--", "-->", "--->", "|  |"}) &&
          contains_any(text, {"│", "|", "▼", "↓", "►", "▶", "→", "v\n", "->"}))
        out.diagram = true;
      if (contains_any(text, {"█", "▇", "▆"})) out.diagram = true;  // a curve drawn with bars
    } else if (node.kind == NodeKind::table) {
      out.table = true;
    } else if (node.kind == NodeKind::quote) {
      out.quote = true;
    }
  }
}

/// Jokes are told with a small set of words that no sober report uses; two different ones are asked for.
bool is_humorous(const Postmortem& pm, bool emoji) {
  int score = 0;
  std::array<std::uint32_t, 8> seen{};
  std::size_t distinct = 0, line = 0;
  for (const PhraseHit& hit : pm.hits) {
    const bool sure = hit.mark == static_cast<std::uint16_t>(Mark::joke_sure);
    if ((!sure && hit.mark != static_cast<std::uint16_t>(Mark::joke)) || distinct == seen.size()) continue;
    while (line + 1 < pm.places.size() && pm.places[line].last_word <= hit.first) ++line;
    if (!pm.places[line].report || pm.document->lines()[line].kind == LineKind::code) continue;
    const std::uint32_t hash = pm.words[hit.first].hash;
    const auto end = seen.begin() + static_cast<std::ptrdiff_t>(distinct);
    if (std::find(seen.begin(), end, hash) != end) continue;
    seen[distinct++] = hash;
    score += sure ? 2 : 1;
  }
  return score >= (emoji ? 2 : 3);
}

}  // namespace

void find_language(Postmortem& pm) {
  BitCounts counts;
  std::uint32_t kana = 0, han = 0, hangul = 0, cyrillic = 0;
  const std::string_view plain = pm.plain();
  for (std::size_t w = 0; w < pm.words.size(); ++w) {
    counts.add(pm.known[w]);
    std::size_t i = pm.words[w].span.begin;
    const unsigned char c = static_cast<unsigned char>(plain[i]);
    if (c < 0xd0) continue;
    cyrillic += c <= 0xd1;
    if (c < 0xe3) continue;
    const char32_t point = code_point(plain, i);
    kana += point >= 0x3040 && point < 0x3100;
    han += point >= 0x4e00 && point < 0xa000;
    hangul += point >= 0xac00 && point < 0xd7b0;
  }
  const std::array<std::uint32_t, std::size(tongues)> count = counts.get();
  const auto words = static_cast<std::uint32_t>(pm.words.size());
  if (kana * 8 > words)
    pm.language = "ja";
  else if (hangul * 4 > words)
    pm.language = "ko";
  else if (han * 4 > words)
    pm.language = "zh";
  else if (cyrillic * 3 > words)
    pm.language = "ru";
  else {
    const auto best = std::max_element(count.begin(), count.end());
    if (*best > 0) pm.language = std::string(tongues[static_cast<std::size_t>(best - count.begin())]);
  }
}

void count_narrative(Postmortem& pm) {
  const std::vector<Span>& not_prose = pm.document->not_prose();
  std::size_t next = 0;
  for (std::size_t i = 0; i < pm.places.size(); ++i) {
    const LinePlace& place = pm.places[i];
    const LineKind kind = pm.document->lines()[i].kind;
    if (!place.report || kind == LineKind::code || kind == LineKind::front_matter || kind == LineKind::html) continue;
    const Span text = pm.document->lines()[i].plain;
    while (next < not_prose.size() && not_prose[next].end <= text.begin) ++next;
    const bool is_all_prose = next == not_prose.size() || not_prose[next].begin >= text.end;
    if (is_all_prose) {
      const std::span<const Word> words =
          std::span(pm.words).subspan(place.first_word, place.last_word - place.first_word);
      pm.narrative_words += static_cast<std::uint32_t>(
          std::ranges::count_if(words, [](const Word& word) { return word.kind != WordKind::punctuation; }));
      continue;
    }
    for (std::uint32_t w = place.first_word; w < place.last_word; ++w) {
      const Word& word = pm.words[w];
      if (word.kind == WordKind::punctuation) continue;
      while (next < not_prose.size() && not_prose[next].end <= word.span.begin) ++next;
      if (next < not_prose.size() && not_prose[next].begin <= word.span.begin) continue;
      ++pm.narrative_words;
    }
  }
}

void find_attractive(Postmortem& pm) {
  Attractive out;
  find_pictures(pm, out);
  // Nearly no report has any: the whole text is asked first, and its lines only if it holds one somewhere.
  const bool may_be = has_emoji(pm.plain()) || has_shortcode(pm.plain());
  for (std::size_t i = 0; may_be && i < pm.places.size() && !out.emoji; ++i) {
    if (!pm.places[i].report) continue;
    const std::string_view text = pm.document->plain_of(pm.document->lines()[i]);
    out.emoji = has_emoji(text) || has_shortcode(text);
  }
  out.humor = is_humorous(pm, out.emoji);
  pm.attractive = out;
}

}  // namespace afterword
