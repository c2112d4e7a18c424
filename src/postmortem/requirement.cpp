#include "postmortem/requirement.h"

namespace afterword {
namespace {
struct Row {
  std::string_view id, text;
};
constexpr Row rows[] = {
    {"summary", "an issue summary: the part that executives read"},
    {"summary.duration", "start and end of the outage, with time zone"},
    {"summary.impact.service", "which service was down or slow"},
    {"summary.impact.experience", "what users met"},
    {"summary.impact.percent", "how many percent of the users were affected"},
    {"summary.root_cause", "the root cause, in a sentence"},
    {"timeline", "a timeline: time and one or two short sentences an entry"},
    {"timeline.detected", "when the issue was detected"},
    {"timeline.detected_how", "how: a monitoring alert, an engineer noticed, a customer complained"},
    {"timeline.actions", "what was done: parts investigated, assumptions about the cause"},
    {"timeline.misleading", "misleading investigation or debugging paths that were taken"},
    {"timeline.escalated", "the team or individuals the incident was escalated to"},
    {"timeline.resolved", "how the incident was resolved"},
    {"cause_and_resolution", "a section on root cause and resolution"},
    {"cause.detail", "in detail, what was causing the issue"},
    {"resolution.detail", "in detail, how it was fixed"},
    {"measures", "corrective and preventative measures"},
    {"measures.improvements", "what can be improved or fixed, broadly"},
    {"measures.tasks", "a to-do list of specific tasks"},
    {"form.length", "400 to 600 words, brief and to the point"},
    {"form.language", "written in English, or the language set"},
    {"form.attractive", "something that makes people want to read it: a diagram, humour, a picture"},
    {"form.published", "published, with its URL"},
    {"process.blameless", "it blames no person or team"},
};
static_assert(std::size(rows) == static_cast<std::size_t>(RequirementId::count));
}  // namespace

std::string_view id_of(RequirementId id) {
  return rows[static_cast<std::size_t>(id)].id;
}
std::string_view text_of(RequirementId id) {
  return rows[static_cast<std::size_t>(id)].text;
}
std::string_view name_of(RequirementState state) {
  constexpr std::string_view names[] = {"missing", "partial", "met"};
  return names[static_cast<std::size_t>(state)];
}
}  // namespace afterword
