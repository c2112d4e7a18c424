#include "site/picture.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <memory>
#include <unordered_map>

#include "render/html.h"
#include "site/pixel_stream.h"

namespace afterword {

/// A word's rows, encoded.
struct WordRuns {
  struct Placed {
    const Letter* letter;
    int left, top;  ///< from the word's
  };
  const GlyphSheet* sheet;
  bool quiet;
  std::vector<Placed> letters;
  std::int32_t advance = 0;  ///< in 64ths of a pixel
  int left = 0, top = 0;     ///< from the pen, downwards
  int width = 0, height = 0;
  std::vector<PixelRun> rows;
  std::vector<Bits> bits;
};

namespace {

constexpr std::array<std::array<std::uint32_t, 256>, 8> make_crc_tables() {
  std::array<std::array<std::uint32_t, 256>, 8> out{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value & 1U) != 0 ? 0xEDB88320U ^ value >> 1U : value >> 1U;
    out[0][i] = value;
  }
  for (std::size_t table = 1; table < out.size(); ++table)
    for (std::size_t i = 0; i < 256; ++i) out[table][i] = out[table - 1][i] >> 8U ^ out[0][out[table - 1][i] & 0xFFU];
  return out;
}
constexpr auto crc_tables = make_crc_tables();

/// CRC-32 as PNG has it, eight bytes at a time.
std::uint32_t crc_of(std::string_view bytes) {
  static_assert(std::endian::native == std::endian::little);
  std::uint32_t crc = ~0U;
  while (bytes.size() >= 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data(), sizeof eight);
    eight ^= crc;
    crc = 0;
    for (unsigned i = 0; i < 8; ++i) crc ^= crc_tables[7 - i][eight >> (8 * i) & 0xFFU];
    bytes.remove_prefix(8);
  }
  for (const char c : bytes) crc = crc >> 8U ^ crc_tables[0][(crc ^ static_cast<unsigned char>(c)) & 0xFFU];
  return ~crc;
}

void append_big_endian(std::string& out, std::uint32_t value) {
  for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(value >> shift & 0xFFU);
}

/// A chunk of what `write` appends.
template <class Write>
void append_chunk(std::string& out, std::string_view type, const Write& write) {
  const std::size_t begin = out.size();
  out.append(4, 0).append(type);
  write();
  std::string size;
  append_big_endian(size, static_cast<std::uint32_t>(out.size() - begin - 8));
  out.replace(begin, 4, size);
  append_big_endian(out, crc_of(std::string_view(out).substr(begin + 4)));
}

/// From paper to ink, then the accent.
constexpr std::array<std::array<unsigned char, 3>, pixel_values> colours = [] {
  std::array<std::array<unsigned char, 3>, pixel_values> out{};
  constexpr int paper[] = {0xFB, 0xFA, 0xF7}, ink[] = {0x1B, 0x1C, 0x1F};
  for (int i = 0; i <= Picture::ink; ++i)
    for (int c = 0; c < 3; ++c)
      out[i][c] = static_cast<unsigned char>(paper[c] + (ink[c] - paper[c]) * i / Picture::ink);
  out[Picture::accent] = {0xA8, 0x23, 0x1B};
  return out;
}();

/// A row of a letter as it stands in its sheet.
void unpack(const GlyphSheet& sheet, const Letter& letter, int row, bool quiet, std::span<std::uint8_t> out) {
  const std::size_t stride = static_cast<std::size_t>(letter.width + 1) / 2;
  const char* from = sheet.pixels.data() + letter.at + static_cast<std::size_t>(row) * stride;
  for (std::size_t x = 0; x < out.size(); ++x) {
    const unsigned both = static_cast<unsigned char>(from[x / 2]);
    const unsigned shade = x % 2 == 0 ? both >> 4U : both & 15U;
    // Eight shades are as many as an eye tells apart at a letter's edge, and shorter to write than sixteen.
    out[x] = static_cast<std::uint8_t>((quiet ? shade * 10 / 15 : shade) / 2);
  }
}

/// Draws a row of a word over what stands there; its left is at `left` of `out`.
void draw_row(const WordRuns& word, int row, int left, std::span<std::uint8_t> out) {
  std::vector<std::uint8_t> pixels;
  for (const WordRuns::Placed& placed : word.letters) {
    const Letter& letter = *placed.letter;
    if (row < placed.top || row >= placed.top + letter.height) continue;
    pixels.resize(static_cast<std::size_t>(letter.width));
    unpack(*word.sheet, letter, row - placed.top, word.quiet, pixels);
    for (int x = 0; x < letter.width; ++x) {
      const int place = left + placed.left + x;
      if (place < 0 || place >= static_cast<int>(out.size())) continue;
      std::uint8_t& pixel = out[static_cast<std::size_t>(place)];
      pixel = std::max(pixel, pixels[static_cast<std::size_t>(x)]);
    }
  }
}

