#include "search/places.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace afterword {
namespace {

constexpr char as_steps = 's', as_blocks = 'b';
constexpr unsigned place_bits = 2, byte_bits = 7;

Place better(Place a, Place b) {
  return std::max(a, b);
}

}  // namespace

void append_step(std::string& out, std::uint32_t step, Place place) {
  std::uint64_t value = std::uint64_t{step} << place_bits | static_cast<std::uint64_t>(place);
  for (; value > 0x7F; value >>= byte_bits) out += static_cast<char>((value & 0x7FU) | 0x80U);
  out += static_cast<char>(value);
}

std::optional<Step> take_step(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size() && i < 5; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    value |= std::uint64_t{byte & 0x7FU} << byte_bits * i;
    if (byte > 0x7F) continue;
    bytes.remove_prefix(i + 1);
    return Step{static_cast<std::uint32_t>(value >> place_bits), static_cast<Place>(value & 3U)};
  }
  return std::nullopt;
}

void Places::merge(const Places& other) {
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const std::uint64_t a = blocks_[i], b = other.blocks_[i];
    // The upper bit is that of either; the lower one counts where its pair has the upper bit of the result.
    const std::uint64_t upper = (a | b) >> 1U & all_rows;
    const std::uint64_t of_a = a & all_rows & (a >> 1U | ~upper), of_b = b & all_rows & (b >> 1U | ~upper);
    blocks_[i] = upper << 1U | of_a | of_b;
  }
}

std::string Places::pack() const {
  std::string steps(1, as_steps);
  const std::size_t bytes = blocks_.size() * sizeof(std::uint64_t);
  std::size_t last = 0;
  for (std::size_t i = 0; i < blocks_.size() && steps.size() <= bytes; ++i)
    for (std::uint64_t left = held(i); left != 0; left &= left - 1) {
      const std::size_t row = i * block_rows + static_cast<std::size_t>(std::countr_zero(left)) / 2;
      append_step(steps, static_cast<std::uint32_t>(row - last), at(row));
      last = row;
    }
  if (steps.size() <= bytes) return steps;
  std::string out(1 + bytes, as_blocks);
  std::memcpy(out.data() + 1, blocks_.data(), bytes);
  return out;
}

bool Places::merge_packed(std::string_view bytes, std::size_t rows) {
  if (bytes.empty()) return false;
  const char form = bytes.front();
  bytes.remove_prefix(1);
  if (form == as_blocks) {
    Places other(rows);
    const std::size_t size = other.blocks_.size() * sizeof(std::uint64_t);
    if (bytes.size() != size || other.blocks_.size() > blocks_.size()) return false;
    std::memcpy(other.blocks_.data(), bytes.data(), size);
    if (const std::size_t last = rows % block_rows; last != 0)
      other.blocks_.back() &= (std::uint64_t{1} << last * 2) - 1;
    other.blocks_.resize(blocks_.size());
    merge(other);
    return true;
  }
  if (form != as_steps) return false;
  for (std::size_t row = 0; !bytes.empty();) {
    const auto step = take_step(bytes);
    if (!step) return false;
    row += step->step;
    if (row >= rows) return false;
    set(row, better(at(row), step->place));
  }
  return true;
}

}  // namespace afterword
