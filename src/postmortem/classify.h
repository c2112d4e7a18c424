#pragma once
#include <span>

namespace afterword {

struct ClassifyModel;
struct Postmortem;

/// Fills what has to be judged from the words, each step in all reports before the next: kinds of every timeline entry;
/// the passages service, experience, root_cause_summary, root_cause_detail, resolution_detail, misleading, escalation,
/// blame, trigger, factors; the names in escalated_to; cause_class; detected_how with its place; Measure::task where
/// the sections do not decide. Sections, timeline, values, measures, words, sentences, hits must stand. May be called
/// again on the same postmortems: what was judged before is judged anew. Deterministic, linear time, never fails.
void classify_postmortems(std::span<Postmortem> postmortems, const ClassifyModel& model);

}  // namespace afterword
