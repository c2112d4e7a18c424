#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "postmortem/postmortem.h"
#include "review/state.h"
#include "workspace/report.h"

namespace afterword {

/// A document and what its review comes to.
struct ReviewedFile {
  std::string path;
  std::shared_ptr<const Postmortem> postmortem;
  ReviewState state;
};

/// Everything about one review: where it stands, who was asked and said what, the rubric, open comments with the lines
/// they speak of, what changed since the approval.
[[nodiscard]] std::string print_review(const ReviewedFile& file, std::uint32_t width, Color color);
/// One line a document: state, day, who, open comments.
[[nodiscard]] std::string print_reviews(const std::vector<ReviewedFile>& files, std::uint32_t width, Color color);
/// `afterword.review/1`, see docs/formats/review.md.
[[nodiscard]] std::string reviews_json(const std::vector<ReviewedFile>& files);

/// "waiting for Ana and Ben until 2026-03-21", in a few words.
[[nodiscard]] std::string describe_phase(const ReviewState& state);

}  // namespace afterword
