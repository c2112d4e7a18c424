#include "evidence/zone_inference.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <map>
#include <unordered_map>

#include "evidence/log_reader.h"
#include "evidence/service_names.h"

namespace afterword {
namespace {

constexpr std::uint64_t tail_bytes = 48 << 10;
constexpr std::size_t identifier_least = 8;  // letters and digits
constexpr std::size_t shared_least = 3;      // identifiers that two inputs share
constexpr Instant shared_slack = 60 * one_second;
constexpr std::int64_t late_most = 5;   // seconds between a line's time and the file's last change
constexpr std::int64_t early_most = 1;  // … where the line's time is rounded up

/// The offset that a line writes behind its clock: "13:55:36 -0700", "13:55:36.123+02:00".
std::optional<std::int64_t> offset_written(std::string_view line) {
  const auto digit = [&](std::size_t at) {
    return at < line.size() && std::isdigit(static_cast<unsigned char>(line[at]));
  };
  for (std::size_t at = 0; at + 8 < std::min<std::size_t>(line.size(), 200); ++at) {
    if (!digit(at) || line[at + 2] != ':' || line[at + 5] != ':' || !digit(at + 7)) continue;
    std::size_t end = at + 8;
    if (end < line.size() && (line[end] == '.' || line[end] == ','))
      for (++end; digit(end);) ++end;
    if (end < line.size() && line[end] == ' ') ++end;
    if (end >= line.size() || (line[end] != '+' && line[end] != '-') || !digit(end + 1) || !digit(end + 2)) continue;
    const std::size_t minutes = end + 3 + (end + 3 < line.size() && line[end + 3] == ':' ? 1 : 0);
    if (!digit(minutes) || !digit(minutes + 1)) continue;
    const auto value = [&](std::size_t from) { return (line[from] - '0') * 10 + (line[from + 1] - '0'); };
    const std::int64_t east = value(end + 1) * 60 + value(minutes);
    return line[end] == '-' ? -east : east;
  }
  return std::nullopt;
}

/// Calls `each` for the words of a line that can name one thing only: long, and with digits in them.
template <class Each>
void for_each_identifier(std::string_view line, Each each) {
  std::size_t at = 0;
  while (at < line.size()) {
    std::size_t end = at;
    std::size_t digits = 0;
    while (end < line.size() && (std::isalnum(static_cast<unsigned char>(line[end])) || line[end] == '-')) {
      digits += std::isdigit(static_cast<unsigned char>(line[end])) != 0 ? 1 : 0;
      ++end;
    }
    const std::string_view word = line.substr(at, end - at);
    const bool is_date = word.size() <= 10 && word.find('-') != std::string_view::npos;
    if (word.size() >= identifier_least && digits >= 3 && !is_date) each(word);
    at = std::max(end, at + 1);
  }
}

using Seen = std::unordered_map<std::string, std::pair<Instant, int>>;  // identifier → first time, how many lines

/// What a sample of one log tells of its zone.
struct Told {
  std::size_t stated = 0, unstated = 0;
  std::map<std::int64_t, std::size_t> written;  ///< offsets that lines write
  Seen identifiers;                             ///< of lines that state no zone, or of the others; see `is_open`
  Instant last = 0;                             ///< time of the last line, as if it were UTC
  [[nodiscard]] bool is_open() const { return unstated > 0; }
};

void look_at(std::string_view sample, LogReader& reader, bool keeps_identifiers, Told& told) {
  while (!sample.empty()) {
    const std::size_t end = std::min(sample.find('\n'), sample.size());
    const std::string_view line = sample.substr(0, end);
    sample.remove_prefix(std::min(end + 1, sample.size()));
    LogFields fields;
    if (!reader.read(line, fields)) continue;
    ++(fields.time.states_zone ? told.stated : told.unstated);
    if (fields.time.states_zone) {
      if (const auto offset = offset_written(line)) ++told.written[*offset];
    }
    told.last = fields.time.at;
    if (!keeps_identifiers) continue;
    for_each_identifier(line, [&](std::string_view word) {
      const auto [it, is_new] = told.identifiers.try_emplace(std::string(word), fields.time.at, 0);
      ++it->second.second;
    });
  }
}

struct Answer {
  std::int64_t minutes = 0;
  std::string why;
};

std::string_view folder_of(std::string_view path) {
  const std::size_t end = path.find_last_of("/!");
  return end == std::string_view::npos ? std::string_view{} : path.substr(0, end);
}

std::optional<Answer> ask_other_lines(const Told& told) {
  if (told.written.size() != 1) return std::nullopt;
  return Answer{told.written.begin()->first, "other lines of it state it"};
}

/// The offset at which most identifiers of two inputs fall together.
std::optional<Answer> ask_identifiers(const Told& told, const Seen& known, const std::string& where) {
  std::map<std::int64_t, std::size_t> votes;
  std::size_t all = 0;
  for (const auto& [word, seen] : told.identifiers) {
    const auto other = known.find(word);
    if (other == known.end() || seen.second > 2 || other->second.second > 2) continue;
    ++all;
    const Instant apart = seen.first - other->second.first;
    const Instant quarter = 900 * one_second;
    const std::int64_t quarters = (apart + (apart < 0 ? -quarter : quarter) / 2) / quarter;
    if (std::abs(apart - quarters * quarter) <= shared_slack && is_offset_in_use(quarters * 15)) ++votes[quarters * 15];
  }
  for (const auto& [minutes, count] : votes)
    if (count >= shared_least && 5 * count >= 4 * all)
      return Answer{minutes, std::to_string(count) + " identifiers are also in " + where + ", which states it"};
  return std::nullopt;
}

/// A file is last changed when its last line is written.
std::optional<Answer> ask_last_change(const Told& told, std::int64_t modified) {
  const auto minutes = offset_by_last_change(told.last, modified);
  if (!minutes) return std::nullopt;
  return Answer{*minutes, "the file was last changed when its last line was written"};
}

class Inference {
 public:
  explicit Inference(InputSet& set) : set_(set), told_(set.logs.size()) {}

