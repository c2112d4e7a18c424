#include "exchange/export_texts.h"

namespace afterword {
namespace {

constexpr int level_max = 3;  ///< Notion has no deeper headings

/// What Notion has no block for becomes what it has.
std::vector<Rich> for_notion(std::vector<Rich> blocks) {
  std::vector<Rich> out;
  for (Rich& block : blocks) {
    if (block.kind == RichKind::html) {
      for (Rich& inside : for_notion(read_rich_html(block.text).children)) out.push_back(std::move(inside));
      continue;
    }
    if (block.kind == RichKind::html_inline) continue;
    block.children = for_notion(std::move(block.children));
    if (block.kind == RichKind::heading && block.number > level_max) {
      Rich strong = make_rich(RichKind::strong);
      strong.children = std::move(block.children);
      block = make_rich(RichKind::paragraph);
      block.children.push_back(std::move(strong));
    }
    if (block.kind == RichKind::expand) {  // a toggle is a list whose item holds the rest
      Rich list = make_rich(RichKind::bullet_list), item = make_rich(RichKind::item);
      item.children.push_back(make_rich(RichKind::paragraph));
      item.children.back().children.push_back(make_rich(RichKind::text, block.text));
      for (Rich& child : block.children) item.children.push_back(std::move(child));
      list.children.push_back(std::move(item));
      block = std::move(list);
    }
    if (block.kind == RichKind::panel) {
      const std::string_view signs[][2] = {{"note", "📝"}, {"warning", "⚠️"}, {"error", "⛔"}, {"success", "✅"}};
      std::string_view sign = "💡";
      for (const auto& row : signs)
        if (block.target == row[0]) sign = row[1];
      out.push_back(make_rich(RichKind::html, "<aside>\n" + std::string(sign)));
      for (Rich& child : block.children) out.push_back(std::move(child));
      out.push_back(make_rich(RichKind::html, "</aside>"));
      continue;
    }
    out.push_back(std::move(block));
  }
  return out;
}

}  // namespace

std::string write_notion(const Rich& rich, const Properties& properties) {
  Rich made = make_rich(RichKind::document);
  made.children = for_notion(rich.children);
  Rich lines = make_rich(RichKind::bullet_list);
  for (const auto& [label, value] : properties) {
    Rich item = make_rich(RichKind::item), strong = make_rich(RichKind::strong);
    strong.children.push_back(make_rich(RichKind::text, label + ":"));
    item.children.push_back(std::move(strong));
    item.children.push_back(make_rich(RichKind::text, " " + value));
    lines.children.push_back(std::move(item));
  }
  const bool titled = !made.children.empty() && made.children.front().kind == RichKind::heading;
  if (!lines.children.empty()) made.children.insert(made.children.begin() + (titled ? 1 : 0), std::move(lines));
  return write_rich_markdown(made);
}

}  // namespace afterword
