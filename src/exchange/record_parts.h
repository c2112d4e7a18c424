#pragma once
#include <string>
#include <string_view>

#include "exchange/imported.h"
#include "exchange/payload.h"
#include "exchange/sources.h"

namespace afterword {

/// The incident of a record that says its number; without one the incident of the input.
[[nodiscard]] ImportedIncident& incident_numbered(std::string_view source, const std::string& id,
                                                  const RecordReading& reading);

/// The day of a moment, for what is due or done on a day; that it has a time of day is told.
[[nodiscard]] std::string take_day(Json value, Payload& payload);

/// Free facts as a list in Markdown, "key: value" each, lists and objects below their key. One text alone is prose.
[[nodiscard]] std::string take_facts(Json value, Payload& payload);

/// Free facts as one line, "key: value; key: value", for an entry of a timeline.
[[nodiscard]] std::string take_facts_inline(Json value, Payload& payload);

/// "PT1H5M" → "1 h 5 min"; anything else as it is.
[[nodiscard]] std::string shown_duration(const std::string& iso);

/// Names joined by ", ", each of the first member that an element has; for lists of references.
[[nodiscard]] std::string take_each(Json list, std::initializer_list<std::string_view> keys, Payload& payload);

/// Text without line ends behind it.
[[nodiscard]] std::string without_line_ends(std::string text);

/// Appends with what stands between them, where both say something.
void append_words(std::string& text, std::string_view between, std::string_view words);

/// The documentation of the source says that its times are UTC where they name no zone.
[[nodiscard]] ImportedTime in_utc(ImportedTime time);

}  // namespace afterword
