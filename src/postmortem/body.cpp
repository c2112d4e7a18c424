#include "postmortem/body.h"

#include "base/byte_scan.h"
#include "postmortem/heading.h"
#include "postmortem/known_words.h"
#include "postmortem/mentions.h"
#include "postmortem/sections.h"
#include "postmortem/shape.h"
#include "postmortem/word_bits.h"

namespace afterword {
namespace {

bool is_core(Role role) {
  switch (role) {
    case Role::summary:
    case Role::duration:
    case Role::impact:
    case Role::root_cause:
    case Role::resolution:
    case Role::cause_and_resolution:
    case Role::timeline:
    case Role::detection:
    case Role::escalation:
    case Role::measures:
    case Role::improvements:
    case Role::tasks:
    case Role::lessons:
      return true;
    default:
      return false;
  }
}

constexpr std::uint16_t mark(Mark m) {
  return static_cast<std::uint16_t>(m);
}

/// What the lines straight below a heading show.
struct Evidence {
  int lines = 0;          ///< with text
  int instructions = 0;   ///< that tell the reader what to write
  int blanks = 0;         ///< placeholders: "[Time]", "...", "YYYY-MM-DD"
  int clocks = 0;         ///< that lead with a time of day
  int moments = 0;        ///< that hold a date, a time or a length of time
  int told = 0;           ///< words of an incident told in the past
  int symptoms = 0;       ///< words of how an incident shows and ends
  bool exercise = false;  ///< the heading belongs to an assignment
  [[nodiscard]] bool concrete() const {
    return lines > instructions + blanks && (clocks > 0 || moments > 0 || told > 0);
  }
  [[nodiscard]] bool assignment() const { return exercise || (lines > 0 && instructions * 2 >= lines && clocks == 0); }
  void add(const Evidence& e) {
    lines += e.lines, instructions += e.instructions, blanks += e.blanks, clocks += e.clocks, moments += e.moments,
        told += e.told, symptoms += e.symptoms;
  }
};

/// What a text must show to be the report of an incident; chosen between texts that are and texts that aren't.
constexpr double least_score = 1.9;

/// What templates write where something is to be filled in, and where in it a byte stands that is rare in running
/// text. In the order of that byte.
struct Fill {
  std::string_view mark;
  std::size_t rare;
  [[nodiscard]] constexpr unsigned char byte() const { return static_cast<unsigned char>(mark[rare]); }
};
constexpr auto fills = [] {
  auto out = std::to_array<Fill>(
      {{"YYYY", 0},         {"yyyy-mm", 4},     {"DD/MM", 2},      {"HH:MM", 2},    {"hh:mm", 2},   {"XX:XX", 2},
       {"TBD", 1},          {"Lorem ipsum", 0}, {"[Start", 0},     {"[Time", 0},    {"[Date", 0},   {"[insert", 0},
       {"[Insert Name", 0}, {"[Your ", 0},      {"[your ", 0},     {"[link to", 0}, {"<insert", 0}, {"<Insert", 0},
       {"{{", 0},           {"_To be done", 0}, {"To be done ", 0}});
  std::ranges::sort(out, {}, &Fill::byte);
  return out;
}();
/// Where those of each byte begin.
constexpr auto fills_by_byte = [] {
  std::array<std::uint8_t, 257> out{};
  for (std::size_t byte = 0; byte < out.size(); ++byte)
    out[byte] = static_cast<std::uint8_t>(std::ranges::count_if(fills, [&](const Fill& f) { return f.byte() < byte; }));
  return out;
}();

class BodyFinder {
 public:
  explicit BodyFinder(Postmortem& postmortem)
      : pm_(postmortem), document_(*postmortem.document), lines_(document_.lines()), plain_(document_.plain()) {}

  void run() {
    weigh();
    last_telling_ = find_last_telling();
    const std::uint32_t begin = find_begin();
    const std::uint32_t end = find_end(begin);
    for (std::uint32_t i = begin; i < end; ++i) pm_.places[i].report = true;
    if (begin < end) pm_.body = document_.source_of({lines_[begin].plain.begin, lines_[end - 1].plain.end});
    // What an assignment or another telling calls its parts are no sections of this report.
    bool changed = false;
    for (Section& section : pm_.sections) {
      if ((section.heading_line >= begin && section.heading_line < end) || !is_core(section.role)) continue;
      section.role = Role::other;
      changed = true;
    }
    if (changed) place_lines(pm_);
    decide(begin, end);
  }

