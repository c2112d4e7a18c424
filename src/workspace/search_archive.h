#pragma once
#include <functional>
#include <string>
#include <vector>

#include "archive/record.h"
#include "search/index.h"
#include "search/snippet.h"
#include "workspace/disk.h"

namespace afterword {

/// When the files of an archive are looked at for changes.
enum class LookAtFiles : std::uint8_t {
  when_due,  ///< each time; those of a large archive half a minute after the last look at the earliest, or where one of
             ///< its folders changed
  now,
  never,  ///< unless there is no index
};

/// Where an archive lies, and where its index.
struct IndexedArchive {
  std::string folder;          ///< as named: paths of hits begin with it
  std::string working_folder;  ///< absolute
  std::string index_file;      ///< empty: the index is made in memory, and anew each time
  unsigned threads = 1;
  std::function<void(std::size_t read, std::size_t all)> progress;  ///< may be empty
  LookAtFiles look = LookAtFiles::when_due;
};

/// An index that says what the files say, and what could not be read.
struct FreshIndex {
  SearchIndex index;
  std::vector<Error> errors;
  std::size_t read = 0;  ///< files that were new or had changed
};

/// Opens the index of an archive and brings it up to date: makes it anew where it is missing, damaged or of another
/// version, else looks at the files as `look` says and reads again what changed. Several processes may do so at once.
[[nodiscard]] Result<FreshIndex> open_index(const Disk& disk, const IndexedArchive& archive);

/// A report that was found, read again from its file: what is shown of it is what the file says now.
struct FoundReport {
  std::string path;
  Record record;
  double score = 0;
  std::vector<Span> title_marks;  ///< of record.title
  std::vector<Snippet> snippets;
};

/// A filter that no report at all meets.
struct UnknownFact {
  QueryField field{};
  std::string written;              ///< "team:payments"
  std::string meant;                ///< "team:payment", or empty
  std::vector<std::string> values;  ///< words that reports have there, the most first
  bool more = false;                ///< there are others
};

/// How many reports match without one of the filters, where none does with all of them.
struct Loosened {
  std::string filter;  ///< "service:checkout", "after:"; "the day", "the filters"
  std::uint64_t matches = 0;
};

/// What a query gives.
struct FoundReports {
  SearchQuery query;  ///< as it was asked in the end
  SearchAnswer answer;
  std::vector<FoundReport> reports;
  /// Words that no report has, each with the one that was most likely meant, or nothing.
  std::vector<std::pair<std::string, std::string>> unknown;
  std::vector<UnknownFact> unknown_facts;
  std::vector<Loosened> without;  ///< filters that alone keep everything out
  enum class Widened : std::uint8_t {
    no,
    corrected,  ///< nothing had all words as they were typed: these have the corrected ones
    any,        ///< no report has all of the words: these have some
  } widened = Widened::no;
};

/// Asks an index. Where nothing has all words it asks again with mistyped ones corrected, then for some of them.
[[nodiscard]] FoundReports find_reports(const Disk& disk, SearchIndex& index, const std::string& folder,
                                        const SearchQuery& query, const SearchOptions& options);

}  // namespace afterword
