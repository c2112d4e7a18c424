#include "document/tree.h"

#include <algorithm>

#include "document/link_scan.h"
#include "document/tree_reader.h"

namespace afterword {

Tree TreeReader::read() {
  MD_PARSER parser{};
  parser.flags = MD_FLAG_PERMISSIVEATXHEADERS | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;
  if (extensions_.tables) parser.flags |= MD_FLAG_TABLES;
  if (extensions_.bare_links) parser.flags |= MD_FLAG_PERMISSIVEAUTOLINKS;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
    return static_cast<TreeReader*>(self)->enter_block(type, detail);
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
    return static_cast<TreeReader*>(self)->leave_block(type);
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
    return static_cast<TreeReader*>(self)->enter_span(type, detail);
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
    return static_cast<TreeReader*>(self)->leave_span(type);
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE length, void* self) {
    return static_cast<TreeReader*>(self)->add_text(type, text, length);
  };
  md_parse(text_.data(), size(), &parser, this);
  while (!open_.empty()) close_node();
  return {std::move(nodes_), too_many_cells_};
}

Tree read_tree(std::string_view text, Extensions extensions) {
  return TreeReader(text, extensions).read();
}

bool has_too_many_links(std::string_view text) {
  constexpr std::size_t links_max = 500;
  if (!may_hold_url(text, 0)) return false;
  for (std::string_view mark : {"://", "www."}) {
    std::size_t links = 0, previous = 0;
    for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + mark.size())) {
      // Only those of one block are compared; the ends of blocks are looked for where there are many.
      if (++links > links_max && text.substr(previous, at - previous).find("\n\n") != std::string_view::npos) links = 1;
      if (links > 2 * links_max) return true;
      previous = at;
    }
  }
  return false;
}

void keep_spans_nested(std::vector<Node>& nodes, std::uint32_t size) {
  for (std::size_t i = nodes.size(); i-- > 0;) {
    Node& node = nodes[i];
    node.span.end = std::min(node.span.end, size);
    node.span.begin = std::min(node.span.begin, node.span.end);
    node.inner.begin = std::clamp(node.inner.begin, node.span.begin, node.span.end);
    node.inner.end = std::clamp(node.inner.end, node.inner.begin, node.span.end);
    if (node.target.begin > node.target.end || node.target.end > size) node.target = {};
    if (i > 0) nodes[node.parent].span = join(nodes[node.parent].span, node.span);
  }
}

}  // namespace afterword
