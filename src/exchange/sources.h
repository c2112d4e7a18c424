#pragma once
#include <span>
#include <string_view>

#include "exchange/imported.h"
#include "exchange/payload.h"

namespace afterword {

/// What a reader of records works with.
struct RecordReading {
  Payload& payload;
  Incidents& incidents;
  std::string_view file;  ///< the input's path; names an incident whose records don't
};

/// One kind of record of another program, such as "a follow-up of incident.io". Recognised by its content.
struct RecordKind {
  std::string_view source;  ///< as the front matter names it
  std::string_view name;
  /// `key`: what the member or the list is called that holds it; empty at the top.
  bool (*recognise)(Json record, std::string_view key);
  void (*read)(Json record, const RecordReading& reading);
};

/// Every kind there is, in the order in which they are asked. To add one: a file in sources/ and a line in sources.cpp.
[[nodiscard]] std::span<const RecordKind> all_record_kinds();

[[nodiscard]] std::span<const RecordKind> opsgenie_records();
[[nodiscard]] std::span<const RecordKind> statuspage_records();
[[nodiscard]] std::span<const RecordKind> pagerduty_records();
[[nodiscard]] std::span<const RecordKind> incident_io_records();
[[nodiscard]] std::span<const RecordKind> firehydrant_records();
[[nodiscard]] std::span<const RecordKind> rootly_records();
[[nodiscard]] std::span<const RecordKind> dispatch_records();
[[nodiscard]] std::span<const RecordKind> morgue_records();
[[nodiscard]] std::span<const RecordKind> own_records();
[[nodiscard]] std::span<const RecordKind> adf_records();

}  // namespace afterword
