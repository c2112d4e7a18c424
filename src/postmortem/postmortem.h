#pragma once
#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "document/document.h"
#include "document/front_matter.h"
#include "moment/mention.h"
#include "postmortem/lexicon.h"
#include "postmortem/requirement.h"
#include "text/phrases.h"
#include "text/words.h"

namespace afterword {

// All spans here range over Document::text().content() unless they say "plain". `line` is the 1-based line of the file.

struct ClassifyModel;

enum class Role : std::uint8_t {
  other,
  title,
  summary,
  duration,
  impact,
  root_cause,
  resolution,
  cause_and_resolution,
  timeline,
  detection,
  escalation,
  measures,
  improvements,
  tasks,
  lessons,
  background,
  review,
  links,
};

/// What a timeline entry tells of; a set of bits.
enum class EntryKind : std::uint16_t {
  none = 0,
  detection = 1,
  investigation = 2,
  assumption = 4,
  misleading = 8,
  escalation = 16,
  communication = 32,
  mitigation = 64,
  resolution = 128,
  recovery = 256,
  cause = 512,
  other = 1024,
};
[[nodiscard]] constexpr EntryKind operator|(EntryKind a, EntryKind b) {
  return static_cast<EntryKind>(static_cast<std::uint16_t>(a) | static_cast<std::uint16_t>(b));
}
[[nodiscard]] constexpr bool has(EntryKind set, EntryKind kind) {
  return (static_cast<std::uint16_t>(set) & static_cast<std::uint16_t>(kind)) != 0;
}

enum class CauseClass : std::uint8_t {
  configuration,
  deploy_code_bug,
  capacity_overload,
  hardware,
  network_dns,
  dependency_third_party,
  security_certificate,
  data_database,
  human_operation,
  software_update,
  other,
};

enum class DetectedHow : std::uint8_t { monitoring, engineer, customer, other };

/// What the words of a heading, label or table head say, before its surroundings are looked at (heading.h).
struct HeadingReading {
  Role role = Role::other;
  std::uint64_t topics = 0;  ///< all that were found: bits of topic::
  std::uint8_t words = 0;    ///< how many words it has, numbering and pictures not counted
  bool covered = false;      ///< every word belongs to the vocabulary of headings: such a bare line is a heading
  [[nodiscard]] bool has(std::uint64_t bits) const { return (topics & bits) != 0; }
};

/// A heading or heading-like line, and the lines below it up to the next of the same or a higher rank.
struct Section {
  Role role{};
  std::uint8_t rank = 0;  ///< 1 highest; headings by level, bold lines and labels below them; for comparing only
  bool closing = false;   ///< "Conclusion", "Authors": what stands below belongs to no part of the report
  std::uint32_t line = 0;
  std::uint32_t heading_line = 0;               ///< index into Document::lines()
  std::uint32_t first_line = 0, last_line = 0;  ///< its body: half-open indexes into Document::lines()
  std::string heading;                          ///< as written, without marks and colon
  HeadingReading reading;                       ///< of `heading`
  Span span;                                    ///< of the heading
};

/// A stated moment: what was written, what it means, where.
struct Stated {
  Civil civil;
  std::string value;                    ///< `2024-04-18T09:30`, `T20:00`, `2024-04-18`
  std::string instant;                  ///< RFC 3339, or empty
  std::optional<std::int64_t> seconds;  ///< the instant, since 1970 UTC
  std::uint32_t line = 0;
  Span span;
};

struct StatedZone {
  ZoneName name;
  std::uint32_t line = 0;
  Span span;
};

struct StatedNumber {
  double value = 0;
  bool implied = false;   ///< percent: "all users" without a figure
  bool computed = false;  ///< duration: from start and end
  bool approximate = false;
  std::uint32_t line = 0;
  Span span;
};

/// Lines that say one thing, in order, each once.
struct Passage {
  std::vector<std::uint32_t> lines;  ///< file lines
  Span span;                         ///< from the first to the last
  std::string text;                  ///< plain text, for showing
  [[nodiscard]] bool empty() const { return lines.empty(); }
};

struct TimelineEntry {
  std::uint32_t line = 0;
  std::uint32_t first_line = 0, last_line = 0;  ///< half-open indexes into Document::lines()
  Span span;                                    ///< the whole entry
  Span text_span;                               ///< without the time
  std::string time;                             ///< verbatim, empty if the entry has none
  Span time_span;
  Civil civil;               ///< date rolled over midnight where the text implies it
  bool date_stated = false;  ///< on the entry itself or on a heading above it
  std::string value, instant;
  std::optional<std::int64_t> seconds;        ///< the instant, since 1970 UTC
  std::optional<std::int64_t> since_start_s;  ///< from the outage's start (by civil time where no zone is known)
  std::optional<ZoneName> zone;               ///< written in the entry
  std::string text;                           ///< plain, without the time
  EntryKind kinds{};
};

struct Measure {
  std::uint32_t line = 0;
  std::uint32_t first_line = 0, last_line = 0;
  Span span;
  std::string text;          ///< plain
  bool task = false;         ///< a specific to-do, not a broad improvement
  bool task_stated = false;  ///< the text says which of the two ("the following tasks"), nothing is left to judge
  std::string owner;         ///< "@ana", "mail team"; empty if none
  Span owner_span;
  std::string due_text;  ///< as written
  std::optional<Date> due;
  Span due_span;
  std::string priority;  ///< "P1", "high"
  std::optional<bool> done;
  std::string tracker;  ///< URL or key such as "OPS-123"
  std::string verb;     ///< base form of the action, lower case: "patch"; empty if it names none
};

/// Words that are asked for by their form, in order, so that few readers and rules have to look at all: indexes into
/// Postmortem::words.
struct WordsByForm {
  std::vector<std::uint32_t> numbers;   ///< of kind number
  std::vector<std::uint32_t> capitals;  ///< Word::all_caps
  std::vector<std::uint32_t> repeated;  ///< the same as the word before
};

/// A sentence of the narrative, for rules and classifiers.
struct Sentence {
  std::uint32_t first_word = 0, last_word = 0;  ///< half-open, into Postmortem::words
  std::uint32_t line = 0;                       ///< index into Document::lines() of its first word
  bool prose = true;                            ///< false: heading, code, quoted log text
};

struct Requirement {
  RequirementId id{};
  RequirementState state{};
  std::vector<std::uint32_t> lines;  ///< where it is met, file lines
  std::string_view hint;             ///< what to write to meet it; a constant of the program
};

/// Where a line of the document stands in the report; one for each of Document::lines(). What `label` and `part` say is
/// often all that a classifier needs: "Root Cause: a full disk" under a summary has the label root_cause and the part
/// summary.
struct LinePlace {
  Role role{};   ///< of the line's own label if that names a role, else of the innermost section that has one
  Role label{};  ///< of the line's own leading label ("Impact: …"), other if it has none
  std::uint64_t label_topics = 0;  ///< what the words of the label speak of (topic:: in heading.h)
  std::uint64_t said_topics = 0;   ///< what Line::label speaks of, also where it is no label
  Role part{};           ///< of the outermost section: summary, timeline, cause_and_resolution, measures, lessons, …
  bool heading = false;  ///< the line is a heading or a heading-like line
  bool report = false;   ///< inside Postmortem::body
  std::int32_t section = -1;                    ///< innermost, index into Postmortem::sections
  std::int32_t entry = -1;                      ///< index into Postmortem::timeline
  std::int32_t measure = -1;                    ///< index into Postmortem::measures
  std::uint32_t text = 0;                       ///< where the text after the label begins, offset in Document::plain()
  std::uint32_t first_word = 0, last_word = 0;  ///< half-open, into Postmortem::words
};

struct Attractive {
  bool diagram = false, image = false, emoji = false, humor = false, table = false, quote = false;
};

/// What a document means. Made by read_postmortem in one go; immutable afterwards; threads may share.
/// It holds the Document it was read from, so spans always have their text.
struct Postmortem {
  std::shared_ptr<const Document> document;

