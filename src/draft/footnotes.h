#pragma once
#include <map>
#include <string>
#include <vector>

#include "draft/cited.h"
#include "evidence/evidence.h"

namespace afterword {

/// The footnotes of a draft: each record that is cited has one, whose mark names its source and line ("access.log-12"),
/// so that the same record has the same mark whenever the draft is made anew.
class Footnotes {
 public:
  Footnotes(const Evidence& evidence, const Cite& cite) : evidence_(evidence), cite_(cite) {}

  /// `[^access.log-12][^alerts.json-3]`: at most three, the others add nothing for a reader.
  [[nodiscard]] std::string marks(const std::vector<Place>& places);
  /// The definitions of all marks given out, in that order.
  [[nodiscard]] std::string definitions() const;

 private:
  std::string mark_of(const Place& place);

  const Evidence& evidence_;
  const Cite& cite_;
  std::map<Place, std::string> marks_;
  std::map<std::string, Place> taken_;
  std::vector<Place> order_;
};

}  // namespace afterword
