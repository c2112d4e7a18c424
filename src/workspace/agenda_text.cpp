#include "workspace/agenda.h"
#include "workspace/cells.h"
#include "workspace/frame.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

/// Words over several lines of at most `width` cells, all but the first indented.
std::string wrap(std::string_view text, std::uint32_t indent, std::uint32_t width) {
  return wrap_words(show_path(text), indent, width) + "\n";
}

std::string minutes(std::uint32_t count) {
  return std::to_string(count) + " min";
}

/// Text in which no character means anything to Markdown.
std::string plain_markdown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>#|").find(c) != std::string_view::npos) out += '\\';
    out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return out;
}

}  // namespace

std::string print_agenda(const Agenda& agenda, std::uint32_t width, Color color) {
  constexpr std::uint32_t width_min = 60, width_max = 100, title_cells = 40;
  const std::uint32_t room = std::clamp(width, width_min, width_max);
  std::string out = paint(wrap("Review: " + agenda.title, 0, room), "1", color);
  out += show_path(agenda.path) + (agenda.outage.empty() ? "" : ", " + show_path(agenda.outage)) + ", " +
         minutes(agenda.minutes) + "\n\nWho should be there\n";
  for (const AgendaRole& role : agenda.roles) out += "  " + wrap(role.role + ": " + role.why, 4, room);
  if (!agenda.reviewers.empty()) out += "  " + wrap("reviewers: " + list_people(agenda.reviewers), 4, room);
  for (const AgendaPart& part : agenda.parts) {
    const std::uint32_t used = count_cells(part.title);
    out += "\n" + paint(part.title, "1", color) + std::string(used < title_cells ? title_cells - used : 1, ' ') +
           minutes(part.minutes) + "\n";
    for (const AgendaQuestion& question : part.questions)
      out += "  " + paint(question.id, "33", color) + "  " +
             wrap((question.line > 0 ? "line " + std::to_string(question.line) + ": " : std::string()) + question.words,
                  8, room);
    if (part.left_out > 0) out += "        and " + std::to_string(part.left_out) + " more, which `check` lists\n";
  }
  return out;
}

std::string agenda_markdown(const Agenda& agenda) {
  std::string out = "# Review: " + plain_markdown(agenda.title) + "\n\n";
  out += "Report: " + plain_markdown(agenda.path) + (agenda.outage.empty() ? "" : ". Outage: " + agenda.outage) + ". " +
         minutes(agenda.minutes) + ".\n\n## Who should be there\n\n";
  for (const AgendaRole& role : agenda.roles)
    out += "- " + plain_markdown(role.role) + ": " + plain_markdown(role.why) + "\n";
  if (!agenda.reviewers.empty()) out += "- reviewers: " + plain_markdown(list_people(agenda.reviewers)) + "\n";
  out +=
      "\nWrite below a question what was said, a line each; a task as `- [ ] …`.\n"
      "`afterword agenda " +
      plain_markdown(agenda.path) + " --notes FILE` takes it into the report.\n";
  for (const AgendaPart& part : agenda.parts) {
    out += "\n## " + part.title + " (" + minutes(part.minutes) + ")\n";
    for (const AgendaQuestion& question : part.questions)
      out += "\n**" + question.id + "** " +
             (question.line > 0 ? "Line " + std::to_string(question.line) + ": " : std::string()) +
             plain_markdown(question.words) + "\n";
    if (part.left_out > 0) out += "\nAnd " + std::to_string(part.left_out) + " more, which `afterword check` lists.\n";
  }
  return out + "\n## Tasks and anything else\n\n";
}

}  // namespace afterword
