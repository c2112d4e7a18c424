#pragma once

namespace afterword {

struct ClassifyModel;
struct Postmortem;

/// Fills what has to be judged from the words: kinds of every timeline entry; the passages service, experience,
/// root_cause_summary, root_cause_detail, resolution_detail, misleading, escalation, blame, trigger, factors; the names
/// in escalated_to; cause_class; detected_how with its place; Measure::task where the sections do not decide. Called
/// last by read_postmortem: sections, timeline, values, measures, words, sentences, hits must stand. Deterministic,
/// linear time, never fails.
void classify_postmortem(Postmortem& postmortem);

/// The same with other weights than the committed ones, for training and its tests. May be called again on the same
/// postmortem: what was judged before is judged anew.
void classify_postmortem(Postmortem& postmortem, const ClassifyModel& model);

}  // namespace afterword
