#pragma once
#include "dispatch/tracker.h"

/// One a tracker; each in its own file. The place's project and address were checked.
namespace afterword {

[[nodiscard]] std::unique_ptr<Tracker> make_github(const TrackerPlace& place);
[[nodiscard]] std::unique_ptr<Tracker> make_gitlab(const TrackerPlace& place);
[[nodiscard]] std::unique_ptr<Tracker> make_jira(const TrackerPlace& place, bool cloud);
[[nodiscard]] std::unique_ptr<Tracker> make_linear(const TrackerPlace& place);

/// Digits only, and not many.
[[nodiscard]] bool is_issue_number(std::string_view text);
/// "OPS-12" of the project OPS.
[[nodiscard]] bool is_key_of(std::string_view project, std::string_view key);

}  // namespace afterword
