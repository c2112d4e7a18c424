#include "postmortem/measures.h"

#include "postmortem/heading.h"
#include "postmortem/mentions.h"
#include "postmortem/sections.h"
#include "postmortem/shape.h"
#include "postmortem/word_bits.h"

namespace afterword {
namespace {

bool is_measure_role(Role role) {
  return role == Role::measures || role == Role::improvements || role == Role::tasks;
}

/// What a column of a table of measures holds.
enum class Column : std::uint8_t { other, action, owner, due, priority, state, tracker };

Column read_column(std::string_view head) {
  const std::string folded = " " + fold_heading(head) + " ";
  std::array<bool, 256> begins{};  // a word of the head, by its first byte: most words below fall out here
  bool is_ascii = true;
  for (std::size_t i = 1; i < folded.size(); ++i) {
    if (folded[i - 1] == ' ') begins[static_cast<unsigned char>(folded[i])] = true;
    is_ascii = is_ascii && static_cast<unsigned char>(folded[i]) < 0x80;
  }
  const auto says = [&](std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view w) {
      const bool may_stand = w[0] == ' ' ? begins[static_cast<unsigned char>(w[1])] : !is_ascii;
      return may_stand && folded.find(w) != std::string::npos;
    });
  };
  if (says({" owner", " assignee", " assigned", " who ", " responsible", " dri ", " responsable", " lead ", " person",
            "担当", " verantwortlich"}))
    return Column::owner;
  if (says({" due", " deadline", " eta ", " target", " by when", " when ", " date ", " fecha", " prazo", " echeance",
            "期限", " frist"}))
    return Column::due;
  if (says({" priority", " prio", " severity", " urgency", " prioridad", "優先"})) return Column::priority;
  if (says({" status", " state", " done", " progress", " estado", "状態", " statut"})) return Column::state;
  if (says({" bug ", " ticket", " issue ", " jira", " tracker", " tracking", " link", " pr ", " issue s "}))
    return Column::tracker;
  if (says({" action",    " task",  " item",        " measure",        " description", " todo",
            " to do",     " what ", " improvement", " recommendation", " fix ",        " accion",
            " acao",      " acoes", " tarea",       " tarefa",         " que sdelat",  "対策",
            "アクション", "内容",   " maßnahme",    " mesure",         " follow up"}))
    return Column::action;
  return Column::other;
}

class MeasureFinder {
 public:
  MeasureFinder(Postmortem& postmortem, const ReadingOptions& options)
      : pm_(postmortem), document_(*postmortem.document), lines_(document_.lines()), plain_(document_.plain()) {
    options_.order = options.date_order;
  }

  void run() {
    pm_.measures.reserve(8);
    const auto count = static_cast<std::uint32_t>(lines_.size());
    for (std::uint32_t i = 0; i < count;) {
      const std::int32_t section = pm_.places[i].section;
      std::uint32_t end = i + 1;
      while (end < count && pm_.places[end].section == section) ++end;
      const Role role = role_of(section);
      if (pm_.places[i].report && is_measure_role(role))
        read_block(i, end, role);
      else
        read_loose(i, end);
      i = end;
    }
    if (pm_.measures.empty()) read_lessons();
    if (pm_.measures.empty()) read_plans();
    for (std::size_t k = 0; k < pm_.measures.size(); ++k) {
      Measure& measure = pm_.measures[k];
      for (std::uint32_t i = measure.first_line; i < measure.last_line; ++i)
        if (pm_.places[i].measure < 0) pm_.places[i].measure = static_cast<std::int32_t>(k);
      read_measure(pm_, options_, measure);
    }
  }

 private:
  /// The role that governs the lines straight below a heading: its own, or that of what it stands in.
  Role role_of(std::int32_t section) const {
    if (section < 0) return Role::other;
    return pm_.sections[static_cast<std::size_t>(section)].role;
  }

  void read_block(std::uint32_t begin, std::uint32_t end, Role role) {
    std::uint8_t shallow = 255;
    bool table = false;
    for (std::uint32_t i = begin; i < end; ++i) {
      if (is_item(i) && !is_empty(i)) shallow = std::min(shallow, lines_[i].depth);
      table = table || lines_[i].kind == LineKind::cell_row;
    }
    if (table) read_tables(begin, end, role);
    if (shallow == 255) {
      if (!table) read_paragraphs(begin, end, role);
      return;
    }
    read_items(begin, end, role, shallow);
  }

