// Everything that happened is a candidate with a worth; the worthiest twenty are kept. A class of records (chat,
// alerts, templates, changes) makes its own candidates, and none knows of the others.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "draft/chat.h"
#include "draft/draft.h"
#include "draft/told_change.h"
#include "draft/wording.h"

namespace afterword {
namespace {

constexpr std::size_t most_entries = 18;  // at twenty, and with what stands around them, a draft is over 600 words
constexpr std::size_t least_entries = 12, most_bytes = 1900;
constexpr std::size_t longest_quote = 150;

constexpr std::array<std::string_view, 6> methods = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"};

struct Candidate {
  DraftEntry entry;
  double worth = 0;
};

class Chooser {
 public:
  Chooser(const Evidence& evidence, const Outage& outage, const Diagnosis& diagnosis)
      : evidence_(evidence), outage_(outage), diagnosis_(diagnosis) {
    constexpr Instant minute = 60 * one_second;
    constexpr Instant unbounded = Instant{1} << 61;
    const std::optional<Instant> begin = outage.onset      ? std::optional(outage.onset->at)
                                         : outage.detected ? std::optional(outage.detected->at)
                                                           : std::nullopt;
    begin_ = begin.value_or(-unbounded);
    from_ = begin ? *begin - 60 * minute : -unbounded;
    until_ = outage.end ? outage.end->at + 30 * minute : unbounded;
  }

  std::vector<DraftEntry> choose() {
    add_bounds();
    add_alerts();
    add_changes();
    add_statuses();
    add_messages();
    add_templates();
    // Sorted by all that they hold, so that equals can't change places from run to run.
    std::sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
      return a.worth != b.worth ? a.worth > b.worth : earlier(a, b);
    });
    keep_the_worthiest();
    std::sort(candidates_.begin(), candidates_.end(), earlier);
    std::vector<DraftEntry> out;
    for (Candidate& candidate : candidates_) out.push_back(std::move(candidate.entry));
    return out;
  }

 private:
  /// Long ones leave room for fewer, lest the draft be longer than what is read to the end.
  void keep_the_worthiest() {
    std::size_t bytes = 0, kept = 0;
    while (kept < std::min(candidates_.size(), most_entries) && (kept < least_entries || bytes < most_bytes))
      bytes += candidates_[kept++].entry.text.size();
    candidates_.resize(kept);
  }

  static bool earlier(const Candidate& a, const Candidate& b) {
    if (a.entry.at != b.entry.at) return a.entry.at < b.entry.at;
    return a.worth != b.worth ? a.worth > b.worth : a.entry.text < b.entry.text;
  }

  void add(double worth, Instant at, std::string text, EntryKind kinds, std::vector<Place> citations) {
    candidates_.push_back({{at, {}, std::move(text), kind_names(kinds), std::move(citations)}, worth});
  }

  [[nodiscard]] bool within(Instant at) const { return at >= from_ && at <= until_; }

  void add_bounds() {
    if (outage_.onset)
      add(100, outage_.onset->at, "The outage begins: " + as_sentence_within(outage_.onset->why), EntryKind::other,
          outage_.onset->citations);
    if (outage_.end)
      add(99, outage_.end->at, "Service is restored: " + as_sentence_within(outage_.end->why), EntryKind::recovery,
          outage_.end->citations);
  }

  void add_alerts() {
    // Of the same alert only the first firing tells something new; its end tells when machines saw recovery.
    std::map<std::string, int> seen;
    for (const Alert& alert : evidence_.alerts) {
      if (!within(alert.fired)) continue;
      const std::string name = alert.name.empty() ? alert.metric : alert.name;
      const int times = seen[name + "\n" + alert.service]++;
      if (times > 0) continue;
      const bool first = candidates_alerts_++ == 0;
      std::string text =
          "The alert " + as_code(name) + (alert.service.empty() ? "" : " of " + alert.service) + " fires";
      if (!alert.summary.empty()) text += ": " + as_quote(shortened(alert.summary, longest_quote));
      add(first ? 98 : 50 - 4 * candidates_alerts_, alert.fired, text + ".", EntryKind::detection, {alert.place});
      if (alert.acknowledged)
        add(40, *alert.acknowledged, "The alert " + as_code(name) + " is acknowledged" + by_whom(alert, "cknowledged"),
            EntryKind::communication, {alert.place});
      if (alert.ended && within(*alert.ended))
        add(first ? 55 : 20, *alert.ended, "The alert " + as_code(name) + " is resolved" + by_whom(alert, "esolved"),
            EntryKind::recovery, {alert.place});
    }
  }

