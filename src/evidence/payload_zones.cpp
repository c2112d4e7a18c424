#include "evidence/payload_zones.h"

#include <algorithm>

#include "evidence/instant.h"
#include "evidence/payload_clues.h"
#include "evidence/zone_inference.h"

namespace afterword {
namespace {

constexpr Instant one_day = 86400 * one_second;

std::string_view folder_of(std::string_view path) {
  const std::size_t end = path.find_last_of("/!");
  return end == std::string_view::npos ? std::string_view{} : path.substr(0, end);
}

/// From the earliest to the latest record.
struct Range {
  Instant first = 0, last = 0;
};

class PayloadZones {
 public:
  PayloadZones(Evidence& evidence, std::span<const PayloadFile> files, std::span<const LocalLog> logs)
      : evidence_(evidence), files_(files), logs_(logs), known_(evidence.inputs.size()) {
    for (std::size_t i = 0; i < known_.size(); ++i)
      known_[i] = !evidence.inputs[i].zone_from.empty() && evidence.inputs[i].zone_from != "assumed" ? 1 : 0;
  }

  void run() {
    for (const PayloadFile& file : files_) {
      const Input& input = evidence_.inputs[file.input];
      if (input.zone_from == "assumed" && input.first && input.last) settle(file);
    }
  }

 private:
  void settle(const PayloadFile& file) {
    std::vector<ZoneClue> clues;
    if (auto clue = ask_shared_names(evidence_, file.input, known_, file.guesses_day))
      clues.push_back(std::move(*clue));
    if (!file.guesses_day) {
      if (auto clue = ask_shared_failures(evidence_, file.input, known_)) clues.push_back(std::move(*clue));
      if (const auto minutes = offset_by_last_change(*evidence_.inputs[file.input].last, file.modified))
        clues.push_back({*minutes, 0, "the file was last changed when its last record was written"});
    }
    const bool agree = std::all_of(clues.begin(), clues.end(),
                                   [&](const ZoneClue& clue) { return clue.minutes == clues.front().minutes; });
    if (!agree) return note_ambiguous(file.input, clues);
    if (file.guesses_day && (clues.empty() || clues.front().days != 0))
      move_days(file.input, clues.empty() ? days_from_others(file.input) : clues.front().days);
    if (clues.empty())
      if (auto clue = ask_neighbours(file.input)) clues.push_back(std::move(*clue));
    if (!clues.empty()) take_zone(file.input, clues.front());
  }

  /// All other inputs that state their days.
  [[nodiscard]] std::optional<Range> others_of(std::uint32_t input) const {
    std::optional<Range> range;
    for (std::uint32_t i = 0; i < evidence_.inputs.size(); ++i) {
      const Input& other = evidence_.inputs[i];
      const auto guesses = [&](const PayloadFile& file) { return file.input == i && file.guesses_day; };
      // Changes may lie long ago; they are history, not what happened.
      if (i == input || !other.first || !other.last || other.kind == InputKind::changes ||
          std::any_of(files_.begin(), files_.end(), guesses))
        continue;
      if (!range) range = Range{*other.first, *other.last};
      range->first = std::min(range->first, *other.first);
      range->last = std::max(range->last, *other.last);
    }
    return range;
  }

  [[nodiscard]] Instant shared_with(const Range& others, std::uint32_t input, Instant shift) const {
    const Instant first = *evidence_.inputs[input].first - shift, last = *evidence_.inputs[input].last - shift;
    return std::max<Instant>(0, std::min(last, others.last) - std::max(first, others.first) + one_second);
  }

  /// By how many days the input lies off all the others, where they are of one day.
  [[nodiscard]] std::int64_t days_from_others(std::uint32_t input) const {
    const auto others = others_of(input);
    if (!others || shared_with(*others, input, 0) > 0) return 0;
    const std::int64_t middle = (*evidence_.inputs[input].first + *evidence_.inputs[input].last) / 2;
    const std::int64_t near = (middle - (others->first + others->last) / 2) / one_day;
    std::int64_t best = 0;
    Instant most = 0;
    for (std::int64_t days = near - 1; days <= near + 1; ++days) {
      const Instant shared = shared_with(*others, input, days * one_day);
      if (shared > most) most = shared, best = days;
    }
    return best;
  }

