#include "postmortem/sections.h"

#include "postmortem/heading.h"
#include "postmortem/mentions.h"
#include "postmortem/shape.h"

namespace afterword {
namespace {

enum class Shape : std::uint8_t { none, heading, bold, label, bare };

struct Candidate {
  std::uint32_t line = 0;
  Shape shape{};
  Span text;  ///< of plain()
  HeadingReading reading;
  std::optional<HeadingReading> said;  ///< what `text` by itself says, where that was asked
  std::uint8_t rank = 0;
  bool timed = false;  ///< a date or a time of day and little else
};

constexpr std::uint8_t pseudo_rank = 13;  ///< below six levels of headings, each with room for a nested rank

bool is_end_mark(char c) {
  return c == '.' || c == '!' || c == ';' || c == ',';
}

class SectionFinder {
 public:
  explicit SectionFinder(Postmortem& postmortem)
      : pm_(postmortem), document_(*postmortem.document), lines_(document_.lines()), plain_(document_.plain()) {}

  void run() {
    place_labels();
    while (first_text_ + 1 < lines_.size() && (lines_[first_text_].kind == LineKind::front_matter ||
                                               lines_[first_text_].plain.empty() || lines_[first_text_].image))
      ++first_text_;
    candidates_.reserve(16);
    for (std::uint32_t i = 0; i < lines_.size(); ++i)
      if (std::optional<Candidate> candidate = read_candidate(i)) candidates_.push_back(*candidate);
    choose_titles();
    build();
    inherit_roles();
    for (std::size_t k = 0; k < pm_.sections.size(); ++k)
      pm_.sections[k].closing = candidates_[k].reading.has(topic::plain) && pm_.sections[k].role == Role::other;
    place_lines(pm_);
  }

 private:
  /// Every line's words and its own leading label.
  void place_labels() {
    pm_.places.resize(lines_.size());
    std::uint32_t word = 0;
    for (std::uint32_t i = 0; i < lines_.size(); ++i) {
      LinePlace& place = pm_.places[i];
      const Line& line = lines_[i];
      while (word < pm_.words.size() && pm_.words[word].span.begin < line.plain.begin) ++word;
      place.first_word = word;
      while (word < pm_.words.size() && pm_.words[word].span.begin < line.plain.end) ++word;
      place.last_word = word;
      place.text = line.plain.begin;
      if (line.kind == LineKind::code) continue;
      if (line.label.empty() || line.label.size() > 90) continue;
      const std::uint32_t after = skip_label(plain_, line);
      const HeadingReading reading = read_heading(line.label.in(plain_));
      place.said_topics = reading.topics;
      const bool colon = after > line.label.end;
      if (!colon && reading.role == Role::other) continue;  // bold words that begin a sentence
      if (!colon && !reading.covered) continue;
      if (line.kind == LineKind::heading && after >= line.plain.end) continue;
      place.text = after;
      // "Fixed the database: it …" is a sentence; a label is short or made of heading words.
      if (reading.covered || reading.words <= 4) place.label = reading.role, place.label_topics = reading.topics;
    }
  }

  std::optional<Candidate> read_candidate(std::uint32_t i) const {
    const Line& line = lines_[i];
    Candidate out;
    out.line = i;
    out.text = trim(plain_, line.plain);
    if (out.text.empty()) return std::nullopt;
    if (line.kind == LineKind::heading) {
      out.shape = Shape::heading;
      out.rank = static_cast<std::uint8_t>(2 * std::max<int>(line.level, 1) - 1);
      out.said = out.reading = read_heading(out.text.in(plain_));
      out.timed = begins_with_moment(pm_, out.text);
      if (is_prose(out)) out.reading = {}, out.timed = false;
      return out;
    }
    if (line.kind != LineKind::paragraph && line.kind != LineKind::item) return std::nullopt;
    if (heads_list(i)) {
      out.text = line.label;
      out.shape = Shape::label;
      out.rank = static_cast<std::uint8_t>(pseudo_rank + 2 * std::min<int>(line.depth, 16));
      out.said = out.reading = read_heading(line.label.in(plain_));
      return out;
    }
    if (out.text.size() > 120 || line.quoted) return std::nullopt;
    out.rank = static_cast<std::uint8_t>(pseudo_rank + 2 * std::min<int>(line.depth, 16));
    trim_pictures(out.text);
    const char last = plain_[out.text.end - 1];
    const bool colon = last == ':' || (out.text.size() >= 3 && plain_.substr(out.text.end - 3, 3) == "：");
    out.timed = begins_with_moment(pm_, out.text);
    if (colon) return read_label(std::move(out));
    if (line.strong && !line.continuation && !is_end_mark(last)) return read_bold(std::move(out));
    return read_bare(std::move(out));
  }

