#include "check/rules/report.h"

#include "text/ascii.h"

namespace afterword::rules {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Cuts before `limit` bytes without splitting a character.
std::string_view cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

std::string two_digits(int value) {
  std::string out = std::to_string(value);
  return value < 10 ? "0" + out : out;
}

/// Whether a word of a line stands between quotation marks: somebody else's words. An opening mark that is never closed
/// encloses nothing.
bool is_in_quotes(const Postmortem& p, std::uint32_t line, std::uint32_t word) {
  if (line >= p.places.size()) return false;
  const LinePlace& place = p.places[line];
  const auto is_mark = [&](std::uint32_t i, std::string_view marks) {
    if (p.words[i].kind != WordKind::punctuation) return false;
    const std::string_view text = p.words[i].span.in(p.plain());
    return !text.empty() && marks.find(text) != std::string_view::npos;
  };
  constexpr std::uint32_t farthest = 40;  // words: a longer quotation is a block of its own
  bool open = false;
  for (std::uint32_t i = std::max(place.first_word, word > farthest ? word - farthest : 0); i < word; ++i) {
    if (is_mark(i, "“„«")) open = true;
    if (is_mark(i, "”»")) open = false;
    if (is_mark(i, "\"")) open = !open;
  }
  if (!open) return false;
  for (std::uint32_t i = word + 1; i < place.last_word && i < word + farthest; ++i)
    if (is_mark(i, "\"”»")) return true;
  return false;
}

}  // namespace

Finding& report(Findings& out, Span at, std::string message) {
  Finding& finding = out.emplace_back();
  finding.span = at;
  finding.message = std::move(message);
  return finding;
}

void add_note(Finding& finding, std::string message, Span at) {
  finding.notes.push_back({std::move(message), at, 0});
}

void add_fix(Finding& finding, std::string title, Applicability applicability, std::vector<Edit> edits) {
  finding.fixes.push_back({std::move(title), applicability, std::move(edits)});
}

std::string_view text_at(const RuleContext& context, Span span) {
  return span.in(context.postmortem.document->text().content());
}

std::string quoted(std::string_view text, std::size_t limit) {
  std::string out = "`";
  bool blank = false;
  const std::string_view shown = cut(text, limit);
  for (char c : shown) {
    if (is_blank(c)) {
      blank = out.size() > 1;
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    out += c == '`' ? '\'' : c;
  }
  if (shown.size() < text.size()) out += "…";
  return out + '`';
}

std::string counted(std::size_t count, std::string_view singular, std::string_view plural) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? singular : plural);
}

std::string number_text(double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 2).ptr;
  std::string_view out(buffer, static_cast<std::size_t>(end - buffer));
  while (out.ends_with('0')) out.remove_suffix(1);
  if (out.ends_with('.')) out.remove_suffix(1);
  return std::string(out);
}

Span line_span(const Postmortem& postmortem, std::uint32_t line) {
  const auto& lines = postmortem.document->lines();
  return line < lines.size() ? lines[line].span : Span{};
}

Span file_line_span(const Postmortem& postmortem, std::uint32_t number) {
  const Text& text = postmortem.document->text();
  if (number == 0 || number > text.line_count()) return {};
  Span span = text.line_span(number);
  const std::string_view content = text.content();
  while (span.begin < span.end && is_blank(content[span.begin])) ++span.begin;
  while (span.begin < span.end && is_blank(content[span.end - 1])) --span.end;
  return span;
}

const Section* section_with(const Postmortem& postmortem, std::initializer_list<Role> roles) {
  for (const Section& section : postmortem.sections)
    if (std::find(roles.begin(), roles.end(), section.role) != roles.end()) return &section;
  return nullptr;
}

Span place_for(const Postmortem& postmortem, std::initializer_list<Role> roles) {
  for (Role role : roles)
    if (const Section* section = section_with(postmortem, {role})) return section->span;
  if (!postmortem.title_span.empty()) return postmortem.title_span;
  return {postmortem.body.begin, postmortem.body.begin};
}

bool in_prose(const Postmortem& postmortem, std::uint32_t word) {
  const Document& document = *postmortem.document;
  const Span span = postmortem.words[word].span;
  if (!document.is_prose(span)) return false;
  const std::uint32_t line = document.line_at(span.begin);
  return !document.lines()[line].quoted && !is_in_quotes(postmortem, line, word);
}

