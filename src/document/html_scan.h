#pragma once
#include <cstdint>
#include <string_view>

#include "base/span.h"

namespace afterword {

/// What a tag means to somebody who reads the page.
enum class TagKind : std::uint8_t {
  none,     ///< not a tag: the `<` is text
  other,    ///< a tag without effect on the text: `<span>`, `<a>`
  comment,  ///< comments, declarations, processing instructions
  bold,
  heading,
  list,
  ordered_list,
  item,
  table,
  row,
  cell,
  header_cell,
  code,
  preformatted,
  quote,
  line_break,
  image,
  block,    ///< `<p>`, `<div>`: its text stands on lines of its own
  summary,  ///< `<summary>`: a block whose text stands out
  hidden,   ///< `<script>`, `<style>`: what is inside is not shown
};

struct Tag {
  TagKind kind = TagKind::none;
  bool closing = false;
  std::uint8_t level = 0;  ///< heading
  std::uint32_t end = 0;   ///< after the tag
  Span attributes;         ///< between name and `>`
  std::string_view name;   ///< as written
};

/// Reads the tag, comment or declaration that begins at `at` (a `<`). It ends before `limit`; one that does not is
/// taken to reach up to it if it began like a tag.
[[nodiscard]] Tag read_tag(std::string_view text, std::uint32_t at, std::uint32_t limit);
/// The value of an attribute without quotes, or an empty span at 0. `name` is lower case.
[[nodiscard]] Span attribute_of(std::string_view text, const Tag& tag, std::string_view name);

}  // namespace afterword