  /// "Timeline: Buckle up, here is how it unfolded:", with entries or items below: a heading that goes on talking.
  bool heads_list(std::uint32_t i) const {
    const Line& line = lines_[i];
    if (line.kind != LineKind::paragraph || line.quoted || !is_paragraph(i) || i + 1 >= lines_.size()) return false;
    const LinePlace& place = pm_.places[i];
    if (place.text <= line.plain.begin || place.text >= line.plain.end) return false;
    const bool is_list = place.label == Role::timeline || place.label == Role::measures ||
                         place.label == Role::improvements || place.label == Role::tasks ||
                         place.label == Role::lessons;
    if (!is_list || !read_heading(line.label.in(plain_)).covered) return false;
    const Line& below = lines_[i + 1];
    const char last = plain_[trim(plain_, line.plain).end - 1];
    if (last != ':' && last != '!') return false;
    return (below.kind == LineKind::item && !below.continuation) || begins_with_moment(pm_, below.plain) ||
           (last == ':' && below.kind == LineKind::paragraph && !below.continuation);
  }

  /// A whole sentence in the clothes of a heading names no part.
  bool is_prose(const Candidate& c) const {
    const std::string_view text = c.text.in(plain_);
    if (c.reading.covered || c.reading.words < 12 || pm_.places[c.line].label != Role::other) return false;
    return is_end_mark(text.back()) || text.find(". ") != std::string_view::npos ||
           (c.reading.words > 20 && text.find(", ") != std::string_view::npos);
  }

  /// Pictures behind a label stand for nothing: "The Impact: 💥".
  void trim_pictures(Span& text) const {
    Span rest = text;
    while (rest.end > rest.begin &&
           (static_cast<unsigned char>(plain_[rest.end - 1]) >= 0x80 || plain_[rest.end - 1] == ' '))
      --rest.end;
    const bool is_picture =
        rest.end < text.end &&
        static_cast<unsigned char>(plain_[rest.end < text.end && plain_[rest.end] == ' ' ? rest.end + 1 : rest.end]) >=
            0xe2;
    if (is_picture && rest.size() > 3 && plain_[rest.end - 1] == ':') text = rest;
  }

  /// "Timeline:" alone on its line, in bold or not.
  std::optional<Candidate> read_label(Candidate out) const {
    const Line& line = lines_[out.line];
    if (out.timed) {
      if (!is_only_date(pm_, out.text) || line.kind == LineKind::item) return std::nullopt;
      out.shape = Shape::label;
      return out;
    }
    out.text.end -= plain_[out.text.end - 1] == ':' ? 1 : 3;
    out.text = trim(plain_, out.text);
    if (out.text.empty()) return std::nullopt;
    const std::string_view text = out.text.in(plain_);
    if (is_sentence(text)) return std::nullopt;
    read_name(text, out);
    out.shape = Shape::label;
    const bool item = line.kind == LineKind::item;
    const bool about = out.reading.role != Role::other || out.reading.has(topic::misleading | topic::investigation);
    const bool known = about && (out.reading.covered || (!item && out.reading.words <= 5 && starts_like_heading(text)));
    if (line.continuation && !(known && (out.reading.covered || line.strong) && starts_like_heading(text)))
      return std::nullopt;
    if (known || (line.strong && out.reading.words <= 10)) return item && !known ? std::nullopt : std::optional(out);
    // An unknown label parts sections where it looks like a heading: short, by itself, at the top level.
    if (line.depth > 0 || out.reading.words > 5 || !starts_like_heading(out.text.in(plain_))) return std::nullopt;
    return out;
  }

