// Any text as a time: each notation reads no further than the text, and the same from memory as at first.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "evidence/formats.h"
#include "evidence/instant.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace afterword;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const TimeContext context{{}, 1'800'000'000 * one_second, 20'000};
  for (const TimeNotation& notation : built_in_formats().times) {
    TimeReader reader(notation, context);
    const TimeRead first = reader.read(text), again = reader.read(text);
    if (first.bytes > size || first.bytes != again.bytes) std::abort();
    if (notation.has_date && first.at != again.at) std::abort();
  }
  static_cast<void>(read_instant(text));
  return 0;
}