/// Puts a word's letters beside each other.
void place_letters(WordRuns& word, std::string_view text) {
  int right = 0, bottom = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Letter* letter = word.sheet->find(next_character(text, at));
    if (letter == nullptr) continue;
    if (letter->width > 0) {
      const int left = word.advance / 64 + letter->left, top = -letter->top;
      if (word.letters.empty()) word.left = right = left, word.top = bottom = top;
      word.left = std::min(word.left, left);
      word.top = std::min(word.top, top);
      right = std::max(right, left + letter->width);
      bottom = std::max(bottom, top + letter->height);
      word.letters.push_back({letter, left, top});
    }
    word.advance += letter->advance;
  }
  word.width = right - word.left;
  word.height = bottom - word.top;
  for (WordRuns::Placed& placed : word.letters) placed.left -= word.left, placed.top -= word.top;
}

std::shared_ptr<const WordRuns> encode_word(const GlyphSheet& sheet, std::string_view text, bool quiet) {
  auto out = std::make_shared<WordRuns>();
  out->sheet = &sheet;
  out->quiet = quiet;
  place_letters(*out, text);
  if (out->width > picture_width) return out;  // its line is drawn first, as it does not fit
  std::vector<std::uint8_t> above, row;
  for (int y = 0; y < out->height; ++y) {
    row.assign(static_cast<std::size_t>(out->width), 0);
    draw_row(*out, y, 0, row);
    out->rows.push_back(make_pixel_run(row, above, picture_width + 1, out->bits));
    above.swap(row);
  }
  return out;
}

/// Words are encoded when they are first drawn, by each thread for itself, and kept while there is room.
std::shared_ptr<const WordRuns> runs_of(const GlyphSheet& sheet, std::string_view text, bool quiet) {
  constexpr std::size_t words_max = 2048;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>()(word); }
  };
  struct Face {
    const GlyphSheet* sheet;
    bool quiet;
    std::unordered_map<std::string, std::shared_ptr<const WordRuns>, Hash, std::equal_to<>> words;
  };
  thread_local std::vector<Face> faces;
  auto face = std::find_if(faces.begin(), faces.end(),
                           [&](const Face& one) { return one.sheet == &sheet && one.quiet == quiet; });
  if (face == faces.end()) face = faces.insert(faces.end(), {&sheet, quiet, {}});
  if (const auto at = face->words.find(text); at != face->words.end()) return at->second;
  if (face->words.size() >= words_max) face->words.clear();
  return face->words.emplace(text, encode_word(sheet, text, quiet)).first->second;
}

}  // namespace

/// Encodes a picture row by row.
class Picture::Painter {
 public:
  Painter(const Picture& picture, std::string& out) : picture_(picture), stream_(out, picture_width + 1) {}

  void paint() {
    for (int y = 0; y < picture_height; ++y) {
      stream_.begin_row();
      paint_row(y);
    }
    stream_.finish();
  }

 private:
  void paint_row(int y) {
    const Line* line = nullptr;
    const Box* box = nullptr;
    int lines = 0, boxes = 0;
    for (const Line& one : picture_.lines_)
      if (y >= one.top && y < one.bottom) line = &one, ++lines;
    for (const Box& one : picture_.boxes_)
      if (y >= one.y0 && y < one.y1) box = &one, ++boxes;
    if (lines + boxes == 0) {
      stream_.paper(picture_width);
    } else if (lines == 1 && boxes == 0 && !line->overlaid) {
      put_row(*line, y);
      clean_ = true;
      return;
    } else if (lines == 0 && boxes == 1) {
      stream_.paper(static_cast<std::size_t>(box->x0));
      stream_.same(box->colour, static_cast<std::size_t>(box->x1 - box->x0));
      stream_.paper(static_cast<std::size_t>(picture_width - box->x1));
    } else {
      compose_row(y);
    }
    clean_ = false;
  }

  /// The row's words from left to right.
  void put_row(const Line& line, int y) {
    const bool above = y > line.top && clean_;
    int right = 0;
    for (std::size_t i = line.first; i < line.end; ++i) {
      const Placed& placed = picture_.words_[i];
      const WordRuns& word = *placed.word;
      const int row = y - placed.top;
      if (row < 0 || row > word.height) continue;
      const PixelRun* run = word.rows.data() + row;
      if (row < word.height && run->has_ink()) {
        stream_.paper(static_cast<std::size_t>(placed.left + run->begin - right));
        stream_.run(*run, word.bits, above && row > 0);
        right = placed.left + run->end;
      } else if (row > 0 && run[-1].has_ink()) {
        stream_.end_above();  // it ends here
      }
    }
    stream_.paper(static_cast<std::size_t>(picture_width - right));
  }

