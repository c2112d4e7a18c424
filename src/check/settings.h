#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "check/rule.h"

namespace afterword {

enum class Profile : std::uint8_t { alx, google_sre, pagerduty };

/// What `.afterword.toml` says. Defaults are what is right without one.
struct Settings {
  Profile profile = Profile::alx;
  std::map<std::string, Severity, std::less<>> severities;  ///< by rule name; overrides the profile
  RuleSettings rules;
  ReadingOptions reading;
  std::vector<std::string> exclude;  ///< globs of paths that are not checked
  std::string origin;                ///< path of the file, or empty
};

/// Reads settings. Unknown keys and values are errors with line, column and the right name suggested.
[[nodiscard]] Result<Settings> read_settings(std::string_view toml, std::string_view path);
/// What a rule's severity is under these settings.
[[nodiscard]] Severity severity_of(const Rule& rule, const Settings& settings);

}  // namespace afterword
