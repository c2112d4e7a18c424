#pragma once
#include <string>
#include <utility>

#include "evidence/bytes.h"

namespace afterword {

/// Bytes that were made or fetched, held in memory.
class HeldBytes final : public ByteSource {
 public:
  explicit HeldBytes(std::string bytes) : bytes_(std::move(bytes)) {}
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, std::span<char> out) const override {
    if (offset >= bytes_.size()) return std::size_t{0};
    return bytes_.copy(out.data(), out.size(), offset);
  }
  [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }

 private:
  std::string bytes_;
};

}  // namespace afterword
