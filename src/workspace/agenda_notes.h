#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "workspace/agenda.h"

namespace afterword {

/// What was said in a meeting.
struct AgendaNote {
  std::string question;  ///< the id it stands below; empty: none
  std::string words;
  bool task = false;
  std::uint32_t line = 0;  ///< in the notes
};

/// Reads what people wrote into an agenda's Markdown: the lines below each `**id**`, and tasks (`- [ ] …`) wherever
/// they stand. What the agenda itself says is no note.
[[nodiscard]] std::vector<AgendaNote> read_agenda_notes(std::string_view notes, const Agenda& agenda);

/// A report with the notes of a meeting taken in.
struct NotedReport {
  std::string bytes;
  std::size_t taken = 0;
  std::vector<AgendaNote> left;  ///< what has no place in the report
};

/// Puts each note where its question points, marked `[Proposed]`: `check` reports it until a person takes the mark
/// away, or the line. Only lines are added; one that stands there already is not added again.
[[nodiscard]] NotedReport take_agenda_notes(const Postmortem& postmortem, const Agenda& agenda,
                                            const std::vector<AgendaNote>& notes);

}  // namespace afterword
