#include "render/text_width.h"

#include "render/html.h"

namespace afterword {

namespace {

// Thousandths of the size, for U+0020 to U+007E.
constexpr std::uint16_t regular_widths[95] = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361,  318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635,  611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352,  635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,  525, 636, 337, 636, 838};
constexpr std::uint16_t bold_widths[95] = {
    348, 456,  521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415,  380, 365, 696, 696,  696,
    696, 696,  696, 696, 696, 696,  696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830,  683,
    683, 821,  837, 372, 372, 775,  637, 995, 837, 850, 733, 850, 770, 720,  682, 812, 774, 1103, 771,
    724, 725,  457, 365, 457, 838,  500, 500, 675, 716, 593, 716, 678, 435,  716, 712, 343, 343,  665,
    343, 1042, 712, 687, 716, 716,  493, 595, 478, 712, 652, 924, 645, 652,  582, 712, 365, 712,  838};

/// Width of a code point outside ASCII, in thousandths: rough, and rather too wide than too narrow.
int wide_width(char32_t c) {
  if (c == 0x200B || c == 0x200D || (c >= 0x300 && c <= 0x36F) || (c >= 0xFE00 && c <= 0xFE0F)) return 0;
  if (c == 0xA0) return 318;
  if (c >= 0x2018 && c <= 0x2019) return 380;
  if (c == 0xB7) return 380;
  if (c == 0xD7 || c == 0xF7 || c == 0xB1) return 838;
  if (c == 0x2013) return 500;
  if (c >= 0x1100) {
    if (c >= 0x2010 && c <= 0x203F) return 1000;
    if (c >= 0x2000 && c <= 0x200F) return 500;
    return c >= 0x2000 ? 1060 : 900;
  }
  if (c >= 0x400 && c < 0x530) return 860;
  return c < 0x250 ? 780 : 900;
}

int width_of(char32_t c, Weight weight) {
  if (c >= 32 && c < 127) return (weight == Weight::bold ? bold_widths : regular_widths)[c - 32];
  if (c < 32) return 318;
  return weight == Weight::bold ? wide_width(c) + 60 : wide_width(c);
}

/// How many bytes from the beginning fit into `width`, at least one character.
std::size_t bytes_that_fit(std::string_view text, double width, double size, Weight weight) {
  double used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t next = at;
    used += width_of(next_character(text, next), weight) * size / 1000;
    if (used > width && at != 0) break;
    at = next;
  }
  return at;
}

}  // namespace

double text_width(std::string_view utf8, double size, Weight weight) {
  const std::uint16_t* const widths = weight == Weight::bold ? bold_widths : regular_widths;
  std::int64_t sum = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const unsigned letter = static_cast<unsigned>(static_cast<unsigned char>(utf8[at])) - 32U;
    if (letter < std::size(regular_widths))
      sum += widths[letter], ++at;
    else
      sum += width_of(next_character(utf8, at), weight);
  }
  return static_cast<double>(sum) * size / 1000;
}

std::string cut_text(std::string_view utf8, double width, double size, Weight weight) {
  if (text_width(utf8, size, weight) <= width) return std::string(utf8);
  const double room = width - text_width("…", size, weight);
  if (room <= 0) return {};
  std::size_t fits = bytes_that_fit(utf8, room, size, weight);
  if (text_width(utf8.substr(0, fits), size, weight) > room) return {};
  // Prefer the end of a word, unless that would cost more than a third of the room.
  const std::size_t space = utf8.substr(0, fits).rfind(' ');
  if (fits < utf8.size() && utf8[fits] != ' ' && space != std::string_view::npos && space * 3 > fits * 2) fits = space;
  while (fits > 0 && std::string_view(" ,;:-(").find(utf8[fits - 1]) != std::string_view::npos) --fits;
  return std::string(utf8.substr(0, fits)) + "…";
}

std::vector<std::string> wrap_text(std::string_view utf8, double width, double size, std::size_t lines_max,
                                   Weight weight) {
  std::vector<std::string> lines;
  while (!utf8.empty() && utf8.front() == ' ') utf8.remove_prefix(1);
  while (!utf8.empty() && lines.size() < lines_max) {
    if (lines.size() + 1 == lines_max) {
      std::string last = cut_text(utf8, width, size, weight);
      if (!last.empty()) lines.push_back(std::move(last));
      break;
    }
    std::size_t fits = bytes_that_fit(utf8, width, size, weight);
    if (fits < utf8.size() && utf8[fits] != ' ') {
      const std::size_t space = utf8.substr(0, fits).rfind(' ');
      if (space != std::string_view::npos && space != 0) fits = space;
    }
    std::string_view line = utf8.substr(0, fits);
    utf8.remove_prefix(fits);
    while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
    while (!utf8.empty() && utf8.front() == ' ') utf8.remove_prefix(1);
    if (!line.empty()) lines.emplace_back(line);
  }
  return lines;
}

}  // namespace afterword