  /// Begins like a sentence or ends like the first half of one: "This was resolved by", "The solutions are".
  static bool is_sentence(std::string_view text) {
    const std::string folded = fold_heading(text);
    if (folded.starts_with("to do")) return false;
    for (const std::string_view opening : {"this ", "it ", "we ", "here ", "there ", "that ", "these ", "i ", "they ",
                                           "you ", "so ", "if ", "as ", "because ", "in order ", "to "})
      if (folded.starts_with(opening)) return true;
    for (const std::string_view ending :
         {" are", " is", " were", " was", " by", " that", " follows", " including", " following", " below"})
      if (folded.ends_with(ending) && !folded.ends_with("it is")) return true;
    return false;
  }

  std::optional<Candidate> read_bold(Candidate out) const {
    const Line& line = lines_[out.line];
    out.shape = Shape::bold;
    out.said = out.reading = read_heading(out.text.in(plain_));
    if (out.reading.words > 14) return std::nullopt;
    if (line.kind == LineKind::item && !(out.reading.role != Role::other && out.reading.covered)) return std::nullopt;
    if (out.timed && !is_only_date(pm_, out.text) && !out.reading.covered && out.reading.words > 8) return std::nullopt;
    return out;
  }

  /// "Timeline" or "Root cause and resolution" on a line of its own, as plain text.
  std::optional<Candidate> read_bare(Candidate out) const {
    const Line& line = lines_[out.line];
    const std::string_view text = out.text.in(plain_);
    if (out.timed) {  // _4/21/23_ between the entries of a timeline
      if (line.kind == LineKind::item || line.continuation || !is_only_date(pm_, out.text)) return std::nullopt;
      out.shape = Shape::bare;
      return out;
    }
    if (text.size() > 100 || is_end_mark(text.back()) || is_state(text)) return std::nullopt;
    if (line.image || is_sentence(text)) return std::nullopt;
    const bool bracketed = text.front() == '[' && text.back() == ']' && text.size() < 40;
    read_name(text, out);
    const bool is_named = out.reading.covered && out.reading.role != Role::other && out.reading.words >= 2 &&
                          out.reading.words <= 5 && !line.continuation;
    if (!starts_like_heading(text) && !(line.kind == LineKind::item && text.size() < 50) && !is_paragraph(out.line) &&
        !is_named)
      return std::nullopt;
    out.shape = Shape::bare;
    if (bracketed) return out.reading.words <= 3 && !line.continuation ? std::optional(out) : std::nullopt;
    // A question right below a heading is a hint of the template's, not a heading of its own.
    const bool hint = out.line > 0 && lines_[out.line - 1].kind == LineKind::heading;
    if (text.back() == '?' && (hint || !out.reading.covered || !is_paragraph(out.line))) return std::nullopt;
    if (is_first_text(out.line) && out.reading.has(topic::report) && out.reading.words <= 16) return out;
    if (is_first_text(out.line) && out.reading.has(topic::incident) && out.reading.role == Role::other &&
        out.reading.words <= 9 && std::isupper(static_cast<unsigned char>(text.front())) && lines_.size() > 4)
      return out;
    if (out.reading.has(topic::report) && out.reading.words <= 12 && text.find(": ") != std::string_view::npos &&
        !line.continuation && line.kind == LineKind::paragraph && text.find(". ") == std::string_view::npos)
      return out;  // "Postmortem: the great outage" below some assignment text
    if (!line.label.empty() && skip_label(plain_, line) < out.text.end && skip_label(plain_, line) > line.label.end &&
        !is_first_text(out.line))
      return std::nullopt;
    if (!out.reading.covered || out.reading.words > 9) return std::nullopt;
    if (out.reading.role == Role::other && !out.reading.has(topic::plain | topic::report | topic::exercise))
      return std::nullopt;
    if (line.kind == LineKind::item && !stands_alone(out)) return std::nullopt;
    if (line.kind == LineKind::item && out.reading.words < 2 && out.reading.has(topic::plain)) return std::nullopt;
    return out;
  }

  /// "Timeline (all times in WAT)" is read as "Timeline".
  static void read_name(std::string_view text, Candidate& out) {
    out.said = out.reading = read_heading(text);
    if (const std::string_view name = without_remark(text); name.size() != text.size())
      if (const HeadingReading named = read_heading(name); named.covered && named.role != Role::duration)
        out.reading = named;
  }

  static std::string_view without_remark(std::string_view text) {
    const std::size_t open = text.rfind(" (");
    return open != std::string_view::npos && open > 3 && text.back() == ')' ? text.substr(0, open) : text;
  }

