#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/span.h"

namespace afterword {

enum class Severity : std::uint8_t { off, hint, info, warning, error };

/// How sure a fix is. `--fix` applies only `safe` ones, `--unsafe-fixes` also `unsafe`; one with placeholders is shown
/// and offered to editors.
enum class Applicability : std::uint8_t { safe, unsafe, has_placeholders };

/// What an edit's span ranges over while a rule runs. Damage that was undone while reading has no place in the content.
enum class EditSpace : std::uint8_t { content, original };

/// Replace `span` by `text`. Spans range over Text::original() once a finding has left check().
struct Edit {
  Span span;
  std::string text;
  EditSpace space = EditSpace::content;
};

/// One way to mend a finding: all its edits or none. Edits are disjoint and in order.
struct Fix {
  std::string title;  ///< what it does, imperative: "write the times in UTC"
  Applicability applicability{};
  std::vector<Edit> edits;
};

/// A second place, or a fact without a place (`span` empty and line 0).
struct Note {
  std::string message;
  Span span;
  std::uint32_t line = 0;
};

/// Something to say about a span. Plain data, printed by one file per output format.
/// While a rule runs, spans range over Text::content(); check() turns them into spans of Text::original().
struct Finding {
  std::string rule;  ///< kebab-case name
  std::string code;  ///< AW101
  Severity severity{};
  Span span;               ///< the smallest place that still shows it; may be empty at the place where something lacks
  std::uint32_t line = 0;  ///< 1-based line and
  std::uint32_t column = 0;  ///< 1-based column in characters of Text::original(); filled in by check()
  std::string message;       ///< what and why: lower case, no full stop
  std::string label;         ///< short text under the caret; may be empty
  std::vector<Note> notes;
  std::string help;  ///< what to write; exact where it can be
  std::vector<Fix> fixes;
};

[[nodiscard]] constexpr const char* name_of(Severity s) {
  constexpr const char* names[] = {"off", "hint", "info", "warning", "error"};
  return names[static_cast<int>(s)];
}

}  // namespace afterword
