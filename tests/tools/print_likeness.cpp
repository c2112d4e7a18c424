// For finding the weights of similarity.cpp: prints how alike every two reports are, as JSON lines.
// usage: print_likeness FILE...
#include <cstdio>
#include <fstream>
#include <iterator>

#include "archive/archive.h"
#include "archive/concepts.h"

int main(int argc, char** argv) {
  using namespace afterword;
  Archive archive;
  std::vector<Sketch> sketches;
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    const auto document = std::make_shared<const Document>(Document::read(std::move(bytes), argv[i]));
    const Postmortem postmortem = read_postmortem(document);
    sketches.push_back(sketch_postmortem(postmortem));
    archive.add(keep_record(postmortem, argv[i]), sketches.back());
  }
  archive.finish();
  for (std::size_t i = 0; i < sketches.size(); ++i) {
    std::fprintf(stderr, "%s:", argv[i + 1]);
    for (const ConceptShare& share : sketches[i].concepts) {
      const Concept& what = all_concepts()[share.concept_number];
      if (share.share * what.telling < 0.2F) continue;
      std::fprintf(stderr, " %s%s %.2f;", what.kind == ConceptKind::mechanism ? "*" : "",
                   std::string(what.name).c_str(), share.share * what.telling);
    }
    std::fprintf(stderr, "\n");
  }
  for (std::uint32_t a = 0; a < sketches.size(); ++a)
    for (std::uint32_t b = 0; b < sketches.size(); ++b) {
      if (a == b || !sketches[a].comparable || !sketches[b].comparable) continue;
      const Likeness l = archive.compare(sketches[a], b);
      std::printf("{\"a\":\"%s\",\"b\":\"%s\",\"f\":[%g,%g,%g,%g,%g,%g,%g,%g,%g,%g,%g],\"score\":%g}\n", argv[a + 1],
                  argv[b + 1], l.cause, l.whole, l.title, l.names, l.components, l.mechanisms, l.component_best,
                  l.mechanism_best, l.cause_class, l.components_common, l.mechanisms_common, score_likeness(l));
    }
}
