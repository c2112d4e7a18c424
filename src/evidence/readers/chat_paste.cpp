// Messages pasted from a chat: one a line ("[12:03] noor: it's the deploy", "12:03 <lea> no"), or with name and time on
// a line of their own. A day that no line says comes from --since or from when the file was written, and is stated.
#include "evidence/instant.h"
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "moment/mention.h"

namespace afterword {
namespace {

constexpr std::size_t author_bytes_max = 40;
constexpr std::int64_t day_seconds = 86400;

enum class LineForm : std::uint8_t {
  none,
  marked,  ///< a time in brackets, or a name in < >
  plain,   ///< time, name, colon
  head,    ///< name and time alone; the text follows
  date,    ///< a day alone, for what follows
};

struct ChatLine {
  LineForm form = LineForm::none;
  Mention time;
  std::string_view author, text;
};

bool is_author(std::string_view name) {
  if (name.empty() || name.size() > author_bytes_max || level_of(name) != LogLevel::unknown) return false;
  if (const std::size_t dot = name.rfind('.'); dot != std::string_view::npos)  // "app.ERROR" of a log
    if (level_of(name.substr(dot + 1)) != LogLevel::unknown) return false;
  int words = 1;
  for (char c : name) {
    if (c == ' ') ++words;
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    if (!letter && !(c >= '0' && c <= '9') && std::string_view(" ._-'@(),+~").find(c) == std::string_view::npos)
      return false;
  }
  return words <= 4;
}

/// A day alone on its line: "2026-03-14", "--- Day changed Sat Mar 14 2026", "Saturday, March 14th, 2026".
bool read_date_line(std::string_view line, ChatLine& out) {
  if (line.size() > 60) return false;
  std::vector<Mention> mentions;
  find_mentions(line, 0, {}, mentions);
  if (mentions.size() != 1 || !mentions[0].date || mentions[0].date->year == 0 || mentions[0].clock) return false;
  if (mentions[0].span.size() + 20 < line.size()) return false;
  out.form = LineForm::date;
  out.time = mentions[0];
  return true;
}

/// "Noor Haddad  9:41 AM", "lea 09:42".
bool read_head_line(std::string_view line, ChatLine& out) {
  if (line.size() > 60 || line.find(':') == std::string_view::npos) return false;
  std::vector<Mention> mentions;
  find_mentions(line, 0, {}, mentions);
  if (mentions.size() != 1 || !mentions[0].clock || mentions[0].kind != MentionKind::moment) return false;
  if (mentions[0].span.end != line.size() || mentions[0].span.begin < 2) return false;
  std::string_view author = trim_blanks(line.substr(0, mentions[0].span.begin));
  author = trim_blanks(author.substr(0, author.find(" — ")));  // "noor — Today at 2:39 PM"
  if (author.ends_with(" APP")) author = trim_blanks(author.substr(0, author.size() - 4));
  if (!is_author(author)) return false;
  out.form = LineForm::head;
  out.time = mentions[0];
  out.author = author;
  return true;
}

/// Programs write parts of a second, and the kernel the year behind the clock; people's chats do neither.
bool is_time_of_log(std::string_view time, std::string_view behind) {
  if (time.starts_with('[')) time.remove_prefix(1);
  const std::size_t colon = time.rfind(':');
  const bool has_seconds = colon != std::string_view::npos && time.find(':') != colon;
  const std::size_t end = has_seconds ? time.find_first_not_of("0123456789", colon + 1) : std::string_view::npos;
  const auto begins_with_part = [](std::string_view text) {
    return text.size() > 1 && (text[0] == '.' || text[0] == ',') && text[1] >= '0' && text[1] <= '9';
  };
  if (has_seconds && begins_with_part(end == std::string_view::npos ? behind : time.substr(end))) return true;
  const bool is_weekday = time.size() > 20 && time[0] >= 'A' && time[0] <= 'Z' && time[3] == ' ';
  return is_weekday && end != std::string_view::npos && time.substr(end).size() == 5;
}

ChatLine read_line(std::string_view line) {
  ChatLine out;
  const std::string_view trimmed = trim_blanks(line);
  if (trimmed.empty()) return out;
  auto time = read_leading_time(trimmed.substr(0, 200), {});
  const bool timed = time && time->clock && time->kind == MentionKind::moment && !time->invalid;
  if (!timed) {
    if (!read_date_line(trimmed, out)) read_head_line(trimmed, out);
    return out;
  }
  std::string_view rest = trimmed.substr(time->span.end);
  if (is_time_of_log(trimmed.substr(0, time->span.end), rest)) return out;
  const bool bracketed = trimmed.starts_with('[') && rest.starts_with(']');
  while (!rest.empty()) {
    const bool dash = rest.starts_with("–") || rest.starts_with("—");
    if (!dash && std::string_view(" \t])-|,").find(rest[0]) == std::string_view::npos) break;
    rest.remove_prefix(dash ? 3 : 1);
  }
  const bool angled = rest.starts_with('<');
  if (angled) rest.remove_prefix(1);
  const bool is_teams = bracketed && time->date && time->clock->second < 0 && rest.find(':') == std::string_view::npos;
  if (is_teams && is_author(trim_blanks(rest))) {  // "[6/24/2026 2:39 PM] Noor Haddad", the text below
    out.form = LineForm::head;
    out.time = *time;
    out.author = trim_blanks(rest);
    return out;
  }
  const std::size_t end = angled ? rest.find('>') : rest.find(": ");
  if (end == std::string_view::npos || !is_author(trim_blanks(rest.substr(0, end)))) return out;
  out.form = bracketed || angled ? LineForm::marked : LineForm::plain;
  out.time = *time;
  out.author = trim_blanks(rest.substr(0, end));
  out.text = trim_blanks(rest.substr(end + (angled ? 1 : 2)));
  return out;
}

/// One message before its day is known.
struct Pasted {
  std::optional<Date> date;
  int offset_days = 0;  ///< from the first message without a date
  Clock clock;
  std::optional<ZoneName> zone;
  std::string author, text;
  std::size_t begin = 0, end = 0;
};

class PasteReader {
 public:
  explicit PasteReader(Reading& reading) : reading_(reading) {}

