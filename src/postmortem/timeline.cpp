#include "postmortem/timeline.h"

#include "document/footnote.h"

#include "postmortem/heading.h"
#include "postmortem/mentions.h"
#include "postmortem/sections.h"
#include "postmortem/shape.h"

namespace afterword {
namespace {

class TimelineFinder {
 public:
  TimelineFinder(Postmortem& postmortem, const ReadingOptions& options)
      : pm_(postmortem), document_(*postmortem.document), lines_(document_.lines()), plain_(document_.plain()) {
    options_.order = options.date_order;
  }

  void run() {
    pm_.timeline.reserve(8);  // moving entries costs more than some room too many
    mark_sections();
    const auto count = static_cast<std::uint32_t>(lines_.size());
    for (std::uint32_t i = 0; i < count;) {
      if (!in_timeline(i)) {
        ++i;
        continue;
      }
      std::uint32_t end = i;
      while (end < count && in_timeline(end)) ++end;
      read_segment(i, end);
      i = end;
    }
    if (std::none_of(pm_.timeline.begin(), pm_.timeline.end(),
                     [](const TimelineEntry& e) { return !e.time.empty(); }) &&
        pm_.timeline.size() < 2)
      read_elsewhere();
    finish();
  }

 private:
  static constexpr std::uint64_t deeds = topic::detection | topic::escalation | topic::misleading |
                                         topic::investigation | topic::actions | topic::timeline;

  struct Seen {
    std::uint32_t line;
    std::optional<LeadingMoment> moment;
    bool clocked() const { return moment && moment->mention.clock; }
  };

  /// Whether each section stands inside a timeline: itself one, or a small part of one.
  void mark_sections() {
    timeline_of_.resize(pm_.sections.size());
    std::vector<std::size_t> open;
    for (std::size_t k = 0; k < pm_.sections.size(); ++k) {
      const Section& section = pm_.sections[k];
      while (!open.empty() && pm_.sections[open.back()].last_line <= section.heading_line) open.pop_back();
      const bool above = !open.empty() && timeline_of_[open.back()];
      timeline_of_[k] = section.role == Role::timeline || (above && !leaves_timeline(section.role));
      open.push_back(k);
    }
    drop_digests();
  }

  /// Where one section is called a timeline, another called "Key events" is a digest of it.
  void drop_digests() {
    const auto strict = [&](const Section& s) {
      if (s.role != Role::timeline || s.heading.empty() || !pm_.places[s.heading_line].report) return false;
      const std::string folded = fold_heading(s.heading);
      return (folded.find("timeline") != std::string::npos || folded.find("chrono") != std::string::npos ||
              folded.find("linea de tiempo") != std::string::npos ||
              folded.find("linha do tempo") != std::string::npos || folded.find("cronolog") != std::string::npos);
    };
    if (std::none_of(pm_.sections.begin(), pm_.sections.end(), strict)) return;
    for (std::size_t k = 0; k < pm_.sections.size(); ++k) {
      const std::string folded = fold_heading(pm_.sections[k].heading);
      if (folded == "key events" || folded == "events" || folded == "history" || folded == "log")
        timeline_of_[k] = false;
    }
  }

  bool in_timeline(std::uint32_t i) const {
    if (!pm_.places[i].report) return false;
    const std::int32_t k = pm_.places[i].section;
    return k >= 0 && timeline_of_[static_cast<std::size_t>(k)];
  }

  static bool leaves_timeline(Role role) {
    return role == Role::summary || role == Role::measures || role == Role::tasks || role == Role::improvements ||
           role == Role::lessons || role == Role::cause_and_resolution || role == Role::links || role == Role::review;
  }

  Span content_of(std::uint32_t i) const { return {pm_.places[i].text, lines_[i].plain.end}; }

  /// The moment a line leads with, also after a label of its own ("Detection: 10:00 AM …").
  std::optional<LeadingMoment> moment_of(std::uint32_t i, bool loose) const {
    std::optional<LeadingMoment> found = leading_moment(pm_, lines_[i].plain, loose, options_);
    if (!found && pm_.places[i].text > lines_[i].plain.begin)
      found = leading_moment(pm_, content_of(i), false, options_);
    return found;
  }