  /// An item that heads what is below it: the next line is deeper, or no item at all.
  bool stands_alone(const Candidate& c) const {
    const std::uint32_t next = c.line + 1;
    if (next >= lines_.size()) return false;
    const Line& below = lines_[next];
    return below.kind != LineKind::item || below.continuation || below.depth > lines_[c.line].depth;
  }

  /// "Resolved" below a heading "Status" is its value, not a heading.
  static bool is_state(std::string_view text) {
    if (text.size() > 12) return false;
    const std::string folded = fold_heading(text);
    for (const std::string_view state :
         {"resolved", "fixed", "mitigated", "recovered", "detected", "identified", "affected", "solved", "restored",
          "started", "ended", "none", "open", "closed", "all", "yes", "no"})
      if (folded == state) return true;
    return false;
  }

  /// A paragraph of one line.
  bool is_paragraph(std::uint32_t i) const {
    return lines_[i].kind == LineKind::paragraph && !lines_[i].continuation &&
           (i + 1 >= lines_.size() || !lines_[i + 1].continuation);
  }

  bool is_first_text(std::uint32_t i) const { return i == first_text_; }

  /// The first heading is the title unless it is plainly a section; so are those that say "postmortem" before the
  /// first section.
  void choose_titles() {
    bool any = false;
    std::size_t level_one = 0;
    for (const Candidate& c : candidates_) level_one += c.shape == Shape::heading && c.rank == 1;
    bool previous_title = false;
    for (Candidate& c : candidates_) {
      const HeadingReading& r = c.reading;
      const bool heading = c.shape == Shape::heading;
      bool title = false;
      const bool core = r.role != Role::other && r.covered;
      if (!any && heading) {
        title = r.has(topic::report) || (!core && (c.rank == 1 || r.role == Role::other));
        if (c.rank == 1 && level_one == 1 && (!r.covered || r.role == Role::timeline)) title = true;
        if (r.has(topic::exercise) && r.covered && !r.has(topic::report)) title = false;
      } else if (!any) {
        title = r.has(topic::report) && !r.has(topic::exercise) && !has_clock(c);
        if (is_first_text(c.line) && c.shape != Shape::label && r.role == Role::other && !c.timed && !has_clock(c) &&
            plain_[c.text.begin] != '[')
          title = true;
      } else if (r.has(topic::report) && !core && !r.has(topic::inviting)) {
        title = heading || c.shape == Shape::bare || c.shape == Shape::bold;
      } else if (previous_title && heading && r.role == Role::other && r.has(topic::incident)) {
        title = true;
      }
      if (core && !title) {
        if (!any && (r.role == Role::background || r.role == Role::links)) continue;
        break;
      }
      previous_title = title;
      if (!title) continue;
      titles_.push_back(c.line);
      any = true;
    }
  }

  bool has_clock(const Candidate& c) const {
    const std::span<const Mention> mentions = mentions_in(pm_, c.text);
    return std::any_of(mentions.begin(), mentions.end(), [](const Mention& m) { return m.clock.has_value(); });
  }

  bool is_title(std::uint32_t line) const { return std::find(titles_.begin(), titles_.end(), line) != titles_.end(); }

  void build() {
    pm_.sections.reserve(candidates_.size());
    parents_.reserve(candidates_.size());
    for (const Candidate& c : candidates_) {
      Section section;
      section.role = is_title(c.line) ? Role::title : c.reading.role;
      if (!is_title(c.line) && c.reading.has(topic::exercise) && section.role == Role::tasks)
        section.role = Role::other;
      section.rank = c.rank;
      section.heading_line = c.line;
      section.line = lines_[c.line].number;
      section.first_line = c.line + 1;
      section.heading = std::string(c.text.in(plain_));
      section.reading = c.said ? *c.said : read_heading(section.heading);
      section.span = document_.source_of(c.text);
      pm_.sections.push_back(std::move(section));
    }
    nest_parts();
    std::vector<std::size_t> open;
    for (std::size_t k = 0; k < pm_.sections.size(); ++k) {
      Section& section = pm_.sections[k];
      while (!open.empty() && pm_.sections[open.back()].rank >= section.rank) {
        pm_.sections[open.back()].last_line = section.heading_line;
        open.pop_back();
      }
      parents_.push_back(open.empty() ? -1 : static_cast<std::int32_t>(open.back()));
      open.push_back(k);
    }
    for (const std::size_t k : open) pm_.sections[k].last_line = static_cast<std::uint32_t>(lines_.size());
    end_items();
    for (const std::uint32_t line : titles_) {
      const Line& at = lines_[line];
      if (!pm_.title) {
        const Span text = trim(plain_, at.plain);
        pm_.title = std::string(text.in(plain_));
        pm_.title_span = document_.source_of(text);
      }
    }
  }