  void run() {
    for (const LogFeed& feed : set_.feeds)
      if (feed.source != nullptr && !set_.logs[feed.log].context.zone) look(feed);
    if (std::none_of(told_.begin(), told_.end(), [](const Told& told) { return told.is_open(); })) return;
    for (const TraceSpan& span : set_.evidence.spans) traces_.try_emplace(span.trace, span.start, 1);
    for (std::size_t i = 0; i < told_.size(); ++i)
      if (told_[i].is_open()) settle(i);
    follow_rotation();
  }

 private:
  /// What was inferred for one file of a rotated log holds for the others.
  void follow_rotation() {
    std::map<std::string, const LogInput*> known;  // null: its files contradict each other
    for (std::size_t i = 0; i < told_.size(); ++i) {
      const LogInput& log = set_.logs[i];
      if (log.zone_from.empty()) continue;
      const auto [it, is_new] = known.try_emplace(log_of_path(path_of(i)), &log);
      if (!is_new && it->second != nullptr &&
          it->second->context.zone->offset_minutes != log.context.zone->offset_minutes)
        it->second = nullptr;
    }
    if (known.empty()) return;
    for (std::size_t i = 0; i < told_.size(); ++i) {
      LogInput& log = set_.logs[i];
      if (log.context.zone || told_[i].stated > 0) continue;
      const auto found = known.find(log_of_path(path_of(i)));
      if (found == known.end() || found->second == nullptr) continue;
      log.context.zone = found->second->context.zone;
      log.zone_from = "it is the same log as " + name_only(set_.evidence.inputs[found->second->input].path);
    }
  }

  void look(const LogFeed& feed) {
    const LogInput& log = set_.logs[feed.log];
    if (log.form.needs_order) return;    // a clock without a date tells nothing
    if (log.form.name == "w3c") return;  // is UTC by its standard
    LogReader reader(log.form, log.context);
    Told& told = told_[feed.log];
    look_at(sample_of(*feed.source), reader, true, told);
    const std::uint64_t size = feed.source->size();
    std::string tail(std::min(size, tail_bytes), '\0');
    const auto read = feed.source->read_at(size - tail.size(), tail);
    tail.resize(read ? *read : 0);
    Told end;
    look_at(std::string_view(tail).substr(tail.size() < size ? tail.find('\n') + 1 : 0), reader, false, end);
    told.last = end.last;
    if (told.written.size() == 1) set_.logs[feed.log].offset_written = told.written.begin()->first;
  }

