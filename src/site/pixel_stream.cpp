#include "site/pixel_stream.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace afterword {
namespace {

constexpr std::size_t match_min = 3, match_max = 258;
constexpr std::size_t row_bytes_max =
    8192;  ///< of a compressed row and what waits before it; codes have 12 bits at most
constexpr unsigned end_of_block = 256, first_length = 257, symbols = 286;
constexpr std::array<std::uint16_t, 29> length_bases = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                                        31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};

/// How many bits each symbol takes, by how often it came in pictures of 2,000 generated and 104 real reports.
constexpr std::array<std::uint8_t, symbols> code_lengths = [] {
  std::array<std::uint8_t, symbols> out{};
  constexpr std::uint8_t values[pixel_values] = {2, 4, 4, 4, 4, 4, 4, 3, 12};
  constexpr std::uint8_t lengths[] = {7,  6, 6, 5,  5,  7, 6,  7,  7,  7, 8, 8,  7,  8, 9,
                                      10, 9, 9, 10, 10, 9, 10, 10, 10, 9, 9, 10, 11, 4};
  std::copy(std::begin(values), std::end(values), out.begin());
  out[end_of_block] = 12;
  std::copy(std::begin(lengths), std::end(lengths), out.begin() + first_length);
  return out;
}();

/// Codes in order of their lengths (RFC 1951, 3.2.2), first bit lowest.
template <std::size_t n>
constexpr std::array<Bits, n> make_codes(const std::array<std::uint8_t, n>& lengths) {
  std::array<Bits, n> out{};
  unsigned code = 0;
  for (unsigned length = 1; length < 16; ++length) {
    for (std::size_t i = 0; i < n; ++i) {
      if (lengths[i] != length) continue;
      unsigned turned = 0;
      for (unsigned bit = 0; bit < length; ++bit) turned |= (code >> bit & 1U) << (length - 1 - bit);
      out[i] = {turned, length};
      ++code;
    }
    code <<= 1U;
  }
  return out;
}
constexpr auto codes = make_codes(code_lengths);

constexpr bool is_whole_code() {
  unsigned sum = 0;
  for (const std::uint8_t length : code_lengths) sum += length > 0 ? 1U << (15U - length) : 0;
  return sum == 1U << 15U;
}
static_assert(is_whole_code(), "every sequence of bits must be a code");

/// Distances: 1 is a run, the row above has the code of 1025 to 1536.
constexpr unsigned distance_symbols = 21, above_symbol = 20, above_base = 1025, above_bits = 9;
constexpr Bits as_before = {0, 1}, as_above_code = {1, 1};

/// The block's beginning: it is the last one, and what its codes are. A length is written as a code of four bits.
std::vector<Bits> make_head() {
  std::vector<Bits> out = {{0x78, 8},  {0x01, 8}, {0b101, 3}, {symbols - 257, 5}, {distance_symbols - 1, 5},
                           {19 - 4, 4}};
  // Sixteen symbols of equal length: lengths 0 to 14, and 18 for many zeros.
  constexpr std::uint8_t order[] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
  std::array<std::uint8_t, 19> lengths{};
  for (std::size_t i = 0; i < 15; ++i) lengths[i] = 4;
  lengths[18] = 4;
  for (const std::uint8_t symbol : order) out.push_back({lengths[symbol], 3});
  const auto of_lengths = make_codes(lengths);
  std::vector<std::uint8_t> all(code_lengths.begin(), code_lengths.end());
  all.resize(symbols + distance_symbols);
  all[symbols] = all[symbols + above_symbol] = 1;
  constexpr std::size_t zeros_min = 11, zeros_max = 138;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i;
    while (end < all.size() && all[end] == 0 && end - i < zeros_max) ++end;
    if (end - i >= zeros_min) {
      out.push_back(of_lengths[18]);
      out.push_back({end - i - zeros_min, 7});
      i = end;
    } else {
      out.push_back(of_lengths[all[i++]]);
    }
  }
  return out;
}

