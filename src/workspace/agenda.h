#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "check/finding.h"
#include "postmortem/postmortem.h"
#include "review/state.h"
#include "workspace/report.h"

namespace afterword {

/// What a note below a question becomes in the report.
enum class NoteTarget : std::uint8_t {
  entry,      ///< an entry of the timeline, behind the one the question speaks of
  paragraph,  ///< a paragraph, behind the block the question speaks of
  measure,    ///< a task, behind the last
  nothing,    ///< it stays in the notes: the rubric, comments
};

/// Something to talk about.
struct AgendaQuestion {
  std::string id;          ///< four hexadecimal digits, of what it asks about; it stays when other lines change
  std::string words;       ///< "What happened between 09:25 and 10:30 (65 minutes)?"
  std::uint32_t line = 0;  ///< in the report; 0: the whole
  NoteTarget target{};
};

struct AgendaPart {
  std::string title;
  std::uint32_t minutes = 0;
  std::vector<AgendaQuestion> questions;
  std::size_t left_out = 0;  ///< questions for which a page has no room
};

struct AgendaRole {
  std::string role, why;  ///< "storage team", "it was called in"
};

/// One meeting about one report.
struct Agenda {
  std::string title, path, outage;  ///< `outage`: "2026-03-14 09:10 to 10:40 UTC"; may be empty
  std::uint32_t minutes = 0;        ///< of all parts together
  std::vector<AgendaRole> roles;
  std::vector<ReviewPerson> reviewers;  ///< whom the review asks; may be empty
  std::vector<AgendaPart> parts;
};

/// The questions that a report leaves open: gaps in its timeline, contradictions, misleading paths, causes without a
/// measure, prompts that nobody answered, open comments, and the rubric. `findings` are check's. Pure.
[[nodiscard]] Agenda make_agenda(const Postmortem& postmortem, const std::vector<Finding>& findings,
                                 const ReviewState& review, std::string_view path, std::uint32_t minutes);

[[nodiscard]] std::string print_agenda(const Agenda& agenda, std::uint32_t width, Color color);
/// Markdown with a place for notes below each question, which read_agenda_notes takes back.
[[nodiscard]] std::string agenda_markdown(const Agenda& agenda);
/// One page to print, no script, nothing loaded.
[[nodiscard]] std::string agenda_html(const Agenda& agenda);

struct Meeting {
  std::string begin;  ///< as a calendar writes it: 20261203T140000, with Z where it is in UTC
  Date stamp;         ///< the day the invitation is made
  ReviewPerson organizer;
};
/// An invitation (RFC 5545, RFC 5546). Who was asked to review is invited by address, roles are named in the text.
[[nodiscard]] std::string agenda_calendar(const Agenda& agenda, const Meeting& meeting);

}  // namespace afterword
