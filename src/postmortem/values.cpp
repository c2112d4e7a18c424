#include "postmortem/values.h"

#include "postmortem/heading.h"
#include "postmortem/mentions.h"
#include "postmortem/numbers.h"
#include "postmortem/outage_length.h"
#include "postmortem/sections.h"
#include "postmortem/shape.h"
#include "postmortem/word_bits.h"

namespace afterword {
namespace {

/// What a word between or before moments says about them.
enum class Cue : std::uint8_t { none, start, end, detected, other };

/// The words that say it, by the number of the cue.
Cue cue_of(std::uint32_t hash) {
  static const WordBits words{
      {static_cast<std::uint32_t>(Cue::start),
       "start started starting starts began begin begins beginning from between since down crashed "
       "failed occurred occured happened outage unresponsive unavailable inaccessible inicio desde "
       "début comenzó beginn início de experienced stopped interrupted offline suffered start-time "
       "start-date compromised degraded encountered broke failing hit"},
      {static_cast<std::uint32_t>(Cue::end),
       "end-time end-date end ended ending ends until till restored resolved recovered finished fixed "
       "fin fim hasta até bis ende terminó repaired resolution resuelto resolvido restoring concluded "
       "back mitigated stop finish completed through"},
      {static_cast<std::uint32_t>(Cue::detected),
       "detected noticed discovered alerted observed reported identified aware alert detection "
       "detectado paged alarm notified"},
      {static_cast<std::uint32_t>(Cue::other),
       "deployed declared escalated posted updated author modified written published created review "
       "project deadline meeting"},
  };
  return static_cast<Cue>(words.find(hash));
}

struct At {
  Civil civil;
  Span plain;
  const Mention* mention = nullptr;
};

class ValueFinder {
 public:
  ValueFinder(Postmortem& postmortem, const std::optional<Date>& report_date)
      : pm_(postmortem),
        document_(*postmortem.document),
        lines_(document_.lines()),
        plain_(document_.plain()),
        report_date_(report_date) {}

  void run() {
    read_front_matter_values();
    for (std::uint32_t i = 0; i < lines_.size(); ++i) {
      if (!pm_.places[i].report || lines_[i].kind == LineKind::code || lines_[i].kind == LineKind::front_matter)
        continue;
      read_label_values(i);
      if (is_log_line(i)) continue;
      if (tells_outage(i))
        read_moments(i);
      else
        read_prelude(i), read_key_event(i), read_detection(i);
    }
    settle();
    find_zone();
  }

 private:
  /// A line of a log, quoted: its times are those of a machine, not of the report.
  bool is_log_line(std::uint32_t i) const {
    return lines_[i].plain.begin < lines_[i].plain.end && plain_[lines_[i].plain.begin] == '{';
  }

  /// Lines where the outage as a whole is told: the summary, "Duration", "Impact", labels and text before the timeline.
  bool tells_outage(std::uint32_t i) const {
    const LinePlace& p = pm_.places[i];
    if (lines_[i].kind == LineKind::heading &&
        (p.label_topics & (topic::date | topic::start | topic::end | topic::duration)))
      return true;
    if (p.entry >= 0) return p.role == Role::duration;
    // A heading that is a whole sentence, or a label with its value, tells like any line; others name a part.
    if (lines_[i].kind == LineKind::heading && !tells_in_heading(i)) return p.role == Role::duration;
    switch (p.part) {
      case Role::summary:
      case Role::duration:
      case Role::impact:
        return true;
      case Role::other:
      case Role::title:
      case Role::background:
        return !seen_timeline_;
      default:
        return p.role == Role::duration;
    }
  }

  /// "#### On August 15, at 00:00 hours, an alert …", "## Summary: Duration: 2 hours (9:00 AM - 11:00 AM)".
  bool tells_in_heading(std::uint32_t i) const {
    constexpr std::uint32_t words_min = 9;
    const std::span<const Mention> mentions = mentions_in(pm_, lines_[i].plain);
    const LinePlace& p = pm_.places[i];
    return p.last_word - p.first_word >= words_min &&
           std::any_of(mentions.begin(), mentions.end(), [](const Mention& m) { return m.clock.has_value(); });
  }

