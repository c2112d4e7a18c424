#pragma once
#include <optional>
#include <string_view>

#include "document/front_matter.h"

namespace afterword {

/// Front matter as nearly everybody writes it: lines of `key: value` in ASCII, each key once, a value plain, in quotes
/// or a list of such in brackets. Nothing where there is more to it, and then the YAML library is asked: it gives the
/// same answer for all that is read here (tests/document/front_matter_test.cpp), in thirty times the time.
[[nodiscard]] std::optional<FrontMatter> read_plain_front_matter(std::string_view yaml, std::uint32_t base);

}  // namespace afterword
