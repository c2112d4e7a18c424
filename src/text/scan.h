#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/text.h"

namespace afterword {

/// Something seen in a line that may be damage, by bytes of the scanned text.
struct Suspicion {
  RepairKind kind{};
  Span span;
};

/// What one pass over the bytes finds. For clean text nothing but line starts.
struct Scan {
  std::vector<std::uint32_t> line_starts;
  std::vector<Suspicion> suspicions;  ///< list_number_glued, clock_with_both, markup_in_word; in order, not in fences
  std::uint32_t lf = 0, crlf = 0, cr = 0;  ///< line ends of each kind
  bool has_nul = false;
  bool has_invalid_utf8 = false;
  bool has_suspect_pair = false;  ///< see is_suspect_pair

  [[nodiscard]] bool has_mixed_line_ends() const { return cr != 0 || (lf != 0 && crlf != 0); }
};

/// Looks at every byte once, most of them 16 at a time. Never fails.
[[nodiscard]] Scan scan_bytes(std::string_view bytes);

}  // namespace afterword
