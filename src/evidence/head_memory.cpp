#include "evidence/head_memory.h"

namespace afterword {

void HeadMemory::add(std::string_view text, std::size_t size, const LogFields& fields) {
  Key key;
  // A head in which the byte that ends it stands before its end is not found again, so it is not kept.
  if (!cut(text, key) || key.size != size) return;
  if (slots_.empty()) slots_.resize(std::size_t{1} << slot_bits);
  const auto piece = [&](std::string_view part) {
    if (part.empty()) return Piece{};
    return Piece{static_cast<std::uint8_t>(part.data() - text.data()), static_cast<std::uint8_t>(part.size())};
  };
  slots_[key.hash() >> (64 - slot_bits)] = {
      key.bytes, key.size, piece(fields.host), piece(fields.program), piece(fields.service), fields.level, ++heads_};
}

}  // namespace afterword
