#include "postmortem/outage_length.h"

#include "postmortem/heading.h"

namespace afterword {
namespace {

class DurationFinder {
 public:
  explicit DurationFinder(Postmortem& postmortem)
      : pm_(postmortem), document_(*postmortem.document), lines_(document_.lines()), plain_(document_.plain()) {}

  void run() {
    int best = 0;
    for (const Mention& mention : pm_.mentions) {
      if (mention.kind != MentionKind::duration || mention.seconds <= 0) continue;
      const std::uint32_t i = document_.line_at(mention.span.begin);
      if (i >= lines_.size() || !pm_.places[i].report) continue;
      const int weight = weigh_duration(mention, i);
      if (weight <= best) continue;
      best = weight;
      pm_.duration_min = StatedNumber{static_cast<double>(mention.seconds) / 60.0,
                                      false,
                                      false,
                                      mention.approximate,
                                      lines_[i].number,
                                      document_.source_of(mention.span)};
    }
  }

 private:
  /// How surely a length of time is the outage's: by where it stands and by the words around it. 0 = not at all.
  int weigh_duration(const Mention& mention, std::uint32_t i) const {
    const LinePlace& place = pm_.places[i];
    const LineKind kind = lines_[i].kind;
    if (kind == LineKind::code || kind == LineKind::front_matter) return 0;
    const auto around = around_of(mention.span, place);
    if (around.against) return 0;
    if (place.role == Role::duration && !(place.label_topics & (topic::detected | topic::impact))) return 6;
    if (kind == LineKind::cell_row && column_says_duration(mention, i)) return 5;
    if (place.entry >= 0 || place.part == Role::timeline || place.part == Role::measures || place.part == Role::tasks ||
        place.part == Role::lessons || place.part == Role::review || place.part == Role::improvements)
      return 0;
    if (!around.favour) return 0;
    if (place.part == Role::summary) return 4;
    if (place.role == Role::impact) return 4;
    if (place.part == Role::other || place.part == Role::title || place.part == Role::background) return 3;
    return 1;
  }

  struct Around {
    bool favour = false, against = false;
  };

  /// Words just before and after: "lasted 45 minutes", "45 minutes of downtime"; not "every 5 minutes", "within".
  Around around_of(Span span, const LinePlace& place) const {
    static const std::unordered_map<std::uint32_t, int> words = [] {
      std::unordered_map<std::uint32_t, int> out;
      for (const std::string_view w :
           {"lasted",  "lasting",      "last",  "downtime", "outage",       "duration", "for",
            "down",    "unavailable",  "total", "unusable", "inaccessible", "offline",  "disruption",
            "period",  "interruption", "hour",  "recovery", "resolve",      "hold",     "approximately",
            "spanned", "spanning",     "took",  "of",       "over",         "about",    "duró",
            "durante", "durou",        "durée"})
        out.emplace(word_hash(w), w == "hour" ? 0 : 1);
      for (const std::string_view w :
           {"every", "within",  "later",   "after", "before",    "ago",    "per",  "last",     "past",
            "next",  "timeout", "earlier", "each",  "detection", "detect", "ttl",  "interval", "retention",
            "delay", "notice",  "sla",     "first", "delayed",   "apart",  "under"})
        out[word_hash(w)] = -1;
      return out;
    }();
    Around out;
    const auto first = std::lower_bound(pm_.words.begin() + place.first_word, pm_.words.begin() + place.last_word,
                                        span.begin, [](const Word& w, std::uint32_t at) { return w.span.begin < at; });
    const auto low = pm_.words.begin() + place.first_word;
    for (auto it = first; it != low && first - it < 6;) {
      --it;
      const auto found = words.find(it->hash);
      if (found == words.end()) continue;
      if (found->second < 0 && first - it <= 3) out.against = true;
      if (found->second > 0) out.favour = true;
    }
    auto after = first;
    const auto high = pm_.words.begin() + place.last_word;
    while (after != high && after->span.begin < span.end) ++after;
    for (int n = 0; after != high && n < 4; ++after, ++n) {
      const auto found = words.find(after->hash);
      if (found == words.end()) continue;
      if (found->second < 0 && n < 2) out.against = true;
      if (found->second > 0) out.favour = true;
    }
    return out;
  }

  bool column_says_duration(const Mention& mention, std::uint32_t i) const {
    std::uint32_t column = 0;
    for (std::uint32_t c = lines_[i].cells_begin; c < lines_[i].cells_end; ++c)
      if (document_.cells()[c].covers(mention.span)) column = c - lines_[i].cells_begin;
    if (column > 0 && read_heading(document_.cells()[lines_[i].cells_begin].in(plain_)).role == Role::duration)
      return true;
    for (std::uint32_t h = i; h-- > 0 && lines_[h].kind == LineKind::cell_row && i - h < 12;)
      if (lines_[h].header && lines_[h].cells_begin + column < lines_[h].cells_end)
        return read_heading(document_.cells()[lines_[h].cells_begin + column].in(plain_)).has(topic::duration);
    return false;
  }

  Postmortem& pm_;
  const Document& document_;
  const std::vector<Line>& lines_;
  std::string_view plain_;
};

}  // namespace

void find_duration(Postmortem& postmortem) {
  DurationFinder(postmortem).run();
}

}  // namespace afterword
