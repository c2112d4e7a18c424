#include <md4c.h>

#include "document/format_writer.h"
#include "document/marker_scan.h"

namespace afterword {
namespace {

/// A running hash of what counts.
class Meaning {
 public:
  void add(std::uint64_t value) { hash_ = (hash_ ^ value) * 0x9E3779B97F4A7C15ull + (hash_ >> 29); }
  /// To the byte.
  void add(std::string_view bytes) {
    for (const char c : bytes) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  }
  /// Text of a line: white space is one blank.
  void add_words(std::string_view bytes) {
    for (const char c : bytes) add_byte(is_space(c) ? ' ' : c);
  }
  [[nodiscard]] std::uint64_t value() const { return hash_; }

 private:
  void add_byte(char c) {
    if (c == ' ' && last_ == ' ') return;
    last_ = c;
    hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  }
  std::uint64_t hash_ = 14695981039346656037ull;
  char last_ = 0;
};

bool is_empty_cell(const Node& node, std::uint32_t index) {
  return node.kind == NodeKind::table_cell && node.after == index + 1;
}

void add_node(const Node& node, std::string_view content, Meaning& meaning) {
  const auto kind = static_cast<std::uint64_t>(node.kind);
  switch (node.kind) {
    case NodeKind::text:
    case NodeKind::entity:
      meaning.add_words(node.inner.in(content));  // adjacent texts are one, so that no kind stands between them
      return;
    case NodeKind::soft_break:
      meaning.add_words(" ");
      return;
    case NodeKind::front_matter:
    case NodeKind::html_inline:
      meaning.add(kind);
      meaning.add_words(node.inner.in(content));
      return;
    case NodeKind::code_block:
      meaning.add(kind * 2 + node.fenced);
      meaning.add_words(node.target.in(content));
      return;
    case NodeKind::list:
      meaning.add(kind << 40 | node.number << 2 | node.ordered << 1 | node.tight);
      return;
    case NodeKind::item:
      meaning.add(kind << 8 | node.task << 1 | node.checked);
      return;
    case NodeKind::table_cell:
      meaning.add(kind << 40 | node.number << 1 | node.header);
      return;
    case NodeKind::link:
    case NodeKind::image:
      meaning.add(kind);
      meaning.add_words(node.target.in(content));
      return;
    default:
      meaning.add(kind << 8 | node.level);
  }
}

/// Listens to the parser.
struct EventHasher {
  std::vector<std::uint64_t> hashes;
  Meaning meaning;
  int depth = 0;
  bool in_code = false;
  std::size_t cells = 0, cells_max = 0;  ///< a row may stand for cells that it does not have, thousands of them

  static EventHasher& of(void* user) { return *static_cast<EventHasher*>(user); }

  static void add_attribute(Meaning& meaning, const MD_ATTRIBUTE& attribute) {
    meaning.add(1u);
    if (attribute.size > 0) meaning.add(std::string_view(attribute.text, attribute.size));
  }

