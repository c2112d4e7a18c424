// Draws the letters that pictures of reports are set in, once, while the program is built: the program then needs
// neither fonts nor a library for them, and the same text gives the same picture on every machine that runs it.
//   make_glyphs OUT.cpp BOLD.ttf REGULAR.ttf OTHER_BOLD.ttf OTHER_REGULAR.ttf
// The other fonts are asked for letters that the first ones do not have.
#include <ft2build.h>
#include FT_FREETYPE_H

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace {

struct Range {
  std::uint32_t first, last;
};
/// Latin, Greek, Cyrillic, and the signs of text.
constexpr Range ranges[] = {{0x20, 0x7E},     {0xA0, 0x17F},    {0x386, 0x3CE},   {0x400, 0x45F},   {0x490, 0x491},
                            {0x1E80, 0x1E85}, {0x2010, 0x2026}, {0x2030, 0x203A}, {0x20AC, 0x20AC}, {0x2122, 0x2122},
                            {0x2190, 0x2193}, {0x2212, 0x2212}, {0x2248, 0x2248}, {0x2260, 0x2265}, {0xFFFD, 0xFFFD}};

class Sheet {
 public:
  Sheet(FT_Library library, const std::vector<std::string>& fonts, unsigned size) : size_(size) {
    for (const std::string& font : fonts) {
      FT_Face face = nullptr;
      if (FT_New_Face(library, font.c_str(), 0, &face) != 0 || FT_Set_Pixel_Sizes(face, 0, size) != 0) {
        std::fprintf(stderr, "make_glyphs: can't read %s\n", font.c_str());
        std::exit(1);
      }
      faces_.push_back(face);
    }
  }

  void draw_all() {
    for (const Range& range : ranges)
      for (std::uint32_t code = range.first; code <= range.last; ++code) draw(code);
  }

  void print(std::FILE* out, const char* name) const {
    std::fprintf(out, "constexpr Letter %s_glyphs[] = {\n", name);
    for (const Glyph& g : glyphs_)
      std::fprintf(out, "{%u,%u,%d,%d,%d,%d,%d},\n", g.code, g.at, g.advance, g.left, g.top, g.width, g.height);
    std::fprintf(out, "};\nconstexpr char %s_pixels[] =\n", name);
    for (std::size_t i = 0; i < pixels_.size(); i += 64) {
      std::fputc('"', out);
      for (std::size_t k = i; k < i + 64 && k < pixels_.size(); ++k) std::fprintf(out, "\\%03o", pixels_[k]);
      std::fputs("\"\n", out);
    }
    const auto& metrics = faces_.front()->size->metrics;
    std::fprintf(out, ";\nconstexpr GlyphSheet %s = {%u, %ld, %s_glyphs, {%s_pixels, %zu}};\n", name, size_,
                 metrics.ascender / 64, name, name, pixels_.size());
  }

 private:
  struct Glyph {
    std::uint32_t code, at;
    int advance, left, top, width, height;
  };

  void draw(std::uint32_t code) {
    for (FT_Face face : faces_) {
      const FT_UInt index = FT_Get_Char_Index(face, code);
      if (index == 0) continue;
      if (FT_Load_Glyph(face, index, FT_LOAD_RENDER | FT_LOAD_NO_HINTING) != 0) continue;
      const FT_GlyphSlot slot = face->glyph;
      const FT_Bitmap& map = slot->bitmap;
      glyphs_.push_back({code, static_cast<std::uint32_t>(pixels_.size()), static_cast<int>(slot->advance.x),
                         slot->bitmap_left, slot->bitmap_top, static_cast<int>(map.width), static_cast<int>(map.rows)});
      // Two pixels a byte, the left one in the high half; rows begin on bytes.
      for (unsigned y = 0; y < map.rows; ++y)
        for (unsigned x = 0; x < map.width; x += 2) {
          const unsigned char* row = map.buffer + static_cast<std::ptrdiff_t>(y) * map.pitch;
          const unsigned left = row[x] * 15U / 255, right = x + 1 < map.width ? row[x + 1] * 15U / 255 : 0;
          pixels_.push_back(static_cast<unsigned char>(left << 4U | right));
        }
      return;
    }
  }

  unsigned size_;
  std::vector<FT_Face> faces_;
  std::vector<Glyph> glyphs_;
  std::vector<unsigned char> pixels_;
};

}  // namespace

int main(int argc, char** argv) {
  FT_Library library = nullptr;
  if (argc != 6 || FT_Init_FreeType(&library) != 0) return 2;
  std::FILE* out = std::fopen(argv[1], "w");
  if (out == nullptr) return 1;
  std::fputs("#include \"site/glyphs.h\"\n\nnamespace afterword {\nnamespace {\n", out);
  constexpr unsigned large = 58, middle = 31, small = 25;
  const std::vector<std::string> bold = {argv[2], argv[4]}, regular = {argv[3], argv[5]};
  const struct {
    const char* name;
    const std::vector<std::string>& fonts;
    unsigned size;
  } sheets[] = {{"large", bold, large}, {"middle", regular, middle}, {"small", regular, small}};
  for (const auto& one : sheets) {
    Sheet sheet(library, one.fonts, one.size);
    sheet.draw_all();
    sheet.print(out, one.name);
  }
  std::fputs("}  // namespace\n", out);
  for (const auto& one : sheets)
    std::fprintf(out, "const GlyphSheet& %s_glyph_sheet() {\n  return %s;\n}\n", one.name, one.name);
  std::fputs("}  // namespace afterword\n", out);
  FT_Done_FreeType(library);  // and the faces with it
  return std::fclose(out) == 0 ? 0 : 1;
}
