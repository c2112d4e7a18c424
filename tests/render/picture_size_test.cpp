#include "render/picture_size.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace afterword {
namespace {

std::string address_of(const std::string& bytes, const std::string& type = "png") {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out = "data:image/" + type + ";base64,";
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    for (std::size_t k = 0; k < 3; ++k)
      three = three << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (int k = 3; k >= 0; --k) out += letters[three >> static_cast<unsigned>(6 * k) & 63U];
  }
  return out;
}

std::string size_text(const std::string& bytes) {
  const PictureSize size = size_of_picture(address_of(bytes));
  return std::to_string(size.width) + "x" + std::to_string(size.height);
}

const std::string padding(40, '\0');

TEST(PictureSize, each_format_says_it_in_its_own_place) {
  const std::string png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x58\0\0\x01\x2c", 24);
  EXPECT_EQ(size_text(png + padding), "600x300");
  EXPECT_EQ(size_text(std::string("GIF89a\x58\x02\x2c\x01", 10) + padding), "600x300");
  const std::string jpeg("\xff\xd8\xff\xe0\0\x04zz\xff\xc2\0\x11\x08\x01\x2c\x02\x58", 17);
  EXPECT_EQ(size_text(jpeg + padding), "600x300");
  EXPECT_EQ(size_text(std::string("RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x57\x02\0\x2b\x01\0", 30) + padding),
            "600x300");
  EXPECT_EQ(size_text(std::string("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x58\x02\x2c\x01", 30) + padding),
            "600x300");
  EXPECT_EQ(size_text(std::string("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x57\xc2\x4a\0", 25) + padding), "600x300");
}

TEST(PictureSize, what_is_cut_off_absurd_or_none_of_these_is_unknown) {
  EXPECT_EQ(size_text("\x89PNG"), "0x0");
  EXPECT_EQ(size_text(std::string("GIF89a\0\0\x2c\x01", 10) + padding), "0x0");
  EXPECT_EQ(size_text("<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>"), "0x0");
  EXPECT_EQ(size_of_picture("https://example.org/a.png").width, 0);
}

RC_GTEST_PROP(PictureSize, any_bytes_give_a_size_that_is_unknown_or_sane,
              (const std::string& rest, std::uint8_t which)) {
  const std::string begins[] = {"\x89PNG", "GIF8", "\xff\xd8", std::string("RIFF\0\0\0\0WEBPVP8 ", 16), ""};
  const PictureSize size = size_of_picture(address_of(begins[which % 5] + rest + rest));
  RC_ASSERT(size.width >= 0 && size.width <= 20000 && size.height >= 0 && size.height <= 20000);
  RC_ASSERT((size.width == 0) == (size.height == 0));
}

}  // namespace
}  // namespace afterword