  void read_segment(std::uint32_t begin, std::uint32_t end) {
    std::vector<Seen> seen;
    seen.reserve(end - begin);
    std::size_t timed = 0, clocked_headings = 0, timed_code = 0;
    bool table = false;
    for (std::uint32_t i = begin; i < end; ++i) {
      const Line& line = lines_[i];
      if (line.kind == LineKind::front_matter || line.plain.empty()) continue;
      if (line.kind == LineKind::cell_row) {
        table = true;
        continue;
      }
      Seen one{i, moment_of(i, line.kind != LineKind::heading)};
      if (one.moment && !one.clocked() && !one.moment->mention.date) one.moment.reset();
      if (one.moment && line.continuation && !one.moment->separated && !starts_anew(i) && !stands_out(*one.moment))
        one.moment.reset();
      if (line.kind == LineKind::code) {
        timed_code += one.clocked();
      } else if (line.kind == LineKind::heading || (pm_.places[i].heading && one.clocked())) {
        clocked_headings += one.clocked();
      } else {
        timed += one.clocked();
      }
      seen.push_back(std::move(one));
    }
    if (table && read_tables(begin, end) && timed == 0) return;
    if (clocked_headings > 0 && clocked_headings * 3 >= timed) {
      for (const Seen& s : seen)
        if (s.clocked() && pm_.places[s.line].heading) add(s.line, &*s.moment);
    } else if (timed > 0) {
      read_timed(seen, timed);
    } else if (timed_code >= 2) {
      for (const Seen& s : seen)
        if (s.clocked() && lines_[s.line].kind == LineKind::code) add(s.line, &*s.moment);
    } else {
      read_untimed(seen);
    }
  }

  /// A time with its half of the day or its zone, and a capital after it, is no word of a wrapped sentence.
  bool stands_out(const LeadingMoment& moment) const {
    const Mention& m = moment.mention;
    return m.clock && (m.clock->form == ClockForm::h12 || m.zone) && moment.after < plain_.size() &&
           std::isupper(static_cast<unsigned char>(plain_[moment.after]));
  }

  /// A wrapped line goes on with its paragraph; a new one follows a full stop or stands after a hard break.
  bool starts_anew(std::uint32_t i) const {
    if (i == 0 || lines_[i - 1].number + 1 < lines_[i].number) return true;
    const Span before = trim(plain_, lines_[i - 1].plain);
    if (before.empty()) return true;
    const char last = plain_[before.end - 1];
    if (lines_[i].kind == LineKind::item) return last == '.' || last == '!';
    return last == '.' || last == '!' || last == '?' || last == ':' || last == ')' || before.size() < 60;
  }

  /// `timed`: how many lines have a time of day.
  void read_timed(const std::vector<Seen>& seen, std::size_t timed) {
    constexpr std::size_t timed_min = 3;  // with fewer, it is told in parts: how it was detected, what was done
    // Untimed siblings of a timed item are entries too, unless most siblings of that list have no time: then they tell
    // more about the entry before.
    std::array<int, 64> timed_at{}, untimed_at{};
    for (const Seen& s : seen) {
      const Line& line = lines_[s.line];
      if (line.kind != LineKind::item || line.continuation || pm_.places[s.line].heading) continue;
      const std::size_t depth = std::min<std::size_t>(line.depth, 63);
      ++(s.moment ? timed_at : untimed_at)[depth];
    }
    for (const Seen& s : seen) {
      const Line& line = lines_[s.line];
      if (line.kind == LineKind::code) continue;
      if (s.moment) {
        const bool bare_date = !s.clocked() && is_only_date(pm_, line.plain) && !tells_below(s.line);
        if (!bare_date && !(pm_.places[s.line].heading && !s.clocked())) add(s.line, &*s.moment);
        continue;
      }
      const bool is_open = !pm_.timeline.empty() && pm_.timeline.back().text.empty();  // a bare time, its text below
      const bool is_part = timed < timed_min && !is_open && (is_labelled(s.line) || opens_part(s.line));
      if (tells_time(s.line) || is_part) add(s.line, nullptr);
      if (line.kind != LineKind::item || line.continuation || pm_.places[s.line].heading) continue;
      if (timed_at[std::min<std::size_t>(line.depth, 63)] > 0 && !is_remark(s.line)) add(s.line, nullptr);
    }
  }

  /// "Customers noticed it at 9:05 AM", a paragraph among others that begin with their time.
  bool tells_time(std::uint32_t i) const {
    return lines_[i].kind == LineKind::paragraph && !lines_[i].continuation && !pm_.places[i].heading &&
           !lines_[i].quoted && any_moment(i) && !is_remark(i);
  }

  /// "Escalation: the incident went to …", a line of its own beside those that begin with their time.
  bool is_labelled(std::uint32_t i) const {
    const LinePlace& place = pm_.places[i];
    return lines_[i].kind == LineKind::paragraph && !place.heading && !lines_[i].quoted &&
           place.text > lines_[i].plain.begin && place.text < lines_[i].plain.end && (place.label_topics & deeds) != 0;
  }

