// Any bytes as a bundle: refused with a reason, or exactly what would be written again.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "bundle/container.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace afterword;
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const auto bundle = read_bundle(text);
  if (!bundle) {
    if (bundle.error().message.empty()) std::abort();
  } else if (write_bundle(bundle->files, bundle->sums, bundle->key, bundle->signature) != text ||
             *write_sums(bundle->files) != bundle->sums) {
    std::abort();
  }
  return 0;
}
