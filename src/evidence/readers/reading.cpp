#include "evidence/readers/reading.h"

#include "evidence/instant.h"
#include "moment/mention.h"
#include "text/ascii.h"

namespace afterword {
namespace {

/// A JSON head longer than this tells a recogniser nothing more.
constexpr std::size_t json_head_bytes = 16 << 10;
constexpr std::size_t instant_bytes_max = 64;
constexpr std::int64_t seconds_max = 9'200'000'000;  // 2261: later ones don't fit into nanoseconds

/// Go's own notation of a time says the zone twice and a clock that only the process knows:
/// "2026-03-14 09:26:53.1 +0000 UTC m=+60.4".
std::string_view drop_go_tail(std::string_view text) {
  if (const std::size_t monotonic = text.find(" m=+"); monotonic != std::string_view::npos)
    text = text.substr(0, monotonic);
  const std::size_t offset = text.rfind(" +") == std::string_view::npos ? text.rfind(" -") : text.rfind(" +");
  if (offset == std::string_view::npos || offset + 6 >= text.size() || text[offset + 6] != ' ') return text;
  return text.substr(0, offset + 6);
}

struct WordOfLevel {
  std::string_view word;
  LogLevel level;
};
constexpr WordOfLevel level_words[] = {
    {"trace", LogLevel::debug},      {"debug", LogLevel::debug},        {"info", LogLevel::info},
    {"information", LogLevel::info}, {"informational", LogLevel::info}, {"notice", LogLevel::info},
    {"normal", LogLevel::info},      {"low", LogLevel::info},           {"p5", LogLevel::info},
    {"p4", LogLevel::info},          {"warn", LogLevel::warning},       {"warning", LogLevel::warning},
    {"medium", LogLevel::warning},   {"moderate", LogLevel::warning},   {"p3", LogLevel::warning},
    {"negative", LogLevel::error},   {"err", LogLevel::error},          {"error", LogLevel::error},
    {"high", LogLevel::error},       {"p2", LogLevel::error},           {"critical", LogLevel::fatal},
    {"crit", LogLevel::fatal},       {"fatal", LogLevel::fatal},        {"alert", LogLevel::fatal},
    {"emerg", LogLevel::fatal},      {"emergency", LogLevel::fatal},    {"panic", LogLevel::fatal},
    {"page", LogLevel::fatal},       {"p1", LogLevel::fatal},
};

}  // namespace

LineIndex::LineIndex(std::string_view bytes) {
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1))
    ends_.push_back(at);
}

std::uint64_t LineIndex::line_of(std::size_t byte) const {
  return static_cast<std::uint64_t>(std::lower_bound(ends_.begin(), ends_.end(), byte) - ends_.begin()) + 1;
}

std::optional<Instant> InstantReader::count(std::optional<Instant> at, bool states_zone) {
  if (at) ++(states_zone ? stated_ : unstated_);
  return at;
}

std::optional<Instant> InstantReader::read(std::string_view text) {
  text = trim_blanks(text);
  if (text.empty() || text.size() > instant_bytes_max || is_no_time(text)) return {};
  if (const auto read = read_instant(text, zone_)) return count(read->at, read->states_zone);
  if (const std::string_view shorter = drop_go_tail(text); shorter.size() < text.size()) {
    if (const auto read = read_instant(shorter, zone_)) return count(read->at, read->states_zone);
  }
  std::vector<Mention> mentions;
  find_mentions(text, 0, {}, mentions);
  if (mentions.size() != 1 || mentions[0].kind != MentionKind::moment || mentions[0].invalid) return {};
  const Mention& mention = mentions[0];
  if (!mention.date || mention.date->year == 0 || !mention.clock || mention.span.begin > 5) return {};
  static const ZoneName utc = *read_zone("UTC");
  const ZoneName& zone = mention.zone ? *mention.zone : zone_ ? *zone_ : utc;
  const auto resolved = resolve(Civil{mention.date, mention.clock}, zone);
  if (!resolved || resolved->seconds < 0 || resolved->seconds > seconds_max) return {};
  return count(resolved->seconds * one_second, mention.zone.has_value());
}