  /// The local time that a log in the same folder writes, unless the input would then leave the others alone.
  [[nodiscard]] std::optional<ZoneClue> ask_neighbours(std::uint32_t input) const {
    std::optional<ZoneClue> found;
    for (const LocalLog& log : logs_) {
      const std::string& path = evidence_.inputs[log.input].path;
      if (log.minutes == 0 || folder_of(path) != folder_of(evidence_.inputs[input].path)) continue;
      if (found && found->minutes != log.minutes) return std::nullopt;
      if (!found) found = ZoneClue{log.minutes, 0, name_only(path) + " beside it is in it"};
    }
    const auto others = others_of(input);
    if (!found || !others) return std::nullopt;
    const Instant shared = shared_with(*others, input, found->minutes * 60 * one_second);
    return shared > 0 && shared >= shared_with(*others, input, 0) ? found : std::nullopt;
  }

  void move(std::uint32_t input, Instant by) {
    const auto shift = [&](Instant& at) { at -= by; };
    const auto shift_if = [&](std::optional<Instant>& at) {
      if (at) *at -= by;
    };
    for (Series& series : evidence_.series)
      if (series.place.input == input) std::for_each(series.times.begin(), series.times.end(), shift);
    for (Alert& alert : evidence_.alerts)
      if (alert.place.input == input) shift(alert.fired), shift_if(alert.ended), shift_if(alert.acknowledged);
    for (Change& change : evidence_.changes)
      if (change.place.input == input) shift(change.at);
    for (Message& message : evidence_.messages)
      if (message.place.input == input) shift(message.at);
    for (StatusEvent& status : evidence_.statuses)
      if (status.place.input == input) shift(status.at), shift_if(status.ended);
    for (TraceSpan& span : evidence_.spans)
      if (span.place.input == input) shift(span.start);
    shift_if(evidence_.inputs[input].first);
    shift_if(evidence_.inputs[input].last);
  }

  void move_days(std::uint32_t input, std::int64_t days) {
    if (days == 0) return;
    move(input, days * one_day);
    for (ReadingNote& note : evidence_.notes)
      if (note.place.input == input && note.code == "date-inferred")
        note.message = "its times state no day: " + write_instant(*evidence_.inputs[input].first).substr(0, 10) +
                       " is taken, the day that the other inputs tell of";
  }

  void take_zone(std::uint32_t input, const ZoneClue& clue) {
    move(input, clue.minutes * 60 * one_second);
    Input& into = evidence_.inputs[input];
    into.zone = write_offset(clue.minutes);
    into.zone_from = "inferred: " + clue.why;
    replace_note(input, "zone-inferred", "its times state no zone: taken as " + into.zone + ", since " + clue.why, "");
  }

  void note_ambiguous(std::uint32_t input, const std::vector<ZoneClue>& clues) {
    std::string message = "its times state no zone, and what tells it contradicts itself: ";
    for (std::size_t k = 0; k < clues.size(); ++k)
      message += (k > 0 ? "; " : "") + write_offset(clues[k].minutes) + " since " + clues[k].why;
    replace_note(input, "zone-ambiguous", message + "; taken as UTC", "name it with --zone");
  }

  void replace_note(std::uint32_t input, std::string code, std::string message, std::string help) {
    std::erase_if(evidence_.notes,
                  [&](const ReadingNote& note) { return note.place.input == input && note.code == "zone-assumed"; });
    evidence_.notes.push_back({Place{input, 0, 0, 0}, std::move(code), std::move(message), std::move(help)});
  }

  Evidence& evidence_;
  std::span<const PayloadFile> files_;
  std::span<const LocalLog> logs_;
  KnownInputs known_;
};

}  // namespace

void infer_payload_zones(Evidence& evidence, std::span<const PayloadFile> files, std::span<const LocalLog> logs) {
  PayloadZones(evidence, files, logs).run();
}

}  // namespace afterword
