#include "evidence/utf16.h"

#include <algorithm>
#include <cstring>

namespace afterword {
namespace {

constexpr std::size_t block_bytes_max = 256 << 10;
constexpr std::uint32_t replacement = 0xFFFD;

void append_utf8(std::uint32_t code, std::string& out) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

}  // namespace

std::optional<Utf16Form> find_utf16(std::string_view head) {
  if (head.starts_with("\xFF\xFE") && !head.starts_with(std::string_view("\xFF\xFE\0\0", 4)))
    return Utf16Form{false, 2};
  if (head.starts_with("\xFE\xFF")) return Utf16Form{true, 2};
  constexpr std::size_t looked_at = 512, least = 32;
  const std::string_view sample = head.substr(0, looked_at);
  if (sample.size() < least) return std::nullopt;
  std::size_t zeros[2] = {};
  for (std::size_t i = 0; i < sample.size(); ++i) zeros[i % 2] += sample[i] == '\0' ? 1 : 0;
  const std::size_t half = sample.size() / 2;
  if (zeros[1] * 10 >= half * 9 && zeros[0] == 0) return Utf16Form{false, 0};
  if (zeros[0] * 10 >= half * 9 && zeros[1] == 0) return Utf16Form{true, 0};
  return std::nullopt;
}

void Utf16Reader::decode(std::string_view bytes) {
  decoded_.clear();
  given_ = 0;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const auto first = static_cast<unsigned char>(bytes[i]), second = static_cast<unsigned char>(bytes[i + 1]);
    const std::uint32_t unit = form_.is_big_endian ? first << 8u | second : second << 8u | first;
    const bool is_low = unit >= 0xDC00 && unit < 0xE000;
    if (high_ != 0) {
      append_utf8(is_low ? 0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00) : replacement, decoded_);
      high_ = 0;
      if (is_low) continue;
    }
    if (unit >= 0xD800 && unit < 0xDC00)
      high_ = unit;
    else
      append_utf8(is_low ? replacement : unit, decoded_);
  }
}

Result<std::size_t> Utf16Reader::read(std::span<char> out) {
  while (given_ == decoded_.size()) {
    std::string bytes(block_bytes_max, '\0');
    const auto read = source_->read_at(offset_, bytes);
    if (!read) return read;
    bytes.resize(*read & ~std::size_t{1});
    if (bytes.empty()) return std::size_t{0};  // half a character may be left
    offset_ += bytes.size();
    decode(bytes);
  }
  const std::size_t n = std::min(out.size(), decoded_.size() - given_);
  std::memcpy(out.data(), decoded_.data() + given_, n);
  given_ += n;
  return n;
}

}  // namespace afterword
