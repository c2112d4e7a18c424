#pragma once
#include <afterword/parse.h>

#include <string>

namespace afterword::v1 {

/// What was understood, with places, as one JSON object: the public format "afterword.inspect/1"
/// (docs/formats/inspect.md). UTF-8, ends with a line break.
[[nodiscard]] std::string inspect(const Postmortem& postmortem);

}  // namespace afterword::v1
