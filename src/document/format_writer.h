#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace afterword {

/// Which blocks directly under the document keep their bytes, by their order.
using KeptBlocks = std::vector<bool>;

/// Writes a document's blocks in canonical form. Text inside a line stays as its bytes are; marks of blocks, space
/// around them, emphasis marks and tables are made anew. A block that can't be written so keeps its bytes.
class FormatWriter {
 public:
  FormatWriter(const Document& document, const KeptBlocks& kept);

  [[nodiscard]] std::string write();

 private:
  /// A quote or an item around the lines that are written.
  struct Container {
    std::string first, rest;  ///< what a line begins with: the first one, the others
    bool quote = false;
    std::uint32_t column = 0;  ///< item: where its content begins in the source, in columns of its container
    bool begun = false;        ///< the first line is written
  };

  // blocks; false where one can't be written in canonical form
  bool write_block(std::uint32_t node, bool is_first_of_item);
  bool write_children(std::uint32_t node, bool is_tight);
  bool write_heading(std::uint32_t node);
  bool write_words(std::uint32_t node, std::string_view opening, std::uint32_t end);
  bool write_list(std::uint32_t node);
  bool write_item(std::uint32_t item, std::string_view marker);
  bool write_quote(std::uint32_t node);
  bool write_code(std::uint32_t node);
  bool write_html(const Node& block);
  bool write_table(const Node& table);
  void write_kept(const Node& block);
  void write_bytes(std::uint32_t begin, std::uint32_t end);
  void write_line(std::string_view text);
  void write_gap(std::uint32_t begin, std::uint32_t end);
  bool write_top_block(std::uint32_t node, std::uint32_t previous, std::size_t index);

  // the source
  [[nodiscard]] std::uint32_t begin_of_line(std::uint32_t at) const;
  [[nodiscard]] std::uint32_t end_of_block(const Node& block) const;
  [[nodiscard]] std::uint32_t first_word(const Node& paragraph) const;
  [[nodiscard]] std::string_view line_at(std::uint32_t at) const;
  /// A line without what its containers put before it; `exact` tells that nothing was left to guess.
  [[nodiscard]] std::string_view strip_exactly(std::string_view line, bool& exact) const;
  [[nodiscard]] std::string_view strip_fully(std::string_view line) const;
  [[nodiscard]] bool has_blank_between(const Node& a, const Node& b) const;
  [[nodiscard]] std::uint32_t content_column(const Node& item) const;
  [[nodiscard]] std::string_view bullet_of(std::uint32_t list) const;
  void cover(std::uint32_t begin, std::uint32_t end);
  [[nodiscard]] bool is_all_covered(const Node& block) const;

  const std::vector<Node>& nodes_;
  std::string_view source_;    ///< with emphasis marks made canonical
  std::string_view original_;  ///< as it was
  std::string marked_;
  const KeptBlocks& kept_;
  std::vector<Container> containers_;
  std::vector<Span> covered_;     ///< lines of the source that were written, of one block under the document
  std::vector<bool> alternates_;  ///< of a list node: whether it has the second mark, because a list stands before it
  std::string out_;
};

/// The same bytes with `*a*` as `_a_` and `__a__` as `**a**`, where nothing around could make them mean something else.
[[nodiscard]] std::string with_canonical_emphasis(std::string_view source, const std::vector<Node>& nodes);

/// A table's lines, aligned; empty where it has to keep its bytes. `lines` are without what stands before them, the
/// second one has the dashes.
[[nodiscard]] std::vector<std::string> format_table(const std::vector<std::string_view>& lines);

/// What a document means, a number for each block directly under it: equal numbers, equal meaning. Spacing does not
/// count.
[[nodiscard]] std::vector<std::uint64_t> hash_blocks(const Document& document);

/// The same by the parser's own events, code to the byte: a second witness, which no place in a tree can mislead.
[[nodiscard]] std::vector<std::uint64_t> hash_events(const Document& document);

}  // namespace afterword
