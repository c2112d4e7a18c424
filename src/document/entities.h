#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace afterword {

/// The characters (UTF-8) of an entity such as `&amp;` or `&#8211;`; empty if it is not a known one. Line breaks and
/// spaces that do not break become a space: what comes out is for reading.
[[nodiscard]] std::string decode_entity(std::string_view entity);
/// After the entity that begins at `at` (a `&`); `at` if none does.
[[nodiscard]] std::uint32_t entity_end(std::string_view text, std::uint32_t at);

}  // namespace afterword
