#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace afterword {

enum class RichKind : std::uint8_t {
  document,
  // blocks
  paragraph,
  heading,
  bullet_list,
  ordered_list,
  task_list,
  item,
  table,
  row,
  cell,
  quote,
  panel,   ///< `target`: info, note, warning, error, success
  expand,  ///< folded; `text`: its title
  code_block,
  rule,
  html,  ///< a block of raw HTML, as written
  // inside a line
  text,
  line_break,
  strong,
  emphasis,
  strike,
  underline,
  code,
  link,
  image,
  html_inline,
};

/// A text with structure, between Markdown and what other programs write: a tree that is read from one and written as
/// another. At most rich_depth_max deep, so that writers may recurse.
struct Rich {
  RichKind kind = RichKind::document;
  std::string text;      ///< of text, code, code_block, html; of an image what it shows; of an expand its title
  std::string target;    ///< of link and image an address; of a code_block its language; of a panel its kind
  int number = 0;        ///< heading: level 1–6; ordered_list: its first number
  bool checked = false;  ///< item of a task_list
  bool header = false;   ///< cell of a head row
  std::vector<Rich> children;
};

inline constexpr int rich_depth_max = 60;  ///< what lies deeper is kept as text of the last that may hold it

[[nodiscard]] Rich make_rich(RichKind kind, std::string text = {}, std::string target = {});
[[nodiscard]] constexpr bool is_inline(RichKind kind) {
  return kind >= RichKind::text;
}

/// What a document says, without front matter and comments.
[[nodiscard]] Rich rich_of(const Document& document);

/// Markdown that is read as the same tree. Ends with a line end, unless empty.
[[nodiscard]] std::string write_rich_markdown(const Rich& rich);

/// HTML of an editor field: any tags, never a fault. What runs or styles is left out with its content.
[[nodiscard]] Rich read_rich_html(std::string_view html);

/// Text so that Markdown shows it as it is: one line, marks escaped where they would mean something. `begins`: whether
/// it stands at the beginning of a line, where "#" and "1." mean something too.
[[nodiscard]] std::string markdown_line(std::string_view text, bool begins = true);

/// The text of a tree without structure, blocks and breaks separated by one space.
[[nodiscard]] std::string plain_of(const Rich& rich);

}  // namespace afterword
