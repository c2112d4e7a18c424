#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"

namespace afterword {

/// The bytes of one input, wherever they are. Implemented by a door (files) and by tests (strings).
/// `read_at` may be called by several threads at once.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills `out` with the bytes from `offset` on and returns how many there were: fewer only at the end.
  [[nodiscard]] virtual Result<std::size_t> read_at(std::uint64_t offset, std::span<char> out) const = 0;
  [[nodiscard]] virtual std::uint64_t size() const = 0;
};

/// What was named on the command line, opened: one for every file of a folder.
struct NamedSource {
  std::string path;           ///< as given, or below a folder that was given
  std::int64_t modified = 0;  ///< seconds since 1970-01-01T00:00Z; 0 = unknown. Decides a year that no line states
  std::shared_ptr<const ByteSource> bytes;
};

}  // namespace afterword