 private:
  /// Evidence of every section's own lines; that of the lines before the first section comes last.
  void weigh() {
    sections_.resize(pm_.sections.size() + 1);
    for (std::uint32_t i = 0; i < lines_.size(); ++i) {
      const std::int32_t k = pm_.places[i].section;
      Evidence& evidence = sections_[k < 0 ? pm_.sections.size() : static_cast<std::size_t>(k)];
      look_at(i);
      if (!pm_.places[i].heading) weigh_line(i, evidence);
    }
    for (std::size_t k = 0; k < pm_.sections.size(); ++k) {
      const HeadingReading& reading = pm_.sections[k].reading;
      const bool may_ask = sections_[k].instructions * 2 >= sections_[k].lines;
      if (may_ask && sections_[k].clocks + sections_[k].told == 0 && asks_for_parts(pm_.sections[k].heading))
        sections_[k].exercise = true;
      if (reading.role == Role::other && reading.covered && reading.has(topic::exercise) &&
          !reading.has(topic::report | topic::incident | topic::plain))
        sections_[k].exercise = true;
      if (reading.topics == topic::exercise) sections_[k].exercise = true;
    }
  }

  /// Goes on to the hits and mentions of a line; lines come in order.
  void look_at(std::uint32_t i) {
    const LinePlace& place = pm_.places[i];
    const Span plain = lines_[i].plain;
    hits_ = rows_of_line(
        pm_.hits, next_hit_, [&](const PhraseHit& hit) { return hit.first < place.first_word; },
        [&](const PhraseHit& hit) { return hit.first < place.last_word; });
    mentions_ = rows_of_line(
        pm_.mentions, next_mention_, [&](const Mention& m) { return m.span.begin < plain.begin; },
        [&](const Mention& m) { return m.span.begin < plain.end; });
  }

  template <class Row, class IsBefore, class IsWithin>
  static std::span<const Row> rows_of_line(const std::vector<Row>& rows, std::size_t& next, IsBefore is_before,
                                           IsWithin is_within) {
    while (next < rows.size() && is_before(rows[next])) ++next;
    const std::size_t begin = next;
    while (next < rows.size() && is_within(rows[next])) ++next;
    return std::span(rows).subspan(begin, next - begin);
  }

  static bool asks_for_parts(std::string_view heading) {
    const std::string folded = fold_heading(heading);
    return folded.find("must contain") != std::string::npos || folded.find("should contain") != std::string::npos;
  }

  void weigh_line(std::uint32_t i, Evidence& evidence) {
    const Line& line = lines_[i];
    if (line.kind == LineKind::front_matter || line.kind == LineKind::html || line.header) return;
    const Span text = trim(plain_, line.plain);
    if (text.empty()) return;
    if (line.kind == LineKind::code) return;
    ++evidence.lines;
    if (is_placeholder(i, text)) {
      ++evidence.blanks;
      return;
    }
    if (is_instruction(i, text)) {
      ++evidence.instructions;
      return;
    }
    for (const Mention& mention : mentions_) {
      if (mention.kind == MentionKind::zone) continue;
      const bool clock = mention.kind == MentionKind::moment && mention.clock;
      if (clock && mention.span.begin < line.plain.begin + 16) ++evidence.clocks;
      ++evidence.moments;
      break;
    }
    evidence.told += told_in(i);
    evidence.symptoms += symptoms();
  }

  /// Words of the lexicon that tell how an incident showed or ended.
  int symptoms() const {
    static constexpr auto telling = [] {
      std::array<std::uint8_t, static_cast<std::size_t>(Mark::count)> out{};
      for (const Mark mark : {Mark::unavailable, Mark::slow, Mark::error_seen, Mark::outage_begins, Mark::recovered,
                              Mark::customer_report, Mark::alert, Mark::cause_found, Mark::failed_attempt})
        out[static_cast<std::size_t>(mark)] = 1;
      return out;
    }();
    int count = 0;
    for (const PhraseHit& hit : hits_) count += telling[hit.mark];
    return std::min(count, 2);
  }

  /// Words that only a telling uses: verbs in the past and the like.
  int told_in(std::uint32_t i) const {
    std::uint32_t count = 0;
    for (std::uint32_t w = pm_.places[i].first_word; w < pm_.places[i].last_word; ++w)
      count += (pm_.known[w] & known::told) != 0 ? 1u : 0u;
    return static_cast<int>(std::min(count, 3u));
  }

