#pragma once
#include <string_view>

namespace afterword {

/// A sentence without what only leads up to what it tells: a time in front ("At 09:03 UTC, the pool ran dry"), and who
/// found it out ("The investigation revealed that the pool ran dry"). Never empty unless the sentence is.
[[nodiscard]] std::string_view without_lead_in(std::string_view sentence);

/// Only without the time in front, which the page's facts tell.
[[nodiscard]] std::string_view without_time(std::string_view sentence);

/// Whether a sentence tells nothing to one who did not read the one before it ("This caused …"), or only sets a scene
/// ("Imagine …").
[[nodiscard]] bool points_elsewhere(std::string_view sentence);

/// Whether it tells what was done about it: "To prevent this, we raised the limit".
[[nodiscard]] bool tells_a_remedy(std::string_view sentence);

}  // namespace afterword
