#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace afterword {

/// Bits of a compressed stream, first bit lowest.
struct Bits {
  std::uint64_t value = 0;
  unsigned count = 0;  ///< at most 56
};

/// A word's row of pixels without the paper at its ends, as it stands in the compressed stream: made once, then put
/// there wherever the word stands.
struct PixelRun {
  std::uint32_t first = 0, count = 0;  ///< its bits, in the list they were appended to
  std::uint32_t above_first = 0,
                above_count = 0;        ///< the same with what is as in the word's row above taken from there
  std::int16_t begin = 0, end = 0;      ///< pixels from the word's left; the same where there is no ink
  bool as_above = false;                ///< what the word has one row higher
  std::uint32_t sum = 0, weighted = 0;  ///< for the checksum: of values, and of values by how many pixels are left
  [[nodiscard]] bool has_ink() const { return end > begin; }
};

/// Pixels below this may stand in a stream: 0 is paper.
inline constexpr unsigned pixel_values = 9;

/// Appends the bits of a row to `bits` and says what is known of it. `above`: as many pixels of the row above it, or
/// none.
[[nodiscard]] PixelRun make_pixel_run(std::span<const std::uint8_t> pixels, std::span<const std::uint8_t> above,
                                      std::size_t row_bytes, std::vector<Bits>& bits);

/// A zlib stream (RFC 1950, 1951) of rows of pixels, a byte each. One block with a code that was made for text on paper
/// by counting: runs of paper, words' rows that were encoded before, and what is the same as one row higher. It takes
/// a thirtieth of the time of a general compressor, as no pixel is looked at twice.
class PixelStream {
 public:
  /// Writes to `out`. A row has `row_bytes` bytes, its filter with them: 1025 to 1536 of them.
  PixelStream(std::string& out, std::size_t row_bytes);
  void begin_row();
  void paper(std::size_t count) {
    b_ += count * a_;
    paper_ += count;
  }
  /// A word's row. `above` where the word's own row stands above it.
  void run(const PixelRun& run, const std::vector<Bits>& bits, bool above);
  /// What stands one row higher ends here: the next run is not taken together with the last one.
  void end_above() {
    if (above_ > 0) flush_above();
  }
  void same(std::uint8_t value, std::size_t count);
  void pixels(std::span<const std::uint8_t> values);
  /// The end, with the checksum.
  void finish();

 private:
  void flush() {
    if (above_ > 0) flush_above();
    if (paper_ > 0) flush_paper();
  }
  void make_room();
  void flush_above();
  void flush_paper();
  void put(Bits bits);

  std::string& out_;
  std::size_t row_bytes_;
  std::size_t size_ = 0;  ///< bytes that are written
  std::uint64_t held_ = 0;
  unsigned used_ = 0;
  std::uint64_t a_ = 1, b_ = 0;        ///< sums of Adler-32: of a picture they fit, so the remainder is taken once
  std::size_t above_ = 0, paper_ = 0;  ///< not put yet: first what is as above, then paper
};

}  // namespace afterword