  bool is_postmortem = false;
  bool template_unfilled = false;  ///< headings of a template with nothing (or only placeholders) below
  std::optional<std::string> title;
  Span title_span;
  std::string language = "en";  ///< ISO 639-1
  FrontMatter front_matter;
  Span body;                      ///< the part that is the report (an assignment around it is outside)
  std::optional<Span> retelling;  ///< a second telling of the same incident, not read

  std::optional<Stated> start, end, detected_at;
  bool day_told = false;  ///< the text (not only the title) names the day of the outage and no time of day
  std::optional<StatedZone> timezone;
  std::vector<StatedZone> zones;             ///< every zone named anywhere in the report, in order
  std::optional<StatedNumber> duration_min;  ///< the stated one where there is one
  std::optional<double> computed_duration_min;
  std::optional<StatedNumber> percent, users;
  std::vector<StatedNumber> percents;  ///< every share of users or requests stated
  std::optional<DetectedHow> detected_how;
  std::uint32_t detected_how_line = 0;
  Span detected_how_span;

  Passage service, experience, root_cause_summary, root_cause_detail, resolution_detail, misleading, blame;
  std::string service_text;  ///< what was down, in a few words
  Passage trigger, factors;  ///< what set it off; conditions that contributed
  Passage escalation;
  std::vector<std::string> escalated_to;
  std::optional<CauseClass> cause_class;
  std::string severity;  ///< "SEV-1", "P2", "critical"; empty if none
  std::string status;    ///< "resolved", "draft"; empty if none

