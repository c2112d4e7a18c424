#pragma once
#include <functional>
#include <string_view>

#include "check/rule.h"

namespace afterword::rules {

// Looking for secrets. Code, links and comments count here: a key in a log excerpt is as public as one in a sentence.
// No message repeats the secret: reports of checks end up in logs that more people read than the document.

/// Calls `visit` with every run of 16 or more letters, digits, `_`, `-`, `.`, `+`, `/` and `=` of the content.
/// Linear: one pass.
void for_each_long_token(std::string_view content,
                         const std::function<void(std::uint32_t begin, std::string_view)>& visit);
/// Whether it is obviously made up: "xxxx…", "your-token", "EXAMPLE", a run of one character, stars.
[[nodiscard]] bool is_made_up(std::string_view secret);
/// Says that something secret stands at a span.
Finding& report_secret(Findings& out, Span at, std::string_view what, std::string_view help);

/// A run of digits with separators in it, as in telephone and card numbers.
struct DigitRun {
  Span span;           ///< of Text::content()
  std::string digits;  ///< without separators
  bool plus = false;   ///< a `+` stands before it
  char separator = 0;  ///< the last one in it, 0 if there is none
};
/// Calls `visit` for every run of `at_least` digits or more; blanks, dots and hyphens may stand singly within.
void for_each_digit_run(std::string_view content, std::size_t at_least,
                        const std::function<void(const DigitRun&)>& visit);

}  // namespace afterword::rules