std::string_view word_text(const Postmortem& postmortem, std::uint32_t word) {
  return postmortem.words[word].span.in(postmortem.plain());
}

std::uint32_t word_at(const Postmortem& postmortem, std::uint32_t plain_offset) {
  const auto& words = postmortem.words;
  const auto found = std::lower_bound(words.begin(), words.end(), plain_offset,
                                      [](const Word& word, std::uint32_t at) { return word.span.begin < at; });
  return static_cast<std::uint32_t>(found - words.begin());
}

bool in_report(const Postmortem& postmortem, std::uint32_t word) {
  const std::uint32_t line = postmortem.document->line_at(postmortem.words[word].span.begin);
  return line < postmortem.places.size() && postmortem.places[line].report;
}

const Sentence* sentence_of(const Postmortem& postmortem, std::uint32_t word) {
  const auto& sentences = postmortem.sentences;
  auto found = std::upper_bound(sentences.begin(), sentences.end(), word,
                                [](std::uint32_t at, const Sentence& sentence) { return at < sentence.first_word; });
  if (found == sentences.begin()) return nullptr;
  --found;
  return word < found->last_word ? &*found : nullptr;
}

std::uint32_t line_of_number(const Postmortem& p, std::uint32_t number) {
  const auto& lines = p.document->lines();
  const auto at = std::lower_bound(lines.begin(), lines.end(), number,
                                   [](const Line& line, std::uint32_t n) { return line.number < n; });
  return at == lines.end() || at->number != number ? static_cast<std::uint32_t>(lines.size())
                                                   : static_cast<std::uint32_t>(at - lines.begin());
}

bool states_period(const Postmortem& p) {
  if (!p.start || !p.end) return false;
  for (const auto* stated : {&*p.start, &*p.end}) {
    const std::uint32_t line = line_of_number(p, stated->line);
    if (line >= p.places.size() || p.document->lines()[line].kind == LineKind::code) return false;
    const LinePlace& place = p.places[line];
    if (!place.report || place.entry >= 0 || place.part == Role::timeline) return false;
    const bool labelled = place.label == Role::duration || place.role == Role::duration;
    if (labelled) continue;
    if (p.start->line != p.end->line || p.start->span.end > p.end->span.begin) return false;
    // "Logins at 5:11 and 8:25" names two moments; "between 5:11 and 8:25" a period.
    const std::string_view content = p.document->text().content();
    const std::string_view middle = Span{p.start->span.end, p.end->span.begin}.in(content);
    const std::string_view before = Span{p.document->lines()[line].span.begin, p.start->span.begin}.in(content);
    if (middle.find(" and ") != std::string_view::npos && before.find("etween") == std::string_view::npos) return false;
  }
  return true;
}

RequirementState state_of(const RuleContext& context, RequirementId id) {
  const auto& all = context.postmortem.requirements;
  const auto index = static_cast<std::size_t>(id);
  return index < all.size() ? all[index].state : RequirementState::met;
}

Finding* report_requirement(const RuleContext& context, Findings& out, RequirementId id,
                            std::initializer_list<Role> roles, std::string_view lack, std::string_view help,
                            std::string_view partial) {
  const Postmortem& p = context.postmortem;
  const RequirementState state = state_of(context, id);
  if (state == RequirementState::met) return nullptr;
  const Requirement& requirement = p.requirements[static_cast<std::size_t>(id)];
  Span at = place_for(p, roles);
  const bool in_part = state == RequirementState::partial && !partial.empty();
  if (in_part && !requirement.lines.empty()) at = file_line_span(p, requirement.lines.front());
  Finding& finding = report(out, at, "the report " + std::string(in_part ? partial : lack));
  finding.help = help;
  return &finding;
}

