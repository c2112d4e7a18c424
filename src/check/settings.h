#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "check/rule.h"

namespace afterword {

enum class Profile : std::uint8_t { alx, google_sre, pagerduty };

/// What settings files, the environment and flags say. Defaults are what is right without any.
struct Settings {
  Profile profile = Profile::alx;
  Severity fail_on = Severity::warning;  ///< the least severity that makes `check` exit with 1; off: none does
  std::map<std::string, Severity, std::less<>> severities;  ///< by rule name; overrides the profile
  RuleSettings rules;
  ReadingOptions reading;
  std::vector<std::string> exclude;  ///< globs of paths that are not checked, relative to `origin`'s folder
  std::string archive;               ///< folder of earlier reports, relative to `origin`'s folder; empty: none known
  std::vector<std::string> public_names;  ///< of people who may be named to the public
  /// Servers and people that something is sent to, by key of all_service_settings(): "tracker.kind" → "github", and
  /// "owners.NAME" → a mail address. Never a secret.
  std::map<std::string, std::string, std::less<>> services;
  std::string origin;                                       ///< path of the project's file, or empty
  std::map<std::string, std::string, std::less<>> origins;  ///< "path:line" of each value that is not a default
};

/// One setting, for documentation, `config --show` and suggestions.
struct SettingRow {
  std::string_view key;      ///< "limits.words-max"; "rules.NAME" stands for all rules
  std::string_view values;   ///< what may be written, for messages
  std::string_view summary;  ///< one line
};

/// All settings there are.
[[nodiscard]] std::span<const SettingRow> all_settings();
/// Those that name servers and people. Nothing is read or judged by them, and nothing is sent unless a command asks.
[[nodiscard]] std::span<const SettingRow> all_service_settings();
/// The value of a setting as TOML.
[[nodiscard]] std::string show_setting(const Settings& settings, std::string_view key);

/// Reads settings over the defaults. Unknown keys and values are errors with line, column and the right name suggested.
[[nodiscard]] Result<Settings> read_settings(std::string_view toml, std::string_view path);
/// Reads a file's settings over others: what it does not name stays as it is. On an error `into` is half changed.
[[nodiscard]] Result<void> apply_settings(Settings& into, std::string_view toml, std::string_view path);
/// Sets one value that came from elsewhere than a file: `profile` or `fail-on`. `origin` is where: "--profile".
[[nodiscard]] Result<void> apply_setting(Settings& into, std::string_view key, std::string_view value,
                                         std::string_view origin);

/// What a rule's severity is under these settings.
[[nodiscard]] Severity severity_of(const Rule& rule, const Settings& settings);
/// The same for all rules at once, in the order of all_rules(): asking 116 times costs more than many a rule.
[[nodiscard]] std::vector<Severity> severities_of(const Settings& settings);
[[nodiscard]] std::string_view name_of(Profile profile);
/// "error" to Severity::error; nothing for other words.
[[nodiscard]] const Severity* find_severity(std::string_view name);

}  // namespace afterword
