#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "moment/mention.h"
#include "moment/tzif.h"

using namespace afterword;

namespace {
void require(bool holds) {
  if (!holds) std::abort();
}
}  // namespace

/// Any bytes as prose, as a timeline's line, as a zone's name, as a TZif file: spans stay inside and disjoint.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  std::vector<Mention> found;
  find_mentions(text, 0, {}, found);
  std::uint32_t end = 0;
  for (const Mention& m : found) {
    require(m.span.begin >= end && m.span.begin < m.span.end && m.span.end <= size);
    for (const Span& part : {m.date_span, m.clock_span, m.zone_span}) require(part.empty() || m.span.covers(part));
    require(m.kind != MentionKind::moment || m.date || m.clock);
    require(m.invalid || !m.date || is_valid(*m.date));
    if (m.date && m.zone) (void)instant_of({m.date, m.clock}, *m.zone);
    end = m.span.end;
  }
  for (std::size_t i = 0; i + 1 < found.size(); ++i) {
    if (is_range(text, found[i], found[i + 1])) settle_range(found[i], found[i + 1]);
  }
  if (auto leading = read_leading_time(text, {})) {
    require(leading->span.end <= size);
    if (const auto second = read_range_end(text, *leading, {})) require(second->span.end <= size);
  }
  (void)read_zone(text.substr(0, 64));
  (void)read_tz_rule(text.substr(0, 64));
  if (const auto zone = TimeZone::parse(text)) {
    for (const std::int64_t seconds : {std::int64_t{0}, std::int64_t{4102444800}, std::int64_t{-4102444800}}) {
      (void)zone->at(seconds);
    }
  }
  return 0;
}
