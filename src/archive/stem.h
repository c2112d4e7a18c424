#pragma once
#include <string>
#include <string_view>

namespace afterword {

/// Takes off English endings, so that "certificates expired" and "expiring certificate" share their words. For
/// comparing only: a stem need not be a word. Names with digits, dots, slashes or underscores stay as they are. `lower`
/// is lower case.
[[nodiscard]] std::string_view stem_word(std::string_view lower);

/// How common a stem is in reports anywhere, as a share of reports: large for the everyday words of incidents.
[[nodiscard]] float usual_share(std::string_view stem);

/// Whether a word says nothing at all: "the", "was".
[[nodiscard]] bool is_empty_word(std::string_view lower);

}  // namespace afterword
