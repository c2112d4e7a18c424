#pragma once
#include <string>

#include "exchange/payload.h"
#include "exchange/rich_text.h"

namespace afterword {

/// Atlassian's document format (of Jira, Confluence, Opsgenie) as a tree. Values that found a place are taken from the
/// payload; nodes that nobody knows give what they hold. What a mention, card, status, date or emoji shows is text.
[[nodiscard]] Rich read_adf(Json document, Payload& payload);

/// A tree in Atlassian's document format, JSON. What the format has no node for is written as text.
[[nodiscard]] std::string write_adf(const Rich& rich);

}  // namespace afterword
