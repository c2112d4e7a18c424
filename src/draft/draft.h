#pragma once
#include <string>
#include <vector>

#include "diagnosis/diagnosis.h"
#include "diagnosis/outage.h"
#include "draft/cited.h"
#include "evidence/evidence.h"

namespace afterword {

/// An entry of the draft's timeline: something that happened, classified, with the record it rests on.
struct DraftEntry {
  Instant at = 0;
  std::string as_written;  ///< the time as the source wrote it; may be empty
  std::string text;
  std::vector<std::string> kinds;  ///< as in inspect-json: "detection", "mitigation", …
  std::vector<Place> citations;
};

/// What the engine found, put together once; the draft, the JSON, the picture and the explorer all show this.
struct Gathered {
  Evidence evidence;
  Outage outage;
  Diagnosis diagnosis;
  std::vector<DraftEntry> timeline;  ///< 8–20, in order of time, chosen for what they change
};

/// Chooses the entries of the timeline, in order of time: what began, changed, was noticed, said, done and restored.
[[nodiscard]] std::vector<DraftEntry> choose_timeline(const Evidence& evidence, const Outage& outage,
                                                      const Diagnosis& diagnosis, const Cite& cite);

/// The standard's sections, filled from evidence, in UTC. Each sentence has a footnote that cites a record, or stands
/// in brackets: a prompt, for what evidence can't say, which `check` reports until a person has answered it.
[[nodiscard]] std::string draft_postmortem(const Gathered& gathered, const Cite& cite);

}  // namespace afterword
