// Any bytes as a query: read or refused with a place inside it; and what is read the engine can run.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "search/index.h"

namespace {

afterword::SearchIndex make_index() {
  using namespace afterword;
  SearchIndex index = SearchIndex::make(":memory:");
  index.begin();
  const Postmortem postmortem = read_postmortem(std::make_shared<const Document>(
      Document::read("# Checkout was down\n\n**Root cause:** The connection pool was exhausted on 2024-03-14.\n")));
  index.add({{IndexedFile{"a.md", 1, 2, 3}, make_search_entry(postmortem, keep_record(postmortem, "a.md"))}});
  index.commit();
  index.finish();
  return index;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace afterword;
  static SearchIndex index = make_index();
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto query = parse_query(text);
  if (!query) {
    if (query.error().span.end > size || query.error().span.begin > query.error().span.end) std::abort();
    return 0;
  }
  static_cast<void>(index.search(*query, {}));
  if (!index.is_sound()) std::abort();
  return 0;
}
