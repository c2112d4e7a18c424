#pragma once
#include <afterword/parse.h>

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace afterword::v1 {

enum class Severity : std::uint8_t { hint = 1, info, warning, error };

/// How sure a fix is: `safe` keeps the meaning; `unsafe` may change it and wants a look; `has_placeholders` leaves
/// something for a person to fill in.
enum class Applicability : std::uint8_t { safe, unsafe, has_placeholders };

/// Replace the bytes of `span` by `text`.
struct Edit {
  Span span;
  std::string text;
};

/// One way to mend a finding: all its edits or none. Edits are disjoint and in order of place.
struct Fix {
  std::string title;
  Applicability applicability{};
  std::vector<Edit> edits;
};

/// A fact that explains a finding; `line` is 0 where it has no place.
struct Note {
  std::string message;
  Span span;
  std::uint32_t line = 0;
};

/// Something to say about a place in a text.
struct Finding {
  std::string rule;  ///< stable name, such as "timeline-out-of-order"
  std::string code;  ///< stable code, such as "AW203"
  Severity severity{};
  Span span;                 ///< the smallest place that shows it; empty where something lacks
  std::uint32_t line = 0;    ///< from 1
  std::uint32_t column = 0;  ///< from 1, in code points
  std::string message;       ///< what and why; lower case, no full stop
  std::vector<Note> notes;
  std::string help;        ///< what to write; may be empty
  std::vector<Fix> fixes;  ///< alternatives
};

/// What is wrong with the settings that were given; never about the document.
struct SettingsError {
  std::string message;  ///< what and why
  std::string where;    ///< line and column in the settings, or empty
  std::string help;     ///< what to write instead, or empty
};

/// Checks with the standard settings. Findings come in order of place. Suppressions in the text are honoured.
[[nodiscard]] std::vector<Finding> check(const Postmortem& postmortem);

/// Checks with settings as `.afterword.toml` holds them (docs/settings.md).
[[nodiscard]] std::expected<std::vector<Finding>, SettingsError> check(const Postmortem& postmortem,
                                                                       std::string_view settings_toml);

}  // namespace afterword::v1
