// Any bytes as a log: what is learnt of it, its times and its records; every place lies within the input.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "evidence/gather.h"
#include "evidence/input_set.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace afterword;
  std::string text(reinterpret_cast<const char*>(bytes), size);
  const NamedSource sources[] = {{"fuzz.log", 1'782'300'000, std::make_shared<MemorySource>(text)}};
  GatherOptions options;
  options.threads = 1;
  const Evidence evidence = gather(sources, options);
  for (const LogRow& row : evidence.logs.rows)
    for (const LogCell& cell : row.cells)
      if (evidence.inputs[cell.first.input].path == "fuzz.log" && cell.first.begin + cell.first.size > size)
        std::abort();
  return 0;
}