  void read_all() {
    for_each_line(reading_.bytes, [&](std::string_view line, std::size_t begin) { take_line(line, begin); });
    resolve_all();
  }

 private:
  void take_line(std::string_view line, std::size_t begin) {
    const ChatLine read = read_line(line);
    const std::size_t end = begin + line.size();
    switch (read.form) {
      case LineForm::date:
        day_ = *read.time.date;
        break;
      case LineForm::marked:
      case LineForm::plain:
      case LineForm::head:
        start_message(read, begin, end);
        break;
      case LineForm::none:
        if (trim_blanks(line).empty()) break;
        if (messages_.empty()) {
          reading_.add_unreadable(reading_.place(begin, end));
        } else {
          Pasted& last = messages_.back();
          if (last.text.size() < 8192) last.text += (last.text.empty() ? "" : "\n") + std::string(trim_blanks(line));
          last.end = end;
        }
    }
  }

  void start_message(const ChatLine& read, std::size_t begin, std::size_t end) {
    Pasted message;
    message.clock = *read.time.clock;
    message.zone = read.time.zone;
    message.author = read.author;
    message.text = read.text;
    message.begin = begin;
    message.end = end;
    message.date = read.time.date && read.time.date->year != 0 ? read.time.date : day_;
    // A clock that falls far back means that midnight has passed; a little, that lines stand out of order.
    if (!messages_.empty()) {
      message.offset_days = messages_.back().offset_days;
      if (message.clock.minutes() + 6 * 60 < messages_.back().clock.minutes()) {
        ++message.offset_days;
        if (day_ && message.date == day_ && messages_.back().date == day_) message.date = day_ = next_day(*day_);
      }
    }
    messages_.push_back(std::move(message));
  }

