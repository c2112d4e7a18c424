#include "site/picture.h"

#include <algorithm>
#include <array>

#include "render/html.h"

namespace afterword {
namespace {

constexpr std::size_t row_bytes = picture_width / 2;

constexpr std::array<std::array<std::uint32_t, 256>, 4> make_crc_tables() {
  std::array<std::array<std::uint32_t, 256>, 4> out{};
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

/// CRC-32 as PNG has it, four bytes at a time.
std::uint32_t crc_of(std::string_view bytes) {
  std::uint32_t crc = ~0U;
  std::size_t at = 0;
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])); };
  for (; at + 4 <= bytes.size(); at += 4) {
    crc ^= byte(at) | byte(at + 1) << 8U | byte(at + 2) << 16U | byte(at + 3) << 24U;
    crc = crc_tables[3][crc & 0xFFU] ^ crc_tables[2][crc >> 8U & 0xFFU] ^ crc_tables[1][crc >> 16U & 0xFFU] ^
          crc_tables[0][crc >> 24U];
  }
  for (; at < bytes.size(); ++at) crc = crc >> 8U ^ crc_tables[0][(crc ^ byte(at)) & 0xFFU];
  return ~crc;
}

void append_big_endian(std::string& out, std::uint32_t value) {
  for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(value >> shift & 0xFFU);
}

void append_chunk(std::string& out, std::string_view type, std::string_view bytes) {
  append_big_endian(out, static_cast<std::uint32_t>(bytes.size()));
  const std::size_t begin = out.size();
  out.append(type).append(bytes);
  append_big_endian(out, crc_of(std::string_view(out).substr(begin)));
}

/// A code of the fixed Huffman tree.
struct Code {
  std::uint16_t bits = 0;  ///< turned: first bit last
  std::uint16_t count = 0;
};
constexpr Code make_code(unsigned code, unsigned count) {
  unsigned turned = 0;
  for (unsigned i = 0; i < count; ++i) turned |= (code >> i & 1U) << (count - 1 - i);
  return {static_cast<std::uint16_t>(turned), static_cast<std::uint16_t>(count)};
}
constexpr std::array<Code, 286> codes = [] {
  std::array<Code, 286> out{};
  for (unsigned i = 0; i < out.size(); ++i)
    out[i] = i < 144   ? make_code(0x30 + i, 8)
             : i < 256 ? make_code(0x190 + i - 144, 9)
             : i < 280 ? make_code(i - 256, 7)
                       : make_code(0xC0 + i - 280, 8);
  return out;
}();

/// A deflate stream (RFC 1951) in one block of the fixed code, in which a byte that stands more than three times in a
/// row is a run. These pictures are runs of paper with letters between them; nothing more is to be gained from them by
/// looking further, and a thousand of them take a tenth of the time of a general compressor.
class RunDeflater {
 public:
  explicit RunDeflater(std::string& out) : out_(out) { put(0b011, 3); }  // the last block, fixed code

  void add(std::string_view bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
      std::size_t end = at + 1;
      while (end < bytes.size() && bytes[end] == bytes[at]) ++end;
      add_run(static_cast<unsigned char>(bytes[at]), end - at);
      at = end;
    }
  }
  void add_run(unsigned char byte, std::size_t count) {
    if (run_ > 0 && byte != byte_) flush();
    byte_ = byte;
    run_ += count;
  }
  void finish() {
    flush();
    put(0, 7);
    while (bits_ > 0) {
      out_ += static_cast<char>(held_ & 0xFFU);
      held_ >>= 8U;
      bits_ -= std::min(bits_, 8U);
    }
    constexpr std::uint64_t modulus = 65521;
    append_big_endian(out_, static_cast<std::uint32_t>(b_ % modulus << 16U | a_ % modulus));
  }

 private:
  void flush() {
    std::size_t left = run_;
    // The checksum of a run has a closed form: a grows by n·byte, b by n·a + byte·n(n+1)/2. A picture's sums fit into
    // 64 bits, so the remainder is taken once.
    const std::uint64_t n = run_;
    b_ += n * a_ + n * (n + 1) / 2 * byte_;
    a_ += n * byte_;
    run_ = 0;
    if (left == 0) return;
    put(codes[byte_]);
    --left;
    constexpr std::size_t match_min = 3, match_max = 258;
    while (left >= match_min) {
      const std::size_t now =
          left > match_max && left < match_max + match_min ? left - match_min : std::min(left, match_max);
      match(now);
      left -= now;
    }
    for (; left > 0; --left) put(codes[byte_]);
  }

  /// A repetition of the byte before.
  void match(std::size_t length) {
    constexpr std::size_t bases[] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                     31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
    std::size_t i = length < 11 ? length - 3 : std::size(bases) - 1;
    while (bases[i] > length) --i;
    const unsigned extra = i < 8 || i == 28 ? 0 : static_cast<unsigned>(i / 4 - 1);
    put(codes[257 + i]);
    put(static_cast<unsigned>(length - bases[i]), extra + 5);  // behind it five bits of 0: the distance is 1
  }

  void put(Code code) { put(code.bits, code.count); }
  void put(unsigned value, unsigned count) {
    held_ |= static_cast<std::uint64_t>(value) << bits_;
    bits_ += count;
    if (bits_ < 32) return;
    char bytes[4];
    for (char& byte : bytes) {
      byte = static_cast<char>(held_ & 0xFFU);
      held_ >>= 8U;
    }
    out_.append(bytes, sizeof bytes);
    bits_ -= 32;
  }

  std::string& out_;
  std::uint64_t held_ = 0;
  unsigned bits_ = 0;
  std::uint64_t a_ = 1, b_ = 0;
  unsigned char byte_ = 0;
  std::size_t run_ = 0;
};

