// Windows' event log as XML, as Get-WinEvent and wevtutil write it: <Event> after <Event>, with or without <Events>
// around.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"

namespace afterword {
namespace {

/// What stands between two texts; empty if they are not there.
std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
  const std::size_t begin = text.find(before);
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = text.substr(begin + before.size());
  const std::size_t end = rest.find(after);
  return end == std::string_view::npos ? std::string_view{} : rest.substr(0, end);
}

/// The value of an attribute, in quotation marks of either kind.
std::string_view attribute_of(std::string_view text, std::string_view element, std::string_view name) {
  const std::string_view tag = between(text, "<" + std::string(element), ">");
  for (const char quote : {'\'', '"'}) {
    const std::string_view value = between(tag, std::string(name) + "=" + quote, std::string(1, quote));
    if (!value.empty()) return value;
  }
  return {};
}

std::string plain(std::string_view text) {
  static constexpr std::pair<std::string_view, char> entities[] = {
      {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    char c = text[at];
    std::size_t size = 1;
    for (const auto& [entity, meant] : entities) {
      if (text.substr(at).starts_with(entity)) {
        c = meant;
        size = entity.size();
        break;
      }
    }
    out += c == '\n' || c == '\r' ? ' ' : c;
    at += size;
  }
  return out;
}

/// Windows' levels: 1 critical, 2 error, 3 warning, 4 information, 5 verbose; 0 is whatever the program meant.
std::optional<LogLevel> level_of_event(std::string_view text) {
  static constexpr LogLevel levels[] = {LogLevel::fatal, LogLevel::error, LogLevel::warning, LogLevel::info,
                                        LogLevel::debug};
  const std::string_view level = between(text, "<Level>", "</Level>");
  if (level.size() != 1 || level[0] < '1' || level[0] > '5') return std::nullopt;
  return levels[level[0] - '1'];
}

/// What was rendered for people, else the event's number and data.
std::string message_of(std::string_view event) {
  if (const std::string_view message = between(event, "<Message>", "</Message>"); !message.empty())
    return plain(message);
  const std::string_view tag = between(event, "<EventID", "</EventID>");
  std::string out = "event " + std::string(tag.substr(tag.find('>') + 1));
  for (std::string_view rest = event; !(rest = rest.substr(std::min(rest.find("<Data"), rest.size()))).empty();) {
    const std::size_t open = rest.find('>');
    const std::size_t close = rest.find("</Data>");
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) break;
    out += " " + plain(rest.substr(open + 1, close - open - 1));
    rest.remove_prefix(close);
  }
  return out;
}

}  // namespace

int recognise_windows_events(std::string_view head, std::string_view) {
  const std::size_t event = head.find("<Event ");
  return event != std::string_view::npos &&
                 head.find("schemas.microsoft.com/win/2004/08/events/event") != std::string_view::npos
             ? 93
             : 0;
}

void read_windows_events(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  for (std::size_t at = bytes.find("<Event "); at != std::string_view::npos;) {
    const std::size_t close = bytes.find("</Event>", at);
    const std::size_t end =
        close == std::string_view::npos ? bytes.size() : close + std::string_view("</Event>").size();
    const std::string_view event = bytes.substr(at, end - at);
    const Place place = reading.place(at, end);
    const auto instant = reading.instants.read(attribute_of(event, "TimeCreated", "SystemTime"));
    if (close == std::string_view::npos) {
      reading.add_unreadable(place);
    } else if (!instant) {
      reading.add_without_time(place);
    } else {
      LoggedRecord record;
      record.at = *instant;
      record.service = plain(attribute_of(event, "Provider", "Name"));
      record.host = plain(between(event, "<Computer>", "</Computer>"));
      record.level = level_of_event(event);
      record.message = message_of(event);
      record.place = place;
      evidence.logged.push_back(std::move(record));
      reading.add_record();
    }
    at = bytes.find("<Event ", end);
  }
  reading.finish("events");
}

}  // namespace afterword
