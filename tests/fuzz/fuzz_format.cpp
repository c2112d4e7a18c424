// Any bytes: formatting means the same and a second time changes nothing.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "document/format.h"
#include "document/format_writer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace afterword;
  const Document document = Document::read(std::string(reinterpret_cast<const char*>(bytes), size));
  const std::string once = format_document(document);
  const Document again = Document::read(once);
  if (format_document(again) != once) std::abort();
  // CRLF is formatted as LF, and places differ then.
  if (once.find('\r') == std::string::npos && hash_blocks(document) != hash_blocks(again)) std::abort();
  return 0;
}
