// Any bytes are read into a document whose spans nest, whose lines are in order and whose plain text knows its source.
#include <cstdio>
#include <cstdlib>

#include "document/properties.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const afterword::Document document = afterword::Document::read({reinterpret_cast<const char*>(bytes), size});
  const std::string fault = find_fault(document);
  if (!fault.empty()) {
    std::fprintf(stderr, "%s\n", fault.c_str());
    std::abort();
  }
  return 0;
}
