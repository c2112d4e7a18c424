#pragma once
#include <string>

#include "draft/cited.h"
#include "draft/draft.h"

namespace afterword {

/// One JSON object, schema "afterword.gather/1" (docs/formats/gather.md), with a line end. Deterministic.
[[nodiscard]] std::string write_gather_json(const Gathered& gathered, const Cite& cite);

}  // namespace afterword