  /// The first line below "Misleading paths:" and its like inside of a timeline.
  bool opens_part(std::uint32_t i) const {
    const std::int32_t k = pm_.places[i].section;
    if (k < 0 || lines_[i].kind != LineKind::paragraph || lines_[i].quoted || pm_.places[i].heading) return false;
    const Section& part = pm_.sections[static_cast<std::size_t>(k)];
    return part.first_line == i && part.role != Role::timeline &&
           (part.reading.topics & (deeds | topic::resolution)) != 0;
  }

  /// A date on a line of its own, its text on the next.
  bool tells_below(std::uint32_t i) const {
    return i + 1 < lines_.size() && lines_[i + 1].continuation && !moment_of(i + 1, false);
  }

  void read_untimed(const std::vector<Seen>& seen) {
    std::uint8_t shallow = 255;
    for (const Seen& s : seen)
      if (is_item(s.line)) shallow = std::min(shallow, lines_[s.line].depth);
    for (const Seen& s : seen) {
      const Line& line = lines_[s.line];
      if (pm_.places[s.line].heading || line.kind == LineKind::code || line.kind == LineKind::html) continue;
      const bool date_line = s.moment && is_only_date(pm_, line.plain);
      if (shallow != 255) {
        // Items of another depth below a label of their own ("Actions taken:") are entries as well.
        const bool own = line.depth == shallow || below_label(s.line);
        if (is_item(s.line) && own && !is_remark(s.line)) add(s.line, s.moment && !date_line ? &*s.moment : nullptr);
      } else if (line.kind == LineKind::paragraph && (!line.continuation || starts_anew(s.line)) &&
                 !is_remark(s.line) && !line.image) {
        if (!date_line) add(s.line, s.moment ? &*s.moment : nullptr);
      }
    }
  }

  bool is_item(std::uint32_t i) const {
    return lines_[i].kind == LineKind::item && !lines_[i].continuation && !pm_.places[i].heading;
  }

  /// The innermost section is a label item one level up.
  bool below_label(std::uint32_t i) const {
    const std::int32_t k = pm_.places[i].section;
    if (k < 0) return false;
    const Line& head = lines_[pm_.sections[static_cast<std::size_t>(k)].heading_line];
    return head.kind == LineKind::item && head.depth + 1 == lines_[i].depth;
  }

  /// "All times are in UTC", "Approximate times": about the timeline, not in it.
  bool is_remark(std::uint32_t i) const {
    const std::string_view text = lines_[i].plain.in(plain_);
    if (text.size() > 100) return false;
    const std::string folded = fold_heading(text);
    for (const std::string_view mark :
         {"all times", "times are", "times in", "timezone", "time zone", "all time", "utc times", "format bullet",
          "todas las horas", "todos os horarios", "insert "})
      if (folded.find(mark) != std::string::npos) return true;
    return false;
  }

  struct Columns {
    std::int32_t date = -1, time = -1;
    bool by_header = false;
  };

  /// Which columns of a table hold date and time: by the words of its head, else by what stands in its first rows.
  Columns time_columns(std::uint32_t begin, std::uint32_t end) const {
    Columns out;
    const auto cells = [&](std::uint32_t i) {
      return std::span(document_.cells()).subspan(lines_[i].cells_begin, lines_[i].cells_end - lines_[i].cells_begin);
    };
    if (lines_[begin].header) {
      std::int32_t column = 0;
      for (const Span cell : cells(begin)) {
        const std::string folded = " " + fold_heading(cell.in(plain_)) + " ";
        const auto says = [&](std::initializer_list<std::string_view> words) {
          return std::any_of(words.begin(), words.end(),
                             [&](std::string_view w) { return folded.find(w) != std::string::npos; });
        };
        if (out.time < 0 && says({" time", "timestamp", " when ", " hour", " hora", " heure", " zeit", " uhrzeit",
                                  " horario", "時刻", "日時", "時間", " utc ", " clock "}))
          out.time = column;
        else if (out.date < 0 && says({" date", " day ", " fecha", " data ", " datum", " jour ", " tag ", "日付"}))
          out.date = column;
        ++column;
      }
      out.by_header = out.time >= 0 || out.date >= 0;
    }
    if (out.by_header) return out;
    for (std::uint32_t i = begin; i < end && i < begin + 4; ++i) {
      if (lines_[i].header) continue;
      std::int32_t column = 0;
      for (const Span cell : cells(i)) {
        const std::optional<LeadingMoment> moment = leading_moment(pm_, cell, false, options_);
        if (moment && moment->mention.clock && out.time < 0) out.time = column;
        ++column;
      }
    }
    return out;
  }

