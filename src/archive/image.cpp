#include "archive/image.h"

#include <algorithm>
#include <cstring>

#include "base/hash_bytes.h"

namespace afterword {
namespace {

constexpr std::size_t block_bytes = 16'384, alignment = 64;

/// What an image begins with.
struct Head {
  char mark[8];
  std::uint64_t layout, bytes;  ///< all of them
  std::array<std::uint64_t, image_parts> begins, sizes;
  std::uint64_t sums_begin, sums_hash, hash;  ///< `hash` of all before it
};
constexpr char mark[] = {'A', 'W', 'I', 'M', 'A', 'G', 'E', '1'};

std::string_view view_of(const void* at, std::size_t size) {
  return {static_cast<const char*>(at), size};
}

std::uint64_t hash_of(const Head& head) {
  return hash_bytes(view_of(&head, offsetof(Head, hash)));
}

std::size_t aligned(std::size_t size) {
  return (size + alignment - 1) / alignment * alignment;
}

}  // namespace

std::string write_image(std::uint64_t layout, const std::array<std::string_view, image_parts>& parts) {
  Head head{};
  std::memcpy(head.mark, mark, sizeof mark);
  head.layout = layout;
  std::size_t size = aligned(sizeof(Head));
  for (std::size_t i = 0; i < image_parts; ++i) {
    head.begins[i] = size;
    head.sizes[i] = parts[i].size();
    size += aligned(parts[i].size());
  }
  const std::size_t blocks = (size + block_bytes - 1) / block_bytes;
  head.sums_begin = size;
  head.bytes = size + blocks * sizeof(std::uint64_t);
  std::string out(head.bytes, '\0');
  for (std::size_t i = 0; i < image_parts; ++i)
    if (!parts[i].empty()) std::memcpy(out.data() + head.begins[i], parts[i].data(), parts[i].size());
  // The head has its own sum: its place counts as zeros in that of the first block.
  for (std::size_t i = 0; i < blocks; ++i) {
    const std::size_t begin = std::max(i * block_bytes, aligned(sizeof(Head)));
    const std::uint64_t sum =
        hash_bytes(std::string_view(out).substr(begin, std::min((i + 1) * block_bytes, size) - begin), i);
    std::memcpy(out.data() + size + i * sizeof sum, &sum, sizeof sum);
  }
  head.sums_hash = hash_bytes(std::string_view(out).substr(size));
  head.hash = hash_of(head);
  std::memcpy(out.data(), &head, sizeof head);
  return out;
}

std::optional<Image> Image::open(std::span<const std::byte> bytes, std::uint64_t layout) {
  Head head{};
  if (bytes.size() < aligned(sizeof head)) return std::nullopt;
  std::memcpy(&head, bytes.data(), sizeof head);
  if (std::memcmp(head.mark, mark, sizeof mark) != 0 || head.hash != hash_of(head) || head.layout != layout ||
      head.bytes != bytes.size() || head.sums_begin > bytes.size())
    return std::nullopt;
  Image out;
  out.bytes_ = bytes.first(head.sums_begin);
  const std::span<const std::byte> sums = bytes.subspan(head.sums_begin);
  const std::size_t blocks = (out.bytes_.size() + block_bytes - 1) / block_bytes;
  if (sums.size() != blocks * sizeof(std::uint64_t) || hash_bytes(view_of(sums.data(), sums.size())) != head.sums_hash)
    return std::nullopt;
  out.sums_ = {reinterpret_cast<const std::uint64_t*>(sums.data()), blocks};
  for (std::size_t i = 0; i < image_parts; ++i) {
    if (head.begins[i] > out.bytes_.size() || head.sizes[i] > out.bytes_.size() - head.begins[i]) return std::nullopt;
    out.parts_[i] = out.bytes_.subspan(head.begins[i], head.sizes[i]);
  }
  out.state_ = std::make_shared<State>();
  out.state_->good = std::make_unique<std::atomic<std::uint8_t>[]>(blocks);
  return out;
}

bool Image::verify_bytes(std::span<const std::byte> bytes) const {
  if (state_->damaged.load(std::memory_order_relaxed)) return false;
  if (bytes.empty()) return true;
  const auto begin = static_cast<std::size_t>(bytes.data() - bytes_.data());
  for (std::size_t i = begin / block_bytes; i <= (begin + bytes.size() - 1) / block_bytes; ++i) {
    if (state_->good[i].load(std::memory_order_relaxed) != 0) continue;
    const std::size_t from = std::max(i * block_bytes, aligned(sizeof(Head)));
    const std::size_t to = std::min((i + 1) * block_bytes, bytes_.size());
    if (hash_bytes(view_of(bytes_.data() + from, to - from), i) != sums_[i]) {
      state_->damaged.store(true, std::memory_order_relaxed);
      return false;
    }
    state_->good[i].store(1, std::memory_order_relaxed);
  }
  return true;
}

}  // namespace afterword