  void read_front_matter_values() {
    for (const FrontMatterEntry& entry : pm_.front_matter.entries) {
      const std::string key = fold_heading(entry.key);
      const auto ends = [&](std::string_view tail) { return key == tail || key.ends_with(" " + std::string(tail)); };
      std::vector<Mention> found;
      if (ends("date") || ends("start") || ends("start time") || ends("started") || ends("started at") ||
          ends("resolvedwhen") || ends("end") || ends("end time") || ends("resolved at") || ends("ended at") ||
          ends("detected") || ends("detected at")) {
        find_mentions(entry.value, 0, {}, found);
        if (found.empty() || found[0].kind != MentionKind::moment || (!found[0].date && !found[0].clock)) continue;
        Stated stated;
        stated.civil = {found[0].date, found[0].clock};
        stated.span = entry.span;
        stated.line = document_.text().line_of(entry.span.begin);
        const bool end =
            ends("resolvedwhen") || ends("end") || ends("end time") || ends("resolved at") || ends("ended at");
        const bool detected = ends("detected") || ends("detected at");
        std::optional<Stated>& slot = end ? front_end_ : detected ? front_detected_ : front_start_;
        if (!slot) slot = stated;
      }
      if ((ends("severity") || ends("sev")) && pm_.severity.empty()) pm_.severity = entry.value;
      if (ends("status") && pm_.status.empty()) pm_.status = entry.value;
    }
  }

  void read_label_values(std::uint32_t i) {
    const LinePlace& place = pm_.places[i];
    if (place.part == Role::timeline) seen_timeline_ = true;
    std::uint64_t topics = place.label_topics;
    std::string_view text = text_after_label(pm_, i);
    // "Severity" on a line of its own says its value on the next.
    if (topics == 0 && place.section >= 0 &&
        pm_.sections[static_cast<std::size_t>(place.section)].heading_line + 1 == i)
      topics = pm_.sections[static_cast<std::size_t>(place.section)].reading.topics & (topic::severity | topic::status);
    if (topics == 0) return;
    const auto value = [&] {
      std::string_view out = trim(text);
      const std::size_t stop = out.find_first_of("(.\n|");
      return std::string(trim(out.substr(0, std::min<std::size_t>(stop, 40))));
    };
    if ((topics & topic::severity) && !(topics & topic::impact) && pm_.severity.empty()) pm_.severity = value();
    if ((topics & topic::status) && pm_.status.empty()) pm_.status = value();
  }

  /// The moments of one line, and what the words around them make of them.
  void read_moments(std::uint32_t i) {
    const Line& line = lines_[i];
    const LinePlace& place = pm_.places[i];
    const std::span<const Mention> mentions = mentions_in(pm_, line.plain);
    if (mentions.empty()) {
      carry_ = line.continuation ? carry_over(place, place.first_word, carry_)
                                 : carry_over(place, place.first_word, Cue::none);
      return;
    }
    std::uint32_t word = place.first_word;
    Cue cue = Cue::none;
    if (place.label_topics & topic::end) cue = Cue::end;
    if (place.label_topics & topic::start) cue = Cue::start;
    if (place.label_topics & topic::detected) cue = Cue::detected;
    if (place.section >= 0 && cue == Cue::none) cue = cue_of_section(place.section);
    const bool labelled = cue != Cue::none;
    std::optional<At> last;
    bool is_told_apart = false;
    for (std::size_t k = 0; k < mentions.size(); ++k) {
      const Mention& mention = mentions[k];
      if (mention.kind != MentionKind::moment || mention.invalid) continue;
      Cue before = k == 0 && line.continuation ? carry_ : Cue::none;
      bool sentence_end = false;
      while (word < place.last_word && pm_.words[word].span.begin < mention.span.begin) {
        const Cue found = cue_of(pm_.words[word].hash);
        if (found != Cue::none)
          before = found == Cue::other ? Cue::other : before == Cue::none || found != Cue::start ? found : before;
        if (plain_[pm_.words[word].span.begin] == '.' && pm_.words[word].span.size() == 1) {
          sentence_end = true;
          before = Cue::none;
        }
        ++word;
      }
      while (word < place.last_word && pm_.words[word].span.begin < mention.span.end) ++word;
      At at{{mention.date, mention.clock}, mention.span, &mention};
      if (last && !last->civil.clock && last->civil.date && at.civil.clock && !at.civil.date &&
          near(last->plain.end, mention.span.begin)) {
        at.civil.date = last->civil.date;  // "2023-11-12, 22:00 PST"
        at.plain = join(last->plain, at.plain);
      }
      if (!at.civil.clock) {
        note_date(at, place, before);
        last = at;
        continue;
      }
      const bool range = last && last->civil.clock && !sentence_end &&
                         (is_range_joint(plain_.substr(last->plain.end, mention.span.begin - last->plain.end)) ||
                          (near(last->plain.end, mention.span.begin, 240) && before == Cue::end && !is_told_apart));
      is_told_apart = false;
      if (range) {
        take_range(*last, at, i);
      } else if (before == Cue::none) {
        before = labelled ? cue : cue_after(word, place.last_word);
        take(at, before, i, labelled);
      } else {
        is_told_apart = before == Cue::detected && start_.has_value();  // "began at 1, was noticed at 2, ended at 3"
        take(at, before, i, labelled);
      }
      last = at;
    }
    carry_ = carry_over(place, word, Cue::none);
  }