/// Paper, the accent, a line's grey, and from 5 to 15 what lies between paper and ink.
constexpr std::array<std::array<unsigned char, 3>, 16> colours = [] {
  std::array<std::array<unsigned char, 3>, 16> out{};
  constexpr int paper[] = {0xFB, 0xFA, 0xF7}, ink[] = {0x1B, 0x1C, 0x1F};
  for (int i = 0; i < 16; ++i)
    for (int c = 0; c < 3; ++c) out[i][c] = static_cast<unsigned char>(paper[c] + (ink[c] - paper[c]) * i / 15);
  out[Picture::accent] = {0xA8, 0x23, 0x1B};
  return out;
}();

}  // namespace

const Letter* GlyphSheet::find(char32_t code) const {
  const auto at = std::lower_bound(glyphs.begin(), glyphs.end(), code,
                                   [](const Letter& glyph, char32_t wanted) { return glyph.code < wanted; });
  return at != glyphs.end() && at->code == code ? &*at : nullptr;
}

Picture::Picture() : pixels_(row_bytes * picture_height, '\0') {}

int Picture::write(const GlyphSheet& sheet, int x, int y, std::string_view text, bool quiet) {
  std::int32_t pen = x * 64;
  for (std::size_t at = 0; at < text.size();) {
    const Letter* glyph = sheet.find(next_character(text, at));
    if (glyph == nullptr) continue;
    const int left = pen / 64 + glyph->left, top = y - glyph->top;
    const std::size_t stride = static_cast<std::size_t>(glyph->width + 1) / 2;
    for (int row = 0; row < glyph->height; ++row) {
      if (top + row < 0 || top + row >= picture_height) continue;
      char* line = pixels_.data() + static_cast<std::size_t>(top + row) * row_bytes;
      const char* from = sheet.pixels.data() + glyph->at + static_cast<std::size_t>(row) * stride;
      for (int column = 0; column < glyph->width; ++column) {
        const unsigned both = static_cast<unsigned char>(from[column / 2]);
        if (both == 0) {  // paper, twice
          column |= 1;
          continue;
        }
        unsigned shade = column % 2 == 0 ? both >> 4U : both & 15U;
        if (quiet) shade = shade * 10 / 15;
        if (shade < 2) continue;  // 1 is the accent
        const int place = left + column;
        if (place < 0 || place >= picture_width) continue;
        auto& byte = line[place / 2];
        const unsigned now = static_cast<unsigned char>(byte);
        const unsigned old = place % 2 == 0 ? now >> 4U : now & 15U;
        if (shade <= old && old != accent) continue;
        byte = static_cast<char>(place % 2 == 0 ? (now & 15U) | shade << 4U : (now & 0xF0U) | shade);
      }
    }
    pen += glyph->advance;
  }
  return pen / 64;
}

void Picture::fill(int x0, int y0, int x1, int y1, int colour) {
  for (int y = y0; y < y1; ++y)
    std::fill(pixels_.begin() + static_cast<std::ptrdiff_t>(y) * static_cast<std::ptrdiff_t>(row_bytes) + x0 / 2,
              pixels_.begin() + static_cast<std::ptrdiff_t>(y) * static_cast<std::ptrdiff_t>(row_bytes) + x1 / 2,
              static_cast<char>(colour << 4 | colour));
}

std::string Picture::png() const {
  std::string out = "\x89PNG\r\n\x1A\n";
  std::string header;
  append_big_endian(header, picture_width);
  append_big_endian(header, picture_height);
  header += {4, 3, 0, 0, 0};  // four bits, palette
  append_chunk(out, "IHDR", header);
  std::string palette;
  for (const auto& colour : colours)
    for (const unsigned char part : colour) palette += static_cast<char>(part);
  append_chunk(out, "PLTE", palette);
  std::string data = "\x78\x01";
  data.reserve(std::size_t{24} << 10);
  RunDeflater deflater(data);
  std::string filtered(row_bytes, '\0');
  const std::string blank(row_bytes, '\0');
  for (std::size_t y = 0; y < picture_height; ++y) {
    const char* row = pixels_.data() + y * row_bytes;
    const char* above = y == 0 ? blank.data() : row - row_bytes;
    if (std::memcmp(row, above, row_bytes) == 0) {  // filtered by "up" it is nothing
      deflater.add_run(y == 0 ? 0 : 2, 1);
      deflater.add_run(0, row_bytes);
      continue;
    }
    for (std::size_t i = 0; i < row_bytes; ++i) filtered[i] = static_cast<char>(row[i] - above[i]);
    deflater.add_run(2, 1);
    deflater.add(filtered);
  }
  deflater.finish();
  append_chunk(out, "IDAT", data);
  append_chunk(out, "IEND", {});
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