/// The code of a match's length, with its extra bits.
constexpr std::array<Bits, match_max + 1> length_codes = [] {
  std::array<Bits, match_max + 1> out{};
  for (std::size_t length = match_min; length <= match_max; ++length) {
    std::size_t i = length_bases.size() - 1;
    while (length_bases[i] > length) --i;
    const unsigned extra = i < 8 || i == 28 ? 0 : static_cast<unsigned>(i / 4 - 1);
    const Bits code = codes[first_length + i];
    out[length] = {code.value | (length - length_bases[i]) << code.count, code.count + extra};
  }
  return out;
}();

/// The bits of short runs of paper, in one.
constexpr std::array<Bits, match_max> paper_codes = [] {
  std::array<Bits, match_max> out{};
  for (std::size_t count = 1; count < out.size(); ++count) {
    Bits bits = codes[0];
    const auto add = [&](Bits more) {
      bits.value |= more.value << bits.count;
      bits.count += more.count;
    };
    if (count <= match_min) {
      for (std::size_t i = 1; i < count; ++i) add(codes[0]);
    } else {
      add(length_codes[count - 1]);
      add(as_before);
    }
    out[count] = bits;
  }
  return out;
}();

/// Calls `take` with the bits of a repetition of `length`, in parts that a match may have; less than a match is left.
template <class Take>
std::size_t match(std::size_t length, Bits distance, const Take& take) {
  while (length >= match_min) {
    const std::size_t now =
        length > match_max && length < match_max + match_min ? length - match_min : std::min(length, match_max);
    const Bits code = length_codes[now];
    take(Bits{code.value | distance.value << code.count, code.count + distance.count});
    length -= now;
  }
  return length;
}

/// Calls `take` with the bits of pixels: runs and single ones.
template <class Take>
void encode(std::span<const std::uint8_t> pixels, const Take& take) {
  constexpr std::size_t worth = 4;  // fewer are shorter one by one
  for (std::size_t at = 0; at < pixels.size();) {
    std::size_t end = at + 1;
    while (end < pixels.size() && pixels[end] == pixels[at]) ++end;
    const Bits code = codes[pixels[at]];
    take(code);
    std::size_t left = end - at - 1;
    if (left >= worth) left = match(left, as_before, take);
    for (; left > 0; --left) take(code);
    at = end;
  }
}

Bits distance_above(std::size_t row_bytes) {
  return {as_above_code.value | (row_bytes - above_base) << as_above_code.count, as_above_code.count + above_bits};
}

/// The same where `above` stands one row higher: what is alike is taken from there where that is shorter.
template <class Take>
void encode_below(std::span<const std::uint8_t> pixels, std::span<const std::uint8_t> above, Bits distance,
                  const Take& take) {
  std::size_t put = 0;
  for (std::size_t at = 0; at < pixels.size();) {
    std::size_t end = at;
    while (end < pixels.size() && pixels[end] == above[end]) ++end;
    if (end - at < match_min) {
      at = end + 1;
      continue;
    }
    unsigned alone = 0, taken = 0;
    encode(pixels.subspan(at, end - at), [&](Bits code) { alone += code.count; });
    (void)match(end - at, distance, [&](Bits code) { taken += code.count; });
    if (taken < alone) {
      encode(pixels.subspan(put, at - put), take);
      (void)match(end - at, distance, take);
      put = end;
    }
    at = end;
  }
  encode(pixels.subspan(put), take);
}

/// Appends codes to a list, as many in each number as it holds.
class BitList {
 public:
  explicit BitList(std::vector<Bits>& list) : list_(list), first_(list.size()) {}
  void add(Bits code) {
    constexpr unsigned bits_max = 56;
    if (list_.size() == first_ || list_.back().count + code.count > bits_max) list_.emplace_back();
    list_.back().value |= code.value << list_.back().count;
    list_.back().count += code.count;
  }
  [[nodiscard]] std::uint32_t first() const { return static_cast<std::uint32_t>(first_); }
  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(list_.size() - first_); }

 private:
  std::vector<Bits>& list_;
  std::size_t first_;
};

void sum_up(std::span<const std::uint8_t> pixels, PixelRun& run) {
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    run.sum += pixels[i];
    run.weighted += static_cast<std::uint32_t>(pixels.size() - i) * pixels[i];
  }
}

}  // namespace

