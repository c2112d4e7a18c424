#pragma once
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "document/document.h"
#include "render/html_builder.h"
#include "render/render.h"
#include "render/sanitize.h"

namespace afterword {

/// Hands out ids, each once on a page.
class Ids {
 public:
  [[nodiscard]] std::string take(std::string wanted);

 private:
  std::unordered_map<std::string, int> used_;
};

/// Writes what people wrote: nodes of a document as HTML. Whole blocks or parts of them, so that a page can take a
/// report apart by its meaning and lose nothing.
class ProseWriter {
 public:
  ProseWriter(const Document& document, const RenderOptions& options, Ids& ids)
      : document_(document), options_(options), ids_(ids) {}

  /// Everything in `range` that is not in `without` (sorted, disjoint), as blocks. Headings become h3 and lower.
  /// Returns whether anything was written.
  bool write_blocks(std::string& out, Span range, std::span<const Span> without);
  /// The same for what is inside one item or cell: lists and items that began before `range` are not opened again.
  bool write_fragment(std::string& out, Span range);
  /// The same as running text, without paragraphs.
  bool write_inline(std::string& out, Span range);
  /// How many paragraphs, headings and blocks of code or HTML a range touches; cells of a table row are one.
  [[nodiscard]] std::size_t count_blocks(Span range) const;

 private:
  struct Open {
    std::uint32_t after;
    int elements;
    bool leaf;
  };
  struct Pass;
  void write_nodes(Pass& pass);
  bool open_block(Pass& pass, std::uint32_t index);
  bool open_running_block(Pass& pass, std::uint32_t index);
  bool open_inline(Pass& pass, std::uint32_t index);
  bool open_table(Pass& pass, std::uint32_t index);
  static std::string_view next_heading_tag(Pass& pass, std::uint8_t level_written);
  void write_html_block(Pass& pass, std::uint32_t index);
  void write_text(Pass& pass, Span text);
  void write_text_and_footnotes(Pass& pass, Span text);
  void write_footnote_mark(Pass& pass, const std::string& label, bool definition);
  void write_code_block(Pass& pass, std::uint32_t index);
  void write_image(HtmlBuilder& builder, const ImageTag& image) const;
  [[nodiscard]] std::string placed(const std::string& url) const;
  [[nodiscard]] std::string link_of(const Node& node, UrlUse use) const;
  [[nodiscard]] std::string plain_inside(std::uint32_t index) const;
  [[nodiscard]] std::uint32_t first_node_at(std::uint32_t offset) const;

  const Document& document_;
  const RenderOptions& options_;
  Ids& ids_;
  std::map<std::string, std::size_t> footnotes_;  ///< label → number, in the order in which they come on the page
};

}  // namespace afterword