  bool read_tables(std::uint32_t begin, std::uint32_t end) {
    bool any = false;
    for (std::uint32_t i = begin; i < end;) {
      if (lines_[i].kind != LineKind::cell_row) {
        ++i;
        continue;
      }
      std::uint32_t last = i + 1;
      while (last < end && lines_[last].kind == LineKind::cell_row && !lines_[last].header) ++last;
      any = read_table(i, last) || any;
      i = last;
    }
    return any;
  }

  bool read_table(std::uint32_t begin, std::uint32_t end) {
    const Columns columns = time_columns(begin, end);
    if (columns.date < 0 && columns.time < 0) return false;
    bool any = false;
    for (std::uint32_t i = begin; i < end; ++i) {
      const Line& line = lines_[i];
      if (line.header) continue;
      LeadingMoment moment{};
      Span time;
      std::uint32_t text = line.plain.end;
      for (std::uint32_t c = line.cells_begin; c < line.cells_end; ++c) {
        const Span cell = trim(plain_, document_.cells()[c]);
        const auto column = static_cast<std::int32_t>(c - line.cells_begin);
        if (column != columns.date && column != columns.time) {
          if (!cell.empty()) text = std::min(text, cell.begin);
          continue;
        }
        if (cell.empty()) continue;
        time = time.empty() ? cell : join(time, cell);
        if (const std::optional<LeadingMoment> read = leading_moment(pm_, cell, true, options_)) {
          if (read->mention.date)
            moment.mention.date = read->mention.date, moment.mention.date_span = read->mention.date_span;
          if (read->mention.clock)
            moment.mention.clock = read->mention.clock, moment.mention.clock_span = read->mention.clock_span;
          if (read->mention.zone)
            moment.mention.zone = read->mention.zone, moment.mention.zone_span = read->mention.zone_span;
        }
      }
      if (text == line.plain.end && time.empty()) continue;
      moment.whole = time;
      moment.after = text;
      any = true;
      if (time.empty())
        add(i, nullptr);
      else
        add(i, &moment);
    }
    return any;
  }

  /// No section is called a timeline: timed lines in a row, a table with times, or bold lines with times are one.
  void read_elsewhere() {
    const auto count = static_cast<std::uint32_t>(lines_.size());
    std::vector<Seen> run, best;
    std::uint32_t last_timed = 0;
    const auto close = [&] {
      if (run.size() > best.size()) best = run;
      run.clear();
    };
    for (std::uint32_t i = 0; i < count; ++i) {
      const Line& line = lines_[i];
      if (!pm_.places[i].report || line.kind == LineKind::code || line.kind == LineKind::front_matter) continue;
      if (line.kind == LineKind::cell_row) {
        std::uint32_t end = i + 1;
        while (end < count && lines_[end].kind == LineKind::cell_row && !lines_[end].header) ++end;
        const Columns columns = time_columns(i, end);
        if (columns.time >= 0 && best.empty() && end - i >= 3 && pm_.places[i].part != Role::summary &&
            table_of_times(i, end, columns)) {
          pm_.timeline.clear();
          read_table(i, end);
          return;
        }
        i = end - 1;
        continue;
      }
      Seen one{i, moment_of(i, false)};
      if (!one.moment && (line.strong || line.kind == LineKind::heading)) one.moment = any_moment(i);
      const bool stands = one.moment && (one.moment->separated || line.strong || line.kind == LineKind::heading ||
                                         line.kind == LineKind::item);
      if (!one.clocked() || !stands || (line.continuation && !one.moment->separated)) continue;
      if (pm_.places[i].label_topics & topic::date) continue;
      if (pm_.places[i].label == Role::duration || pm_.places[i].role == Role::duration) continue;
      if (!run.empty() && i > last_timed + 40) close();
      last_timed = i;
      run.push_back(std::move(one));
    }
    close();
    const bool headings = std::all_of(best.begin(), best.end(), [&](const Seen& s) {
      return lines_[s.line].strong || lines_[s.line].kind == LineKind::heading;
    });
    if (best.size() < (headings ? 2u : 3u)) return;
    pm_.timeline.clear();
    for (const Seen& s : best) {
      add(s.line, &*s.moment);
      const std::int32_t k = pm_.places[s.line].section;
      if (pm_.places[s.line].heading && k >= 0 && pm_.sections[static_cast<std::size_t>(k)].role == Role::other)
        pm_.sections[static_cast<std::size_t>(k)].role = Role::timeline;
    }
  }

