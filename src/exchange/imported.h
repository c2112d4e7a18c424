#pragma once
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/imported_time.h"

namespace afterword {

/// Where in a report something of another program belongs.
enum class ImportedPlace : std::uint8_t {
  summary,
  impact,
  detection,
  timeline,
  cause,
  resolution,
  improvements,
  tasks,
  lessons,
  other,
};

/// Prose with the heading it had (empty: none), as Markdown blocks.
struct ImportedPart {
  ImportedPlace place{};
  std::string heading;  ///< plain
  std::string markdown;
};

struct ImportedEntry {
  ImportedTime time;
  std::string label;    ///< what kind of event, in words that our reader knows: "Detected", "Escalated"; may be empty
  std::string text;     ///< Markdown; its first line continues the entry's
  bool moment = false;  ///< says what stands elsewhere too; left out beside a written timeline or an entry that says it
};

struct ImportedMeasure {
  std::string text;  ///< plain, one line
  std::string owner, due, priority;
  std::string state;  ///< as the source calls it, where that is neither open nor done
  std::optional<bool> done;
  std::string done_on;  ///< "2026-03-20"
  std::string tracker, tracker_link;
  std::string note;    ///< Markdown below it
  bool broad = false;  ///< an improvement, not a task
};

/// A fact with what it is called.
struct ImportedFact {
  std::string label, value;  ///< plain
};

/// One incident as another program tells it, before it is a report. Text is plain unless said otherwise.
struct ImportedIncident {
  std::string source, id;
  std::vector<ImportedFact> origin;  ///< further numbers and links of the source, for the front matter
  std::string title, severity, status, service;
  std::vector<std::string> tags;
  bool is_private = false;
  ImportedTime start, end, detected, acknowledged, mitigated, created;
  std::string impact, root_cause;  ///< Markdown
  std::vector<ImportedFact> details;
  std::vector<ImportedPart> parts;
  std::vector<ImportedEntry> timeline;
  std::vector<ImportedMeasure> measures;
  std::optional<std::string> whole;  ///< a report that stands as it is, to the byte; nothing else counts then

  /// Sets what is not set yet. Something else that is said for a second time becomes a detail.
  void set(std::string ImportedIncident::* member, std::string value);
  void set(ImportedTime ImportedIncident::* member, ImportedTime value);
  void add_part(ImportedPlace place, std::string heading, std::string markdown);
  void add_detail(std::string label, std::string value);
  void add_origin(std::string label, std::string value);
  void add_entry(ImportedTime time, std::string label, std::string text);
  void add_moment(ImportedTime time, std::string label, std::string text = {});
  /// A whole document: its sections go where their headings say.
  void add_document(std::string_view markdown);
  /// Both are the same incident.
  void absorb(ImportedIncident&& other);

 private:
  std::set<std::string> said_;  ///< the same fact, told by several records, is one
};

/// Where a text comes from that doesn't even say of which program it is.
inline constexpr std::string_view source_of_texts = "document";

/// All incidents of one import. Several records, of several files even, may speak of one.
class Incidents {
 public:
  /// The one that any of these numbers names; made where none does. Empty ids are no ids. References stay valid.
  ImportedIncident& find(std::string_view source, std::initializer_list<std::string> ids);
  /// The one that records without any number belong to. Which one that is shows at the end: the only one that their
  /// input tells of, or the one whose number stands in the input's path. Else they are one of their own. `own`: a
  /// number of the record itself, where an input holds such records of several incidents; then the one that began and
  /// ended when it did is meant before all others.
  ImportedIncident& find_of_input(std::string_view source, const std::string& own = {});
  /// From here on records are of this input.
  void enter_input(std::string path) { input_ = std::move(path); }
  /// What a number of a tag means, told by a record of its own. Tags are called by their number until then.
  /// Returns whether a report has asked for it already.
  bool name_tag(std::string_view source, const std::string& number, std::string name);
  void refer_to_tag(ImportedIncident& incident, std::string number);
  /// In the order in which they were met.
  [[nodiscard]] std::vector<ImportedIncident> finish();

 private:
  struct Unnumbered {
    std::size_t index = 0;
    std::string input;
  };
  struct Owners;

  ImportedIncident& told_here(std::size_t index);
  void merge(std::size_t into, std::size_t from);
  void adopt_records_without_number();
  [[nodiscard]] std::optional<std::size_t> named_by(const std::string& source, std::string_view path) const;

  std::string input_;
  std::deque<ImportedIncident> all_;
  std::vector<bool> merged_;                          ///< of all_: its content went into another
  std::vector<std::set<std::string>> told_by_;        ///< of all_: inputs that speak of it
  std::map<std::string, Unnumbered> without_number_;  ///< by source, input and the record's own number
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::map<std::string, std::string> tag_names_;
  std::set<std::string> asked_tags_;
};

/// The report: the sections of `afterword new`, front matter that says where it comes from, prompts for what is
/// missing.
[[nodiscard]] std::string write_imported(const ImportedIncident& incident);

/// `2026-03-14-checkout-was-down`: without ending, without what would make it unlike others.
[[nodiscard]] std::string name_of_report(const ImportedIncident& incident);

}  // namespace afterword
