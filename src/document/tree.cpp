#include "document/tree.h"

#include <algorithm>

#include "document/tree_reader.h"

namespace afterword {

Tree TreeReader::read() {
  MD_PARSER parser{};
  parser.flags = MD_FLAG_PERMISSIVEATXHEADERS | MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;
  if (tables_ == Tables::read) parser.flags |= MD_FLAG_TABLES;
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

Tree read_tree(std::string_view text, Tables tables) {
  return TreeReader(text, tables).read();
}

void keep_spans_nested(std::vector<Node>& nodes, std::uint32_t size) {
  for (std::size_t i = nodes.size(); i-- > 0;) {
    Node& node = nodes[i];
    node.span.end = std::min(node.span.end, size);
    node.span.begin = std::min(node.span.begin, node.span.end);
    node.inner.begin = std::clamp(node.inner.begin, node.span.begin, node.span.end);
    node.inner.end = std::clamp(node.inner.end, node.inner.begin, node.span.end);
    if (i > 0) nodes[node.parent].span = join(nodes[node.parent].span, node.span);
  }
}

}  // namespace afterword
