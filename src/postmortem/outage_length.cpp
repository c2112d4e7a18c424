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
    if (place.role == Role::duration && !(place.label_topics & topic::detected)) return 6;
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
    enum : std::uint8_t { before = 1, after = 2, against_before = 4, against_after = 8, surely = 16 };
    static const std::unordered_map<std::uint32_t, std::uint8_t> words = [] {
      std::unordered_map<std::uint32_t, std::uint8_t> out;
      const auto put = [&](std::initializer_list<std::string_view> all, std::uint8_t bits) {
        for (const std::string_view w : all) out[word_hash(w)] = static_cast<std::uint8_t>(out[word_hash(w)] | bits);
      };
      put({"lasted",   "lasting",     "downtime", "outage",        "duration",     "for",     "down",   "total",
           "took",     "spanned",     "spanning", "approximately", "about",        "over",    "almost", "nearly",
           "recovery", "duró",        "durante",  "durou",         "duración",     "duração", "durée",  "pendant",
           "dauerte",  "unavailable", "offline",  "inaccessible",  "interruption", "roughly"},
          before);
      put({"of", "downtime", "outage", "period", "long", "interruption", "disruption", "total", "window"}, after);
      put({"lasted", "lasting", "spanned", "duró", "durou", "dauerte"}, surely);
      put({"every",     "within", "after", "per",      "past",      "next",  "last",    "each", "timeout",
           "detection", "detect", "ttl",   "interval", "retention", "sla",   "first",   "in",   "periodic",
           "notice",    "cache",  "took",  "delayed",  "limit",     "under", "previous"},
          against_before);
      put({"later", "ago", "before", "earlier", "after", "apart", "into", "delay", "timeout", "intervals", "detection"},
          against_after);
      return out;
    }();
    Around out;
    const auto bits_of = [&](const Word& word) {
      const auto found = words.find(word.hash);
      return found == words.end() ? std::uint8_t{0} : found->second;
    };
    bool sure = false;
    const auto low = pm_.words.begin() + place.first_word, high = pm_.words.begin() + place.last_word;
    const auto first =
        std::lower_bound(low, high, span.begin, [](const Word& w, std::uint32_t at) { return w.span.begin < at; });
    for (auto it = first; it != low && first - it < 5;) {
      --it;
      const std::uint8_t bits = bits_of(*it);
      if ((bits & against_before) && first - it <= 2) out.against = true;
      if (bits & before) out.favour = true;
      if (bits & surely) sure = true;
    }
    auto next = first;
    while (next != high && next->span.begin < span.end) ++next;
    for (int n = 0; next != high && n < 4; ++next, ++n) {
      const std::uint8_t bits = bits_of(*next);
      if ((bits & against_after) && n < 1 && !sure) out.against = true;
      if (bits & after) out.favour = true;
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
