#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "archive/sketch.h"
#include "site/site.h"
#include "workspace/disk.h"

namespace afterword {

/// What a build knows of one source.
struct SiteEntry {
  std::uint64_t path_hash = 0;  ///< of the source's path: a public site must not name it
  FileStamp stamp;
  std::uint64_t source_hash = 0;
  bool is_report = false;  ///< else it is skipped
  Card card;
  Sketch sketch;                  ///< without the words themselves
  std::uint64_t compared = 0;     ///< of all that recurrence is told from
  std::string search_terms;       ///< what the site's index keeps of it
  std::uint64_t repeat_hash = 0;  ///< of what its page says of recurrence
  std::uint64_t html = 0, json = 0, md = 0,
                search = 0;  ///< hashes of its files, the page without what it says of recurrence
  std::uint64_t picture = 0;
};

/// What is made from many reports and is kept while all that it tells stays as it was.
struct SiteParts {
  std::uint64_t words = 0;  ///< hash of what the index of words is made from
  std::uint64_t lists = 0;  ///< of what the archive, years, services, teams and causes are made from
};

/// What a build leaves for the next one.
struct SiteMemory {
  std::uint64_t settings = 0;  ///< of the program and all that changes every page
  Date day;
  std::vector<SiteEntry> entries;                          ///< in the order of sources
  std::unordered_map<std::string, std::uint64_t> outputs;  ///< all other files, by path
  std::uint64_t compared = 0;                              ///< of all entries together
  std::vector<Again> agains;
  SiteParts parts;
  // Of this process only. By entry; a public site must not name its sources:
  std::vector<std::string> files, addresses;
  bool pages_due = false;                              ///< `agains` is newer than what pages tell
  std::vector<std::vector<std::uint32_t>> candidates;  ///< by place: reports that were compared with it
};

/// Of all that lists of reports tell of one: not of its measures.
[[nodiscard]] std::uint64_t hash_of_listed(const Card& card, std::uint64_t seed);
inline constexpr std::string_view words_path = "search/t-";  ///< what parts of the index of words begin with
/// Their keys, sorted.
[[nodiscard]] std::vector<std::string> keys_of_words(const std::unordered_map<std::string, std::uint64_t>& outputs);

[[nodiscard]] std::string write_site_memory(const SiteMemory& memory);
/// Nothing where the bytes are not what this program wrote.
[[nodiscard]] std::optional<SiteMemory> read_site_memory(std::string_view bytes);

}  // namespace afterword