  /// A sentence that goes on in the next line takes its cue along: "… which occurred / 15 February".
  Cue carry_over(const LinePlace& place, std::uint32_t from, Cue cue) const {
    for (std::uint32_t w = from; w < place.last_word; ++w) {
      const char first = plain_[pm_.words[w].span.begin];
      if (pm_.words[w].span.size() == 1 && (first == '.' || (first == ',' && cue == Cue::other))) cue = Cue::none;
      const Cue found = cue_of(pm_.words[w].hash);
      if (found != Cue::none) cue = found;
    }
    return cue;
  }

  /// "A colleague met the issue at roughly 19:20", told before the entries of a timeline.
  void read_prelude(std::uint32_t i) {
    const LinePlace& place = pm_.places[i];
    if (detected_ || place.part != Role::timeline || place.entry >= 0 || place.heading) return;
    for (const Mention& mention : mentions_in(pm_, lines_[i].plain)) {
      if (mention.kind != MentionKind::moment || !mention.clock) continue;
      for (std::uint32_t k = i >= 2 ? i - 2 : 0; k <= i; ++k)
        for (std::uint32_t w = pm_.places[k].first_word; w < pm_.places[k].last_word; ++w)
          if (cue_of(pm_.words[w].hash) == Cue::detected || pm_.words[w].hash == word_hash("encountered")) {
            if (pm_.places[k].part == Role::timeline && !pm_.places[k].heading)
              detected_ = At{{mention.date, mention.clock}, mention.span, &mention};
            return;
          }
      return;  // the words are the same for every time of the line
    }
  }

  /// "First detected 2026-03-30 08:56", "Repaired 09:43": a list of key events beside the timeline proper.
  void read_key_event(std::uint32_t i) {
    constexpr std::uint32_t words_max = 4;
    const LinePlace& place = pm_.places[i];
    if (place.part != Role::timeline || place.entry >= 0 || place.heading || lines_[i].kind != LineKind::item) return;
    const std::span<const Mention> mentions = mentions_in(pm_, lines_[i].plain);
    if (mentions.size() != 1 || mentions[0].kind != MentionKind::moment || !mentions[0].clock) return;
    if (lines_[i].plain.end > mentions[0].span.end + 8) return;
    Cue cue = Cue::none;
    for (std::uint32_t w = place.first_word; w < place.last_word && pm_.words[w].span.begin < mentions[0].span.begin;
         ++w) {
      if (w - place.first_word >= words_max) return;
      if (const Cue found = cue_of(pm_.words[w].hash); found != Cue::none && cue == Cue::none) cue = found;
    }
    if (cue != Cue::none) take({{mentions[0].date, mentions[0].clock}, mentions[0].span, &mentions[0]}, cue, i, true);
  }

