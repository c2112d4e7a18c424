#include "workspace/site_recurrence.h"

#include "base/hash_bytes.h"
#include "workspace/similar_report.h"

namespace afterword {
namespace {

SimilarQuery query_of(std::uint32_t place) {
  SimilarQuery out;
  out.leave_out = place;
  out.related_max = 0;
  out.postings_max = 20'000;  // every report of thousands is asked for
  return out;
}

}  // namespace

Archive archive_of(const std::vector<SiteEntry>& entries) {
  Archive out;
  for (const SiteEntry& entry : entries)
    if (entry.is_report) out.add({}, entry.sketch);
  out.finish();
  return out;
}

std::vector<std::uint32_t> candidates_of(const Archive& archive, std::uint32_t place, const Sketch& sketch) {
  return archive.find_candidates(sketch, query_of(place));
}

std::vector<std::uint32_t> find_earlier(const Archive& archive, std::uint32_t place,
                                        std::span<const std::uint32_t> candidates,
                                        const std::function<const SiteEntry&(std::uint32_t)>& entry_of) {
  std::vector<std::uint32_t> out;
  const SiteEntry& entry = entry_of(place);
  const Record& own = entry.card.record;
  SimilarQuery query = query_of(place);
  query.asked_for = [&](std::uint32_t report) {
    const Record& other = entry_of(report).card.record;
    const std::string_view order = order_of(other.date, own.date);
    return (order == "earlier" || (order == "unknown" && report < place)) &&
           !(other.date == own.date && other.title == own.title && other.cause == own.cause);
  };
  for (const Match& match : archive.find_similar_among(entry.sketch, candidates, query)) {
    if (match.verdict != Verdict::same) break;
    out.push_back(match.report);
  }
  return out;
}

std::uint64_t hash_of_compared(const std::vector<SiteEntry>& entries) {
  std::uint64_t out = hash_bytes({});
  for (const SiteEntry& entry : entries)
    if (entry.is_report) out = hash_bytes({reinterpret_cast<const char*>(&entry.compared), sizeof entry.compared}, out);
  return out;
}

}  // namespace afterword
