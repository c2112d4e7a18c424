#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "exchange/imported.h"
#include "exchange/payload.h"

namespace afterword {

/// Whether an input is Markdown: by its name's ending, or because it begins with front matter or a heading.
[[nodiscard]] bool is_markdown(std::string_view path, std::string_view bytes);

/// A report in Markdown, with or without front matter (that of icco/postmortems is known), brought into our sections.
/// Returns what the source is called; empty: the text tells of no incident, and nothing was taken from it.
/// `name` is what numbers it: its file name, with folders above it where other inputs are called the same.
std::string import_markdown(std::string_view name, std::string_view bytes, Incidents& incidents,
                            std::vector<Unplaced>& unplaced);

}  // namespace afterword