  /// A section that an item heads ends where a sibling says something else ("- Time to repair: 1 h").
  void end_items() {
    for (std::size_t k = 0; k < pm_.sections.size(); ++k) {
      Section& section = pm_.sections[k];
      const Line& head = lines_[section.heading_line];
      if (head.kind != LineKind::item) continue;
      const std::uint32_t limit = k + 1 < pm_.sections.size()
                                      ? std::min(section.last_line, pm_.sections[k + 1].heading_line)
                                      : section.last_line;
      for (std::uint32_t i = section.first_line; i < limit; ++i) {
        const Line& line = lines_[i];
        if (line.kind != LineKind::item || line.continuation || line.depth > head.depth) continue;
        if (pm_.places[i].label == Role::other) continue;
        section.last_line = i;
        break;
      }
    }
  }

  /// Among labels and bare lines, which have no levels, the small parts of a report stand below the large one before
  /// them: "Duration", "Impact" and "Root cause" below "Issue summary", "Tasks" below "Corrective measures".
  void nest_parts() {
    bool detail_later = false;
    std::vector<bool> later(pm_.sections.size());
    for (std::size_t k = pm_.sections.size(); k-- > 0;) {
      later[k] = detail_later;
      const Role role = pm_.sections[k].role;
      detail_later =
          detail_later || role == Role::cause_and_resolution || role == Role::root_cause || role == Role::resolution;
    }
    std::int32_t large = -1;
    for (std::size_t k = 0; k < pm_.sections.size(); ++k) {
      Section& section = pm_.sections[k];
      if (large >= 0 && section.rank == pm_.sections[large].rank && names_measure(k, pm_.sections[large].role)) {
        section.rank = static_cast<std::uint8_t>(section.rank + 2);
      } else if (large >= 0 && section.rank == pm_.sections[large].rank &&
                 nests(section, static_cast<std::size_t>(large), later[k])) {
        ++section.rank;
      } else if (large < 0 || section.rank <= pm_.sections[large].rank) {
        large = is_large(section.role) ? static_cast<std::int32_t>(k) : -1;
      }
    }
  }

  static bool is_measures(Role role) {
    return role == Role::measures || role == Role::improvements || role == Role::tasks;
  }

  static bool is_large(Role role) {
    return role == Role::summary || role == Role::timeline || role == Role::cause_and_resolution ||
           role == Role::measures;
  }

  /// "Enhanced monitoring:" among corrective measures heads some of them.
  bool names_measure(std::size_t k, Role large) const {
    return large == Role::measures && candidates_[k].shape == Shape::label && pm_.sections[k].role == Role::other &&
           !candidates_[k].timed && !candidates_[k].reading.has(topic::plain | topic::report | topic::links);
  }

  /// "Detection", "Actions taken", "Misleading paths", "Escalation", "Resolution": what a timeline is told in.
  bool tells_what_was_done(std::size_t k, bool detail_later) const {
    const Role role = pm_.sections[k].role;
    if (role == Role::other)
      return candidates_[k].reading.has(topic::misleading | topic::investigation | topic::actions);
    return role == Role::detection || role == Role::escalation || role == Role::timeline ||
           (role == Role::resolution && detail_later);
  }

  /// A heading without a word of its own before the next.
  bool stands_empty(std::size_t k) const {
    for (std::uint32_t i = pm_.sections[k].first_line; i < pm_.sections[k + 1].heading_line; ++i)
      if (pm_.places[i].first_word < pm_.places[i].last_word) return false;
    return true;
  }

