#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// The best place of a report in which a term stands.
enum class Place : std::uint8_t {
  none,
  body,  ///< or it is a fact
  lead,  ///< the summary or the cause
  title,
};

/// Where one term stands in each report of an index: two bits a report, 32 reports a block. Reports of a block are
/// looked at together: a mask has the lower bit of each pair set for the reports that are meant.
class Places {
 public:
  static constexpr std::size_t block_rows = 32;
  static constexpr std::uint64_t all_rows = 0x5555'5555'5555'5555U;

  explicit Places(std::size_t rows = 0) : blocks_((rows + block_rows - 1) / block_rows) {}

  /// The better of two places stays.
  void set(std::size_t row, Place place) {
    const unsigned shift = row % block_rows * 2;
    std::uint64_t& block = blocks_[row / block_rows];
    if (static_cast<std::uint64_t>(place) > (block >> shift & 3U))
      block = (block & ~(std::uint64_t{3} << shift)) | static_cast<std::uint64_t>(place) << shift;
  }
  [[nodiscard]] Place at(std::size_t row) const {
    return static_cast<Place>(blocks_[row / block_rows] >> row % block_rows * 2 & 3U);
  }
  /// The reports of a block that have the term.
  [[nodiscard]] std::uint64_t held(std::size_t block) const {
    return (blocks_[block] | blocks_[block] >> 1U) & all_rows;
  }
  /// Those that have it in their title.
  [[nodiscard]] std::uint64_t titled(std::size_t block) const {
    return blocks_[block] & blocks_[block] >> 1U & all_rows;
  }
  /// For each report the better place of the two. `other` has as many reports.
  void merge(const Places& other);

  /// As bytes, as few as go: a list of steps where few reports have the term, else the blocks.
  [[nodiscard]] std::string pack() const;
  /// Merges what `pack` gave into the first `rows` reports. False where the bytes are none of such a term.
  [[nodiscard]] bool merge_packed(std::string_view bytes, std::size_t rows);

 private:
  std::vector<std::uint64_t> blocks_;
};

/// Steps between numbers that grow, and a place with each: as few bytes as go.
void append_step(std::string& out, std::uint32_t step, Place place);
/// Reads one and moves on; nothing at the end or where the bytes are no step.
struct Step {
  std::uint32_t step = 0;
  Place place{};
};
[[nodiscard]] std::optional<Step> take_step(std::string_view& bytes);

}  // namespace afterword
