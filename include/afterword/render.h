#pragma once
#include <afterword/parse.h>

#include <string>

namespace afterword::v1 {

/// Who a page is for. `open` is the public: what is marked internal, names and handles are left out of its bytes.
enum class Audience : std::uint8_t { engineer, executive, open };

struct PageOptions {
  Audience audience = Audience::engineer;
  bool with_findings = false;  ///< list what `check` says at the end of the page
};

/// One self-contained HTML page: no script, nothing loaded from elsewhere. Deterministic.
[[nodiscard]] std::string render(const Postmortem& postmortem, const PageOptions& options = {});

}  // namespace afterword::v1
