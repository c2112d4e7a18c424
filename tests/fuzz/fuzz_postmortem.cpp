// Any bytes: a report is read whole, every place lies inside the text and its parts, and inspect prints it.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "workspace/workspace.h"

namespace {

using namespace afterword;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_places(const Postmortem& pm) {
  const std::size_t size = pm.document->text().content().size();
  const std::size_t lines = pm.document->lines().size();
  require(pm.places.size() == lines);
  for (const LinePlace& place : pm.places) {
    require(place.section < static_cast<std::int32_t>(pm.sections.size()));
    require(place.entry < static_cast<std::int32_t>(pm.timeline.size()));
    require(place.measure < static_cast<std::int32_t>(pm.measures.size()));
    require(place.first_word <= place.last_word && place.last_word <= pm.words.size());
  }
  for (const Section& s : pm.sections)
    require(s.span.end <= size && s.first_line <= s.last_line && s.last_line <= lines);
  for (const TimelineEntry& e : pm.timeline)
    require(e.span.end <= size && e.time_span.end <= size && e.first_line < e.last_line && e.last_line <= lines);
  for (const Measure& m : pm.measures)
    require(m.span.end <= size && m.first_line < m.last_line && m.last_line <= lines);
  for (const std::optional<Stated>* at : {&pm.start, &pm.end, &pm.detected_at})
    if (*at) require((*at)->span.end <= size && (*at)->line > 0);
  require(pm.requirements.size() == static_cast<std::size_t>(RequirementId::count));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto document = std::make_shared<const Document>(
      Document::read(std::string(reinterpret_cast<const char*>(data), size), "fuzz.md"));
  const Postmortem pm = read_postmortem(std::move(document));
  check_places(pm);
  require(inspect_json(pm).ends_with("}\n"));
  return 0;
}