  /// What overlays each other is drawn first and encoded then.
  void compose_row(int y) {
    std::array<std::uint8_t, picture_width> row{};
    for (const Box& box : picture_.boxes_)
      if (y >= box.y0 && y < box.y1) std::fill(row.begin() + box.x0, row.begin() + box.x1, box.colour);
    for (const Placed& placed : picture_.words_)
      if (y >= placed.top && y < placed.top + placed.word->height)
        draw_row(*placed.word, y - placed.top, placed.left, row);
    stream_.pixels(row);
  }

  const Picture& picture_;
  PixelStream stream_;
  bool clean_ = false;  ///< the row above was put as words
};

const Letter* GlyphSheet::find(char32_t code) const {
  // Letters from the space to the tilde stand in a row, as a rule.
  if (const std::size_t guess = code - glyphs.front().code; guess < glyphs.size() && glyphs[guess].code == code)
    return &glyphs[guess];
  const auto at = std::lower_bound(glyphs.begin(), glyphs.end(), code,
                                   [](const Letter& glyph, char32_t wanted) { return glyph.code < wanted; });
  return at != glyphs.end() && at->code == code ? &*at : nullptr;
}

int Picture::write(const GlyphSheet& sheet, int x, int y, std::string_view text, bool quiet) {
  const Letter* space = sheet.find(U' ');
  std::int32_t pen = x * 64;
  int right = 0;
  Line line{picture_height, 0, words_.size(), 0};
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) {
      auto word = runs_of(sheet, text.substr(at, end - at), quiet);
      const int start = (pen + 32) / 64, left = start + word->left, top = y + word->top;
      pen = start * 64 + word->advance;
      if (word->height > 0) {
        line.overlaid |= left < right || left + word->width > picture_width;
        right = left + word->width;
        line.top = std::min(line.top, top);
        line.bottom = std::max(line.bottom, top + word->height);
        words_.push_back({std::move(word), left, top});
      }
    }
    if (end < text.size() && space != nullptr) pen += space->advance;
    at = end + 1;
  }
  line.end = words_.size();
  if (line.end > line.first) lines_.push_back(line);
  return pen / 64;
}

void Picture::fill(int x0, int y0, int x1, int y1, int colour) {
  boxes_.push_back({x0, y0, x1, y1, static_cast<std::uint8_t>(colour)});
}

std::string Picture::png() const {
  static const std::string head = [] {
    std::string out = "\x89PNG\r\n\x1A\n";
    append_chunk(out, "IHDR", [&] {
      append_big_endian(out, picture_width);
      append_big_endian(out, picture_height);
      out += {8, 3, 0, 0, 0};  // a byte each, of a palette
    });
    append_chunk(out, "PLTE", [&] {
      for (const auto& colour : colours)
        for (const unsigned char part : colour) out += static_cast<char>(part);
    });
    return out;
  }();
  std::string out = head;
  append_chunk(out, "IDAT", [&] { Painter(*this, out).paint(); });
  append_chunk(out, "IEND", [] {});
  return out;
}

int width_of(const GlyphSheet& sheet, std::string_view text) {
  std::int32_t out = 0;
  for (std::size_t at = 0; at < text.size();)
    if (const Letter* glyph = sheet.find(next_character(text, at)); glyph != nullptr) out += glyph->advance;
  return out / 64;
}

bool can_draw(const GlyphSheet& sheet, std::string_view text) {
  std::size_t all = 0, known = 0;
  for (std::size_t at = 0; at < text.size(); ++all) known += sheet.find(next_character(text, at)) != nullptr;
  return known * 10 >= all * 9;
}

std::vector<std::string> break_lines(const GlyphSheet& sheet, std::string_view text, int width, std::size_t lines_max) {
  std::vector<std::string> out;
  std::string line;
  int used = 0;
  const int space = width_of(sheet, " ");
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    std::string word(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    int wide = width_of(sheet, word);
    while (wide > width && word.size() > 1) {  // nothing is as long as a line but what is no word
      word.pop_back();
      wide = width_of(sheet, word);
    }
    if (!line.empty() && used + space + wide > width) {
      if (out.size() + 1 == lines_max) {
        while (!line.empty() && used + width_of(sheet, "…") > width) {
          const std::size_t cut = line.rfind(' ');
          line.resize(cut == std::string::npos ? line.size() - 1 : cut);
          used = width_of(sheet, line);
        }
        out.push_back(line + "…");
        return out;
      }
      out.push_back(std::move(line));
      line.clear();
      used = 0;
    }
    if (!line.empty()) line += ' ', used += space;
    line += word;
    used += wide;
  }
  if (!line.empty()) out.push_back(std::move(line));
  return out;
}

}  // namespace afterword
