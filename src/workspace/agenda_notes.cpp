#include "workspace/agenda_notes.h"

#include <algorithm>
#include <map>

namespace afterword {
namespace {

constexpr std::string_view mark = "[Proposed] ";

std::string_view trim(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

/// "**3f2a** Line 14: …": the id of a question's own line; empty for others.
std::string_view id_of(std::string_view line) {
  return line.size() > 8 && line.starts_with("**") && line.substr(6, 2) == "**" ? line.substr(2, 4)
                                                                                : std::string_view();
}

/// The words of an item, without its mark; tells whether it is a task.
std::string_view words_of_note(std::string_view line, bool& task) {
  line = trim(line);
  if (line.size() > 1 && std::string_view("-*+").find(line[0]) != std::string_view::npos && line[1] == ' ')
    line = trim(line.substr(1));
  task = line.starts_with("[ ] ") || line.starts_with("[x] ");
  return task ? trim(line.substr(4)) : line;
}

/// "09:40" at the beginning of a note, and what stands behind it.
std::string_view take_time(std::string_view& words) {
  const auto digit = [&](std::size_t at) { return at < words.size() && words[at] >= '0' && words[at] <= '9'; };
  if (!digit(0) || !digit(1) || words.size() < 5 || words[2] != ':' || !digit(3) || !digit(4)) return {};
  const std::size_t end = digit(6) && digit(7) && words[5] == ':' ? 8 : 5;
  const std::string_view time = words.substr(0, end);
  words.remove_prefix(end);
  while (!words.empty() && std::string_view(" :-").find(words.front()) != std::string_view::npos)
    words.remove_prefix(1);
  if (words.starts_with("– ")) words.remove_prefix(std::string_view("– ").size());
  return time;
}

/// Lines to insert, by the line of the report that they follow.
class Additions {
 public:
  explicit Additions(const Postmortem& postmortem)
      : p_(postmortem), original_(postmortem.document->text().original()), lines_(lines_of(original_)) {}

  /// Whether a note was taken in before: a line ends with its words, and bears the mark or is no short remark that
  /// could stand there by itself.
  [[nodiscard]] bool stands_there(std::string_view words) const {
    constexpr std::size_t telling_bytes_min = 24;
    return std::any_of(lines_.begin(), lines_.end(), [&](std::string_view line) {
      return trim(line).ends_with(words) &&
             (words.size() >= telling_bytes_min || line.find(mark) != std::string_view::npos);
    });
  }

  /// Behind the entry of a line, in the notation of that entry.
  bool add_entry(std::uint32_t line, std::string_view words) {
    for (const TimelineEntry& entry : p_.timeline) {
      if (entry.line != line) continue;
      const Text& text = p_.document->text();
      const std::uint32_t begin = text.line_span(line).begin;
      std::string lead(text.content().substr(begin, entry.text_span.begin - begin));
      const std::string_view time = take_time(words);
      const std::uint32_t time_at = entry.time_span.begin - begin,
                          time_size = entry.time_span.end - entry.time_span.begin;
      if (!time.empty() && !entry.time.empty() && entry.time_span.begin >= begin && time_at + time_size <= lead.size())
        lead.replace(time_at, time_size, time);
      else
        lead = lead.substr(0, std::min(lead.find_first_not_of(" \t-*+>"), lead.size()));
      add(last_line_of(entry), lead + std::string(mark) + std::string(words), false);
      return true;
    }
    return false;
  }

  /// Behind the last task, as an item of the same list; in a section of its own where there is none.
  bool add_measure(std::string_view words) {
    const Measure* last = nullptr;
    for (const Measure& measure : p_.measures)
      if (last == nullptr || measure.task || !last->task) last = &measure;
    if (last == nullptr || last->line == 0 || last->line > lines_.size()) return false;
    const std::string_view line = lines_[last->line - 1];
    const std::size_t at = line.find_first_not_of(" \t");
    if (at == std::string_view::npos || std::string_view("-*+").find(line[at]) == std::string_view::npos) return false;
    const std::uint32_t end = p_.document->lines()[last->last_line - 1].number;
    add(end, std::string(line.substr(0, at + 1)) + " [ ] " + std::string(mark) + std::string(words), false);
    return true;
  }

  /// Behind the block that holds a line.
  bool add_paragraph(std::uint32_t line, std::string_view words) {
    if (line == 0 || line > lines_.size()) return false;
    const bool heading = lines_[line - 1].starts_with('#');
    while (!heading && line < lines_.size() && !trim(lines_[line]).empty() && !lines_[line].starts_with('#')) ++line;
    add(line, std::string(mark) + std::string(words), true);
    return true;
  }

  [[nodiscard]] std::string write() const {
    const std::string end = original_.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
    std::string out;
    std::size_t at = 0;
    for (std::uint32_t line = 1; line <= lines_.size(); ++line) {
      const std::size_t next = std::min(original_.find('\n', at), original_.size());
      out += original_.substr(at, next + 1 - at);
      at = std::min(next + 1, original_.size());
      const auto found = after_.find(line);
      if (found == after_.end()) continue;
      if (!out.ends_with('\n')) out += end;
      for (const Addition& each : found->second) out += (each.apart ? end : "") + each.text + end;
      const bool followed = line < lines_.size() && !trim(lines_[line]).empty();
      if (found->second.back().apart && followed) out += end;
    }
    return out;
  }

 private:
  struct Addition {
    std::string text;
    bool apart = false;  ///< an empty line before it
  };

  [[nodiscard]] std::uint32_t last_line_of(const TimelineEntry& entry) const {
    return entry.last_line > entry.first_line ? p_.document->lines()[entry.last_line - 1].number : entry.line;
  }
  void add(std::uint32_t line, std::string text, bool apart) { after_[line].push_back({std::move(text), apart}); }

  const Postmortem& p_;
  std::string_view original_;
  std::vector<std::string_view> lines_;
  std::map<std::uint32_t, std::vector<Addition>> after_;
};

}  // namespace

std::vector<AgendaNote> read_agenda_notes(std::string_view notes, const Agenda& agenda) {
  // What the agenda prints by itself, so that a page that nobody wrote on gives no notes.
  const std::string printed = agenda_markdown(agenda);
  std::vector<std::string_view> own;
  for (const std::string_view line : lines_of(printed))
    if (const std::string_view text = trim(line); !text.empty()) own.push_back(text);
  std::sort(own.begin(), own.end());
  std::vector<AgendaNote> out;
  std::string question;
  bool inside = false;  // below a question, or in the last part
  std::uint32_t number = 0;
  for (const std::string_view raw : lines_of(notes)) {
    ++number;
    const std::string_view line = trim(raw);
    if (line.starts_with('#')) {
      inside = line == "## Tasks and anything else";
      question.clear();
    } else if (const std::string_view id = id_of(line); !id.empty()) {
      question = id;
      inside = true;
    } else if (!line.empty() && !std::binary_search(own.begin(), own.end(), line)) {
      bool task = false;
      const std::string_view words = words_of_note(line, task);
      if ((inside || task) && !words.empty()) out.push_back({question, std::string(words), task, number});
    }
  }
  return out;
}

NotedReport take_agenda_notes(const Postmortem& postmortem, const Agenda& agenda,
                              const std::vector<AgendaNote>& notes) {
  NotedReport out;
  Additions additions(postmortem);
  for (const AgendaNote& note : notes) {
    if (additions.stands_there(note.words)) continue;  // taken before
    const AgendaQuestion* asked = nullptr;
    for (const AgendaPart& part : agenda.parts)
      for (const AgendaQuestion& question : part.questions)
        if (question.id == note.question) asked = &question;
    const NoteTarget target = note.task ? NoteTarget::measure : asked != nullptr ? asked->target : NoteTarget::nothing;
    const bool taken = target == NoteTarget::entry       ? additions.add_entry(asked->line, note.words)
                       : target == NoteTarget::paragraph ? additions.add_paragraph(asked->line, note.words)
                       : target == NoteTarget::measure   ? additions.add_measure(note.words)
                                                         : false;
    if (taken)
      ++out.taken;
    else
      out.left.push_back(note);
  }
  out.bytes = additions.write();
  return out;
}

}  // namespace afterword
