// Any bytes as log lines: fingerprints fit their room, and grouping does not depend on how lines are dealt out.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "evidence/templates.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(bytes), size);
  afterword::TemplateMiner one, left, right;
  for (bool odd = false; !text.empty(); odd = !odd) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    one.add(text.substr(0, end));
    (odd ? right : left).add(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  left.join(right);
  if (one.merge().rows.size() != left.merge().rows.size()) std::abort();
  return 0;
}