  [[nodiscard]] const std::string& path_of(std::size_t log) const {
    return set_.evidence.inputs[set_.logs[log].input].path;
  }

  std::optional<Answer> ask_others(std::size_t log) const {
    for (std::size_t other = 0; other < told_.size(); ++other)
      if (other != log && told_[other].stated > 0 && !told_[other].is_open())
        if (auto answer = ask_identifiers(told_[log], told_[other].identifiers, name_only(path_of(other))))
          return answer;
    return ask_identifiers(told_[log], traces_, "traces");
  }

  /// A log of another program on what is probably the same machine, which writes its local time. Those that write UTC
  /// may be told to.
  std::optional<Answer> ask_neighbours(std::size_t log) const {
    std::optional<Answer> found;
    for (std::size_t other = 0; other < told_.size(); ++other) {
      if (other == log || folder_of(path_of(other)) != folder_of(path_of(log))) continue;
      for (const auto& [minutes, count] : told_[other].written) {
        if (minutes == 0) continue;
        if (found && found->minutes != minutes) return std::nullopt;
        if (!found) found = Answer{minutes, name_only(path_of(other)) + " beside it states it"};
      }
    }
    return found;
  }

  void settle(std::size_t i) {
    LogInput& log = set_.logs[i];
    std::vector<Answer> answers;
    for (auto&& answer : {ask_other_lines(told_[i]), ask_others(i), ask_last_change(told_[i], set_.modified[i])})
      if (answer) answers.push_back(*answer);
    const bool agree = std::all_of(answers.begin(), answers.end(),
                                   [&](const Answer& answer) { return answer.minutes == answers.front().minutes; });
    if (!agree) {
      std::string message = "no time states its zone, and what tells it contradicts itself: ";
      for (std::size_t k = 0; k < answers.size(); ++k)
        message += (k > 0 ? "; " : "") + write_offset(answers[k].minutes) + " since " + answers[k].why;
      set_.evidence.notes.push_back({Place{log.input, 0, 0, 0}, "zone-ambiguous", message + "; taken as UTC",
                                     "say --zone Europe/Berlin, or whatever the machine was set to"});
      return;
    }
    if (answers.empty())
      if (const auto answer = ask_neighbours(i)) answers.push_back(*answer);
    if (answers.empty()) return;
    ZoneName zone;
    zone.kind = ZoneKind::offset;
    zone.written = write_offset(answers.front().minutes);
    zone.offset_minutes = static_cast<int>(answers.front().minutes);
    log.context.zone = std::move(zone);
    log.zone_from = answers.front().why;
  }

  InputSet& set_;
  std::vector<Told> told_;
  Seen traces_;
};

}  // namespace

bool is_offset_in_use(std::int64_t minutes) {
  static constexpr auto odd =
      std::to_array<std::int64_t>({-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765});
  return minutes >= -720 && minutes <= 840 &&
         (minutes % 60 == 0 || std::find(odd.begin(), odd.end(), minutes) != odd.end());
}

std::string write_offset(std::int64_t minutes) {
  if (minutes == 0) return "UTC";
  const auto two_digits = [](std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  const std::int64_t size = std::abs(minutes);
  std::string text = (minutes < 0 ? "-" : "+") + two_digits(size / 60) + ":" + two_digits(size % 60);
  return text;
}

std::optional<std::int64_t> offset_by_last_change(Instant last, std::int64_t modified) {
  if (modified == 0 || last == 0) return std::nullopt;
  for (std::int64_t minutes = -720; minutes <= 840; minutes += 15) {
    const std::int64_t late = modified - (last / one_second - minutes * 60);
    if (is_offset_in_use(minutes) && late >= -early_most && late <= late_most) return minutes;
  }
  return std::nullopt;
}

std::string name_only(std::string_view path) {
  return std::string(path.substr(path.find_last_of("/!") + 1));
}

void infer_zones(InputSet& set) {
  Inference(set).run();
}

}  // namespace afterword
