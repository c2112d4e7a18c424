#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "review/anchor.h"
#include "review/policy.h"
#include "review/review_file.h"

namespace afterword {

enum class ReviewPhase : std::uint8_t {
  none,        ///< nobody was asked
  withdrawn,   ///< the request was taken back
  waiting,     ///< asked, not answered yet, and there is time
  overdue,     ///< asked, not answered, and the deadline is over
  changes,     ///< a reviewer wants changes
  incomplete,  ///< approved, but questions of the rubric have no answer
  stale,       ///< approved, the text was changed since, and nobody was asked again
  approved,
};

enum class ReviewVerdict : std::uint8_t { none, approved, changes };

/// Somebody who was asked or has judged.
struct ReviewerState {
  ReviewPerson person;
  bool asked = false;     ///< by the request that stands, or as the fallback
  bool fallback = false;  ///< asked because the deadline is over
  bool is_author = false;
  ReviewVerdict verdict{};
  bool stale = false;  ///< the verdict is about an earlier text
  std::int64_t at_s = 0;
  Answers answers;
  std::string text;
  Revision revision;  ///< the text that was judged
  [[nodiscard]] std::size_t answered() const;
};

struct ReviewRemark {
  std::string id;
  ReviewPerson by;
  std::int64_t at_s = 0;
  std::string text;
};

/// A comment that nobody has settled.
struct OpenComment {
  ReviewRemark remark;
  CommentAnchor anchor;
  AnchorPlace place;  ///< in the text as it is now
  std::vector<ReviewRemark> replies;
};

struct ReviewState {
  ReviewPhase phase{};
  std::vector<ReviewPerson> authors;     ///< as far as known
  std::vector<ReviewerState> reviewers;  ///< asked first, in the order of the request; then the others by time
  std::optional<Date> requested, first_requested, deadline;
  ReviewPerson requested_by;
  std::int64_t requested_at_s = 0;
  std::optional<ReviewerState> decisive;  ///< whose approval makes it approved, stale or incomplete
  RevisionChange change;                  ///< since that approval, where it is stale
  bool ticked_off = false;                ///< approved, and since then nothing but bookkeeping was written
  std::vector<OpenComment> comments;      ///< by time
  std::size_t settled = 0;                ///< comments that are
  std::vector<ReviewFault> faults;
  Date today;
  std::uint32_t late_days_max = 0;
};

/// What a review comes to for the text as it is now. `authors` are those whom the document itself names; people whom a
/// request names are added. One approval by somebody who is no author is enough, unless a reviewer wants changes; that
/// wish ends with the reviewer's approval or withdrawal, or with a new request. Pure.
[[nodiscard]] ReviewState judge_review(const ReviewLog& log, std::string_view text,
                                       const std::vector<ReviewPerson>& authors, const ReviewPolicy& policy,
                                       Date today);

[[nodiscard]] bool is_author(const ReviewState& state, const ReviewPerson& person);
/// "waiting", …
[[nodiscard]] std::string_view name_of(ReviewPhase phase);
[[nodiscard]] std::string_view name_of(ReviewVerdict verdict);

}  // namespace afterword
