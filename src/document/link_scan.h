#pragma once
#include <cstdint>
#include <string_view>

#include "base/byte_scan.h"
#include "base/span.h"

namespace afterword {

/// `(target "title")` at `at`: the offset after it and where the target is; `at` if it is not that.
[[nodiscard]] std::uint32_t skip_inline_target(std::string_view text, std::uint32_t at, Span& target);
/// `[words]` at `at`: the offset after it; `at` if the bracket does not close within 1,000 bytes.
[[nodiscard]] std::uint32_t skip_brackets(std::string_view text, std::uint32_t at);
/// Whether `://` or `www.` may stand from `from` on: false for nearly all text, and quick to say.
[[nodiscard]] inline bool may_hold_url(std::string_view text, std::size_t from) {
  return has_pair<':', '/', 'w', 'w'>(text, from);
}

}  // namespace afterword
