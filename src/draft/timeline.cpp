// Everything that happened is a candidate with a worth; the worthiest twenty are kept. A class of records (chat,
// alerts, templates, changes) makes its own candidates, and none knows of the others.
#include <algorithm>
#include <map>
#include <set>

#include "draft/chat.h"
#include "draft/draft.h"
#include "draft/wording.h"

namespace afterword {
namespace {

constexpr std::size_t most_entries = 18;  // at twenty, and with what stands around them, a draft is over 600 words
constexpr std::size_t longest_quote = 150;

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
    if (candidates_.size() > most_entries) candidates_.resize(most_entries);
    std::sort(candidates_.begin(), candidates_.end(), earlier);
    std::vector<DraftEntry> out;
    for (Candidate& candidate : candidates_) out.push_back(std::move(candidate.entry));
    return out;
  }

 private:
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
        add(40, *alert.acknowledged, "The alert " + as_code(name) + " is acknowledged.", EntryKind::communication,
            {alert.place});
      if (alert.ended && within(*alert.ended))
        add(first ? 55 : 20, *alert.ended, "The alert " + as_code(name) + " is resolved.", EntryKind::recovery,
            {alert.place});
    }
  }

  void add_changes() {
    std::set<std::uint32_t> suspected;
    if (diagnosis_.cause.change) suspected.insert(*diagnosis_.cause.change);
    for (const Suspect& suspect : diagnosis_.suspects)
      if (suspect.kind == SuspectKind::change && suspected.size() < 3) suspected.insert(suspect.index);
    for (std::uint32_t i = 0; i < evidence_.changes.size(); ++i) {
      const Change& change = evidence_.changes[i];
      const bool cause = diagnosis_.cause.change == i;
      const bool during = change.at >= begin_ && change.at <= until_;
      if (!cause && !within(change.at)) continue;
      // A commit that a deploy brought is told with the deploy.
      const bool deployed = !cause && change.kind == ChangeKind::commit && is_deployed(change.id);
      const double worth = cause ? 97 : deployed ? 5 : during ? 80 : suspected.contains(i) ? 60 : 10;
      const EntryKind kinds = during && !cause ? EntryKind::mitigation : cause ? EntryKind::cause : EntryKind::other;
      add(worth, change.at, describe(change), kinds, {change.place});
    }
  }

  [[nodiscard]] bool is_deployed(const std::string& commit) const {
    return std::any_of(evidence_.changes.begin(), evidence_.changes.end(), [&](const Change& change) {
      return change.kind != ChangeKind::commit && change.commit.size() >= 7 && commit.starts_with(change.commit);
    });
  }

  /// What a deploy brought, in the words of its commit where it has none of its own.
  [[nodiscard]] std::string_view message_of(const Change& change) const {
    if (!change.message.empty() || change.commit.size() < 7) return change.message;
    for (const Change& commit : evidence_.changes)
      if (commit.kind == ChangeKind::commit && commit.id.starts_with(change.commit)) return commit.message;
    return change.message;
  }

  [[nodiscard]] std::string describe(const Change& change) const {
    const std::string id = as_code(change.kind == ChangeKind::commit ? change.id.substr(0, 10) : change.id);
    const std::string of = change.service.empty() ? "" : " of " + change.service;
    std::string text;
    switch (change.kind) {
      case ChangeKind::commit:
        text = "The commit " + id + of + " is made";
        break;
      case ChangeKind::deploy:
        text = "The deploy " + id + of + " goes live";
        break;
      case ChangeKind::flag:
        text = "The flag " + id + of + " is switched";
        break;
      case ChangeKind::package:
        text = "The package " + id + of + " is installed";
        break;
      case ChangeKind::config:
        text = "The configuration " + id + of + " is changed";
        break;
      case ChangeKind::scale:
        text = "The size " + id + of + " is changed";
        break;
      case ChangeKind::other:
        text = "The change " + id + of + " is made";
        break;
    }
    if (!change.from.empty() && !change.to.empty())
      text += " from " + as_code(shortened(change.from, 40)) + " to " + as_code(shortened(change.to, 40));
    const std::string_view message = message_of(change);
    const std::string_view subject = message.substr(0, message.find('\n'));
    if (!subject.empty()) text += ": " + as_quote(shortened(subject, longest_quote));
    return text + ".";
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
      const double worth = worth_of(kinds[i]);
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
    return shortened(text.substr(0, end), longest_quote);
  }

  /// The verb says outside the quotation what the message does, for readers and for `check`, which leaves quotes alone.
  static std::string said_as(EntryKind kinds, std::string_view text) {
    if (has(kinds, EntryKind::escalation)) {
      const std::size_t at = text.find('@');
      const std::size_t end = at == std::string_view::npos ? at : text.find_first_of(" ,.:;!?)\n", at + 1);
      if (at == std::string_view::npos || end == at + 1) return " escalates: ";
      return " escalates to " + as_plain_name(text.substr(at + 1, end - at - 1)) + ": ";
    }
    if (has(kinds, EntryKind::misleading))
      return has(kinds, EntryKind::assumption) ? " assumes, wrongly: " : " rules this out: ";
    return has(kinds, EntryKind::assumption) ? " assumes: " : ": ";
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
          as_code(who) + " logs for the first time: " + as_code(shortened(row.example, longest_quote)) + ".",
          EntryKind::other, {cell->first});
      worth -= 8;
      if (worth < 40) return;
    }
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