  static int enter_block(MD_BLOCKTYPE type, void* detail, void* user) {
    EventHasher& h = of(user);
    if (type == MD_BLOCK_DOC) return 0;
    if (h.depth++ == 0) h.meaning = Meaning();
    h.meaning.add(2u + static_cast<std::uint64_t>(type));
    if (type == MD_BLOCK_H) h.meaning.add(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
    if (type == MD_BLOCK_UL)
      h.meaning.add(static_cast<std::uint64_t>(static_cast<MD_BLOCK_UL_DETAIL*>(detail)->is_tight));
    if (type == MD_BLOCK_OL) {
      const auto& list = *static_cast<MD_BLOCK_OL_DETAIL*>(detail);
      h.meaning.add(list.start * 2ull + static_cast<std::uint64_t>(list.is_tight));
    }
    if (type == MD_BLOCK_LI) {
      const auto& item = *static_cast<MD_BLOCK_LI_DETAIL*>(detail);
      h.meaning.add(item.is_task ? (item.task_mark == ' ' ? 1u : 2u) : 0u);
    }
    if (type == MD_BLOCK_CODE) add_attribute(h.meaning, static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->info);
    if ((type == MD_BLOCK_TH || type == MD_BLOCK_TD) && ++h.cells > h.cells_max) return 1;
    if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
      h.meaning.add(static_cast<std::uint64_t>(static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align));
    h.in_code = type == MD_BLOCK_CODE || type == MD_BLOCK_HTML;
    return 0;
  }

  static int leave_block(MD_BLOCKTYPE type, void*, void* user) {
    EventHasher& h = of(user);
    if (type == MD_BLOCK_DOC) return 0;
    h.in_code = false;
    h.meaning.add(~0ull);
    if (--h.depth == 0) h.hashes.push_back(h.meaning.value());
    return 0;
  }

  static int enter_span(MD_SPANTYPE type, void* detail, void* user) {
    Meaning& meaning = of(user).meaning;
    meaning.add(100u + static_cast<std::uint64_t>(type));
    // Links and images begin with the same two members.
    if (type == MD_SPAN_A || type == MD_SPAN_IMG) {
      add_attribute(meaning, static_cast<MD_SPAN_A_DETAIL*>(detail)->href);
      add_attribute(meaning, static_cast<MD_SPAN_A_DETAIL*>(detail)->title);
    }
    return 0;
  }

  static int leave_span(MD_SPANTYPE, void*, void* user) {
    of(user).meaning.add(99u);
    return 0;
  }

  static int add_text(MD_TEXTTYPE type, const char* text, MD_SIZE size, void* user) {
    EventHasher& h = of(user);
    if (type == MD_TEXT_BR) h.meaning.add(98u);
    if (type == MD_TEXT_SOFTBR)
      h.meaning.add_words(" ");
    else if (h.in_code)
      h.meaning.add({text, size});
    else if (type != MD_TEXT_BR)
      h.meaning.add_words({text, size});
    return 0;
  }
};

}  // namespace

std::vector<std::uint64_t> hash_events(const Document& document) {
  std::string_view content = document.text().content();
  const std::vector<Node>& nodes = document.nodes();
  EventHasher hasher;
  if (nodes.size() > 1 && nodes[1].kind == NodeKind::front_matter) {
    content.remove_prefix(nodes[1].span.end);
    hasher.hashes.push_back(0);
  }
  hasher.cells_max = 16 * content.size() + 10000;
  MD_PARSER parser{};
  parser.flags = MD_FLAG_PERMISSIVEATXHEADERS | MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_STRIKETHROUGH |
                 MD_FLAG_TASKLISTS | MD_FLAG_TABLES;
  parser.enter_block = EventHasher::enter_block;
  parser.leave_block = EventHasher::leave_block;
  parser.enter_span = EventHasher::enter_span;
  parser.leave_span = EventHasher::leave_span;
  parser.text = EventHasher::add_text;
  md_parse(content.data(), static_cast<MD_SIZE>(content.size()), &parser, &hasher);
  return std::move(hasher.hashes);
}

std::vector<std::uint64_t> hash_blocks(const Document& document) {
  const std::vector<Node>& nodes = document.nodes();
  const std::string_view content = document.text().content();
  std::vector<std::uint64_t> hashes;
  std::vector<std::uint32_t> open;
  for (std::uint32_t i = 1; i < nodes.size(); i = nodes[i].after) {
    Meaning meaning;
    for (std::uint32_t k = i; k < nodes[i].after; ++k) {
      while (!open.empty() && nodes[open.back()].after <= k) {
        meaning.add(~0ull);
        open.pop_back();
      }
      if (is_empty_cell(nodes[k], k)) continue;
      add_node(nodes[k], content, meaning);
      if (nodes[k].after > k + 1) open.push_back(k);
    }
    for (; !open.empty(); open.pop_back()) meaning.add(~0ull);
    hashes.push_back(meaning.value());
  }
  return hashes;
}

}  // namespace afterword