  bool is_item(std::uint32_t i) const {
    return lines_[i].kind == LineKind::item && !lines_[i].continuation && !pm_.places[i].heading && !lines_[i].quoted;
  }

  /// Nothing to do, or a place for it: "None", "N/A", "TBD", "...".
  bool is_empty(std::uint32_t i) const {
    const std::string_view text = trim(lines_[i].plain.in(plain_));
    if (text.size() < 3) return true;
    if (text.size() > 12) return false;
    const std::string folded = fold_heading(text);
    for (const std::string_view none : {"", "none", "n a", "na", "tbd", "todo", "tbc", "nothing", "nil"})
      if (folded == none) return true;
    return false;
  }

  void read_items(std::uint32_t begin, std::uint32_t end, Role role, std::uint8_t shallow) {
    std::uint32_t parent = 0;
    const Role block_role = role;
    const std::size_t first = pm_.measures.size();
    bool divided = false;
    for (std::uint32_t i = begin; i < end; ++i) {
      if (is_dash_item(i) && heads_items(parent, end)) {
        add(i, end, role, role != block_role);
        continue;
      }
      if (!is_item(i)) {
        if (lines_[i].kind != LineKind::paragraph || pm_.places[i].heading || lines_[i].quoted) continue;
        if (is_measure_role(pm_.places[i].label) && pm_.places[i].text < lines_[i].plain.end)
          add(i, end, pm_.places[i].label);
        else if (block_role == Role::measures)
          role = read_intro(i, role);
        if (role == Role::tasks && block_role == Role::measures && !divided) {
          // What stood before "the following tasks" was meant broadly.
          for (std::size_t k = first; k < pm_.measures.size(); ++k) pm_.measures[k].task_stated = true;
          divided = true;
        }
        continue;
      }
      if (is_empty(i)) continue;
      const Line& line = lines_[i];
      if (line.depth == shallow) {
        parent = i;
        // A name alone with its content in items below is no measure, its content is.
        if (!heads_items(i, end)) add(i, end, role, role != block_role);
      } else if (line.depth == shallow + 1 &&
                 (heads_items(parent, end) || says_action(i) || is_measure_role(pm_.places[i].label))) {
        add(i, end, role, role != block_role);
      }
    }
  }

  /// "The following tasks will be done:" says what the items below it are.
  Role read_intro(std::uint32_t i, Role role) const {
    const Span text = trim(plain_, lines_[i].plain);
    if (text.empty() || plain_[text.end - 1] != ':') return role;
    const HeadingReading reading = read_heading(text.in(plain_));
    if (reading.has(topic::tasks)) return Role::tasks;
    if (reading.has(topic::improvements)) return Role::improvements;
    return role;
  }

  /// "**Bug fix:**" with items below.
  bool heads_items(std::uint32_t i, std::uint32_t end) const {
    const Span text = trim(plain_, lines_[i].plain);
    if (text.empty()) return true;
    const bool name = plain_[text.end - 1] == ':' || (lines_[i].strong && text.size() < 80);
    if (!name || i + 1 >= end) return false;
    return is_dash_item(i + 1) || (is_item(i + 1) && lines_[i + 1].depth > lines_[i].depth);
  }

  /// A line that goes on with an item but begins with a dash or bullet that Markdown doesn't know.
  bool is_dash_item(std::uint32_t i) const {
    if (!lines_[i].continuation || pm_.places[i].heading) return false;
    const std::string_view text = lines_[i].plain.in(plain_);
    return text.starts_with("—") || text.starts_with("–") || text.starts_with("•") || text.starts_with("- ");
  }

  /// Begins with a verb of doing.
  bool says_action(std::uint32_t i) const { return begins_with_order(lines_[i].plain.in(plain_)); }

  void read_paragraphs(std::uint32_t begin, std::uint32_t end, Role role) {
    for (std::uint32_t i = begin; i < end; ++i) {
      const Line& line = lines_[i];
      const bool plain_line = line.kind == LineKind::paragraph || (line.kind == LineKind::item && line.continuation);
      if (!plain_line || pm_.places[i].heading || line.quoted || line.image || is_empty(i)) continue;
      const bool below = i == begin + 1 && pm_.places[begin].heading;
      if (line.continuation && !below && !starts_anew(i)) continue;
      const Span text = trim(plain_, line.plain);
      if (plain_[text.end - 1] == ':' || closes_report(text.in(plain_))) continue;
      add(i, end, is_measure_role(pm_.places[i].label) ? pm_.places[i].label : role);
    }
  }

