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

}  // namespace afterword
