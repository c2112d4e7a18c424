#pragma once
#include <string>
#include <string_view>

namespace afterword {

/// What the front matter of an imported report says of where it comes from.
struct Origin {
  std::string source, id;
  std::string sha256;   ///< of the report as it was written, the line that says so left out; empty: none is said
  bool edited = false;  ///< the report is not that any more
  [[nodiscard]] bool known() const { return !source.empty() && !id.empty(); }
};

[[nodiscard]] Origin read_origin(std::string_view report);

/// The report with `sha256:` of itself as the last line under `imported:`. Without front matter it stays as it is.
[[nodiscard]] std::string stamp_report(std::string report);

/// The report as it would be under another number, stamped anew. As it is where it has no number.
[[nodiscard]] std::string with_origin_id(const std::string& report, std::string_view id);

/// A value of front matter: as it is, or in quotes where YAML would read something else.
[[nodiscard]] std::string yaml_text(std::string_view text);

}  // namespace afterword