namespace {

/// Where a new section goes: before the heading that follows the last of the sections `after`, or at the end of the
/// report; never into a block.
std::optional<std::uint32_t> place_of_section(const Postmortem& p, std::initializer_list<Role> after) {
  const auto& lines = p.document->lines();
  const auto size = static_cast<std::uint32_t>(p.document->text().content().size());
  const auto starts = [&](const Section& section) {
    return section.heading_line < lines.size() && lines[section.heading_line].kind == LineKind::heading &&
           p.body.covers(section.span);
  };
  const Section* before = nullptr;
  std::uint8_t top = 255;
  for (const Section& section : p.sections) {
    if (starts(section) && section.role != Role::title) top = std::min(top, section.rank);
    if (std::find(after.begin(), after.end(), section.role) != after.end()) before = &section;
  }
  std::uint32_t at = size;
  const auto begin_of = [&](const Line& line) { return p.document->source_of(line.plain).begin; };
  const auto outside =
      std::partition_point(lines.begin(), lines.end(), [&](const Line& line) { return begin_of(line) < p.body.end; });
  // What is outside of the report stays outside.
  const auto written = std::find_if(outside, lines.end(), [](const Line& line) { return !line.plain.empty(); });
  if (written != lines.end()) at = begin_of(*written);
  for (const Section& section : p.sections) {
    if (!starts(section) || section.role == Role::title || section.rank > top) continue;
    if (after.size() > 0 && (before == nullptr || section.span.begin <= before->span.begin)) continue;
    at = section.span.begin;
    break;
  }
  const std::string_view content = p.document->text().content();
  while (at > 0 && at < size && content[at - 1] != '\n') --at;
  for (const Node& node : p.document->nodes()) {
    if (node.kind == NodeKind::document || node.parent != 0) continue;
    if (node.kind == NodeKind::code_block && !node.closed) return std::nullopt;
    if (node.span.begin < at && at < node.span.end) at = node.span.end;
  }
  return at;
}

}  // namespace

bool is_asked_for(const Postmortem& postmortem, std::initializer_list<std::string_view> parts) {
  const std::string_view plain = postmortem.plain();
  for (std::size_t end = plain.find("?]"); end != std::string_view::npos; end = plain.find("?]", end + 1)) {
    const std::size_t open = plain.rfind('[', end), line = plain.rfind('\n', end);
    if (open == std::string_view::npos || (line != std::string_view::npos && line > open)) continue;
    const std::string question = lower_ascii(plain.substr(open, end - open));
    for (const std::string_view part : parts)
      if (question.find(part) != std::string::npos) return true;
  }
  return false;
}

void add_section_fix(const RuleContext& context, Finding& finding, std::string_view heading, std::string_view prompt,
                     std::initializer_list<Role> after) {
  const Postmortem& p = context.postmortem;
  const auto& lines = p.document->lines();
  const std::string_view content = p.document->text().content();
  const auto at = place_of_section(p, after);
  if (!at) return;
  std::uint32_t level = 0;  // that of the sections there are, so that the new one is their sibling
  for (const Section& section : p.sections)
    if (section.role != Role::title && level == 0 && section.heading_line < lines.size())
      level = lines[section.heading_line].level;
  const std::string_view above = content.substr(0, *at);
  const bool below_blank = above.empty() || above.ends_with("\n\n") || above.ends_with("\n\r\n");
  std::string text = below_blank ? "" : above.ends_with('\n') ? "\n" : "\n\n";
  text += std::string(level == 0 ? 2 : level, '#') + ' ' + std::string(heading) + "\n\n<!-- " + std::string(prompt) +
          " -->\n";
  if (*at < content.size()) text += '\n';
  add_fix(finding, "insert the section with a note of what it is for", Applicability::unsafe,
          {{{*at, *at}, std::move(text)}});
}

std::optional<std::int64_t> seconds_between(const Civil& from, std::optional<std::int64_t> from_instant,
                                            const Civil& to, std::optional<std::int64_t> to_instant) {
  if (from_instant && to_instant) return *to_instant - *from_instant;
  if (!from.clock || !to.clock) return std::nullopt;
  std::int64_t seconds = (to.clock->minutes() - from.clock->minutes()) * std::int64_t{60};
  if (from.date && to.date && (from.date->year == 0) == (to.date->year == 0)) {
    return seconds + (days_of(*to.date) - days_of(*from.date)) * 86400;
  }
  if (seconds > 43200) seconds -= 86400;
  if (seconds < -43200) seconds += 86400;
  return seconds;
}

std::string clock_text(const Clock& clock) {
  return two_digits(clock.hour) + ':' + two_digits(clock.minute);
}

std::string date_text(const Date& date) {
  constexpr std::string_view months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
  if (date.year == 0 && date.month >= 1 && date.month <= 12)
    return std::to_string(date.day) + ' ' + std::string(months[date.month - 1]);
  return std::to_string(date.year) + '-' + two_digits(date.month) + '-' + two_digits(date.day);
}

}  // namespace afterword::rules
