#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "evidence/bytes.h"

namespace afterword {

/// How text in UTF-16, as programs of Windows write logs, stands in its bytes.
struct Utf16Form {
  bool is_big_endian = false;
  std::uint8_t mark_bytes = 0;  ///< of the byte-order mark; 0 = it has none
};

/// By the mark, or by the zeros that every other byte is; none for anything else.
[[nodiscard]] std::optional<Utf16Form> find_utf16(std::string_view head);

/// Such text as UTF-8, from its beginning to its end. What is no character becomes U+FFFD. The source must outlive it.
class Utf16Reader {
 public:
  Utf16Reader(const ByteSource& source, Utf16Form form) : source_(&source), form_(form), offset_(form.mark_bytes) {}
  /// 0 at the end.
  [[nodiscard]] Result<std::size_t> read(std::span<char> out);

 private:
  void decode(std::string_view bytes);

  const ByteSource* source_;
  Utf16Form form_;
  std::uint64_t offset_;
  std::uint32_t high_ = 0;  ///< the first half of a pair, whose second is still to come
  std::string decoded_;     ///< what was decoded already
  std::size_t given_ = 0;   ///< of it
};

}  // namespace afterword