  /// " by Ana.": a pager says in words of its own what an alert's record says, and who did it. It is told once.
  std::string by_whom(const Alert& alert, std::string_view done) {
    const Instant at = done.starts_with('c') ? *alert.acknowledged : *alert.ended;
    for (const Message& message : evidence_.messages) {
      if (message.at != at || message.place.input != alert.place.input || message.text.find(done) == std::string::npos)
        continue;
      told_with_alerts_.insert(message.place);
      if (!message.author.empty()) return " by " + as_plain_name(message.author) + ".";
    }
    return ".";
  }

  /// Whether it brought the change that is thought to be the cause.
  [[nodiscard]] bool brings_cause(const Change& change) const {
    if (!diagnosis_.cause.change) return false;
    const Change& cause = evidence_.changes[*diagnosis_.cause.change];
    return change.at <= begin_ && deploys(change, cause.id);
  }

  void add_changes() {
    std::set<std::uint32_t> suspected;
    if (diagnosis_.cause.change) suspected.insert(*diagnosis_.cause.change);
    for (const Suspect& suspect : diagnosis_.suspects)
      if (suspect.kind == SuspectKind::change && suspected.size() < 3) suspected.insert(suspect.index);
    for (std::uint32_t i = 0; i < evidence_.changes.size(); ++i) {
      const Change& change = evidence_.changes[i];
      const bool cause = diagnosis_.cause.change == i || brings_cause(change);
      const bool during = change.at >= begin_ && change.at <= until_;
      if (!cause && !within(change.at)) continue;
      // A commit that a deploy brought is told with the deploy.
      const bool deployed = !cause && change.kind == ChangeKind::commit && is_deployed(change.id);
      const double worth = cause ? 97 : deployed ? 5 : during ? 80 : suspected.contains(i) ? 60 : 10;
      const EntryKind kinds = during && !cause ? EntryKind::mitigation : cause ? EntryKind::cause : EntryKind::other;
      add(worth, change.at, tell_change(evidence_, change), kinds, {change.place});
    }
  }

  [[nodiscard]] bool is_deployed(const std::string& commit) const {
    return std::any_of(evidence_.changes.begin(), evidence_.changes.end(),
                       [&](const Change& change) { return deploys(change, commit); });
  }

  void add_statuses() {
    for (const StatusEvent& status : evidence_.statuses)
      if (within(status.at))
        add(75, status.at,
            "The status page of " + status.provider + " says " + as_quote(shortened(status.text, longest_quote)) + ".",
            EntryKind::communication, {status.place});
  }

  void add_messages() {
    const auto first = std::lower_bound(evidence_.messages.begin(), evidence_.messages.end(), from_,
                                        [](const Message& message, Instant at) { return message.at < at; });
    const auto last = std::upper_bound(first, evidence_.messages.end(), until_,
                                       [](Instant at, const Message& message) { return at < message.at; });
    constexpr std::ptrdiff_t most_read = 2000;  // of a busy channel; an outage's own hours come first
    const std::span<const Message> messages(first, std::min(last, first + std::min(most_read, last - first)));
    const std::vector<EntryKind> kinds = classify_messages(messages);
    std::map<EntryKind, int> told;
    for (std::size_t i = 0; i < messages.size(); ++i) {
      if (told_with_alerts_.contains(messages[i].place) || is_repeated_notice(messages[i])) continue;
      const double worth = worth_of(kinds[i]) + worth_of_plain(messages[i], kinds[i]);
      if (worth == 0) continue;
      // The fifth assumption tells less than the first escalation.
      const double repeated = 4.0 * told[kinds[i]]++;
      const Message& message = messages[i];
      const std::string who = message.author.empty() ? "A message" : as_plain_name(message.author);
      add(worth - repeated, message.at, who + said_as(kinds[i], message.text) + as_quote(in_short(message.text)),
          kinds[i], {message.place});
    }
  }

  /// The first two sentences: an entry of more is not read.
  static std::string in_short(std::string_view text) {
    std::size_t end = 0;
    for (int sentence = 0; sentence < 2 && end < text.size(); ++sentence) {
      end = text.find_first_of(".!?", end);
      while (end < text.size() && end + 1 < text.size() && text[end + 1] != ' ' && text[end + 1] != '\n')
        end = text.find_first_of(".!?", end + 1);
      end = std::min(end, text.size()) + (end < text.size() ? 1 : 0);
    }
    std::string out = shortened(text.substr(0, end), longest_quote);
    if (text.find_first_not_of(" \n", end) != std::string_view::npos && !out.ends_with("…")) out += " …";
    return out;
  }

  /// The verb says outside the quotation what the message does, for readers and for `check`, which leaves quotes alone.
  static std::string said_as(EntryKind kinds, std::string_view text) {
    if (has(kinds, EntryKind::escalation)) {
      const std::string_view whom = called_in(text);
      return whom.empty() ? " escalates: " : " escalates to " + as_plain_name(whom) + ": ";
    }
    if (has(kinds, EntryKind::misleading))
      return has(kinds, EntryKind::assumption) ? " assumes, wrongly: " : " rules this out: ";
    return has(kinds, EntryKind::assumption) ? " assumes: " : ": ";
  }

