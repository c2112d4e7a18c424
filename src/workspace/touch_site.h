#pragma once
#include <map>

#include "workspace/build_site.h"
#include "workspace/site_writer.h"

namespace afterword {

/// Makes anew what follows from reports in which nothing changed that other pages tell: the text of one, say. That is
/// its own files, the parts of the search index its words are in, and the feeds where it is among the newest.
class SiteTouch {
 public:
  /// `memory` is of a build of the same settings on the same day, with its sources.
  SiteTouch(Disk& disk, const SiteRequest& request, SiteMemory& memory, SiteWriter& writer, PageShown shown = {})
      : disk_(disk), request_(request), memory_(memory), writer_(writer), shown_(std::move(shown)) {}

  /// Reads the source at this place and writes its page, before anything else is looked at. False where more has to be
  /// made anew: a build does then.
  [[nodiscard]] bool touch(std::size_t place);
  /// The feeds. Call after the last one.
  void finish();

 private:
  /// The report's page, which tells of recurrence what it told before.
  bool write_page(SiteEntry& entry, const std::string& page);
  /// Whether the report is the same failure as before of all that it was, and they of it. Asks only those it was
  /// compared with. The memory knows the answers then, so that nobody asks again.
  bool fails_the_same(std::size_t source, const FreshReport& fresh);
  bool make_search_parts(std::size_t place, std::string_view terms, std::vector<SiteFile>& out) const;
  void put_listed(const SiteFile& file);

  Disk& disk_;
  const SiteRequest& request_;
  SiteMemory& memory_;
  SiteWriter& writer_;
  PageShown shown_;
  bool changed_ = false;
};

}  // namespace afterword
