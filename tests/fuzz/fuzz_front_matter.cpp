// Any bytes as YAML: read or refused with a reason, and every value stands inside the text, where it was said to begin.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "document/front_matter.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace afterword;
  constexpr std::uint32_t base = 4;
  const FrontMatter read = read_front_matter({reinterpret_cast<const char*>(bytes), size}, base);
  for (const FrontMatterEntry& entry : read.entries)
    if (entry.span.begin < base || entry.span.begin > entry.span.end || entry.span.end > base + size) std::abort();
  if (!read.fault.empty() && (read.fault_at.begin > read.fault_at.end || read.fault_at.end > base + size)) std::abort();
  return 0;
}
