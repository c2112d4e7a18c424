#pragma once
#include <cstdint>
#include <string_view>

namespace afterword {

/// What the standard asks of a postmortem, as far as a text can show it.
enum class RequirementId : std::uint8_t {
  summary,
  summary_duration,
  summary_impact_service,
  summary_impact_experience,
  summary_impact_percent,
  summary_root_cause,
  timeline,
  timeline_detected,
  timeline_detected_how,
  timeline_actions,
  timeline_misleading,
  timeline_escalated,
  timeline_resolved,
  cause_and_resolution,
  cause_detail,
  resolution_detail,
  measures,
  measures_improvements,
  measures_tasks,
  form_length,
  form_language,
  form_attractive,
  form_published,
  process_blameless,
  count,
};

enum class RequirementState : std::uint8_t { missing, partial, met };

/// "summary.impact.service"
[[nodiscard]] std::string_view id_of(RequirementId id);
/// "which service was down or slow"
[[nodiscard]] std::string_view text_of(RequirementId id);
[[nodiscard]] std::string_view name_of(RequirementState state);

}  // namespace afterword