  /// "We were first alerted at 00:32", told under a heading of its own.
  void read_detection(std::uint32_t i) {
    constexpr std::uint32_t reach = 5;
    const LinePlace& place = pm_.places[i];
    if (detected_ || place.role != Role::detection || place.entry >= 0 || place.heading) return;
    for (const Mention& mention : mentions_in(pm_, lines_[i].plain)) {
      if (mention.kind != MentionKind::moment || !mention.clock) continue;
      for (std::uint32_t w = place.first_word; w < place.last_word && pm_.words[w].span.begin < mention.span.begin; ++w)
        if (cue_of(pm_.words[w].hash) == Cue::detected &&
            (w + reach >= place.last_word || pm_.words[w + reach].span.end > mention.span.begin))
          detected_ = At{{mention.date, mention.clock}, mention.span, &mention};
      if (detected_) return;
    }
  }

  Cue cue_of_section(std::int32_t k) const {
    const Section& section = pm_.sections[static_cast<std::size_t>(k)];
    if (section.role != Role::duration) return Cue::none;
    const HeadingReading& reading = section.reading;
    if (reading.has(topic::end) && !reading.has(topic::start)) return Cue::end;
    if (reading.has(topic::start) && !reading.has(topic::end)) return Cue::start;
    return Cue::none;
  }

  bool near(std::uint32_t a, std::uint32_t b, std::uint32_t limit = 6) const { return b >= a && b - a <= limit; }

  /// The cue in the words after a moment, up to the end of the sentence: "At 7:30 pm, the web server went down".
  Cue cue_after(std::uint32_t word, std::uint32_t last) const {
    Cue found = Cue::none;
    for (std::uint32_t w = word; w < last && w < word + 24; ++w) {
      const Word& at = pm_.words[w];
      if (at.kind == WordKind::punctuation && plain_[at.span.begin] == '.') break;
      const Cue cue = cue_of(at.hash);
      if (cue == Cue::detected && found == Cue::none) return Cue::detected;
      if (cue == Cue::other && found == Cue::none) return Cue::other;
      if (cue == Cue::start) return Cue::start;
      if (cue == Cue::end && found == Cue::none) found = Cue::end;
    }
    return found;
  }

  void note_date(const At& at, const LinePlace& place, Cue cue) {
    if (cue == Cue::other || is_due(place)) return;
    const bool labelled = (place.label_topics & topic::date) != 0 && !place.heading;
    if (labelled && !date_labelled_) date_only_.reset();
    date_labelled_ = date_labelled_ || labelled;
    if (!date_only_ && (place.label_topics & (topic::date | topic::start | topic::duration) ||
                        place.role == Role::duration || cue == Cue::start || place.part == Role::summary))
      date_only_ = at;
  }

  /// "Due date: 18th December" is the assignment's.
  bool is_due(const LinePlace& place) const {
    return place.first_word < place.last_word && pm_.words[place.first_word].hash == word_hash("due") &&
           place.first_word + 1 < place.last_word && pm_.words[place.first_word + 1].hash == word_hash("date");
  }

  void take_range(At from, At to, std::uint32_t i) {
    if (from.civil.date && !to.civil.date) {
      to.civil.date = from.civil.date;
      if (to.civil.clock->minutes() < from.civil.clock->minutes()) to.civil.date = next_day(*from.civil.date);
    } else if (!from.civil.date && to.civil.date) {
      from.civil.date = to.civil.date;
      if (to.civil.clock->minutes() < from.civil.clock->minutes()) from.civil.date = next_day(*to.civil.date, -1);
    } else if (!from.civil.date && date_only_) {
      from.civil.date = date_only_->civil.date;
      to.civil.date =
          to.civil.clock->minutes() < from.civil.clock->minutes() ? next_day(*from.civil.date) : *from.civil.date;
    }
    if (range_start_ || pm_.places[i].role == Role::detection) return;
    share_half(from, to);
    range_start_ = from;
    range_end_ = to;
  }

  /// "from 8 to 11 PM": the first takes the half of the second where that keeps the order.
  static void share_half(At& from, const At& to) {
    if (from.civil.clock->form != ClockForm::unsure || to.civil.clock->form != ClockForm::h12) return;
    if (to.civil.clock->hour >= 12 && from.civil.clock->hour < 12 &&
        from.civil.clock->minutes() + 720 <= to.civil.clock->minutes())
      from.civil.clock->hour = static_cast<std::int8_t>(from.civil.clock->hour + 12);
  }

