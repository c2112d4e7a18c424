#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

enum class Weight : std::uint8_t { regular, bold };

/// How wide a text is at most, in the unit of `size`, when set in the sans-serif face of whoever reads it. The table is
/// that of the widest common face, so a label that fits here fits everywhere; no fonts are needed.
[[nodiscard]] double text_width(std::string_view utf8, double size, Weight weight = Weight::regular);

/// Breaks a text between words into lines of at most `width`. A word that is too long is broken inside. What does not
/// fit into `lines_max` lines is cut and ends in "…". Never returns an empty line.
[[nodiscard]] std::vector<std::string> wrap_text(std::string_view utf8, double width, double size,
                                                 std::size_t lines_max, Weight weight = Weight::regular);

/// The text, or as many of its words as fit, then "…". Empty if not even "…" fits.
[[nodiscard]] std::string cut_text(std::string_view utf8, double width, double size, Weight weight = Weight::regular);

}  // namespace afterword
