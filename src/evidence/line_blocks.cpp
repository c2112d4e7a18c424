#include "evidence/line_blocks.h"

#include <cstring>

namespace afterword {
namespace {

constexpr std::size_t padding = 64;  ///< what simdjson and vector loads may read beyond

Result<std::size_t> read_all(const ByteSource& source, std::uint64_t offset, std::span<char> out) {
  std::size_t done = 0;
  while (done < out.size()) {
    const auto read = source.read_at(offset + done, out.subspan(done));
    if (!read) return read;
    if (*read == 0) break;
    done += *read;
  }
  return done;
}

}  // namespace

Result<void> read_line_block(const ByteSource& source, std::uint64_t index, LineBlock& block) {
  constexpr std::size_t slack = 64 << 10;  // most lines that begin in a block end within this
  const std::uint64_t first = index * block_bytes;
  const std::uint64_t before = first == 0 ? 0 : 1;  // one byte tells whether a line begins with the block
  std::string& memory = block.memory;
  memory.resize(block_bytes + before + slack + padding);
  const auto read = read_all(source, first - before, {memory.data(), memory.size() - padding});
  if (!read) return std::unexpected(read.error());
  std::size_t size = *read;
  const std::size_t own_end = std::min<std::size_t>(size, before + block_bytes);
  block.own_bytes = {memory.data() + before, own_end - before};
  block.cut_bytes = 0;
  std::size_t begin = 0;
  if (before != 0) {
    const void* end = std::memchr(memory.data(), '\n', own_end);
    begin = end == nullptr ? own_end : static_cast<std::size_t>(static_cast<const char*>(end) - memory.data()) + 1;
  }
  block.begin = first - before + begin;
  block.lines = {};
  if (begin >= own_end) return {};
  // The last line that begins here may end far beyond.
  std::size_t look = own_end - 1;
  std::size_t end = 0;
  const bool at_end = size < memory.size() - padding;
  while (true) {
    const void* found = std::memchr(memory.data() + look, '\n', size - look);
    if (found != nullptr) {
      end = static_cast<std::size_t>(static_cast<const char*>(found) - memory.data()) + 1;
      break;
    }
    end = look = size;
    if (at_end || size > block_bytes + line_bytes_max) break;
    constexpr std::size_t more = 1 << 20;
    memory.resize(size + more + padding);
    const auto next = read_all(source, first - before + size, {memory.data() + size, more});
    if (!next) return std::unexpected(next.error());
    if (*next == 0) break;
    size += *next;
  }
  block.own_bytes = {memory.data() + before, own_end - before};
  block.lines = {memory.data() + begin, end - begin};
  return {};
}

Result<bool> LineStream::next(LineBlock& block) {
  std::string& memory = block.memory;
  block.cut_bytes = 0;
  block.begin = offset_;
  memory.resize(carried_.size() + block_bytes + padding);
  std::memcpy(memory.data(), carried_.data(), carried_.size());
  std::size_t size = carried_.size();
  carried_.clear();
  while (!ended_) {
    const auto read = stream_->read({memory.data() + size, memory.size() - padding - size});
    if (!read) return std::unexpected(read.error());
    ended_ = *read == 0;
    size += *read;
    if (size + padding < memory.size()) continue;
    if (memory.rfind('\n', size - 1) != std::string::npos) break;
    if (size < line_bytes_max) {
      memory.resize(memory.size() + block_bytes);
      continue;
    }
    std::string skipped(1 << 16, '\0');  // a line without end: only its beginning is kept
    while (!ended_) {
      const auto more = stream_->read(skipped);
      if (!more) return std::unexpected(more.error());
      ended_ = *more == 0;
      const std::size_t end = std::string_view(skipped.data(), *more).find('\n');
      if (end == std::string_view::npos) {
        block.cut_bytes += *more;
        continue;
      }
      block.cut_bytes += end;
      memory[size - 1] = '\n';
      carried_.assign(skipped, end + 1, *more - end - 1);
      break;
    }
    break;
  }
  std::size_t end = size;
  if (!ended_ && block.cut_bytes == 0) {
    end = memory.rfind('\n', size - 1) + 1;
    carried_.assign(memory, end, size - end);
  }
  block.lines = {memory.data(), end};
  block.own_bytes = {};
  offset_ += end + block.cut_bytes + (block.cut_bytes != 0 ? 1 : 0);
  return end != 0;
}

}  // namespace afterword