  /// "[Start time]", "<describe>", "…", "YYYY-MM-DD", "TBD": a place to fill in.
  bool is_placeholder(std::uint32_t i, Span text) const {
    std::uint32_t begin = std::max(pm_.places[i].text, text.begin);
    if (begin >= text.end) begin = text.begin;
    const std::string_view rest = trim(plain_.substr(begin, text.end - begin));
    if (rest.empty()) return true;
    const char first = rest.front(), last = rest.back();
    if ((first == '[' && last == ']') || (first == '<' && last == '>') || (first == '{' && last == '}'))
      return rest.size() > 2;
    if (!is_letter(first) && rest.find_first_not_of(".-_ …") == std::string_view::npos) return true;
    return holds_mark_to_fill(rest);
  }

  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  /// Marks are looked for by a byte that is rare in running text.
  static bool holds_mark_to_fill(std::string_view text) {
    const auto next = [&](std::size_t from) {
      return find_byte<'Y', '-', '/', ':', 'B', 'L', '[', '<', '{', '_', 'T'>(text, from);
    };
    const std::size_t end = text.size() - std::min<std::size_t>(2, text.size());
    for (std::size_t at = next(0); at != std::string_view::npos; at = next(at + 1)) {
      const std::size_t byte = static_cast<unsigned char>(text[at]);
      for (std::size_t k = fills_by_byte[byte]; k < fills_by_byte[byte + 1]; ++k) {
        const auto [mark, rare] = fills[k];
        if (at < rare || at - rare >= end) continue;
        const std::size_t begin = at - rare;
        if (text[begin] != mark[0] || !text.substr(begin).starts_with(mark)) continue;
        const bool is_inside_word = is_letter(mark[0]) && begin > 0 && is_letter(text[begin - 1]);
        if (!is_inside_word) return true;
      }
    }
    return false;
  }

  /// Tells the reader what a postmortem is or has to contain.
  bool is_instruction(std::uint32_t i, Span text) const {
    const LinePlace& place = pm_.places[i];
    if (names_a_part(i, text)) return true;
    const bool telling = std::ranges::any_of(hits_, [](const PhraseHit& hit) {
      return hit.mark >= mark(Mark::instruction) && hit.mark <= mark(Mark::order);
    });
    if (!telling) return false;
    const bool asks =
        plain_[text.end - 1] == '?' || plain_.substr(text.begin, text.size()).find("?)") != std::string_view::npos;
    std::uint32_t start = place.first_word;
    while (start < place.last_word && pm_.words[start].kind == WordKind::punctuation) ++start;
    for (const PhraseHit& hit : hits_) {
      if (hit.mark == mark(Mark::instruction) && mentions_.empty()) return true;
      if (hit.mark == mark(Mark::question) && (hit.first <= start + 1) &&
          (asks || place.last_word - place.first_word < 16))
        return true;
      if (hit.mark == mark(Mark::order) && hit.first <= start && lines_[i].kind == LineKind::item)
        return told_in(i) == 0;
    }
    return asks && told_in(i) == 0;
  }

  /// An item that is only the name of what to write: "Root cause", "How the issue was detected", "Which team …".
  bool names_a_part(std::uint32_t i, Span text) const {
    if (lines_[i].kind != LineKind::item || pm_.places[i].heading || text.size() > 120) return false;
    if (!mentions_.empty()) return false;
    static const WordBits openers{{1, "how when what which who whether why explain describe detailed"}};
    const LinePlace& place = pm_.places[i];
    const char last = plain_[text.end - 1];
    if (last == '.' || last == '!') return false;
    if (text.size() <= 40 && read_heading(text.in(plain_)).covered) return true;
    return place.first_word < place.last_word && place.last_word - place.first_word < 24 &&
           openers.find(pm_.words[place.first_word].hash) != 0;
  }

