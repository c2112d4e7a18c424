#pragma once
#include <string_view>

namespace afterword {

/// In pixels; 0: unknown.
struct PictureSize {
  int width = 0, height = 0;
};

/// What the first bytes of a picture say of its size: PNG, GIF, JPEG or WebP as a `data:` address in base 64. Anything
/// else, and what is cut off or absurd, is unknown.
[[nodiscard]] PictureSize size_of_picture(std::string_view data_address);

}  // namespace afterword
