#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/entry.h"
#include "search/query.h"
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
  bool more = false;  ///< there are more matches than were counted; hits and facets are of the latest ones
  std::vector<SearchFacet> services, years, cause_classes;
};

/// A full-text index of an archive in one file, made from it and worth nothing without it. Holds no text: only terms,
/// places and facts. Uses SQLite's FTS5; by one thread at a time, by any number of processes.
///
/// Rows are numbered by date, the latest first, so that a range of days is a range of rows and what is latest is met
/// first. Filters are terms too, so that the engine intersects them. A query looks at the latest `matches_max`
/// matches, and where there are more at those whose title has all its words.
class SearchIndex {
 public:
  static constexpr int version = 2;
  static constexpr std::size_t matches_max = 2'500;

  /// An index to fill, as fast as it goes: what is half written is lost when the program ends. ":memory:" for no file.
  [[nodiscard]] static SearchIndex make(const std::string& path);
  /// One that is there. Not sound where it is damaged or of another version.
  [[nodiscard]] static SearchIndex open(const std::string& path, DatabaseUse use);

  [[nodiscard]] bool is_sound() const { return database_.is_open() && database_.is_sound() && same_version_; }
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

 private:
  struct Gathered;
  /// Runs one plan and gathers what matches.
  void gather(const SearchQuery& query, const SearchOptions& options, bool titles, Gathered& out);
  void find_facets(const Gathered& gathered, SearchAnswer& out);
  void make_tables();
  [[nodiscard]] std::int64_t next_id(const std::optional<Date>& date);
  [[nodiscard]] std::int64_t service_number(const std::string& name);
  void count_terms(const SearchEntry& entry);
  void store_counts();
  [[nodiscard]] std::int64_t sum_of(std::string_view name);

  Database database_;
  bool same_version_ = false;
  Statement add_words_, add_fact_, add_report_, add_file_;
  std::unordered_map<std::int64_t, std::int64_t> next_;  ///< by day: the next number of a row
  std::unordered_map<std::string, std::int64_t> services_;
  struct TermCount {
    std::uint32_t reports = 0, last = 0;
  };
  struct HashText {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, TermCount, HashText, std::equal_to<>> counts_;
  std::uint32_t added_ = 0;
  std::int64_t added_length_ = 0;
};

}  // namespace afterword