  /// The first line of the report: the title before the first section of a report that tells of something.
  std::uint32_t find_begin() const {
    bool assignment = sections_.back().instructions > 0;
    std::size_t first = pm_.sections.size();
    for (std::size_t k = 0; k < pm_.sections.size(); ++k) {
      if (sections_[k].assignment()) {
        assignment = true;
        continue;
      }
      if (!opens_report(pm_.sections[k].role)) continue;
      if (concrete_below(k)) {
        first = k;
        break;
      }
    }
    if (!assignment || first == pm_.sections.size()) return 0;
    // The title right before it belongs to it.
    while (first > 0 && !is_core(pm_.sections[first - 1].role) && !sections_[first - 1].assignment() &&
           (pm_.sections[first - 1].role == Role::title ||
            pm_.sections[first - 1].reading.has(topic::report | topic::incident)) &&
           sections_[first - 1].lines <= 3)
      --first;
    if (first == 0) return 0;
    return pm_.sections[first].heading_line;
  }

  static bool opens_report(Role role) {
    return role == Role::title || (is_core(role) && role != Role::measures && role != Role::improvements &&
                                   role != Role::tasks && role != Role::lessons && role != Role::resolution);
  }

  /// The section or a part of it that stands below tells of something.
  bool concrete_below(std::size_t k) const {
    if (sections_[k].concrete()) return true;
    for (std::size_t n = k + 1; n < pm_.sections.size() && pm_.sections[n].heading_line < pm_.sections[k].last_line;
         ++n)
      if (is_core(pm_.sections[n].role) && sections_[n].concrete()) return pm_.sections[k].role != Role::title;
    return false;
  }

  /// Where another telling, another incident or the rest of an assignment begins.
  std::uint32_t find_end(std::uint32_t begin) {
    const auto all = static_cast<std::uint32_t>(lines_.size());
    bool timeline = false, summary = false, measures = false, seen = false;
    std::size_t tail = pm_.sections.size();  // first of the headings right before a second summary
    for (std::size_t k = 0; k < pm_.sections.size(); ++k) {
      const Section& section = pm_.sections[k];
      if (section.heading_line < begin) continue;
      const bool again = (section.role == Role::summary && summary && (timeline || measures)) ||
                         (section.role == Role::timeline && timeline && measures && !summary);
      if (again && section_repeats(k)) {
        const std::size_t from = tail < k ? tail : k;
        if (sections_[k].concrete() || concrete_below(k)) note_retelling(from);
        return pm_.sections[from].heading_line;
      }
      const bool leaves = pm_.sections[k].reading.has(topic::inviting) || sections_[k].exercise;
      if (leaves && seen && (timeline || measures)) {
        for (std::size_t n = k + 1; n < pm_.sections.size(); ++n)
          if (pm_.sections[n].role == Role::summary && concrete_below(n)) note_retelling(n), n = pm_.sections.size();
        return section.heading_line;
      }
      if (is_core(section.role)) {
        seen = true;
        tail = pm_.sections.size();
      } else if (tail == pm_.sections.size() &&
                 (section.role == Role::title || pm_.sections[k].reading.has(topic::report | topic::incident) ||
                  section.role == Role::other)) {
        tail = k;
      }
      timeline = timeline || section.role == Role::timeline;
      summary = summary || section.role == Role::summary;
      measures = measures || section.role == Role::measures || section.role == Role::tasks ||
                 section.role == Role::cause_and_resolution;
    }
    return all;
  }

  /// A second summary is another telling only where more of a report follows it.
  bool section_repeats(std::size_t k) const { return last_telling_ > k; }

  /// The last section that only a report has; 0 where there is none.
  std::size_t find_last_telling() const {
    for (std::size_t n = pm_.sections.size(); n-- > 0;)
      if (pm_.sections[n].role == Role::timeline || pm_.sections[n].role == Role::cause_and_resolution ||
          pm_.sections[n].role == Role::root_cause)
        return n;
    return 0;
  }

  void note_retelling(std::size_t k) {
    const Section& section = pm_.sections[k];
    pm_.retelling = document_.source_of({lines_[section.heading_line].plain.begin, lines_.back().plain.end});
  }

