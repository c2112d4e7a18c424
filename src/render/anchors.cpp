#include "render/anchors.h"

#include "render/chronology.h"
#include "render/html.h"
#include "text/words.h"

namespace afterword {

std::string anchor_of(std::string_view kind, std::string_view time, std::string_view text, Ids& ids) {
  const std::string clean = one_line(text);
  std::string id(kind);
  const std::string slug = slug_of(clean, 3, 28);
  for (const std::string_view part : {time, std::string_view(slug)}) {
    if (!part.empty()) id.append("-").append(part);
  }
  const std::uint32_t hash = word_hash(clean);
  constexpr char digits[] = "0123456789abcdef";
  id += '-';
  for (int shift = 12; shift >= 0; shift -= 4) id += digits[((hash ^ (hash >> 16)) >> shift) & 15];
  return ids.take(std::move(id));
}

Anchors make_anchors(const Postmortem& pm, Ids& ids) {
  Anchors out;
  for (const TimelineEntry& entry : pm.timeline) {
    std::string time;
    if (entry.civil.clock) {
      time = clock_text(entry.civil.clock->minutes());
      time.erase(2, 1);
    }
    out.entries.push_back(anchor_of("t", time, entry.text, ids));
  }
  for (const Measure& measure : pm.measures) out.measures.push_back(anchor_of("m", {}, measure.text, ids));
  return out;
}

}  // namespace afterword