PixelRun make_pixel_run(std::span<const std::uint8_t> pixels, std::span<const std::uint8_t> above,
                        std::size_t row_bytes, std::vector<Bits>& bits) {
  PixelRun out;
  std::size_t begin = 0, end = pixels.size();
  while (begin < end && pixels[begin] == 0) ++begin;
  while (end > begin && pixels[end - 1] == 0) --end;
  out.begin = static_cast<std::int16_t>(begin);
  out.end = static_cast<std::int16_t>(end);
  out.as_above = !above.empty() && std::ranges::equal(pixels, above);
  const std::span ink = pixels.subspan(begin, end - begin);
  sum_up(ink, out);
  BitList plain(bits);
  encode(ink, [&](Bits code) { plain.add(code); });
  out.first = plain.first();
  out.count = plain.count();
  BitList shorter(bits);
  if (above.empty())
    encode(ink, [&](Bits code) { shorter.add(code); });
  else
    encode_below(ink, above.subspan(begin, ink.size()), distance_above(row_bytes),
                 [&](Bits code) { shorter.add(code); });
  out.above_first = shorter.first();
  out.above_count = shorter.count();
  return out;
}

PixelStream::PixelStream(std::string& out, std::size_t row_bytes) : out_(out), row_bytes_(row_bytes) {
  size_ = out.size();
  static const std::vector<Bits> head = make_head();
  make_room();
  for (const Bits bits : head) put(bits);
}

void PixelStream::make_room() {
  constexpr std::size_t usual = std::size_t{40} << 10U;
  if (out_.size() < size_ + row_bytes_max)
    out_.resize_and_overwrite(std::max(out_.size() * 2, usual), [](char*, std::size_t size) { return size; });
}

void PixelStream::begin_row() {
  make_room();
  paper(1);  // the filter: none
}

inline void PixelStream::put(Bits bits) {
  static_assert(std::endian::native == std::endian::little);
  held_ |= bits.value << used_;
  used_ += bits.count;
  std::memcpy(out_.data() + size_, &held_, sizeof held_);
  size_ += used_ / 8;
  held_ >>= used_ & ~7U;
  used_ &= 7U;
}

void PixelStream::run(const PixelRun& run, const std::vector<Bits>& bits, bool above) {
  const auto width = static_cast<std::size_t>(run.end - run.begin);
  b_ += width * a_ + run.weighted;
  a_ += run.sum;
  if (above && run.as_above && width >= match_min) {
    if (above_ > 0) {  // with the paper between them
      above_ += paper_ + width;
      paper_ = 0;
      return;
    }
    flush();
    above_ = width;
    return;
  }
  flush();
  const std::uint32_t first = above ? run.above_first : run.first, count = above ? run.above_count : run.count;
  for (std::uint32_t i = first; i < first + count; ++i) put(bits[i]);
}

void PixelStream::same(std::uint8_t value, std::size_t count) {
  if (count == 0) return;
  flush();
  b_ += count * a_ + count * (count + 1) / 2 * value;
  a_ += count * value;
  put(codes[value]);
  for (std::size_t left = match(count - 1, as_before, [&](Bits code) { put(code); }); left > 0; --left)
    put(codes[value]);
}

void PixelStream::pixels(std::span<const std::uint8_t> values) {
  flush();
  PixelRun sums;
  sum_up(values, sums);
  b_ += values.size() * a_ + sums.weighted;
  a_ += sums.sum;
  encode(values, [&](Bits code) { put(code); });
}

void PixelStream::flush_above() {
  const Bits distance = distance_above(row_bytes_);
  (void)match(above_, distance, [&](Bits code) { put(code); });
  above_ = 0;
}

void PixelStream::flush_paper() {
  if (paper_ < paper_codes.size()) {
    put(paper_codes[std::exchange(paper_, 0)]);
    return;
  }
  put(codes[0]);
  for (std::size_t left = match(paper_ - 1, as_before, [&](Bits code) { put(code); }); left > 0; --left) put(codes[0]);
  paper_ = 0;
}

void PixelStream::finish() {
  flush();
  put(codes[end_of_block]);
  if (used_ > 0) put({0, 8 - used_});
  constexpr std::uint64_t modulus = 65521;
  const auto sums = static_cast<std::uint32_t>(b_ % modulus << 16U | a_ % modulus);
  for (const unsigned shift : {24U, 16U, 8U, 0U}) put({sums >> shift & 0xFFU, 8});
  out_.resize(size_);
}

}  // namespace afterword