  std::optional<Instant> resolve_one(const Pasted& message, Date date) const {
    static const ZoneName utc = *read_zone("UTC");
    const ZoneName& zone = message.zone ? *message.zone : reading_.context.zone ? *reading_.context.zone : utc;
    const auto resolved = resolve(Civil{date, message.clock}, zone);
    if (!resolved || resolved->seconds < 0 || resolved->seconds > 9'200'000'000) return {};
    const std::int64_t second = message.clock.second > 0 && resolved->seconds % 60 == 0 ? message.clock.second : 0;
    return (resolved->seconds + second) * one_second;
  }

  /// The day of the first message without a date: such that it is the first after --since, or that the last one is
  /// the last before the file was written.
  std::optional<Date> find_first_day() {
    const Pasted *first = nullptr, *last = nullptr;
    for (const Pasted& message : messages_) {
      if (message.date) continue;
      if (first == nullptr) first = &message;
      last = &message;
    }
    if (first == nullptr) return {};
    const bool by_since = reading_.context.since.has_value();
    const std::int64_t anchor = by_since ? *reading_.context.since / one_second : reading_.context.modified;
    if (anchor == 0) return {};
    const Date epoch{1970, 1, 1};
    Date day = next_day(epoch, static_cast<int>(anchor / day_seconds));
    const Pasted& edge = by_since ? *first : *last;
    const auto at = resolve_one(edge, day);
    if (at && by_since && *at / one_second < anchor - 3600) day = next_day(day);
    if (at && !by_since && *at / one_second > anchor + 60) day = next_day(day, -1);
    if (!by_since) day = next_day(day, first->offset_days - last->offset_days);
    std::string said;
    append_date(said, day);
    reading_.note(reading_.place(first->begin, first->end), "date-inferred",
                  "its times state no day: " + said + " is taken, " +
                      (by_since ? "after --since" : "counted back from when the file was written"),
                  "name the day with --since");
    return next_day(day, -first->offset_days);
  }

  void resolve_all() {
    const auto first_day = find_first_day();
    for (Pasted& message : messages_) {
      const Place place = reading_.place(message.begin, message.end);
      std::optional<Date> date = message.date;
      if (!date && first_day) date = next_day(*first_day, message.offset_days);
      const auto at = date ? resolve_one(message, *date) : std::nullopt;
      if (!at) {
        reading_.add_without_time(place);
        continue;
      }
      reading_.instants.count_other(message.zone.has_value());
      reading_.evidence.messages.push_back({*at, std::move(message.author), "", std::move(message.text), place});
      reading_.add_record();
    }
  }

  Reading& reading_;
  std::optional<Date> day_;
  std::vector<Pasted> messages_;
};

}  // namespace

int recognise_chat_paste(std::string_view head, std::string_view) {
  if (head.starts_with('{')) return 0;
  int lines = 0, marked = 0, plain = 0, heads = 0;
  std::vector<std::string_view> authors;
  for_each_line(head.substr(0, 8192), [&](std::string_view line, std::size_t) {
    if (trim_blanks(line).empty() || lines >= 40) return;
    ++lines;
    const ChatLine read = read_line(line);
    if (read.form == LineForm::marked) ++marked;
    if (read.form == LineForm::plain) ++plain;
    if (read.form == LineForm::head) ++heads;
    if (read.author.empty()) return;
    if (std::find(authors.begin(), authors.end(), read.author) == authors.end()) authors.push_back(read.author);
  });
  const int messages = marked + plain + heads;
  if (messages < 2 || static_cast<int>(authors.size()) > messages * 3 / 4 + 1) return 0;
  if (marked * 10 >= lines * 5) return 60;
  if (plain * 10 >= lines * 5) return authors.size() > 1 ? 48 : 0;
  return heads * 10 >= lines * 2 ? 55 : 0;
}

void read_chat_paste(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  PasteReader(reading).read_all();
  reading.finish("lines");
}

}  // namespace afterword
