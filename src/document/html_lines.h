#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "document/html_scan.h"
#include "document/line_writer.h"

namespace afterword {

/// Reads raw HTML into lines. What it has opened and not closed outlives blocks: Markdown splits HTML at blank lines.
class HtmlReader {
 public:
  HtmlReader(std::string_view content, LineWriter& writer) : content_(content), writer_(writer) {}

  /// A Markdown block begins: what its lines look like where HTML says nothing else.
  void begin_block(const Line& around);
  /// A block ends, and with it all that is not a list or a quote.
  void end_block();
  /// A Markdown heading begins: whatever HTML left open is over.
  void reset();

  /// One tag: may end the line, begin a cell, make text bold, add an image.
  void read_tag(const Tag& tag, std::uint32_t at);
  /// Text of a raw HTML block: tags, entities and words of one physical line. `limit` is where the block ends.
  /// Gives the offset up to which it was read: a tag may reach into following lines.
  std::uint32_t read_text(Span line, std::uint32_t limit);

 private:
  struct List {
    bool ordered = false;
    bool item = false;  ///< an item of it is open
  };
  void begin_unit();
  std::uint32_t read_markdown_start(std::uint32_t at, std::uint32_t end);
  std::uint32_t read_markdown_mark(std::uint32_t at, std::uint32_t end, std::uint32_t text);
  void refresh();
  void read_row_tag(const Tag& tag, std::uint32_t at);
  bool parts_words_of_cell(const Tag& tag) const;
  void read_list_tag(const Tag& tag);
  void read_image(const Tag& tag, std::uint32_t at);

  std::string_view content_;
  LineWriter& writer_;
  Line around_;
  std::vector<List> lists_;
  std::uint32_t quotes_ = 0;
  std::uint8_t heading_ = 0;
  bool header_ = false, preformatted_ = false, hidden_ = false;
  bool bold_ = false, code_ = false;  ///< opened by Markdown marks inside HTML
};

}  // namespace afterword