  bool starts_anew(std::uint32_t i) const {
    if (i == 0 || lines_[i - 1].number + 1 < lines_[i].number) return true;
    const Span before = trim(plain_, lines_[i - 1].plain), now = trim(plain_, lines_[i].plain);
    if (before.empty() || now.empty()) return true;
    const char last = plain_[before.end - 1];
    const unsigned char first = static_cast<unsigned char>(plain_[now.begin]);
    const bool capital = (first >= 'A' && first <= 'Z') || first >= 0xc3 || (first >= '0' && first <= '9');
    if (last == '.' || last == '!' || last == ':' || last == ')' || last == ';') return capital;
    return capital && before.size() < 70;
  }

  /// Sentences that introduce or close and name no measure.
  static bool closes_report(std::string_view text) {
    const std::string folded = fold_heading(text.substr(0, std::min<std::size_t>(text.size(), 60)));
    for (const std::string_view opening : {"in conclusion",     "by implementing these",
                                           "by addressing",     "by learning",
                                           "by taking",         "these measures",
                                           "these actions",     "overall ",
                                           "in summary",        "the following",
                                           "we are committed",  "with these",
                                           "this incident",     "by following",
                                           "through these",     "this postmortem",
                                           "in the last",       "we ve conducted",
                                           "this outage",       "by prioritizing",
                                           "note that",         "to prevent such",
                                           "list any",          "these are only",
                                           "moral of",          "thank",
                                           "we apologize",      "here are",
                                           "here is",           "let s ",
                                           "remember",          "happy ",
                                           "we hope",           "i hope",
                                           "on a lighter",      "based on",
                                           "because sometimes", "after all",
                                           "we re committed",   "with this",
                                           "this post",         "happy "})
      if (folded.starts_with(opening)) return true;
    return false;
  }

  void read_tables(std::uint32_t begin, std::uint32_t end, Role role) {
    std::vector<Column> columns;
    for (std::uint32_t i = begin; i < end; ++i) {
      const Line& line = lines_[i];
      if (line.kind != LineKind::cell_row) continue;
      if (line.header || i == begin || lines_[i - 1].kind != LineKind::cell_row) {
        columns.clear();
        if (line.header) {
          for (std::uint32_t c = line.cells_begin; c < line.cells_end; ++c)
            columns.push_back(read_column(document_.cells()[c].in(plain_)));
          continue;
        }
      }
      add_row(i, columns, role);
    }
  }

  void add_row(std::uint32_t i, const std::vector<Column>& columns, Role role) {
    const Line& line = lines_[i];
    Measure measure;
    measure.line = line.number;
    measure.first_line = i;
    measure.last_line = i + 1;
    measure.task = role == Role::tasks;
    measure.span = document_.source_of(line.plain);
    Span longest;
    bool action = false;
    for (std::uint32_t c = line.cells_begin; c < line.cells_end; ++c) {
      const Span cell = trim(plain_, document_.cells()[c]);
      if (cell.empty()) continue;
      const std::size_t n = c - line.cells_begin;
      const std::string text(cell.in(plain_));
      switch (n < columns.size() ? columns[n] : Column::other) {
        case Column::action:
          if (!action) measure.text = text;
          action = true;
          break;
        case Column::owner:
          measure.owner = text, measure.owner_span = document_.source_of(cell);
          break;
        case Column::due:
          measure.due_text = text, measure.due_span = document_.source_of(cell);
          break;
        case Column::priority:
          measure.priority = text;
          break;
        case Column::state:
          measure.done = is_done_word(text);
          break;
        case Column::tracker:
          if (is_state_word(text))
            measure.done = is_done_word(text);
          else
            measure.tracker = text;
          break;
        case Column::other:
          if (cell.size() > longest.size()) longest = cell;
          break;
      }
    }
    if (!action && !longest.empty()) measure.text = std::string(longest.in(plain_));
    if (measure.text.size() < 3) return;
    pm_.measures.push_back(std::move(measure));
  }

  static bool is_done_word(std::string_view text) {
    const std::string folded = fold_heading(text);
    for (const std::string_view done : {"done", "complete", "completed", "closed", "resolved", "fixed", "shipped",
                                        "deployed", "hecho", "feito", "fait", "erledigt", "完了"})
      if (folded.starts_with(done)) return true;
    return text.find("✅") != std::string_view::npos || text.find("☑") != std::string_view::npos;
  }

