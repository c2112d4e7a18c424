#pragma once
#include <string>

#include "exchange/payload.h"
#include "postmortem/postmortem.h"

namespace afterword {

inline constexpr std::string_view postmortem_schema = "afterword.postmortem/1";

/// A report as JSON (docs/formats/postmortem.md, postmortem.schema.json): what was understood of it, and its whole text
/// in sections, so that it can be made again to the byte.
[[nodiscard]] std::string write_postmortem_json(const Postmortem& postmortem);

/// The text that an export holds.
[[nodiscard]] std::string markdown_of_export(Json exported);

/// Takes from the payload every value that the text says too when it is read again; what somebody changed beside the
/// text is left, and told.
void take_what_it_says(Json exported, const std::string& markdown, Payload& payload);

}  // namespace afterword
