#pragma once

namespace afterword {

struct Postmortem;

/// Fills what has to be judged from the words: kinds of every timeline entry; the passages service, experience,
/// root_cause_summary, root_cause_detail, resolution_detail, misleading, escalation, blame, trigger, factors; the names
/// in escalated_to; cause_class; detected_how with its place; Measure::task where the sections do not decide. Called
/// last by read_postmortem: sections, timeline, values, measures, words, sentences, hits must stand. Deterministic,
/// linear time, never fails.
void classify_postmortem(Postmortem& postmortem);

}  // namespace afterword
