#pragma once
#include <string>
#include <utility>
#include <vector>

#include "exchange/rich_text.h"

namespace afterword {

using Properties = std::vector<std::pair<std::string, std::string>>;  ///< what is called how, both plain

/// Confluence's storage format: XHTML with macros (ac:, ri:) for code, panels, tasks and pictures. Well-formed inside
/// an element that declares the two prefixes. Properties become a "page properties" macro.
[[nodiscard]] std::string write_confluence(const Rich& rich, const Properties& properties);

/// Jira's wiki markup.
[[nodiscard]] std::string write_jira_wiki(const Rich& rich, const Properties& properties);

/// Markdown as Notion's import understands it: headings of three levels, properties below the title, callouts as
/// asides.
[[nodiscard]] std::string write_notion(const Rich& rich, const Properties& properties);

}  // namespace afterword
