#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "postmortem/postmortem.h"

namespace afterword {

// The search of a site without a server: an index in parts that are scripts, because a page that was opened as a file
// may load scripts and nothing else. Each part calls afterword(NAME, VALUE). A report's number is its place in the
// list.
//
// clang-format off
//   search/index.js    reports: how many; keys: the parts of terms; services, classes: names by number; empty: stems that say nothing
//   search/t-KEY.js    terms whose first three letters are KEY or come behind it, up to the next part: "term:POSTINGS …".
//                      Where a part begins follows from its letters and the number of reports alone
//                      A posting is the step from the report before it (base 32, lowest first, +32: more follows) and a
//                      weight 1–63, in A–Z a–z 0–9 - _
//   search/f-N.js      facts of 8192 reports, seven letters each: day since 1970 and 1 (3), service (2), class (1), flags (1)
//   search/r-N.js      128 reports to show: address, title, day, about, verdict
//   ADDRESS.search.js  beside each page: its text, for phrases and for lines around hits
// clang-format on
//
// So a query loads a few parts of some tens of KB, whatever the size of the site.

/// What the index keeps of one report's words: terms in order of their first three letters, then of all,
/// each followed by a weight (a letter of the
/// alphabet above) and a space. A pure function of the report; any thread.
[[nodiscard]] std::string site_terms(const Postmortem& postmortem);
/// The bytes of ADDRESS.search.js: what the report says, line by line, without its title.
[[nodiscard]] std::string site_text(const Postmortem& postmortem, std::string_view address);

/// A report as the search of a site shows and filters it.
struct SiteSearchRow {
  std::string address, title, day, about, verdict;
  std::string service;      ///< by which it is filtered and counted; empty: unknown
  std::string cause_class;  ///< likewise
  std::optional<Date> date;
  bool open_measures = false;
};

using TakePart = std::function<void(std::string path, std::string bytes)>;
/// Makes the parts search/t-KEY.js of what site_terms gave, by place. Returns their keys, sorted. Pure; deterministic;
/// close to linear.
std::vector<std::string> make_site_terms(std::span<const std::string_view> terms, const TakePart& take);
/// Makes all else below search/, with the script. `keys` are those of the parts of terms.
void make_site_index(std::span<const SiteSearchRow> rows, std::span<const std::string> keys, const TakePart& take);

/// One report's terms were `before` and are `now`; `terms` are those of all, this one's with them. Makes the parts anew
/// that it changes. `parts` are the keys of all parts there are, sorted. False where there must be other parts: then
/// nothing was taken and all have to be made.
[[nodiscard]] bool remake_site_terms(std::span<const std::string_view> terms, std::span<const std::string> parts,
                                     std::string_view before, std::string_view now, const TakePart& take);

/// What stands in <main> of search.html: works as lists of links where no script runs.
[[nodiscard]] std::string site_search_body();

}  // namespace afterword
