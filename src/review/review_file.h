#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "moment/civil.h"
#include "review/person.h"
#include "review/revision.h"
#include "review/rubric.h"

namespace afterword {

enum class ReviewAct : std::uint8_t { request, comment, resolve, approve, changes, withdraw };

/// Where a comment stands: a line as it was, and its neighbours, so that it is found again after other lines changed.
struct CommentAnchor {
  std::uint32_t line = 0;     ///< 1-based; 0: the whole document
  std::string quote;          ///< the words that are spoken of, or the line
  std::string text;           ///< the line, at most 200 bytes of it
  std::string before, after;  ///< lines around it that are not blank, likewise
};

/// One line of a review file: who did what, when, about which revision.
struct ReviewEvent {
  ReviewAct act{};
  std::int64_t at_s = 0;  ///< seconds since 1970 UTC
  ReviewPerson by;
  Revision revision;  ///< its `lines` may be empty
  std::string text;

  std::vector<ReviewPerson> reviewers;  ///< request
  std::vector<ReviewPerson> authors;    ///< request, approve: who was known as author then
  std::optional<Date> deadline;         ///< request
  std::string id;                       ///< comment: eight hexadecimal digits
  std::string about;                    ///< comment: the one it answers; resolve: the one that is settled
  CommentAnchor anchor;                 ///< comment
  Answers answers;                      ///< approve
  bool whole_request = false;           ///< withdraw: the request; else one's own verdict

  std::uint32_t line = 0;  ///< in the file
};

/// A line that can't be read. It stays where it is.
struct ReviewFault {
  std::uint32_t line = 0;
  std::string why;  ///< "it is no JSON object", for a person
};

/// A review file, read. Reading never fails.
struct ReviewLog {
  std::vector<ReviewEvent> events;  ///< by time, then by place
  std::vector<ReviewFault> faults;
};

/// The review of `report.md` stands in `report.md.review`.
inline constexpr std::string_view review_suffix = ".review";

/// Lines that stand twice, as a merge may leave them, count once. Events on both sides of an unfinished merge are read.
[[nodiscard]] ReviewLog read_review(std::string_view file);

/// The file with one more line: below its person's heading, which is made where it is missing. Nothing that stands
/// there changes, so what other versions wrote is kept; and because people write in places of their own, two branches
/// merge without a conflict. A request makes headings for its reviewers too. `document` is named in the first line of a
/// new file.
[[nodiscard]] std::string add_event(std::string_view file, const ReviewEvent& event, std::string_view document);

/// "request", …
[[nodiscard]] std::string_view name_of(ReviewAct act);
/// 2026-12-01T09:30:00Z
[[nodiscard]] std::string write_event_time(std::int64_t at_s);
[[nodiscard]] Date day_of_instant(std::int64_t at_s);

}  // namespace afterword
