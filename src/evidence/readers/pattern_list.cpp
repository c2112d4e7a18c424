// Patterns of log messages that another tool counted: a text, a count, and how that differs from before.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/records.h"
#include "evidence/readers/series_set.h"

namespace afterword {
namespace {

constexpr std::string_view text_names[] = {"signature", "pattern", "template"};
constexpr std::string_view count_names[] = {"count", "occurrences", "hits", "total"};
constexpr std::string_view delta_names[] = {"delta_vs_baseline", "delta", "change", "diff"};

template <std::size_t n>
Json find_member(Json object, const std::string_view (&member_names)[n]) {
  for (std::string_view name : member_names) {
    if (const Json member = object[name]; member.says_something()) return member;
  }
  return {};
}

std::optional<double> find_count(Json object) {
  if (const Json count = find_member(object, count_names); count.number()) return count.number();
  // Loki counts by time: [[1773478800, 3], …].
  if (!object["samples"].is_array()) return {};
  double sum = 0;
  for (const Json pair : object["samples"]) {
    Json::Iterator at = pair.begin();
    if (at != pair.end() && ++at != pair.end()) sum += (*at).number().value_or(0);
  }
  return sum;
}

bool is_pattern(Json object) {
  return find_member(object, text_names).is_string() && find_count(object).has_value();
}

}  // namespace

int recognise_pattern_list(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty()) return 0;
  const JsonDocument document(json);
  const PayloadRecords list = find_records(document, 20);
  std::size_t patterns = 0;
  for (const Json record : list.records) patterns += is_pattern(record) ? 1 : 0;
  return patterns == 0 || patterns + 1 < list.records.size() ? 0 : 82;
}

void read_pattern_list(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  for (const Json object : find_records(document).records) {
    const Place place = reading.place(object);
    if (!is_pattern(object)) {
      reading.add_unreadable(place);
      continue;
    }
    const PayloadRecord record = read_record(object);
    Pattern pattern;
    pattern.text = find_member(object, text_names).text();
    pattern.service = record[PayloadRole::service];
    pattern.level = level_of(record[PayloadRole::severity]);
    const double count = *find_count(object);
    pattern.count = count > 0 && count < 1e18 ? static_cast<std::uint64_t>(count) : 0;
    const auto delta = read_sample(find_member(object, delta_names).text());
    if (delta && *delta > -1e18 && *delta < 1e18) pattern.delta = static_cast<std::int64_t>(*delta);
    pattern.place = place;
    evidence.patterns.push_back(std::move(pattern));
    reading.add_record();
  }
  reading.finish("patterns");
}

}  // namespace afterword
