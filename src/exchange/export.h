#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "postmortem/postmortem.h"
#include "render/render.h"

namespace afterword {

enum class ExportFormat : std::uint8_t {
  confluence,  ///< storage format: XHTML with macros
  jira,        ///< wiki markup
  adf,         ///< Atlassian's document format: Jira Cloud and Confluence Cloud
  notion,
  html,
  json,
};

[[nodiscard]] std::optional<ExportFormat> export_format_of(std::string_view name);

/// A report for another program. What an audience may not see is taken out of the text before anything is made of it,
/// so it can't be in the result. Pure, deterministic.
[[nodiscard]] std::string export_postmortem(const Postmortem& postmortem, ExportFormat format,
                                            const RenderOptions& options);

}  // namespace afterword
