#include "document/document.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "document/input_edits.h"
#include "document/lines.h"
#include "document/marker_scan.h"
#include "document/parse_input.h"
#include "document/structure_damage.h"
#include "document/tree.h"

namespace afterword {
namespace {

/// The front matter with its fences as a node, or an empty span: `---` on the very first line, and again later.
Node find_front_matter(std::string_view content) {
  Node node;
  node.kind = NodeKind::front_matter;
  const auto is_fence = [&](std::uint32_t at) {
    const std::string_view line = content.substr(at, skip_blanks(content, at + 3) - at);
    const std::uint32_t end = at + static_cast<std::uint32_t>(line.size());
    return (line.starts_with("---") || (at > 0 && line.starts_with("..."))) &&
           (end >= content.size() || is_line_end(content[end]));
  };
  if (!content.starts_with("---") || !is_fence(0)) return node;
  const std::uint32_t inner = next_line(content, 0);
  for (std::uint32_t at = inner; at < content.size(); at = next_line(content, at)) {
    if (is_fence(at)) {
      node.inner = {inner, at};
      node.span = {0, end_of_line(content, at)};
      return node;
    }
    // A thematic break at the beginning of a text without front matter is followed by a blank line or by prose.
    if (at == inner && (is_space(content[at]) || content[at] == '#')) return node;
  }
  return node;
}

void move_to_content(std::vector<Node>& nodes, const ParseInput& input) {
  if (input.is_identity()) return;
  for (Node& node : nodes) {
    node.span = input.to_content(node.span);
    node.inner = input.to_content(node.inner);
    node.target = input.to_content(node.target);
  }
}

void insert_front_matter(std::vector<Node>& nodes, Node front_matter) {
  for (Node& node : nodes) {
    ++node.after;
    if (node.parent > 0) ++node.parent;
  }
  front_matter.after = 2;
  nodes.insert(nodes.begin() + 1, front_matter);
}

}  // namespace

/// Puts a document together.
class DocumentReader {
 public:
  explicit DocumentReader(Document::Data& document) : document_(document), content_(document.text.content()) {}

  void read() {
    const Node front_matter = find_front_matter(content_);
    base_ = front_matter.span.empty() ? 0 : next_line(content_, front_matter.span.end);
    edits_ = find_input_edits(content_, base_);
    extensions_.bare_links = !has_too_many_links(content_);
    read_nodes();
    // Each round may uncover more: a list that was indented inside a fence.
    for (int round = 0; round < rounds_max && read_through_damage(); ++round) read_nodes();
    for (Repair& repair : find_glued_headings(content_, document_.nodes)) repairs_.push_back(std::move(repair));
    if (!front_matter.span.empty()) insert_front_matter(document_.nodes, front_matter);
    keep_lines(read_lines(document_.text, document_.nodes));
    keep_repairs();
  }

 private:
  static constexpr int rounds_max = 3;

  void read_nodes() {
    const ParseInput input(content_, base_, edits_);
    Tree tree = read_tree(input.text(), extensions_);
    if (tree.too_many_cells) {
      extensions_.tables = false;
      tree = read_tree(input.text(), extensions_);
    }
    document_.nodes = std::move(tree.nodes);
    move_to_content(document_.nodes, input);
    keep_spans_nested(document_.nodes, static_cast<std::uint32_t>(content_.size()));
    document_.nodes[0].span = document_.nodes[0].inner = {0, static_cast<std::uint32_t>(content_.size())};
  }

  /// Whether there is damage that the tree has to be read again for.
  bool read_through_damage() {
    StructureDamage damage = find_code_damage(content_, document_.nodes);
    if (damage.edits.empty()) return false;
    std::vector<InputEdit> all;
    const auto before = [](const InputEdit& a, const InputEdit& b) { return a.span < b.span; };
    std::merge(edits_.begin(), edits_.end(), damage.edits.begin(), damage.edits.end(), std::back_inserter(all), before);
    edits_.clear();
    for (InputEdit& edit : all)
      if (edits_.empty() || edit.span.begin >= edits_.back().span.end) edits_.push_back(std::move(edit));
    for (Repair& repair : damage.repairs) repairs_.push_back(std::move(repair));
    return true;
  }

  void keep_lines(LineText lines) {
    document_.lines = std::move(lines.lines);
    document_.plain = std::move(lines.plain);
    document_.pieces = std::move(lines.pieces);
    document_.cells = std::move(lines.cells);
    document_.not_prose = std::move(lines.not_prose);
    for (Repair& repair : lines.repairs) repairs_.push_back(std::move(repair));
  }

  void keep_repairs() {
    document_.repairs = document_.text.repairs();
    for (Repair& repair : repairs_) {
      repair.original = document_.text.to_original(repair.original);
      document_.repairs.push_back(std::move(repair));
    }
    std::sort(document_.repairs.begin(), document_.repairs.end(), [](const Repair& a, const Repair& b) {
      return std::tie(a.original, a.kind) < std::tie(b.original, b.kind);
    });
  }

  Document::Data& document_;
  std::string_view content_;
  std::uint32_t base_ = 0;
  Extensions extensions_;
  std::vector<InputEdit> edits_;
  std::vector<Repair> repairs_;
};

Document Document::read(std::string bytes, std::string file) {
  Document out;
  out.d_->file = std::move(file);
  out.d_->text = Text::read(std::move(bytes));
  DocumentReader(*out.d_).read();
  return out;
}

bool Document::is_prose(Span plain) const {
  const auto after = std::upper_bound(d_->not_prose.begin(), d_->not_prose.end(), plain.begin,
                                      [](std::uint32_t at, const Span& part) { return at < part.end; });
  return after == d_->not_prose.end() || after->begin >= std::max(plain.end, plain.begin + 1);
}

Span Document::source_of(Span plain) const {
  const auto piece_of = [&](std::uint32_t at) -> const PlainPiece* {
    const auto after = std::upper_bound(d_->pieces.begin(), d_->pieces.end(), at,
                                        [](std::uint32_t a, const PlainPiece& piece) { return a < piece.plain; });
    return after == d_->pieces.begin() ? nullptr : &*(after - 1);
  };
  const auto place_of = [&](std::uint32_t at) -> std::uint32_t {
    const PlainPiece* piece = piece_of(at);
    if (!piece) return 0;
    return piece->content_end > 0 ? piece->content : piece->content + (at - piece->plain);
  };
  const std::uint32_t begin = place_of(plain.begin);
  if (plain.empty()) return {begin, begin};
  const PlainPiece* last = piece_of(plain.end - 1);
  const std::uint32_t end = !last                   ? begin
                            : last->content_end > 0 ? last->content_end
                                                    : last->content + (plain.end - last->plain);
  return {begin, std::max(begin, end)};
}

std::uint32_t Document::line_at(std::uint32_t plain_offset) const {
  const auto after = std::upper_bound(d_->lines.begin(), d_->lines.end(), plain_offset,
                                      [](std::uint32_t at, const Line& line) { return at < line.plain.begin; });
  return after == d_->lines.begin() ? 0 : static_cast<std::uint32_t>(after - d_->lines.begin()) - 1;
}

std::string_view Document::front_matter() const {
  if (d_->nodes.size() < 2 || d_->nodes[1].kind != NodeKind::front_matter) return {};
  return d_->nodes[1].inner.in(d_->text.content());
}

}  // namespace afterword
