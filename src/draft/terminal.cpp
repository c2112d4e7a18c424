#include "draft/terminal.h"

#include <algorithm>

#include "draft/picture.h"
#include "draft/told_change.h"
#include "draft/wording.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr std::size_t most_suspects = 5;
constexpr std::size_t most_changes = 3;

class Report {
 public:
  Report(const Gathered& gathered, const Cite& cite, int width, bool colour)
      : gathered_(gathered), cite_(cite), width_(std::clamp(width, 40, 200)), colour_(colour) {}

  std::string write() {
    write_inputs();
    write_outage();
    write_changes();
    write_suspects();
    write_doubts();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string bold(std::string_view text) const {
    return colour_ ? "\x1b[1m" + std::string(text) + "\x1b[0m" : std::string(text);
  }
  [[nodiscard]] std::string dim(std::string_view text) const {
    return colour_ ? "\x1b[2m" + std::string(text) + "\x1b[0m" : std::string(text);
  }

  /// What comes from evidence may hold anything: control characters would steer the terminal.
  [[nodiscard]] std::string safe(std::string_view text, std::size_t columns) const {
    std::string out;
    for (const char c : shortened(text, columns)) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    return out;
  }

  void write_inputs() {
    const Evidence& evidence = gathered_.evidence;
    std::uint64_t records = 0, unread = 0;
    for (const Input& input : evidence.inputs) {
      records += input.records;
      unread += input.unread;
    }
    out_ += "read " + number_of(static_cast<double>(records)) + (records == 1 ? " record of " : " records of ") +
            std::to_string(evidence.inputs.size()) + (evidence.inputs.size() == 1 ? " input" : " inputs");
    if (unread > 0) out_ += ", " + number_of(static_cast<double>(unread)) + " could not be read";
    out_ += "\n\n";
  }

  void write_outage() {
    const auto& [onset, detected, end] = gathered_.outage;
    if (!onset && !detected) {
      out_ += "No outage was found in what was read.\n";
    } else {
      const std::string day = date_of(onset ? onset->at : detected->at);
      out_ += bold("Outage on " + day + " (UTC)") + "\n";
      write_instant("onset", onset);
      write_instant("detected", detected);
      write_instant("end", end);
    }
    const std::string picture = draw_outage(gathered_, width_);
    if (!picture.empty()) out_ += "\n" + picture;
  }

  void write_instant(std::string_view name, const std::optional<FoundInstant>& found) {
    std::string label(name);
    label.resize(10, ' ');
    out_ += "  " + label + (found ? clock_of(found->at) + "  " + safe(found->why, room(22)) : dim("not known")) + "\n";
  }

  /// Columns that are left on a line after so many.
  [[nodiscard]] std::size_t room(int used) const { return static_cast<std::size_t>(std::max(20, width_ - used)); }

  void write_changes() {
    const auto& changes = gathered_.evidence.changes;
    if (changes.empty() || !gathered_.outage.onset) return;
    out_ += "\n" + bold("Last changes before the onset") + "\n";
    const Instant onset = gathered_.outage.onset->at;
    const auto after = std::upper_bound(changes.begin(), changes.end(), onset,
                                        [](Instant at, const Change& change) { return at < change.at; });
    std::size_t shown = 0;
    for (auto change = after; change != changes.begin() && shown < most_changes; ++shown) {
      --change;
      const bool other_day = date_of(change->at) != date_of(onset);
      const std::string head =
          "  " + (other_day ? date_of(change->at) + " " : "") + clock_of(change->at) + "  " +
          std::string(name_of(change->kind)) + " " + safe(short_id(change->id), 40) +
          (change->service.empty() || change->id.starts_with(change->service) ? ""
                                                                              : " of " + safe(change->service, 24));
      out_ += head;
      if (!change->message.empty()) out_ += "  " + dim(safe(change->message, room(static_cast<int>(head.size()) + 2)));
      out_ += "\n";
    }
    if (shown == 0) out_ += dim("  none was recorded") + std::string("\n");
  }

  void write_suspects() {
    const Diagnosis& diagnosis = gathered_.diagnosis;
    out_ += "\n" + bold("What may have caused it") + "\n";
    // The likeliest suspect says itself why: not twice.
    const bool repeated = !diagnosis.suspects.empty() && diagnosis.suspects.front().reason == diagnosis.cause.reason;
    if (!diagnosis.cause.reason.empty() && !repeated) write_wrapped(as_sentence(diagnosis.cause.reason), 4, 2);
    if (diagnosis.suspects.empty() && diagnosis.cause.reason.empty())
      out_ += dim("  the evidence names no suspect; add logs, metrics or changes") + std::string("\n");
    for (std::size_t i = 0; i < diagnosis.suspects.size() && i < most_suspects; ++i) write_suspect(i);
  }

  /// "3 of 90 lines …": the numbers are the input's own, the rest is said alike of each.
  static bool counts(std::string_view message) { return !message.empty() && message[0] >= '0' && message[0] <= '9'; }

  /// What could not be read or had to be inferred: never silent. The same of several inputs is said once, with its
  /// first case; of one kind no more than three things are, and how many there are.
  void write_doubts() {
    struct Doubt {
      const ReadingNote* first;
      std::size_t count = 1, unsaid = 0;
    };
    const Evidence& evidence = gathered_.evidence;
    constexpr std::ptrdiff_t of_a_kind_most = 3;
    std::vector<Doubt> doubts;
    for (const ReadingNote& note : evidence.notes) {
      const auto same = std::find_if(doubts.begin(), doubts.end(), [&](const Doubt& doubt) {
        return doubt.first->code == note.code && (doubt.first->message == note.message || counts(note.message));
      });
      const auto is_kind = [&](const Doubt& doubt) { return doubt.first->code == note.code; };
      if (same != doubts.end())
        ++same->count;
      else if (std::count_if(doubts.begin(), doubts.end(), is_kind) < of_a_kind_most)
        doubts.push_back({&note});
      else
        ++std::find_if(doubts.rbegin(), doubts.rend(), is_kind)->unsaid;
    }
    if (doubts.empty()) return;
    out_ += "\n" + bold("What is doubtful in reading") + "\n";
    for (const auto& [note, count, unsaid] : doubts) {
      std::string where =
          note->place.input < evidence.inputs.size() ? short_source(evidence, note->place.input) : "all inputs";
      if (note->place.line > 0) where += ":" + std::to_string(note->place.line);
      if (count > 1) where += " and " + group_digits(count - 1) + (count == 2 ? " other" : " others");
      out_ += "  " + safe(where, 70) + "\n";
      write_wrapped(note->message + (note->help.empty() ? "" : "; " + note->help), 3);
      if (unsaid > 0)
        out_ += "  " + dim("… and " + group_digits(unsaid) + " more of this kind; --json has them all") + "\n";
    }
  }

  void write_suspect(std::size_t index) {
    constexpr std::string_view kinds[] = {"change", "service", "message", "metric", "host", "outside"};
    const Suspect& suspect = gathered_.diagnosis.suspects[index];
    const std::string kind(kinds[static_cast<std::size_t>(suspect.kind)]);
    const bool own = suspect.kind != SuspectKind::host && suspect.kind != SuspectKind::external;
    const std::string of = !own || suspect.service.empty() || suspect.id.starts_with(suspect.service)
                               ? ""
                               : " of " + safe(suspect.service, 24);
    const std::string id = safe(short_id(suspect.id), room(static_cast<int>(6 + kind.size() + of.size())));
    out_ += "  " + std::to_string(index + 1) + ". " + kind + " " + bold(id) + of + "\n";
    write_wrapped(suspect.reason, 3);
    if (suspect.citations.empty()) return;
    const Place& place = suspect.citations.front();
    std::string where = safe(short_source(gathered_.evidence, place.input), 40);
    if (place.line > 0) where += ":" + std::to_string(place.line);
    const std::size_t left = room(static_cast<int>(where.size()) + 7);
    out_ += "     " + dim(where + "  " + safe(telling_part(cite_(place).text, left), left)) + "\n";
  }

  /// A commit is shown from its subject on. A record of JSON is shown from its message on, where what stands before
  /// would fill the line.
  static std::string_view telling_part(std::string_view record, std::size_t columns) {
    if (record.starts_with("commit "))  // its subject stands behind the last of its dates
      for (const std::string_view date : {"CommitDate: ", "Date: "})
        if (const std::size_t at = record.find(date); at != std::string_view::npos) {
          const std::size_t subject = record.find(' ', at + date.size() + std::string_view("2026-03-14").size());
          return subject == std::string_view::npos ? record : record.substr(subject + 1);
        }
    if (record.size() <= columns || !record.starts_with('{')) return record;
    for (const std::string_view key : {"\"message\":", "\"msg\":", "\"log\":", "\"summary\":", "\"error\":"})
      if (const std::size_t at = record.find(key); at != std::string_view::npos) return record.substr(at);
    return record;
  }

  /// Lines below a head, some columns in; what does not fit into `most` of them is cut.
  void write_wrapped(std::string_view text, std::size_t most, int indent = 5) {
    const std::size_t columns = room(indent);
    std::string rest = safe(text, most * columns - most);
    while (!rest.empty()) {
      std::size_t cut = rest.size();
      if (columns_of(rest) > columns) {
        cut = 0;
        for (std::size_t at = rest.find(' '); at != std::string::npos; at = rest.find(' ', at + 1)) {
          if (columns_of(std::string_view(rest).substr(0, at)) > columns) break;
          cut = at;
        }
        if (cut == 0) cut = std::min(rest.find(' '), rest.size());
      }
      out_ += std::string(static_cast<std::size_t>(indent), ' ') + rest.substr(0, cut) + "\n";
      rest.erase(0, std::min(cut + 1, rest.size()));
    }
  }

  /// Characters, which is columns for all that evidence is usually written in.
  static std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  }

  const Gathered& gathered_;
  const Cite& cite_;
  int width_;
  bool colour_;
  std::string out_;
};

}  // namespace

std::string write_gather_report(const Gathered& gathered, const Cite& cite, int width, bool colour) {
  return Report(gathered, cite, width, colour).write();
}

}  // namespace afterword
