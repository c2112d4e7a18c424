#pragma once
#include <string>
#include <string_view>

#include "base/error.h"
#include "workspace/mark_done.h"

namespace afterword {

struct LinkEdit {
  std::string_view id;   ///< of ids_of_measures
  std::string_view key;  ///< what the link is called: "#12", "OPS-12"
  std::string_view url;  ///< plain: no white space, no brackets
};

/// Writes "([#12](https://…))" at the end of a measure, or before what stands in brackets there where that says a date
/// that would not be read any more; in a table into an empty column for tickets, else behind the words. No other byte
/// changes. The result is read again: an error of kind `input` where it would not say exactly that.
[[nodiscard]] Result<MarkedReport> mark_tracker(const std::string& bytes, const std::string& path,
                                                const LinkEdit& edit);

/// Takes a measure's "(done …)" and its tick away. No other byte changes; read again as above.
[[nodiscard]] Result<MarkedReport> mark_open(const std::string& bytes, const std::string& path, std::string_view id);

}  // namespace afterword