std::optional<Instant> InstantReader::read(Json value) {
  if (value.is_number()) return read(value.raw());
  return value.is_string() ? read(value.text()) : std::nullopt;
}

void InstantReader::describe_zone(Input& input) const {
  if (stated_ + unstated_ == 0) return;
  if (unstated_ == 0) {
    input.zone = "UTC";
    input.zone_from = "written with each time";
  } else if (zone_) {
    input.zone = zone_->iana.empty() ? zone_->written : zone_->iana;
    input.zone_from = "option --zone";
  } else {
    input.zone = "UTC";
    input.zone_from = stated_ == 0 ? "assumed" : "assumed where none is written";
  }
}

bool is_no_time(std::string_view text) {
  return text.starts_with("0001-01-01") || text.starts_with("1970-01-01T00:00:00") || text == "0" || text == "null";
}

Reading::Reading(std::string_view all, const ReaderContext& with, Input& into, Evidence& to)
    : bytes(all), context(with), input(into), evidence(to), instants(with.zone), lines_(all) {}

Place Reading::place(std::size_t begin, std::size_t end) const {
  return {context.input, static_cast<std::uint32_t>(std::min<std::size_t>(end - begin, 0xFFFF'FFFFu)),
          lines_.line_of(begin), begin};
}

void Reading::note_faults(const JsonDocument& document) {
  if (!document.fault()) return;
  const std::size_t at = std::min(document.fault()->at, bytes.size());
  const std::size_t line_end = std::min(bytes.find('\n', at), bytes.size());
  const Place where = place(at, std::min(line_end, at + 80));
  const std::string what(document.fault()->what);
  if (document.wrong_lines() > 0) {
    input.unread += document.wrong_lines();
    note(where, "json-line-unreadable",
         group_digits(document.wrong_lines()) + (document.wrong_lines() == 1 ? " line is" : " lines are") +
             " no JSON, the first at line " + group_digits(where.line) + ": " + what);
    return;
  }
  ++input.unread;
  note(where, "json-broken", "the JSON is broken at line " + group_digits(where.line) + ": " + what,
       "what stands before it was read");
}

void Reading::note(const Place& place, std::string_view code, std::string message, std::string help) {
  evidence.notes.push_back({place, std::string(code), std::move(message), std::move(help)});
}

void Reading::finish(std::string_view unit) {
  const std::uint64_t all = input.records + without_time_.count + unreadable_.count;
  const auto of_all = [&](std::uint64_t n) {
    return group_digits(n) + " of " + group_digits(all) + " " + std::string(unit);
  };
  if (without_time_.count > 0)
    note(without_time_.first, "no-time", of_all(without_time_.count) + " have no time that can be read");
  if (unreadable_.count > 0) note(unreadable_.first, "unreadable", of_all(unreadable_.count) + " could not be read");
  input.unread += without_time_.count + unreadable_.count;
  instants.describe_zone(input);
  if (instants.zone_assumed())
    note(place(0, 0), "zone-assumed", "its times state no zone: UTC is assumed", "name it with --zone");
}

std::string cut_text(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0) == 0x80) --bytes_max;
  return std::string(text.substr(0, bytes_max));
}

std::string_view trim_blanks(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string file_name_of(std::string_view path) {
  const std::size_t slash = path.find_last_of("/!\\#");
  return lower_ascii(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

LogLevel level_of(std::string_view word) {
  const std::string lower = lower_ascii(trim_blanks(word));
  for (const WordOfLevel& known : level_words) {
    if (lower == known.word) return known.level;
  }
  return LogLevel::unknown;
}

std::string_view json_head(std::string_view head) {
  const std::string_view begin = trim_blanks(head.substr(head.starts_with("\xEF\xBB\xBF") ? 3 : 0, 256));
  if (!begin.starts_with('{') && !begin.starts_with('[')) return {};
  return head.substr(0, json_head_bytes);
}

}  // namespace afterword