  void take(const At& at, Cue cue, std::uint32_t i, bool labelled) {
    const bool whole = pm_.places[i].part == Role::summary || pm_.places[i].role == Role::duration || labelled;
    switch (cue) {
      case Cue::start:
        if (!detected_ && at.mention && detects_after(*at.mention, i)) detected_ = at;
        if (!start_ || (labelled && !start_labelled_)) start_ = at, start_labelled_ = labelled;
        break;
      case Cue::end:
        if (!end_ || (labelled && !end_labelled_)) end_ = at, end_labelled_ = labelled;
        break;
      case Cue::detected:
        if (!detected_) detected_ = at;
        break;
      case Cue::none:
        if ((whole || (opens(i) && at.civil.date)) && !plain_start_) plain_start_ = at;
        break;
      case Cue::other:
        break;
    }
  }

  /// Prose before the first part that is known: a day and a time of day there are the outage's.
  bool opens(std::uint32_t i) const {
    return pm_.places[i].part == Role::other && !pm_.places[i].heading && lines_[i].kind != LineKind::item;
  }

  /// "Since 07:30 our monitoring detected …": the first moment of trouble is that of its detection as well.
  bool detects_after(const Mention& mention, std::uint32_t i) const {
    const auto end = pm_.words.begin() + pm_.places[i].last_word;
    auto it = std::lower_bound(pm_.words.begin() + pm_.places[i].first_word, end, mention.span.end,
                               [](const Word& w, std::uint32_t at) { return w.span.begin < at; });
    for (; it != end && it->span.begin <= mention.span.end + 40; ++it) {
      if (plain_[it->span.begin] == '.' && it->span.size() == 1) return false;
      if (cue_of(it->hash) == Cue::detected) return true;
    }
    return false;
  }

  /// The day in the title, where nothing better is known.
  std::optional<At> title_date() const {
    for (const Section& section : pm_.sections) {
      if (section.role != Role::title || !pm_.places[section.heading_line].report) continue;
      for (const Mention& mention : mentions_in(pm_, lines_[section.heading_line].plain))
        if (mention.kind == MentionKind::moment && mention.date && mention.date->year)
          return At{{mention.date, {}}, mention.span, &mention};
    }
    return std::nullopt;
  }

  void settle() {
    if (range_start_ && !start_labelled_) start_ = range_start_;
    if (range_end_ && !end_labelled_) end_ = range_end_;
    if (!start_ && plain_start_) start_ = plain_start_;
    if (start_ && end_) share_dates();
    if (start_) set(pm_.start, *start_);
    if (end_) set(pm_.end, *end_);
    if (detected_) set(pm_.detected_at, *detected_);
    const auto from_front = [&](std::optional<Stated>& slot, const std::optional<Stated>& front) {
      if (!slot && front) slot = front, slot->value = to_string(slot->civil);
    };
    from_front(pm_.start, front_start_);
    from_front(pm_.end, front_end_);
    from_front(pm_.detected_at, front_detected_);
    pm_.day_told = !pm_.start && date_only_.has_value();
    if (!pm_.start && !date_only_) date_only_ = title_date();
    if (!pm_.start && date_only_) set(pm_.start, *date_only_);
  }

  void share_dates() {
    if (start_->civil.date && !end_->civil.date && end_->civil.clock) {
      end_->civil.date = start_->civil.date;
      if (start_->civil.clock && end_->civil.clock->minutes() < start_->civil.clock->minutes())
        end_->civil.date = next_day(*start_->civil.date);
    } else if (!start_->civil.date && end_->civil.date && start_->civil.clock) {
      start_->civil.date = end_->civil.date;
      if (end_->civil.clock && end_->civil.clock->minutes() < start_->civil.clock->minutes())
        start_->civil.date = next_day(*end_->civil.date, -1);
    }
  }