  void decide(std::uint32_t begin, std::uint32_t end) {
    Evidence total;
    int core = 0;
    for (std::size_t k = 0; k < pm_.sections.size(); ++k) {
      if (pm_.sections[k].heading_line < begin || pm_.sections[k].heading_line >= end) continue;
      total.add(sections_[k]);
      if (is_core(pm_.sections[k].role) && sections_[k].concrete() && !sections_[k].assignment()) ++core;
    }
    if (begin == 0) total.add(sections_.back());
    const int real = total.lines - total.instructions - total.blanks;
    double score = 0;
    score += std::min(total.clocks, 4) * 0.75;
    score += std::min(total.moments, 4) * 0.25;
    score += std::min(total.told, 12) * 0.25;
    score += std::min(total.symptoms, 6) * 0.25;
    score += std::min(core, 3) * 0.75;
    score += front_matter_tells() ? 1.0 : 0.0;
    if (is_titled() && total.moments > 0 && total.instructions == 0) score += 1.0;
    score -= lack_of_telling(total, core);
    score -= 0.75 * std::min(exercises(begin, end), 3) + 1.0 * std::min(blank_headings(), 4);
    if (total.lines > 0) score -= 4.0 * total.instructions / total.lines + 3.0 * total.blanks / total.lines;
    pm_.is_postmortem = real >= 1 && score >= least_score;
    pm_.template_unfilled =
        !pm_.is_postmortem && pm_.sections.size() >= 3 && (total.blanks + total.instructions) * 2 >= total.lines;
  }

  /// A heading at the top names it a report of an incident; "Step 5 - Postmortem" far below does not.
  bool is_titled() const {
    const std::size_t top = std::min<std::size_t>(4, pm_.sections.size());
    return std::ranges::any_of(std::span(pm_.sections).first(top),
                               [](const Section& section) { return section.reading.has(topic::report); });
  }

  /// Logs of work, guides and outlines of what a report holds speak of failures as well; a report tells one, in the
  /// past.
  double lack_of_telling(const Evidence& total, int core) const {
    if (total.clocks > 0 || total.lines == 0 || front_matter_tells()) return 0;
    const double share = static_cast<double>(total.told) / total.lines;
    double lack = 0;
    if (core == 0 && !is_titled() && share < 0.45) lack += 3;
    if (total.moments == 0 && share < 0.15) lack += 2;
    if (share < 0.05) lack += 2;
    return lack;
  }

  int exercises(std::uint32_t begin, std::uint32_t end) const {
    int count = 0;
    for (std::size_t k = 0; k < pm_.sections.size(); ++k)
      count += pm_.sections[k].heading_line >= begin && pm_.sections[k].heading_line < end && sections_[k].exercise;
    return count;
  }

  /// Headings that still are a template's: "Incident title - DD/MM/YYYY", "Template for reports".
  int blank_headings() const {
    int count = 0;
    for (std::size_t k = 0; k < pm_.sections.size(); ++k) {
      const std::string& heading = pm_.sections[k].heading;
      count += pm_.sections[k].reading.has(topic::template_) && pm_.sections[k].reading.words <= 6;
      count += holds_blank(heading);
    }
    return count;
  }

  static bool holds_blank(std::string_view heading) {
    constexpr std::string_view marks[] = {"{{",     "DD/MM",  "YYYY",      "yyyy",      "[Title",       "[title",
                                          "<Title", "<title", "[Incident", "[incident", "(incident #)", "<Incident"};
    const auto next = [&](std::size_t from) { return find_byte<'{', 'D', 'Y', 'y', '[', '<', '('>(heading, from); };
    for (std::size_t at = next(0); at != std::string_view::npos; at = next(at + 1))
      for (const std::string_view mark : marks)
        if (heading[at] == mark[0] && heading.substr(at).starts_with(mark)) return true;
    return false;
  }

  /// Status pages keep an incident's facts above the text: "severity: down", "resolved: true".
  bool front_matter_tells() const {
    int facts = 0;
    for (const FrontMatterEntry& entry : pm_.front_matter.entries) {
      const std::string key = fold_heading(entry.key);
      for (const std::string_view fact : {"severity", "resolved", "affected", "resolvedwhen", "impact",
                                          "incident start", "started at", "resolved at", "detected at", "outage"})
        facts += key.ends_with(fact) && entry.value.size() > 1 && entry.value.find("YYYY") == std::string::npos &&
                 entry.value.find('|') == std::string::npos;
    }
    return facts >= 2;
  }

  Postmortem& pm_;
  const Document& document_;
  const std::vector<Line>& lines_;
  std::string_view plain_;
  std::vector<Evidence> sections_;
  std::span<const PhraseHit> hits_;    ///< of the line that is looked at
  std::span<const Mention> mentions_;  ///< of that line
  std::size_t next_hit_ = 0, next_mention_ = 0;
  std::size_t last_telling_ = 0;
};

}  // namespace

void find_body(Postmortem& postmortem) {
  if (postmortem.places.empty()) return;
  BodyFinder(postmortem).run();
}

}  // namespace afterword
