// An archive's image with any bytes changed: it is not opened, or what is damaged is noticed; never a crash.
#include <cstdint>
#include <string>

#include "archive/archive.h"

namespace {

using namespace afterword;

struct Sample {
  std::string image;
  Sketch sketch;
};

Sample make_sample() {
  Sample out;
  Archive archive;
  for (const char* part : {"connection pool", "certificate", "disk"}) {
    const Postmortem postmortem = read_postmortem(std::make_shared<const Document>(
        Document::read(std::string("# The ") + part + " failed\n\n**Root cause:** The " + part +
                       " was exhausted and had expired.\n")));
    out.sketch = sketch_postmortem(postmortem);
    archive.add(keep_record(postmortem, part), out.sketch);
  }
  archive.finish();
  out.image = archive.image("note");
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const Sample sample = make_sample();
  std::string image = sample.image;
  // Each four bytes change one: where (three), and to what. An odd first byte takes the bytes as the image themselves.
  if (size > 0 && bytes[0] % 2 == 1)
    image.assign(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  else
    for (std::size_t i = 1; i + 4 <= size; i += 4)
      image[(bytes[i] << 16U | bytes[i + 1] << 8U | bytes[i + 2]) % image.size()] = static_cast<char>(bytes[i + 3]);
  const auto archive = Archive::open(std::as_bytes(std::span(image)), nullptr, "folder/");
  if (!archive) return 0;
  for (const Match& match : archive->find_similar(sample.sketch)) {
    static_cast<void>(archive->explain(sample.sketch, match.report));
    static_cast<void>(archive->report(match.report));
  }
  for (std::uint32_t i = 0; i < archive->size(); ++i) static_cast<void>(archive->sketch_of(i));
  static_cast<void>(archive->note());
  static_cast<void>(archive->place_of("disk"));
  return 0;
}