  void set(std::optional<Stated>& slot, const At& at) {
    Civil civil = at.civil;
    if (!civil.date && report_date_) civil.date = report_date_;
    if (civil.date && civil.date->year == 0 && report_date_) civil.date->year = report_date_->year;
    slot = make_stated(pm_, civil, at.plain);
    if (at.mention && at.mention->zone) zone_of_start_ = zone_of_start_ ? zone_of_start_ : at.mention;
  }

  /// All zones of the report. The one that stands with start or end is the report's; else one that is said of all
  /// times, else the first of the summary, of the timeline, of the rest.
  void find_zone() {
    const Mention* chosen = zone_of_start_;
    int best = zone_of_start_ ? 10 : 0;
    for (std::size_t k = 0; k < pm_.mentions.size(); ++k) {
      const Mention& mention = pm_.mentions[k];
      if (!mention.zone) continue;
      const std::uint32_t i = document_.line_at(mention.span.begin);
      if (i >= lines_.size() || !pm_.places[i].report || lines_[i].kind == LineKind::code || is_log_line(i)) continue;
      pm_.zones.push_back({*mention.zone, lines_[i].number, document_.source_of(zone_span(mention))});
      const int weight = weigh_zone(mention, i);
      if (weight > best) best = weight, chosen = &mention;
    }
    if (!chosen) return;
    chosen = abbreviation_after(chosen);
    const Span at = zone_span(*chosen);
    pm_.timezone = StatedZone{*chosen->zone, lines_[document_.line_at(at.begin)].number, document_.source_of(at)};
  }

  static Span zone_span(const Mention& mention) { return mention.zone_span.empty() ? mention.span : mention.zone_span; }

  int weigh_zone(const Mention& mention, std::uint32_t i) const {
    const LinePlace& place = pm_.places[i];
    if (lines_[i].kind == LineKind::front_matter) return 1;
    const std::string_view before = plain_.substr(lines_[i].plain.begin, mention.span.begin - lines_[i].plain.begin);
    const bool general =
        lines_[i].plain.size() < 120 &&
        (before.find("imes") != std::string_view::npos || before.find("imezone") != std::string_view::npos ||
         before.find("ime zone") != std::string_view::npos || before.find("Zone") != std::string_view::npos);
    if (general) return 8;
    if (place.part == Role::timeline && (place.heading || lines_[i].header)) return 7;
    if (mention.kind == MentionKind::moment && (place.part == Role::summary || place.role == Role::duration)) return 6;
    if (mention.kind == MentionKind::moment && place.entry >= 0) return 5;
    return mention.kind == MentionKind::moment ? 4 : place.entry >= 0 || place.part == Role::summary ? 3 : 2;
  }

  /// "Central African Time (CAT)" is named by what stands in the brackets.
  const Mention* abbreviation_after(const Mention* mention) const {
    const Mention* next = mention + 1;
    if (next >= pm_.mentions.data() + pm_.mentions.size() || !next->zone || next->kind != MentionKind::zone)
      return mention;
    if (mention->zone->kind != ZoneKind::name) return mention;
    const std::string_view between = plain_.substr(mention->span.end, next->span.begin - mention->span.end);
    return between.size() <= 3 && between.find('(') != std::string_view::npos ? next : mention;
  }

  Postmortem& pm_;
  const Document& document_;
  const std::vector<Line>& lines_;
  std::string_view plain_;
  std::optional<Date> report_date_;
  bool seen_timeline_ = false;
  Cue carry_ = Cue::none;
  std::optional<At> start_, end_, detected_, plain_start_, date_only_, range_start_, range_end_;
  std::optional<Stated> front_start_, front_end_, front_detected_;
  bool start_labelled_ = false, end_labelled_ = false, date_labelled_ = false;
  const Mention* zone_of_start_ = nullptr;
};

}  // namespace

Stated make_stated(const Postmortem& postmortem, const Civil& civil, Span plain) {
  const Document& document = *postmortem.document;
  Stated out;
  out.civil = civil;
  out.value = to_string(civil);
  out.line = document.lines()[document.line_at(plain.begin)].number;
  out.span = document.source_of(plain);
  return out;
}

void find_values(Postmortem& postmortem, const std::optional<Date>& report_date) {
  ValueFinder(postmortem, report_date).run();
  find_duration(postmortem);
  find_shares(postmortem);
}

}  // namespace afterword
