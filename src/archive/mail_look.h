#pragma once
#include <cstdint>
#include <string>
#include <string_view>

/// How mails of this program look, and what keeps a stranger's title from breaking them.
namespace afterword {

/// "today", "tomorrow", "in 3 days", "10 days late", "8 years late".
[[nodiscard]] std::string days_in_words(std::int64_t days);
/// A line in a mail or on a terminal: control characters of a title must not paint or break it.
[[nodiscard]] std::string on_mail_line(std::string_view text);
/// The same, broken at blanks into lines of at most 76 characters, as mails are read: the first begins with `indent`
/// blanks, the others two further in. A word that is longer stays whole.
[[nodiscard]] std::string mail_lines(std::string_view text, std::size_t indent);
/// A line for HTML.
[[nodiscard]] std::string mail_escaped(std::string_view text);
/// One HTML document with its styles in it, no script, nothing loaded; `body` is HTML, the subject its title and
/// heading.
[[nodiscard]] std::string mail_page(std::string_view subject, std::string_view body);

}  // namespace afterword
