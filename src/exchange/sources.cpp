#include "exchange/sources.h"

namespace afterword {

std::span<const RecordKind> all_record_kinds() {
  static const std::vector<RecordKind> kinds = [] {
    std::vector<RecordKind> all;
    for (const auto records :
         {own_records, adf_records, opsgenie_records, statuspage_records, rootly_records, incident_io_records,
          firehydrant_records, dispatch_records, morgue_records, pagerduty_records})
      all.insert(all.end(), records().begin(), records().end());
    return all;
  }();
  return kinds;
}

}  // namespace afterword
