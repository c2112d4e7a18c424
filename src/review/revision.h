#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// One exact text of a document, by hash, and enough of it to say later what has changed since.
struct Revision {
  std::string sha256;                ///< of the bytes with LF line ends, so that a checkout with CRLF is the same text
  std::string body;                  ///< the same without what review/bookkeeping.h takes away
  std::vector<std::uint32_t> lines;  ///< a hash of 24 bits for each line, without bookkeeping
};

[[nodiscard]] Revision revision_of(std::string_view text);

/// Line hashes as base64, four characters a line, for a review file. Texts of more than 3,000 lines give none.
[[nodiscard]] std::string write_lines(const std::vector<std::uint32_t>& lines);
/// Nothing for what is no such text.
[[nodiscard]] std::vector<std::uint32_t> read_lines(std::string_view base64);

/// What lies between two texts, by lines.
struct RevisionChange {
  bool known = false;  ///< false: the earlier text's lines are not on record
  std::size_t added = 0, removed = 0;
  std::vector<std::uint32_t> places;  ///< 1-based lines of the later text that are new or stand behind a removed one
};
[[nodiscard]] RevisionChange compare_lines(const std::vector<std::uint32_t>& earlier,
                                           const std::vector<std::uint32_t>& later);

/// The lines of a text, without line ends. The last is left out where it is empty.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace afterword