  bool table_of_times(std::uint32_t begin, std::uint32_t end, const Columns& columns) const {
    std::uint32_t timed = 0, rows = 0;
    for (std::uint32_t i = begin; i < end; ++i) {
      if (lines_[i].header) continue;
      ++rows;
      const std::uint32_t c = lines_[i].cells_begin + static_cast<std::uint32_t>(columns.time);
      if (c >= lines_[i].cells_end) continue;
      const std::optional<LeadingMoment> moment = leading_moment(pm_, document_.cells()[c], false, options_);
      timed += moment && moment->mention.clock;
    }
    // A column of times is not enough: a list of things with the time of each is no timeline, so times must come first.
    return timed * 2 > rows && columns.time <= 1;
  }

  /// A time anywhere in a short bold line: "Update at 2021-06-08 11:20 UTC".
  std::optional<LeadingMoment> any_moment(std::uint32_t i) const {
    for (const Mention& mention : mentions_in(pm_, lines_[i].plain))
      if (mention.kind == MentionKind::moment && mention.clock)
        return LeadingMoment{mention, mention.span, mention.span.end, true};
    return std::nullopt;
  }

  void add(std::uint32_t i, const LeadingMoment* moment) {
    TimelineEntry entry;
    const Line& line = lines_[i];
    entry.line = line.number;
    entry.first_line = i;
    Span text = line.plain;
    const LeadingMoment* found = moment;
    std::optional<LeadingMoment> inside;
    if (!found) {  // "The incident was resolved at 6:00 PM"
      inside = any_moment(i);
      if (inside) found = &*inside;
    } else {
      text.begin = std::min(moment->after, text.end);
      if (line.kind == LineKind::cell_row && moment->after < moment->whole.begin) text.end = moment->whole.begin;
    }
    if (found) {
      entry.time = std::string(found->whole.in(plain_));
      entry.time_span = document_.source_of(found->whole);
      entry.civil = {found->mention.date, found->mention.clock};
      entry.date_stated = found->mention.date.has_value();
      entry.zone = found->mention.zone;
    }
    text = trim(plain_, text);
    entry.text_span = text.empty() ? Span{entry.time_span.end, entry.time_span.end} : document_.source_of(text);
    entry.text = std::string(text.in(plain_));
    pm_.timeline.push_back(std::move(entry));
  }

  /// Order, extent, and which line belongs to which entry.
  void finish() {
    const auto is_before = [](const TimelineEntry& a, const TimelineEntry& b) { return a.first_line < b.first_line; };
    if (!std::ranges::is_sorted(pm_.timeline, is_before)) std::ranges::sort(pm_.timeline, is_before);
    for (std::size_t k = 0; k < pm_.timeline.size(); ++k) {
      TimelineEntry& entry = pm_.timeline[k];
      const std::int32_t section = pm_.places[entry.first_line].section;
      std::uint32_t limit = section < 0 ? static_cast<std::uint32_t>(lines_.size())
                                        : pm_.sections[static_cast<std::size_t>(section)].last_line;
      if (k + 1 < pm_.timeline.size()) limit = std::min(limit, pm_.timeline[k + 1].first_line);
      std::uint32_t end = entry.first_line + 1;
      const Line& first = lines_[entry.first_line];
      while (end < limit && !pm_.places[end].heading && belongs(first, end)) ++end;
      entry.last_line = end;
      Span plain = first.plain;
      for (std::uint32_t i = entry.first_line; i < end; ++i) {
        pm_.places[i].entry = static_cast<std::int32_t>(k);
        plain = join(plain, lines_[i].plain);
        if (i == entry.first_line) continue;
        const Span more = trim(plain_, lines_[i].plain);
        if (more.empty() || lines_[i].kind == LineKind::code) continue;
        if (!entry.text.empty()) entry.text += ' ';
        if (entry.text.size() < 4000) entry.text += more.in(plain_);
      }
      entry.span = document_.source_of(plain);
      entry.span.end = behind_footnotes(document_.text().content(), entry.span.end);
    }
  }

  /// Below a heading or a bare time everything up to the next entry tells of it; below an item, what is deeper or
  /// wrapped.
  bool belongs(const Line& first, std::uint32_t i) const {
    const Line& line = lines_[i];
    if (first.kind == LineKind::cell_row) return false;
    if (first.kind == LineKind::item)
      return line.depth > first.depth || (line.depth == first.depth && line.continuation);
    return true;
  }

  Postmortem& pm_;
  const Document& document_;
  const std::vector<Line>& lines_;
  std::string_view plain_;
  MentionOptions options_;
  std::vector<bool> timeline_of_;
};

}  // namespace

void find_timeline(Postmortem& postmortem, const ReadingOptions& options) {
  TimelineFinder(postmortem, options).run();
}

}  // namespace afterword