  /// Of what an orchestrator notes of its own accord each kind is told once: it says so of every pod.
  bool is_repeated_notice(const Message& message) {
    if (message.place.input >= evidence_.inputs.size()) return false;
    if (evidence_.inputs[message.place.input].kind != InputKind::changes) return false;
    return !notices_.insert(message.text.substr(0, message.text.find(' '))).second;
  }

  /// Whom an "@name" calls; "@here" calls nobody by name.
  static std::string_view called_in(std::string_view text) {
    for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
      const std::size_t end = std::min(text.find_first_of(" ,.:;!?)\n", at + 1), text.size());
      const std::string_view name = text.substr(at + 1, end - at - 1);
      if (!name.empty() && name != "here" && name != "channel" && name != "everyone" && name != "all") return name;
    }
    return {};
  }

  /// What is said at length while it lasts may be what was found out, though no word says so.
  [[nodiscard]] double worth_of_plain(const Message& message, EntryKind kinds) const {
    constexpr double plain = 38;
    constexpr std::size_t at_length = 40;
    const bool while_it_lasts = outage_.end && message.at >= begin_ && message.at <= outage_.end->at;
    return worth_of(kinds) == 0 && while_it_lasts && message.text.size() >= at_length ? plain : 0;
  }

  static double worth_of(EntryKind kinds) {
    constexpr std::pair<EntryKind, double> worths[] = {{EntryKind::escalation, 90},    {EntryKind::resolution, 88},
                                                       {EntryKind::misleading, 86},    {EntryKind::mitigation, 84},
                                                       {EntryKind::recovery, 72},      {EntryKind::assumption, 78},
                                                       {EntryKind::investigation, 70}, {EntryKind::cause, 76},
                                                       {EntryKind::detection, 74},     {EntryKind::communication, 45}};
    double best = 0;
    for (const auto& [kind, worth] : worths)
      if (has(kinds, kind)) best = std::max(best, worth);
    return best;
  }

  static std::string as_plain_name(std::string_view author) {
    std::string out;
    for (const char c : author)
      if (c != '*' && c != '_' && c != '[' && c != ']' && c != '`' && c != '<' && c != ':') out += c;
    return out;
  }

  void add_templates() {
    double worth = 65;
    for (const ChangedRow& changed : diagnosis_.changed) {
      const LogRow& row = evidence_.logs.rows[changed.row];
      if (!changed.is_new || row.level < LogLevel::warning) continue;
      const LogCell* cell = first_within(row);
      if (cell == nullptr) continue;
      const std::string who = row.service.empty() ? evidence_.inputs[row.first.input].path : row.service;
      add(worth, cell->bucket * evidence_.logs.bucket,
          as_code(who) +
              (is_request(row.example) ? " fails for the first time to answer " : " logs for the first time: ") +
              as_code(shortened(row.example, longest_quote)) + ".",
          EntryKind::other, {cell->first});
      worth -= 8;
      if (worth < 40) return;
    }
  }

  /// What a server logs of a request says nothing of how it ended; its level does.
  static bool is_request(std::string_view example) {
    return std::any_of(methods.begin(), methods.end(), [&](std::string_view method) {
      return example.starts_with(method) && example.substr(method.size()).starts_with(" /");
    });
  }

  [[nodiscard]] const LogCell* first_within(const LogRow& row) const {
    for (const LogCell& cell : row.cells)
      if (within(cell.bucket * evidence_.logs.bucket)) return &cell;
    return nullptr;
  }

  /// "The outage begins: <why>." where why is already a sentence.
  static std::string as_sentence_within(std::string_view why) {
    std::string out(why);
    while (!out.empty() && (out.back() == '.' || out.back() == ' ')) out.pop_back();
    return out + ".";
  }

  const Evidence& evidence_;
  const Outage& outage_;
  const Diagnosis& diagnosis_;
  Instant begin_ = 0, from_ = 0, until_ = 0;
  int candidates_alerts_ = 0;
  std::set<Place> told_with_alerts_;  ///< of messages
  std::set<std::string> notices_;     ///< "Unhealthy"
  std::vector<Candidate> candidates_;
};

}  // namespace

std::vector<DraftEntry> choose_timeline(const Evidence& evidence, const Outage& outage, const Diagnosis& diagnosis,
                                        const Cite& cite) {
  std::vector<DraftEntry> entries = Chooser(evidence, outage, diagnosis).choose();
  for (DraftEntry& entry : entries)
    if (!entry.citations.empty()) entry.as_written = written_time(cite(entry.citations.front()).text);
  return entries;
}

}  // namespace afterword