  std::vector<Section> sections;
  std::vector<LinePlace> places;  ///< one for each of Document::lines()
  std::vector<TimelineEntry> timeline;
  std::int32_t start_entry = -1, end_entry = -1;  ///< the entries judged to tell when the outage began and ended
  std::vector<Measure> measures;                  ///< improvements and tasks, document order
  Attractive attractive;
  std::uint32_t narrative_words = 0;
  std::vector<Requirement> requirements;  ///< one for each id of requirement.h, in its order

  // what the reading was made with; rules use these instead of scanning again
  std::vector<Word> words;           ///< of Document::plain()
  std::vector<std::uint32_t> known;  ///< of each word, what known_words.h tells of it
  WordsByForm forms;
  std::vector<Sentence> sentences;
  std::vector<Mention> mentions;                             ///< spans of plain()
  std::vector<PhraseHit> hits;                               ///< lexicon hits, by first word
  std::bitset<static_cast<std::size_t>(Mark::count)> marks;  ///< those that `hits` has anywhere
  [[nodiscard]] std::string_view plain() const { return document->plain(); }
  /// Hits of one mark, in order of place. O(hits of that mark).
  [[nodiscard]] std::vector<PhraseHit> hits_of(Mark mark) const;
  /// Words [first, last) as a span of Text::content().
  [[nodiscard]] Span source_of_words(std::uint32_t first, std::uint32_t last) const;
  /// The innermost section that holds a line (index into Document::lines()), or null.
  [[nodiscard]] const Section* section_at(std::uint32_t line) const;
};

/// Options that change how a document is read.
struct ReadingOptions {
  MentionOptions::Order date_order = MentionOptions::Order::day_first;
  const ClassifyModel* model = nullptr;  ///< weights to judge sentences with; null: the committed ones
};

/// Reads the meaning. Never fails, linear time.
[[nodiscard]] Postmortem read_postmortem(std::shared_ptr<const Document> document, const ReadingOptions& options = {});

[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] std::string_view name_of(CauseClass cause);
[[nodiscard]] std::string_view name_of(DetectedHow how);
/// "detection", …; for one bit.
[[nodiscard]] std::string_view name_of(EntryKind kind);

}  // namespace afterword
