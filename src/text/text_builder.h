#pragma once
#include <string>
#include <vector>

#include "text/mojibake.h"
#include "text/scan.h"
#include "text/text.h"

namespace afterword {

/// Turns bytes into a Text: decides what is damaged, then writes content, pieces and repairs in one pass over the
/// edits.
class TextBuilder {
 public:
  [[nodiscard]] static Text build(std::string bytes);

 private:
  /// Original bytes [begin, end) are read as `text`. Edits are in order and do not overlap.
  struct Edit {
    std::uint32_t begin = 0, end = 0;
    RepairKind kind{};
    Charset charset{};
    std::uint8_t times = 0;
    std::uint8_t size = 0;
    char text[4] = {};
  };

  explicit TextBuilder(std::string bytes);

  void build_utf16(std::uint32_t begin, bool is_big_endian, RepairKind kind);
  void collect_edits();
  void collect_line_ends();
  void collect_glyphs();
  void read_legacy(std::vector<Glyph>& glyphs) const;
  void add_edit(std::uint32_t begin, std::uint32_t end, RepairKind kind, std::string_view text);
  void apply_edits();
  void record_edit(const Edit& edit, std::uint32_t content_begin);
  void record_suspicions();
  void finish_repairs();
  [[nodiscard]] std::string describe(const Edit& edit) const;

  Text text_;
  Scan scan_;
  std::vector<Edit> edits_;
  std::vector<Span> repaired_;  ///< of content, one for each of text_.repairs_
};

}  // namespace afterword
