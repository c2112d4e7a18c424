#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/entry.h"
#include "search/query.h"
#include "search/row_layout.h"
#include "search/sqlite.h"

namespace afterword {

/// A file as it was when it was indexed.
struct IndexedFile {
  std::string path;
  std::int64_t size = 0;
  std::int64_t changed_ns = 0;  ///< when it was last written, since 1970
  std::uint64_t hash = 0;       ///< of its bytes
};

enum class SearchOrder : std::uint8_t {
  relevance,  ///< best first; ties by date, the latest first
  date,       ///< the latest first
};

struct SearchOptions {
  std::size_t hits_max = 10;
  SearchOrder order = SearchOrder::relevance;
  Date today;  ///< to judge from what is overdue
};

struct SearchHit {
  std::string path;
  double score = 0;  ///< to be compared within one answer
};

/// How many matches have a value, most first; ties by value.
struct SearchFacet {
  std::string value;
  std::size_t matches = 0;
};

struct SearchAnswer {
  std::vector<SearchHit> hits;
  std::size_t matches = 0;
  bool more = false;  ///< a phrase or the beginning of a word is in more reports than were looked at: the latest were
  std::vector<SearchFacet> services, years, cause_classes;
};

/// A full-text index of an archive in one file, made from it and worth nothing without it. Holds no text: only terms,
/// places and facts. Uses SQLite's FTS5; by one thread at a time, by any number of processes.
///
/// Two things are kept of each term. FTS5's list says where in each report it stands, word by word. Beside it, for
/// terms of many reports, Places says in two bits a report whether it is there and how prominently. A query combines
/// the Places of its words, which takes microseconds whatever they are, so all matches are known, counted and roughly
/// ranked; the best of them are scored exactly from FTS5's lists. Phrases, beginnings and words of one part are looked
/// up in FTS5.
class SearchIndex {
 public:
  static constexpr int version = 3;
  /// Terms of fewer reports are looked up in FTS5: their lists are short.
  static constexpr std::size_t places_min = 256;

  /// An index to fill, as fast as it goes: what is half written is lost when the program ends. ":memory:" for no file.
  /// Begin, add, commit, finish; then it can be asked.
  [[nodiscard]] static SearchIndex make(const std::string& path, std::size_t keep_places_from = places_min);
  /// One that is there. Not sound where it is damaged or of another version.
  [[nodiscard]] static SearchIndex open(const std::string& path, DatabaseUse use);
  SearchIndex();
  ~SearchIndex();
  SearchIndex(SearchIndex&&) noexcept;
  SearchIndex& operator=(SearchIndex&&) noexcept;

  [[nodiscard]] bool is_sound() const { return database_.is_open() && database_.is_sound() && whole_; }
  [[nodiscard]] const std::string& trouble() const { return database_.trouble(); }

  // --- filling: inside begin and commit
  void begin();
  /// Puts reports in, in any order. Large batches make a small index fast.
  void add(const std::vector<std::pair<IndexedFile, SearchEntry>>& batch);
  void remove(const std::string& path);
  void commit();
  /// After all was added to a new index: makes it small and fast to ask.
  void finish();
  /// How much of the index is of reports that are gone, 0–1: past a third it is worth making anew.
  [[nodiscard]] double waste();

  [[nodiscard]] std::vector<IndexedFile> files();
  [[nodiscard]] std::size_t size();
  /// Anything that the keeper of the index wants to find again.
  void keep_note(std::string_view name, std::int64_t value);
  [[nodiscard]] std::optional<std::int64_t> note(std::string_view name);

  // --- asking
  [[nodiscard]] SearchAnswer search(const SearchQuery& query, const SearchOptions& options);
  /// How many reports have a term, about: what is gone counts until the index is made anew.
  [[nodiscard]] std::size_t count_holders(std::string_view term);
  /// The word of the index that was most likely meant: at most two letters differ, and most reports have it. Empty
  /// where none is near. Given and returned as a term.
  [[nodiscard]] std::string find_nearest(std::string_view term);
  /// Words that reports have for a fact, those of most reports first.
  [[nodiscard]] std::vector<std::string> values_of(QueryField fact, std::size_t count_max);

 private:
  struct Making;
  struct View;
  class Search;

  void make_tables();
  [[nodiscard]] std::int64_t next_id(const std::optional<Date>& date);
  [[nodiscard]] std::int64_t service_number(const std::string& name);
  void add_one(std::int64_t id, const SearchEntry& entry);
  void count_terms(const SearchEntry& entry);
  void store_days(const char* sql);
  void store_places(const std::vector<std::uint32_t>& place_of_report);
  void store_facts(const std::vector<std::uint32_t>& place_of_report);
  [[nodiscard]] std::int64_t sum_of(std::string_view name);
  /// What asking needs to know of all rows, as the index is now.
  [[nodiscard]] View& view();

  Database database_;
  bool whole_ = false;              ///< of this version, and nothing was found that this program does not write
  std::unique_ptr<Making> making_;  ///< while an index is made
  std::unique_ptr<View> view_;
  Statement add_words_, add_fact_, add_report_, add_file_, add_late_;
  std::unordered_map<std::int64_t, std::int64_t> next_;  ///< by day: the next number of a row
  std::unordered_map<std::string, std::int64_t> services_;
  std::unordered_map<std::string, std::uint32_t> late_terms_;  ///< reports by term, of what is being added
  std::int64_t added_reports_ = 0, added_length_ = 0;
};

}  // namespace afterword
