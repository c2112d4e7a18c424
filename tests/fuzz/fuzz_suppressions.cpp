// Any bytes: comments that silence are found inside the text, and every finding stands inside it.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "check/suppressions.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace afterword;
  auto document =
      std::make_shared<const Document>(Document::read(std::string(reinterpret_cast<const char*>(bytes), size)));
  for (const Suppression& each : find_suppressions(*document))
    if (each.comment.begin >= each.comment.end || each.comment.end > document->text().content().size()) std::abort();
  const Checked checked = check(read_postmortem(document), Settings{});
  for (const Finding& finding : checked.findings)
    if (finding.span.end > size || finding.span.begin > finding.span.end || finding.line == 0) std::abort();
  return 0;
}
