// Writes the tables of the lexicon as constants, while the program is built, so that no start of it builds them.
//   make_lexicon OUT.cpp
#include <cstdio>

#include "postmortem/lexicon_families.h"
#include "text/phrase_image.h"

namespace {

using afterword::PhraseImage;

std::string number(std::uint64_t value) {
  return std::to_string(value) + (value > 0xFFFFFFFF ? "u" : "");
}

std::string show(std::uint32_t value) {
  return number(value);
}
std::string show(const PhraseImage::Slot& s) {
  return "{" + number(s.hash) + "," + number(s.term) + "}";
}
std::string show(const PhraseImage::Term& t) {
  std::string out = "{" + number(t.next);
  for (const std::uint32_t each : {t.roots_begin, t.stems_begin, t.marks, std::uint32_t{t.roots_size},
                                   std::uint32_t{t.stems_size}, std::uint32_t{t.marks_size}, std::uint32_t{t.open}})
    out += "," + number(each);
  return out + "}";
}
std::string show(const PhraseImage::Root& r) {
  return "{" + number(r.next) + "," + number(r.node) + "," + number(r.always) + "}";
}
std::string show(const PhraseImage::Node& n) {
  return "{" + number(n.next) + "," + number(n.number) + "," + number(n.any) + "," + number(n.marks) + "," +
         number(n.marks_size) + "," + number(n.flags) + "}";
}
std::string show(const PhraseImage::Edge& e) {
  return "{" + number(e.node) + "," + number(e.term) + "," + number(e.child) + "}";
}
std::string show(const PhraseImage::Stem& s) {
  return "{" + number(s.prefix) + "," + number(s.mask) + "," + number(s.text_begin) + "," + number(s.text_size) + "," +
         number(s.term) + "}";
}

class Writer {
 public:
  explicit Writer(std::FILE* out) : out_(out) {}

  /// An empty table is no array, which the language has not.
  template <class Row>
  void table(const char* type, const char* name, const std::vector<Row>& rows) {
    if (rows.empty()) {
      std::fprintf(out_, "constexpr std::span<const %s> %s;\n", type, name);
      return;
    }
    std::fprintf(out_, "constexpr %s %s[] = {\n", type, name);
    std::size_t column = 0;
    for (const Row& row : rows) {
      const std::string shown = show(row) + ",";
      std::fputs(shown.c_str(), out_);
      column += shown.size();
      if (column > 110) std::fputc('\n', out_), column = 0;
    }
    std::fputs("};\n", out_);
  }

  void bytes(const char* name, const std::string& text) {
    std::fprintf(out_, "constexpr char %s[] = {", name);
    for (const char c : text) std::fprintf(out_, "%d,", c);
    std::fputs("0};\n", out_);
  }

 private:
  std::FILE* out_;
};

}  // namespace

int main(int argc, char** argv) {
  std::FILE* const out = argc == 2 ? std::fopen(argv[1], "w") : nullptr;
  if (out == nullptr) {
    std::fputs("usage: make_lexicon OUT.cpp\n", stderr);
    return 2;
  }
  const afterword::PhraseArrays made = afterword::make_phrase_arrays(afterword::lexicon_rows());
  std::fputs("#include \"postmortem/lexicon_image.h\"\n\nnamespace afterword {\nnamespace {\n\n", out);
  Writer writer(out);
  writer.bytes("text", made.text);
  writer.table("PhraseImage::Slot", "slots", made.slots);
  writer.table("std::uint16_t", "turns", made.turns);
  writer.table("PhraseImage::Term", "terms", made.terms);
  writer.table("std::uint32_t", "stems_of_words", made.stems_of_words);
  writer.table("PhraseImage::Root", "roots", made.roots);
  writer.table("PhraseImage::Node", "nodes", made.nodes);
  writer.table("std::uint16_t", "marks", made.marks);
  writer.table("PhraseImage::Edge", "edges", made.edges);
  writer.table("PhraseImage::Stem", "stems", made.stems);
  writer.table("PhraseImage::Stem", "wide_stems", made.wide_stems);
  writer.table("std::uint16_t", "stems_by_letter", made.stems_by_letter);
  writer.table("std::uint8_t", "wide_letters", made.wide_letters);
  writer.table("std::uint32_t", "stem_seconds", made.stem_seconds);
  std::fputs(
      "\n}  // namespace\n\nPhraseImage lexicon_image() {\n  return {{text, sizeof text - 1}, slots, turns, terms, "
      "stems_of_words, roots, nodes, marks, edges, stems, wide_stems, stems_by_letter, wide_letters, "
      "stem_seconds};\n}\n\n"
      "}  // namespace afterword\n",
      out);
  return std::fclose(out) == 0 ? 0 : 1;
}
