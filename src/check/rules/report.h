#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/rule.h"

namespace afterword::rules {

// What rules share in order to speak: places, notes, fixes and the wording of small things. Nothing here looks at the
// whole text; a rule passes the spans that the reading left it.

/// Adds a finding at a span of Text::content(). The reference is good until the next one is added.
Finding& report(Findings& out, Span at, std::string message);
/// Adds the second place that a finding speaks of, or (without a span) a fact.
void add_note(Finding& finding, std::string message, Span at = {});
void add_fix(Finding& finding, std::string title, Applicability applicability, std::vector<Edit> edits);

/// The text that a span of Text::content() covers.
[[nodiscard]] std::string_view text_at(const RuleContext& context, Span span);
/// `text` between backquotes, white space folded, shortened in the middle of nowhere after `limit` bytes.
[[nodiscard]] std::string quoted(std::string_view text, std::size_t limit = 48);
/// "1 task", "3 tasks".
[[nodiscard]] std::string counted(std::size_t count, std::string_view singular, std::string_view plural);
/// "70", "99.5".
[[nodiscard]] std::string number_text(double value);

/// The span of a line (index into Document::lines()).
[[nodiscard]] Span line_span(const Postmortem& postmortem, std::uint32_t line);
/// The span of a 1-based line of the file, without blanks at either end.
[[nodiscard]] Span file_line_span(const Postmortem& postmortem, std::uint32_t number);
/// The first section with one of the roles; null if there is none.
[[nodiscard]] const Section* section_with(const Postmortem& postmortem, std::initializer_list<Role> roles);
/// Where to say that something lacks: the heading of the first section with one of the roles, else the title, else an
/// empty span at the beginning of the report.
[[nodiscard]] Span place_for(const Postmortem& postmortem, std::initializer_list<Role> roles);
/// Whether a word (index into Postmortem::words) stands in prose and not in code, a quotation or log text.
[[nodiscard]] bool in_prose(const Postmortem& postmortem, std::uint32_t word);
/// The text of a word.
[[nodiscard]] std::string_view word_text(const Postmortem& postmortem, std::uint32_t word);
/// The first word at or after an offset of plain(): index into Postmortem::words. O(log words).
[[nodiscard]] std::uint32_t word_at(const Postmortem& postmortem, std::uint32_t plain_offset);
/// Whether the word stands inside the report, not in an assignment around it or a second telling.
[[nodiscard]] bool in_report(const Postmortem& postmortem, std::uint32_t word);
/// The sentence that holds a word, or null. O(log sentences).
[[nodiscard]] const Sentence* sentence_of(const Postmortem& postmortem, std::uint32_t word);

/// Whether the report states start and end as one period in its summary: on one line, or on lines of the duration.
/// Where they were put together from the timeline, contradictions with it prove nothing.
[[nodiscard]] bool states_period(const Postmortem& postmortem);
/// Index into Document::lines() of the first line of writing on a 1-based line of the file; lines().size() if none.
[[nodiscard]] std::uint32_t line_of_number(const Postmortem& postmortem, std::uint32_t number);

/// How far the report meets a requirement.
[[nodiscard]] RequirementState state_of(const RuleContext& context, RequirementId id);
/// Says that a requirement of the standard is missing or only partly met; nothing where it is met. `lack` completes
/// "the report …" ("does not say which service was down"); `partial`, where given, does so for one that is partly met.
Finding* report_requirement(const RuleContext& context, Findings& out, RequirementId id,
                            std::initializer_list<Role> roles, std::string_view lack, std::string_view help,
                            std::string_view partial = {});
/// Whether the report asks for it in brackets, "[… how many % of them?]", with one of the parts (in lower case) in the
/// question: placeholder-left says that the answer lacks.
[[nodiscard]] bool is_asked_for(const Postmortem& postmortem, std::initializer_list<std::string_view> parts);
/// A fix that inserts a section (heading and what to write below it) before or after the sections it belongs next to.
void add_section_fix(const RuleContext& context, Finding& finding, std::string_view heading, std::string_view prompt,
                     std::initializer_list<Role> after);

/// From one stated moment to another in seconds: by instants where both are known, else by dates and clocks, else by
/// clocks alone, taken less than 12 hours apart. None where that can't be said.
[[nodiscard]] std::optional<std::int64_t> seconds_between(const Civil& from, std::optional<std::int64_t> from_instant,
                                                          const Civil& to, std::optional<std::int64_t> to_instant);
/// "09:05".
[[nodiscard]] std::string clock_text(const Clock& clock);
/// "2024-03-12"; "12 March" where the year is not known.
[[nodiscard]] std::string date_text(const Date& date);

}  // namespace afterword::rules