  static bool is_state_word(std::string_view text) {
    if (is_done_word(text)) return true;
    const std::string folded = fold_heading(text);
    for (const std::string_view state :
         {"todo", "to do", "open", "in progress", "pending", "planned", "not started", "wip"})
      if (folded.starts_with(state)) return true;
    return false;
  }

  /// Measures outside sections of their own: a table headed "Action item", lessons that say what must be done.
  void read_loose(std::uint32_t begin, std::uint32_t end) {
    bool announced = false;
    for (std::uint32_t i = begin; i < end; ++i) {
      if (!pm_.places[i].report) continue;
      const Line& line = lines_[i];
      if (announced && is_item(i)) {
        add(i, end, Role::measures);
        continue;
      }
      if (!line.continuation) announced = false;
      if (line.kind == LineKind::paragraph && announces(i)) {
        announced = true;
        continue;
      }
      if (line.kind == LineKind::cell_row && line.header) {
        std::vector<Column> columns;
        for (std::uint32_t c = line.cells_begin; c < line.cells_end; ++c)
          columns.push_back(read_column(document_.cells()[c].in(plain_)));
        const bool owned = std::any_of(columns.begin(), columns.end(), [](Column c) {
          return c == Column::owner || c == Column::due || c == Column::tracker;
        });
        if (std::find(columns.begin(), columns.end(), Column::action) == columns.end() || !owned || columns.size() < 2)
          continue;
        if (pm_.places[i].entry >= 0 || pm_.places[i].part == Role::timeline) continue;
        for (std::uint32_t r = i + 1; r < end && lines_[r].kind == LineKind::cell_row && !lines_[r].header; ++r)
          add_row(r, columns, Role::measures);
        continue;
      }
      const LinePlace& place = pm_.places[i];
      if (is_measure_role(place.label) && place.text < line.plain.end && place.entry < 0 && !place.heading &&
          line.plain.end - place.text > 12) {
        add(i, end, place.label);
        continue;
      }
      if (place.role == Role::lessons && is_item(i) && says_should(i))
        add(i, end, Role::improvements);
      else if (may_propose(i) && proposes(i))
        add(i, end, Role::measures);
    }
  }

  /// Where a report names no measures, its lessons are what should change.
  void read_lessons() {
    const auto count = static_cast<std::uint32_t>(lines_.size());
    for (std::uint32_t i = 0; i < count; ++i) {
      const LinePlace& place = pm_.places[i];
      if (!place.report || place.role != Role::lessons || place.heading) continue;
      constexpr std::uint32_t line_max = 200;  // longer ones tell, they don't name
      const bool is_line = lines_[i].kind == LineKind::paragraph && !lines_[i].quoted && !is_empty(i) &&
                           (!lines_[i].continuation || starts_anew(i));
      const std::string_view text = trim(lines_[i].plain.in(plain_));
      const bool is_short = text.size() < line_max && !text.ends_with(':') && !closes_report(text);
      if ((is_item(i) && lines_[i].depth <= 1) || (is_line && (is_short || says_should(i))))
        add(i, count, Role::improvements);
    }
  }

  /// "We will investigate …", "we have begun to monitor …": what a report without any list of measures promises in its
  /// prose.
  void read_plans() {
    static const WordBits words{
        {1, "we we'll our"}, {2, "will we'll plan plans planning begun discussing investigating"}, {4, "was were had"}};
    const auto count = static_cast<std::uint32_t>(lines_.size());
    bool is_taken = false;
    for (std::uint32_t i = 0; i < count; ++i) {
      const LinePlace& p = pm_.places[i];
      if (!lines_[i].continuation) is_taken = false;
      if (is_taken || !p.report || p.heading || p.entry >= 0 || lines_[i].quoted || p.part == Role::timeline ||
          p.part == Role::summary || p.part == Role::review || lines_[i].kind != LineKind::paragraph)
        continue;
      std::uint32_t found = 0;
      for (std::uint32_t w = p.first_word; w < p.last_word; ++w) {
        const std::uint32_t bits = words.find(pm_.words[w].hash);
        if ((bits & 2) != 0 && (found & 1) == 0 && (bits & 1) == 0) continue;
        found |= bits;
      }
      if ((found & 3) != 3 || p.part == Role::lessons || closes_report(lines_[i].plain.in(plain_))) continue;
      add(i, i + 1, Role::measures);
      is_taken = true;
    }
  }

