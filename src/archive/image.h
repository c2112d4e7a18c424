#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace afterword {

/// Parts of bytes in one string that can be looked at where it lies in a file, without reading all of it: each block
/// has a sum, and is held against it when it is first looked at. So opening costs next to nothing whatever the size,
/// and what is damaged is never taken for what was written.
inline constexpr std::size_t image_parts = 13;

/// `layout` says what the parts mean: an image of another layout is not opened. Numbers stand as in memory: an image is
/// for the machine it was made on.
[[nodiscard]] std::string write_image(std::uint64_t layout, const std::array<std::string_view, image_parts>& parts);

/// Looks at an image. The bytes must be aligned as any type wants, and outlive this. Any number of threads.
class Image {
 public:
  [[nodiscard]] static std::optional<Image> open(std::span<const std::byte> bytes, std::uint64_t layout);

  /// A part as elements, not yet held against its sums: ask `verify` before looking at any.
  template <class T>
  [[nodiscard]] std::span<const T> part(std::size_t number) const {
    const std::span<const std::byte> bytes = parts_[number];
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
  /// Whether elements are as they were written. Once this was false it always is.
  template <class T>
  [[nodiscard]] bool verify(std::span<const T> elements) const {
    return verify_bytes(std::as_bytes(elements));
  }
  [[nodiscard]] bool is_sound() const { return !state_->damaged; }

 private:
  struct State {
    std::unique_ptr<std::atomic<std::uint8_t>[]> good;  ///< by block
    std::atomic<bool> damaged = false;
  };
  [[nodiscard]] bool verify_bytes(std::span<const std::byte> bytes) const;

  std::span<const std::byte> bytes_;  ///< all that has sums
  std::span<const std::uint64_t> sums_;
  std::array<std::span<const std::byte>, image_parts> parts_;
  std::shared_ptr<State> state_;
};

}  // namespace afterword