  bool nests(const Section& section, std::size_t large, bool detail_later) const {
    const std::size_t k = static_cast<std::size_t>(&section - pm_.sections.data());
    const bool heading = candidates_[k].shape == Shape::heading;
    const Role role = section.role;
    if (candidates_[k].timed) return pm_.sections[large].role == Role::timeline;
    switch (pm_.sections[large].role) {
      case Role::summary:
        return role == Role::duration || role == Role::impact || (role == Role::root_cause && detail_later) ||
               (!heading && (role == Role::detection || (role == Role::resolution && detail_later)));
      case Role::timeline:
        return tells_what_was_done(k, detail_later) && (!heading || stands_empty(large));
      case Role::cause_and_resolution:
        return !heading && (role == Role::root_cause || role == Role::resolution);
      case Role::measures:
        return role == Role::improvements || role == Role::tasks || (!heading && role == Role::measures);
      default:
        return false;
    }
  }

  /// What an unknown heading is follows from what it stands below.
  void inherit_roles() {
    for (std::size_t k = 0; k < pm_.sections.size(); ++k) {
      Section& section = pm_.sections[k];
      const std::int32_t parent = parents_[k];
      const Role above = parent < 0 ? Role::other : pm_.sections[parent].role;
      if (candidates_[k].timed &&
          (above == Role::timeline ||
           (section.role == Role::other && candidates_[k].shape != Shape::bare && has_clock(candidates_[k]))))
        section.role = Role::timeline;
      const bool is_part = parent >= 0 && section.rank == pm_.sections[parent].rank + 1;  // by nest_parts
      if (section.role == Role::other && above == Role::timeline && !is_part &&
          candidates_[k].reading.has(topic::misleading | topic::investigation | topic::actions))
        section.role = Role::timeline;
      const bool is_measure =
          parent >= 0 && names_measure(k, Role::measures) && section.rank > pm_.sections[parent].rank;
      if (parent < 0 || (candidates_[k].shape != Shape::heading && !(is_measure && is_measures(above))) ||
          candidates_[k].timed)
        continue;
      // "1) Streaming reduces memory [repair]" below "Action items" names one of them.
      const bool weak = !candidates_[k].reading.covered && candidates_[k].reading.words > 3 &&
                        section.role != Role::title &&
                        (above == Role::tasks || above == Role::measures || above == Role::improvements);
      if (section.role != Role::other && !weak) continue;
      if (candidates_[k].reading.has(topic::plain) && candidates_[k].reading.covered) continue;
      if (above == Role::tasks || above == Role::measures || above == Role::improvements || above == Role::impact ||
          above == Role::root_cause || above == Role::resolution)
        section.role = above;
    }
  }

  Postmortem& pm_;
  const Document& document_;
  const std::vector<Line>& lines_;
  std::string_view plain_;
  std::uint32_t first_text_ = 0;
  std::vector<Candidate> candidates_;
  std::vector<std::uint32_t> titles_;
  std::vector<std::int32_t> parents_;  ///< of sections, which are as many as candidates and in their order
};

}  // namespace

void find_sections(Postmortem& postmortem) {
  SectionFinder(postmortem).run();
}

void place_lines(Postmortem& pm) {
  std::vector<std::int32_t> open;
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < pm.places.size(); ++i) {
    LinePlace& place = pm.places[i];
    while (!open.empty() && pm.sections[static_cast<std::size_t>(open.back())].last_line <= i) open.pop_back();
    if (next < pm.sections.size() && pm.sections[next].heading_line == i) {
      place.heading = true;
      open.push_back(static_cast<std::int32_t>(next++));
    }
    place.section = open.empty() ? -1 : open.back();
    place.role = place.part = Role::other;
    for (const std::int32_t k : open) {
      const Role role = pm.sections[static_cast<std::size_t>(k)].role;
      if (role == Role::title || role == Role::other) continue;
      if (place.part == Role::other) place.part = role;
      place.role = role;
    }
    if (!open.empty() && pm.sections[static_cast<std::size_t>(open.back())].closing) place.role = Role::other;
    if (place.label != Role::other) place.role = place.label;
  }
}

std::string_view text_after_label(const Postmortem& postmortem, std::uint32_t line) {
  const Span plain = postmortem.document->lines()[line].plain;
  const std::uint32_t begin = std::min(postmortem.places[line].text, plain.end);
  return Span{begin, plain.end}.in(postmortem.plain());
}

}  // namespace afterword