  /// "To prevent this in the future, we made a few changes:" has measures in the list below it.
  bool announces(std::uint32_t i) const {
    const LinePlace& p = pm_.places[i];
    const Span text = trim(plain_, lines_[i].plain);
    if (text.empty() || plain_[text.end - 1] != ':' || p.entry >= 0 || p.part == Role::timeline ||
        p.part == Role::summary)
      return false;
    static const WordBits words{
        {1, "prevent preventing avoid recurrence again future"},
        {2, "improvements improvement changes steps actions measures tasks items following plan plans improve"}};
    std::uint32_t found = 0;
    for (std::uint32_t w = p.first_word; w < p.last_word; ++w) found |= words.find(pm_.words[w].hash);
    return found == 3;
  }

  bool may_propose(std::uint32_t i) const {
    const LinePlace& p = pm_.places[i];
    const Line& line = lines_[i];
    return line.kind == LineKind::paragraph && !p.heading && p.entry < 0 && !line.quoted &&
           (p.role == Role::detection || p.role == Role::other || p.role == Role::resolution) &&
           p.part != Role::timeline && p.part != Role::summary && p.part != Role::title &&
           (!line.continuation || starts_anew(i));
  }

  /// A paragraph below a heading of another kind that says what should be done: "We should document how to recover."
  bool proposes(std::uint32_t i) const {
    const LinePlace& p = pm_.places[i];
    for (const PhraseHit& hit : hits_in(pm_, p.first_word, std::min(p.first_word + 1, p.last_word)))
      if (hit.mark == static_cast<std::uint16_t>(Mark::proposal)) return true;
    return false;
  }

  /// "We must …", "Alerts should …", or begins with a verb of doing.
  bool says_should(std::uint32_t i) const {
    static const std::uint32_t modal[] = {word_hash("should"), word_hash("must"),  word_hash("need"), word_hash("will"),
                                          word_hash("needs"),  word_hash("we'll"), word_hash("we're")};
    const LinePlace& place = pm_.places[i];
    if (begins_with_order(lines_[i].plain.in(plain_))) return true;
    for (std::uint32_t w = place.first_word; w < place.last_word && w < place.first_word + 8; ++w)
      if (std::find(std::begin(modal), std::end(modal), pm_.words[w].hash) != std::end(modal)) return true;
    return false;
  }

  void add(std::uint32_t i, std::uint32_t limit, Role role, bool stated = false) {
    Measure measure;
    measure.task_stated = stated;
    const Line& line = lines_[i];
    measure.line = line.number;
    measure.first_line = i;
    std::uint32_t end = i + 1;
    while (end < limit && !pm_.places[end].heading && goes_on(line, end)) ++end;
    measure.last_line = end;
    measure.task = role == Role::tasks;
    Span plain = line.plain;
    const Span own = is_measure_role(pm_.places[i].label)
                         ? Span{std::min(pm_.places[i].text, line.plain.end), line.plain.end}
                         : line.plain;
    measure.text = std::string(trim(plain_, own).in(plain_));
    for (std::uint32_t k = i + 1; k < end; ++k) {
      plain = join(plain, lines_[k].plain);
      if (!lines_[k].continuation || lines_[k].kind == LineKind::code || measure.text.size() > 2000) continue;
      measure.text += ' ';
      measure.text += trim(plain_, lines_[k].plain).in(plain_);
    }
    measure.span = document_.source_of(plain);
    if (line.task) measure.done = line.checked;
    pm_.measures.push_back(std::move(measure));
  }

  bool goes_on(const Line& first, std::uint32_t i) const {
    const Line& line = lines_[i];
    if (is_dash_item(i)) return false;
    if (first.kind == LineKind::item)
      return line.kind != LineKind::heading &&
             (line.depth > first.depth || (line.depth == first.depth && line.continuation));
    return line.continuation && !starts_anew(i);
  }

  Postmortem& pm_;
  const Document& document_;
  const std::vector<Line>& lines_;
  std::string_view plain_;
  MentionOptions options_;
};

}  // namespace

void find_measures(Postmortem& postmortem, const ReadingOptions& options) {
  MeasureFinder(postmortem, options).run();
}

}  // namespace afterword
