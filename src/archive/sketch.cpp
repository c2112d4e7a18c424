#include "archive/sketch.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "archive/concepts.h"
#include "archive/stem.h"
#include "evidence/fingerprint.h"
#include "text/letters.h"

namespace afterword {
namespace {

constexpr std::size_t terms_max = 256;

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t h = 1469598103934665603ULL;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return h;
}

std::string lower_of(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode_utf8(text, i);
    if (d.code_point == bad_code_point)
      out += text[i];
    else if (d.code_point == U'’')
      out += '\'';
    else {
      char bytes[4];
      out.append(bytes, encode_utf8(to_lower(d.code_point), bytes));
    }
    i += d.length;
  }
  return out;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// "31st", "10am", "30GB", "2100hrs", "0x19": a day, a time, an amount, the number of a chapter. An error's code is
/// longer.
bool is_amount(std::string_view word) {
  constexpr std::size_t unit_max = 4, code_min = 6;
  if (word.starts_with("0x")) return word.size() < code_min;
  const auto unit =
      std::find_if_not(word.begin(), word.end(), [](char c) { return is_digit(c) || c == '.' || c == ','; });
  return unit != word.begin() && word.end() - unit <= static_cast<std::ptrdiff_t>(unit_max) &&
         std::none_of(unit, word.end(), is_digit);
}

/// A file, a host, an option, a constant: something people name exactly, and that is rarely shared by chance.
bool is_name(std::string_view word) {
  if (is_amount(word)) return false;
  bool letter = false, sign = false;
  for (const char c : word) {
    letter |= (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    sign |= c == '.' || c == '/' || c == '_' || c == '\\' || c == '$' || is_digit(c);
  }
  return letter && sign && word.size() >= 4;
}

/// An address of a picture or a page says where a report was written, not what failed.
bool is_address(std::string_view word) {
  return word.find("://") != std::string_view::npos || word.starts_with("www.") || word.ends_with(".png") ||
         word.ends_with(".jpg") || word.ends_with(".gif");
}

/// "/etc/nginx/nginx.conf" is kept as "nginx.conf": the same file on another host.
std::string_view last_of_path(std::string_view word) {
  while (word.ends_with('/')) word.remove_suffix(1);
  const std::size_t slash = word.rfind('/');
  return slash == std::string_view::npos ? word : word.substr(slash + 1);
}

/// Calls `each` with the place in Document::lines() of every line with these numbers, which are sorted.
template <class Each>
void for_lines(const Document& document, const std::vector<std::uint32_t>& numbers, Each each) {
  const std::vector<Line>& lines = document.lines();
  auto at = lines.begin();
  for (const std::uint32_t number : numbers) {
    at = std::lower_bound(at, lines.end(), number, [](const Line& line, std::uint32_t n) { return line.number < n; });
    for (auto line = at; line != lines.end() && line->number == number; ++line)
      each(static_cast<std::size_t>(line - lines.begin()));
  }
}

void raise_lines(const Document& document, const Passage& passage, float weight, std::vector<float>& out) {
  for_lines(document, passage.lines, [&](std::size_t i) { out[i] = std::max(out[i], weight); });
}

/// Adds the mechanisms that two hits near each other tell of. Hits are in order of place.
void add_near(std::vector<PhraseHit>& hits) {
  constexpr std::uint32_t words_max = 8;
  const std::span<const ConceptPair> pairs = concept_pairs();
  for (std::size_t i = 0, n = hits.size(); i < n; ++i)
    for (std::size_t k = i + 1; k < n && hits[k].first < hits[i].last + words_max; ++k) {
      const std::uint32_t both = pair_of(hits[i].mark, hits[k].mark);
      const auto at = std::lower_bound(pairs.begin(), pairs.end(), both,
                                       [](const ConceptPair& pair, std::uint32_t b) { return pair.both < b; });
      if (at != pairs.end() && at->both == both) hits.push_back({at->mechanism, hits[i].first, hits[k].last});
    }
}

void add_concepts(const Postmortem& postmortem, const std::vector<float>& lines, Sketch& out) {
  std::vector<float> share(all_concepts().size(), 0.0F);
  std::vector<PhraseHit> hits;
  std::vector<Word> last_part;
  for (std::size_t i = 0; i < postmortem.places.size(); ++i) {
    const LinePlace& place = postmortem.places[i];
    if (!place.report || lines[i] <= 0 || place.first_word >= place.last_word) continue;
    hits.clear();
    concept_phrases().find(postmortem.plain(), postmortem.words.data(), place.first_word, place.last_word, hits);
    add_near(hits);
    for (std::uint32_t w = place.first_word; w < place.last_word; ++w) {
      const std::string_view word = postmortem.words[w].span.in(postmortem.plain());
      const std::size_t slash = word.rfind('/');
      if (slash == std::string_view::npos || is_address(word)) continue;
      // The end of a path names the file: /etc/nginx/nginx.conf speaks of nginx.
      last_part.clear();
      split_words(word.substr(slash + 1), 0, last_part);
      concept_phrases().find(word.substr(slash + 1), last_part.data(), 0, static_cast<std::uint32_t>(last_part.size()),
                             hits);
    }
    // A second mention adds a little: what is spoken of all over a report is what it is about.
    for (const PhraseHit& hit : hits)
      share[hit.mark] = std::max(share[hit.mark], lines[i]) + 0.15F * std::min(share[hit.mark], lines[i]);
  }
  for (const ConceptMember& member : concept_members())
    share[member.family] = std::max(share[member.family], share[member.member]);
  for (std::size_t i = 0; i < share.size(); ++i)
    if (share[i] > 0 && all_concepts()[i].telling > 0)
      out.concepts.push_back({static_cast<std::uint16_t>(i), std::min(share[i], 1.5F)});
}

std::uint8_t to_byte(float weight, float largest) {
  return static_cast<std::uint8_t>(std::clamp(weight / largest * 255.0F, 1.0F, 255.0F));
}

struct Gathered {
  float whole = 0, cause = 0;
  bool title = false, name = false, log = false;
  std::string stem;
  std::string_view shown;  ///< as a reader knows it
};

/// Makes the terms of a sketch, one step after the other.
class TermGatherer {
 public:
  TermGatherer(const Postmortem& postmortem, const std::vector<float>& lines, SketchTerms wanted)
      : postmortem_(postmortem), lines_(lines), plain_(postmortem.plain()), wanted_(wanted) {}

  void gather_words() {
    for (std::size_t i = 0; i < postmortem_.places.size(); ++i) {
      const LinePlace& place = postmortem_.places[i];
      if (!place.report) continue;
      const bool titled = postmortem_.title && postmortem_.document->lines()[i].span.covers(postmortem_.title_span);
      for (std::uint32_t w = place.first_word; w < place.last_word; ++w) {
        const Word& word = postmortem_.words[w];
        if (word.kind != WordKind::word || word.span.size() > 60) continue;
        if (wanted_ == SketchTerms::names && !is_name(word.span.in(plain_))) continue;
        const auto [at, fresh] = by_word_.try_emplace(word.hash, 0U);
        if (fresh) at->second = find_term(word);
        if (at->second == nothing) continue;
        Gathered& to = terms_[at->second];
        to.whole += place.measure >= 0 ? 0.5F : 1.0F;
        to.cause += std::max(0.0F, lines_[i] - 0.25F);
        to.title |= titled;
      }
    }
  }

  /// Messages quoted from logs, values masked: two reports that quote the same message met the same fault.
  void gather_logs() {
    constexpr std::size_t logs_max = 40;
    std::string fingerprint;
    std::size_t count = 0;
    for (std::size_t i = 0; i < postmortem_.places.size() && count < logs_max; ++i) {
      const Line& line = postmortem_.document->lines()[i];
      if (line.kind != LineKind::code || !postmortem_.places[i].report) continue;
      const std::string_view text = postmortem_.document->plain_of(line);
      if (text.size() < 24 || text.size() > 400) continue;
      fingerprint.resize(fingerprint_bytes_max(text.size()));
      fingerprint.resize(write_fingerprint(text, fingerprint.data()));
      const auto letters = std::count_if(fingerprint.begin(), fingerprint.end(),
                                         [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
      if (letters < 18) continue;
      const std::size_t at = term_of("log " + fingerprint, text);
      terms_[at].whole += 1;
      terms_[at].cause += std::max(0.3F, lines_[i] - 0.25F);
      terms_[at].name = terms_[at].log = true;
      ++count;
    }
  }

  /// The ending of a file's name is a name too: what stands in two reports about different files may be one fault.
  void gather_endings() {
    for (std::size_t i = 0, n = terms_.size(); i < n; ++i) {
      const std::string& stem = terms_[i].stem;
      const std::size_t dot = stem.rfind('.');
      if (!terms_[i].name || terms_[i].log || dot == std::string::npos || dot == 0) continue;
      const std::string ending = stem.substr(dot);
      if (ending.size() < 3 || ending.size() > 6) continue;
      if (!std::all_of(ending.begin() + 1, ending.end(), [](char c) { return c >= 'a' && c <= 'z'; })) continue;
      const std::string_view shown = terms_[i].shown.substr(terms_[i].shown.rfind('.'));
      const std::size_t at = term_of(ending, shown);
      terms_[at].whole += terms_[i].whole;
      terms_[at].cause += terms_[i].cause;
      terms_[at].title |= terms_[i].title;
      terms_[at].name = true;
    }
  }

  /// The terms that weigh most, by hash, with their letters.
  void store(Sketch& out) {
    std::vector<std::pair<int, std::uint32_t>> ranks;
    for (std::uint32_t i = 0; i < terms_.size(); ++i) ranks.emplace_back(-rank(terms_[i]), i);
    if (ranks.size() > terms_max) {
      std::sort(ranks.begin(), ranks.end());
      ranks.resize(terms_max);
    }
    for (const auto& [rank, i] : ranks) {
      const Gathered& from = terms_[i];
      SketchTerm term;
      term.hash = hash_of(from.stem);
      term.whole = to_byte(1.0F + std::log(std::max(from.whole, 0.5F)), 6.0F);
      term.cause = from.cause > 0.05F ? to_byte(std::sqrt(from.cause), 3.0F) : 0;
      term.title = from.title;
      term.name = from.name;
      term.log = from.log;
      term.usual = !from.name && usual_share(from.stem) > 0.1F;
      if (wanted_ == SketchTerms::names) {
        term.whole = term.cause = 255;
        term.title = false;
        out.terms.push_back(term);
        continue;
      }
      term.letters = static_cast<std::uint32_t>(out.letters.size());
      term.shown = static_cast<std::uint32_t>(from.shown.size());
      out.letters += from.shown;
      out.terms.push_back(term);
    }
    std::sort(out.terms.begin(), out.terms.end(),
              [](const SketchTerm& a, const SketchTerm& b) { return a.hash < b.hash; });
  }

 private:
  static constexpr std::size_t nothing = static_cast<std::size_t>(-1);

  std::size_t find_term(const Word& word) {
    const std::string_view written = word.span.in(plain_);
    if (is_address(written)) return nothing;
    if (word.span.begin > 0 && plain_[word.span.begin - 1] == '@') return nothing;  // who took part tells no failure
    const std::string_view shown = last_of_path(written);
    if (wanted_ == SketchTerms::names && !is_name(shown)) return nothing;
    const std::string lower = lower_of(shown);
    if (lower.size() < 2 || is_empty_word(lower)) return nothing;
    const bool name = is_name(shown);
    const std::size_t at = term_of(name ? lower : std::string(stem_word(lower)), shown);
    terms_[at].name |= name;
    return at;
  }

  std::size_t term_of(std::string stem, std::string_view shown) {
    const auto [at, fresh] = by_stem_.try_emplace(stem, terms_.size());
    if (fresh) {
      Gathered g;
      g.stem = std::move(stem);
      g.shown = shown;
      terms_.push_back(std::move(g));
    }
    return at->second;
  }

  /// The least telling go first: neither in the title nor named exactly nor near the cause.
  static int rank(const Gathered& g) {
    return (g.title ? 300 : 0) + (g.name ? 100 : 0) + static_cast<int>(40 * std::min(g.cause, 8.0F)) +
           static_cast<int>(10 * std::min(g.whole, 10.0F)) - (!g.name && usual_share(g.stem) > 0.1F ? 200 : 0);
  }

  const Postmortem& postmortem_;
  const std::vector<float>& lines_;
  std::string_view plain_;
  SketchTerms wanted_;
  std::unordered_map<std::uint32_t, std::size_t> by_word_;  ///< Word::hash → term
  std::unordered_map<std::string, std::size_t> by_stem_;
  std::vector<Gathered> terms_;  ///< in order of first sight
};

float weight_of_role(Role role) {
  switch (role) {
    case Role::root_cause:
      return 0.9F;
    case Role::cause_and_resolution:
      return 0.8F;
    case Role::resolution:
      return 0.6F;
    case Role::summary:
      return 0.5F;
    case Role::measures:
    case Role::improvements:
    case Role::tasks:
    case Role::lessons:
      return 0.15F;
    default:
      return 0.25F;
  }
}

float weight_of_entry(EntryKind kinds) {
  if (has(kinds, EntryKind::misleading) || has(kinds, EntryKind::assumption)) return 0.1F;
  return has(kinds, EntryKind::cause) ? 0.8F : has(kinds, EntryKind::resolution) ? 0.6F : 0.25F;
}

}  // namespace

std::vector<float> weigh_lines(const Postmortem& postmortem) {
  const Document& document = *postmortem.document;
  std::vector<float> out(document.lines().size(), 0.0F);
  for (std::size_t i = 0; i < out.size() && i < postmortem.places.size(); ++i) {
    const LinePlace& place = postmortem.places[i];
    if (!place.report) continue;
    out[i] = weight_of_role(place.label != Role::other ? place.label : place.role);
    if (place.heading) out[i] = std::min(out[i], 0.25F);
    if (place.measure >= 0) out[i] = 0.15F;
    if (place.entry >= 0) out[i] = weight_of_entry(postmortem.timeline[static_cast<std::size_t>(place.entry)].kinds);
  }
  raise_lines(document, postmortem.resolution_detail, 0.6F, out);
  raise_lines(document, postmortem.root_cause_summary, 1.0F, out);
  raise_lines(document, postmortem.root_cause_detail, 1.0F, out);
  raise_lines(document, postmortem.trigger, 0.8F, out);
  raise_lines(document, postmortem.factors, 0.7F, out);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (postmortem.title && document.lines()[i].span.covers(postmortem.title_span)) out[i] = std::max(out[i], 0.8F);
  for_lines(document, postmortem.misleading.lines, [&](std::size_t i) { out[i] = std::min(out[i], 0.1F); });
  return out;
}

Sketch sketch_postmortem(const Postmortem& postmortem, SketchTerms terms) {
  Sketch out;
  if (!postmortem.is_postmortem || postmortem.template_unfilled) return out;
  const std::vector<float> lines = weigh_lines(postmortem);
  TermGatherer gatherer(postmortem, lines, terms);
  gatherer.gather_words();
  gatherer.gather_logs();
  gatherer.gather_endings();
  gatherer.store(out);
  add_concepts(postmortem, lines, out);
  out.cause_class = postmortem.cause_class;
  out.comparable = !out.terms.empty() || (terms == SketchTerms::names && !out.concepts.empty());
  return out;
}

}  // namespace afterword
