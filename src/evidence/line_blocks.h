#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "evidence/bytes.h"

namespace afterword {

/// Bytes that come one after another and can't be asked for again: what is unpacked, a pipe.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Fills `out` as far as there are bytes; 0 = the end.
  [[nodiscard]] virtual Result<std::size_t> read(std::span<char> out) = 0;
};

/// Some lines of an input, whole ones, with a line's end at the end but perhaps of the last of all.
struct LineBlock {
  std::uint64_t begin = 0;      ///< of lines, in the input
  std::string_view lines;       ///< into `memory`; at least 64 bytes that may be read follow them
  std::string_view own_bytes;   ///< the bytes of the input that no other block has, for hashing
  std::uint64_t cut_bytes = 0;  ///< of lines that are longer than line_bytes_max: left out of `lines`
  std::string memory;
};

/// No line is kept longer than this; its rest is counted and left out.
inline constexpr std::size_t line_bytes_max = 4 << 20;
inline constexpr std::size_t block_bytes = 4 << 20;

/// Number `index` of the blocks of a source of known size. May be called by several threads at once, each with a block
/// of its own; the lines of all blocks are those of the source, each once.
[[nodiscard]] Result<void> read_line_block(const ByteSource& source, std::uint64_t index, LineBlock& block);
[[nodiscard]] inline std::uint64_t line_blocks(std::uint64_t size) {
  return (size + block_bytes - 1) / block_bytes;
}

/// Blocks of a stream, one after the other.
class LineStream {
 public:
  explicit LineStream(ByteStream& stream) : stream_(&stream) {}
  /// False: there are no more lines.
  [[nodiscard]] Result<bool> next(LineBlock& block);

 private:
  ByteStream* stream_;
  std::string carried_;  ///< the beginning of a line whose end has not come yet
  std::uint64_t offset_ = 0;
  bool ended_ = false;
};

}  // namespace afterword
