#include "workspace/place.h"

#include <algorithm>

namespace afterword {
namespace {

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

}  // namespace

TextPlace PlaceFinder::at(std::uint32_t offset) {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  for (; offset_ < offset; ++offset_) {
    if (text_[offset_] == '\n') {
      ++place_.line;
      place_.column = 1;
    } else if (begins_character(text_[offset_])) {
      ++place_.column;
    }
  }
  bool same_line = true;
  while (offset_ > offset) {
    --offset_;
    if (text_[offset_] == '\n') {
      --place_.line;
      same_line = false;
    } else if (begins_character(text_[offset_])) {
      --place_.column;
    }
  }
  if (!same_line) {
    place_.column = 1;
    for (std::uint32_t i = offset; i > 0 && text_[i - 1] != '\n'; --i)
      if (begins_character(text_[i - 1])) ++place_.column;
  }
  return place_;
}

}  // namespace afterword
