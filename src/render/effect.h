#pragma once
#include <string>
#include <string_view>

namespace afterword {

/// What stands behind "caused": "the queue to stop" → "the queue stopping", "it to be slow" → "being slow". Read by
/// itself, only the latter is English. Other texts come back as they are: "to" must be followed by a verb that effects
/// are told with.
[[nodiscard]] std::string told_by_itself(std::string_view effect);

/// "stop" → "stopping", "fail" → "failing", "be" → "being".
[[nodiscard]] std::string present_participle(std::string_view verb);

}  // namespace afterword
