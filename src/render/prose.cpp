#include "render/prose.h"

#include "document/footnote.h"
#include "render/html.h"
#include "render/picture_size.h"

namespace afterword {

std::string Ids::take(std::string wanted) {
  if (wanted.empty()) wanted = "part";
  const int n = ++used_[wanted];
  if (n == 1) return wanted;
  return take(wanted + "-" + std::to_string(n));
}

struct ProseWriter::Pass {
  Pass(ProseWriter& writer, std::string& out, Span wanted, std::span<const Span> left_out, bool inline_mode)
      : builder(out),
        sanitizer(
            builder, [&writer](HtmlBuilder& to, const ImageTag& image) { writer.write_image(to, image); },
            [&writer](const std::string& url) { return writer.placed(url); }),
        range(wanted),
        without(left_out),
        running(inline_mode) {}
  HtmlBuilder builder;
  Sanitizer sanitizer;
  Span range;
  std::span<const Span> without;
  bool fragment = false;
  bool running;  ///< inline mode
  std::vector<Open> open;
  std::size_t next_without = 0;  ///< the first that may still matter
  int heading_level = 2;         ///< the last one written
  int heading_base = 0;          ///< the author's level that became h3

  [[nodiscard]] bool is_left_out(Span span) const {
    const auto after = std::upper_bound(without.begin(), without.end(), span.begin,
                                        [](std::uint32_t at, Span s) { return at < s.begin; });
    return after != without.begin() && std::prev(after)->covers(span);
  }
};

bool ProseWriter::write_blocks(std::string& out, Span range, std::span<const Span> without) {
  Pass pass(*this, out, range, without, false);
  write_nodes(pass);
  return pass.builder.wrote();
}

bool ProseWriter::write_fragment(std::string& out, Span range) {
  Pass pass(*this, out, range, {}, false);
  pass.fragment = true;
  write_nodes(pass);
  return pass.builder.wrote();
}

bool ProseWriter::write_inline(std::string& out, Span range) {
  Pass pass(*this, out, range, {}, true);
  // An element of its own keeps stray blocks of raw HTML out of the running text.
  pass.builder.open("span");
  write_nodes(pass);
  pass.builder.close();
  return pass.builder.wrote();
}

namespace {

bool is_leaf_block(NodeKind kind) {
  return kind == NodeKind::paragraph || kind == NodeKind::heading || kind == NodeKind::code_block ||
         kind == NodeKind::html_block || kind == NodeKind::table_cell;
}

constexpr std::string_view drawing_marks[] = {"█", "▁", "▇", "──", "│", "┌", "+--", "-->"};

bool is_inline(NodeKind kind) {
  return kind >= NodeKind::text;
}

/// Whether an address is that of a file beside the document: neither elsewhere nor a place of this page.
bool is_beside(std::string_view url) {
  return !url.empty() && url.front() != '#' && !url.starts_with("//") &&
         url.substr(0, url.find_first_of("/?#")).find(':') == std::string_view::npos;
}

}  // namespace

/// The first top-level node that may reach over an offset; pages ask for many small ranges of large documents.
std::uint32_t ProseWriter::first_node_at(std::uint32_t offset) const {
  const auto& nodes = document_.nodes();
  // Nodes stand in document order, so the last one that begins at or before the offset is inside the block wanted.
  const auto after = std::upper_bound(nodes.begin(), nodes.end(), offset,
                                      [](std::uint32_t at, const Node& n) { return at < n.span.begin; });
  std::uint32_t index = after == nodes.begin() ? 0 : static_cast<std::uint32_t>(after - nodes.begin() - 1);
  while (index != 0 && nodes[index].parent != 0) index = nodes[index].parent;
  return std::max<std::uint32_t>(index, 1);
}

std::size_t ProseWriter::count_blocks(Span range) const {
  const auto& nodes = document_.nodes();
  std::size_t n = 0;
  for (std::uint32_t i = first_node_at(range.begin); i < nodes.size() && nodes[i].span.begin < range.end; ++i) {
    if (nodes[i].kind == NodeKind::table_cell) return 1;
    if (is_leaf_block(nodes[i].kind) && nodes[i].span.end > range.begin) ++n;
  }
  return n;
}

void ProseWriter::write_nodes(Pass& pass) {
  const auto& nodes = document_.nodes();
  const auto close_until = [&](std::uint32_t index) {
    while (!pass.open.empty() && pass.open.back().after <= index) {
      if (pass.open.back().leaf) pass.sanitizer.end_block();
      for (int i = 0; i < pass.open.back().elements; ++i) pass.builder.close();
      pass.open.pop_back();
    }
  };
  std::uint32_t i = first_node_at(pass.range.begin);
  while (i < nodes.size() && nodes[i].span.begin < pass.range.end) {
    close_until(i);
    const Node& node = nodes[i];
    if (node.span.end <= pass.range.begin || pass.is_left_out(node.span)) {
      i = node.after;
      continue;
    }
    const bool inside = is_inline(node.kind) ? open_inline(pass, i) : open_block(pass, i);
    i = inside ? i + 1 : node.after;
  }
  close_until(static_cast<std::uint32_t>(nodes.size()));
  // Raw elements that no end tag came for end with what they were written in.
  pass.builder.close_all_raw();
}

/// A block inside running text: no element of its own, but a space or a dot between it and what came before.
bool ProseWriter::open_running_block(Pass& pass, std::uint32_t index) {
  const Node& node = document_.nodes()[index];
  if (node.kind == NodeKind::code_block) {
    write_code_block(pass, index);
    return false;
  }
  if (node.kind == NodeKind::html_block) {
    write_html_block(pass, index);
    return false;
  }
  if (is_leaf_block(node.kind)) {
    pass.builder.add_text(node.kind == NodeKind::table_cell && pass.builder.wrote() ? " · " : " ");
    pass.open.push_back({node.after, 0, true});
  }
  return node.kind != NodeKind::thematic_break;
}

/// Returns whether the children are to be written too.
bool ProseWriter::open_block(Pass& pass, std::uint32_t index) {
  const Node& node = document_.nodes()[index];
  HtmlBuilder& builder = pass.builder;
  const auto open = [&](std::string_view tag, std::string attributes = {}) {
    builder.open(tag, std::move(attributes));
    pass.open.push_back({node.after, 1, is_leaf_block(node.kind)});
    return true;
  };
  if (node.kind == NodeKind::front_matter) return false;
  if (pass.running) return open_running_block(pass, index);
  if (pass.fragment && node.kind == NodeKind::list && node.span.begin < pass.range.begin) return true;
  if (pass.fragment && node.kind == NodeKind::item) {
    if (node.span.begin < pass.range.begin) return true;
    if (document_.nodes()[node.parent].span.begin < pass.range.begin) return open("div");
  }
  switch (node.kind) {
    case NodeKind::paragraph:
      return open("p");
    case NodeKind::quote:
      return open("blockquote");
    case NodeKind::list:
      return open(node.ordered ? "ol" : "ul",
                  node.ordered && node.number > 1 ? " start=\"" + std::to_string(node.number) + "\"" : std::string());
    case NodeKind::item:
      open("li", node.task ? " class=\"task\"" : std::string());
      if (node.task) builder.add_text(node.checked ? "☑ " : "☐ ");
      return true;
    case NodeKind::heading:
      return open(next_heading_tag(pass, node.level), " id=\"" + ids_.take(slug_of(plain_inside(index), 8)) + "\"");
    case NodeKind::table:
      return open_table(pass, index);
    case NodeKind::table_row:
      // The head repeats on every printed page.
      if (node.header) builder.open("thead");
      builder.open("tr");
      pass.open.push_back({node.after, node.header ? 2 : 1, false});
      builder.commit();
      return true;
    case NodeKind::table_cell:
      open(node.header ? "th" : "td", node.header ? " scope=\"col\"" : "");
      builder.commit();
      return true;
    case NodeKind::thematic_break:
      return false;
    case NodeKind::code_block:
      write_code_block(pass, index);
      return false;
    case NodeKind::html_block:
      write_html_block(pass, index);
      return false;
    default:
      return true;
  }
}

/// Headings begin at h3, since pages have h1 and h2 of their own, and skip no level on the way down.
std::string_view ProseWriter::next_heading_tag(Pass& pass, std::uint8_t level_written) {
  constexpr std::string_view tags[] = {"h3", "h4", "h5", "h6"};
  if (pass.heading_base == 0) pass.heading_base = level_written;
  const int level = std::clamp(3 + level_written - pass.heading_base, 3, std::min(pass.heading_level + 1, 6));
  pass.heading_level = level;
  return tags[level - 3];
}

/// Not written at all if all its rows but the head are shown elsewhere.
bool ProseWriter::open_table(Pass& pass, std::uint32_t index) {
  const auto& nodes = document_.nodes();
  bool row_left = false;
  for (std::uint32_t i = index + 1; i < nodes[index].after; i = nodes[i].after) {
    row_left |= !nodes[i].header && !pass.is_left_out(nodes[i].span);
  }
  if (!row_left) return false;
  pass.builder.open("div", " class=\"tw\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"");
  pass.builder.open("table");
  pass.open.push_back({nodes[index].after, 2, false});
  return true;
}

void ProseWriter::write_html_block(Pass& pass, std::uint32_t index) {
  const auto& nodes = document_.nodes();
  std::string html;
  for (std::uint32_t i = index + 1; i < nodes[index].after; ++i) {
    const Span line = nodes[i].inner;
    const Span piece{std::max(line.begin, pass.range.begin), std::min(line.end, pass.range.end)};
    if (piece.begin >= piece.end || pass.is_left_out(piece)) continue;
    html.append(piece.in(document_.text().content())).append("\n");
  }
  pass.sanitizer.add(html);
  pass.sanitizer.end_block();
}

bool ProseWriter::open_inline(Pass& pass, std::uint32_t index) {
  const Node& node = document_.nodes()[index];
  const std::string_view content = document_.text().content();
  HtmlBuilder& builder = pass.builder;
  if (node.span.begin >= pass.range.end) return false;
  const auto open = [&](std::string_view tag, std::string attributes = {}) {
    builder.open(tag, std::move(attributes));
    pass.open.push_back({node.after, 1, false});
    return true;
  };
  switch (node.kind) {
    case NodeKind::text:
      write_text_and_footnotes(pass, node.inner);
      return false;
    case NodeKind::entity:
      if (!pass.sanitizer.is_skipping()) builder.add_text(decode_references(node.inner.in(content)));
      return false;
    case NodeKind::soft_break:
      builder.add_text(pass.running ? " " : "\n");
      return false;
    case NodeKind::hard_break:
      if (builder.wrote() && node.span.begin >= pass.range.begin) builder.add_raw_void("<br>", false);
      return false;
    case NodeKind::emphasis:
      return open("em");
    case NodeKind::strong:
      return open("strong");
    case NodeKind::strike:
      return open("del");
    case NodeKind::code:
      open("code");
      if (node.after == index + 1) write_text(pass, node.inner);
      return true;
    case NodeKind::link: {
      const std::string url = placed(link_of(node, UrlUse::link));
      if (url.empty()) return true;
      std::string attributes = " href=\"" + escaped(url) + "\"";
      if (url.starts_with("http")) attributes += " rel=\"noreferrer\"";
      return open("a", std::move(attributes));
    }
    case NodeKind::image: {
      if (pass.sanitizer.is_skipping()) return false;
      ImageTag image;
      image.source = decode_references(node.target.in(content));
      image.alt = one_line(plain_inside(index));
      write_image(builder, image);
      return false;
    }
    case NodeKind::html_inline:
      pass.sanitizer.add(node.inner.in(content));
      return false;
    default:
      return false;
  }
}

/// Text whose footnote marks become numbers that lead to the footnote, and a footnote's own mark its anchor.
void ProseWriter::write_text_and_footnotes(Pass& pass, Span text) {
  const std::string_view content = document_.text().content();
  const std::string_view until_end = content.substr(0, text.end);
  for (std::uint32_t at = text.begin; at < text.end;) {
    const auto mark = static_cast<std::uint32_t>(std::min<std::size_t>(until_end.find("[^", at), text.end));
    const std::uint32_t end = mark < text.end ? footnote_end(content, mark) : 0;
    if (end == 0 || end > text.end) {
      const std::uint32_t next = std::min(text.end, mark + 1);
      write_text(pass, {at, next});
      at = next;
      continue;
    }
    if (mark > at) write_text(pass, {at, mark});
    at = end;
    if (mark < pass.range.begin || end > pass.range.end || pass.is_left_out({mark, end})) continue;
    const std::string label(content.substr(mark + 2, end - mark - 3));
    const bool definition = end < content.size() && content[end] == ':' && (mark == 0 || content[mark - 1] == '\n');
    if (definition) at = std::min(text.end, end + 1);
    write_footnote_mark(pass, label, definition);
  }
}

void ProseWriter::write_footnote_mark(Pass& pass, const std::string& label, bool definition) {
  if (pass.sanitizer.is_skipping()) return;
  const auto number = std::to_string(footnotes_.try_emplace(label, footnotes_.size() + 1).first->second);
  HtmlBuilder& builder = pass.builder;
  builder.open("sup");
  if (definition)
    builder.open("span", " id=\"fn-" + number + "\"");
  else
    builder.open("a", " class=\"fn\" href=\"#fn-" + number + "\"");
  builder.add_text(number);
  builder.close();
  builder.close();
}

/// The text but for what is outside the range or left out; what stood between a label and its text goes with the label.
void ProseWriter::write_text(Pass& pass, Span text) {
  if (pass.sanitizer.is_skipping()) return;
  const std::string_view content = document_.text().content();
  const auto add = [&](Span piece, bool after_cut) {
    piece = {std::max(piece.begin, pass.range.begin), std::min(piece.end, pass.range.end)};
    if (piece.begin >= piece.end) return;
    std::string_view words = piece.in(content);
    if (after_cut) {
      const std::size_t first = words.find_first_not_of(" :\t*_");
      words.remove_prefix(std::min(first, words.size()));
    }
    pass.builder.add_text(words);
  };
  auto cut = std::lower_bound(pass.without.begin(), pass.without.end(), text.begin,
                              [](Span s, std::uint32_t at) { return s.end < at; });
  bool after_cut = false;
  for (; cut != pass.without.end() && cut->begin < text.end; ++cut) {
    if (cut->begin > text.begin) add({text.begin, cut->begin}, after_cut);
    text.begin = std::max(text.begin, std::min(cut->end, text.end));
    after_cut = true;
  }
  add(text, after_cut);
}

void ProseWriter::write_code_block(Pass& pass, std::uint32_t index) {
  constexpr std::uint32_t lines_shown = 30;
  const auto& nodes = document_.nodes();
  const Node& node = nodes[index];
  if (pass.running) {
    pass.builder.open("code");
    for (std::uint32_t i = index + 1; i < node.after; ++i) {
      write_text(pass, nodes[i].inner);
      pass.builder.add_text(" ");
    }
    pass.builder.close();
    return;
  }
  const std::uint32_t lines = node.after - index - 1;
  const bool folded = lines > lines_shown;
  if (folded) {
    pass.builder.open("details");
    pass.builder.open("summary");
    pass.builder.add_text("Show " + std::to_string(lines) + " lines");
    pass.builder.close();
  }
  // A drawing made of characters falls apart where its lines are broken: it is scrolled instead.
  const std::string_view code = node.inner.in(document_.text().content());
  const bool drawing = std::any_of(std::begin(drawing_marks), std::end(drawing_marks),
                                   [code](std::string_view mark) { return code.find(mark) != std::string_view::npos; });
  pass.builder.open("pre", drawing ? " class=\"drawn\" tabindex=\"0\"" : "");
  pass.builder.open("code");
  std::uint32_t line = 0;
  for (std::uint32_t i = index + 1; i < node.after; ++i) {
    if (nodes[i].kind != NodeKind::text) continue;
    const std::uint32_t at = document_.text().line_of(nodes[i].inner.begin);
    for (; line != 0 && line < at; ++line) pass.builder.add_text("\n");
    line = at;
    write_text(pass, nodes[i].inner);
  }
  pass.builder.close();
  pass.builder.close();
  if (folded) pass.builder.close();
}

std::string ProseWriter::plain_inside(std::uint32_t index) const {
  const auto& nodes = document_.nodes();
  std::string out;
  for (std::uint32_t i = index + 1; i < nodes[index].after; ++i) {
    const std::string_view piece = nodes[i].inner.in(document_.text().content());
    if (nodes[i].kind == NodeKind::text || (nodes[i].kind == NodeKind::code && nodes[i].after == i + 1)) out += piece;
    if (nodes[i].kind == NodeKind::entity) out += decode_references(piece);
    if (nodes[i].kind == NodeKind::soft_break) out += ' ';
  }
  return out;
}

/// Where an address leads from this page.
std::string ProseWriter::placed(const std::string& url) const {
  return options_.place_link && is_beside(url) ? safe_url(options_.place_link(url), UrlUse::link) : url;
}

std::string ProseWriter::link_of(const Node& node, UrlUse use) const {
  std::string url;
  const std::string_view written = node.target.in(document_.text().content());
  for (std::size_t i = 0; i < written.size(); ++i) {
    const bool escape =
        written[i] == '\\' && i + 1 < written.size() && std::ispunct(static_cast<unsigned char>(written[i + 1]));
    if (!escape) url += written[i];
  }
  url = decode_references(url);
  // A bare address is a link without a scheme.
  if (url.starts_with("www.")) url = "https://" + url;
  if (node.target == node.inner && url.find('@') != std::string::npos && url.find(':') == std::string::npos) {
    url = "mailto:" + url;
  }
  return safe_url(url, use);
}

void ProseWriter::write_image(HtmlBuilder& builder, const ImageTag& image) const {
  std::string url = safe_url(image.source, UrlUse::image);
  const bool is_data = url.starts_with("data:");
  const bool is_away = url.starts_with("http");
  if (!is_data && !is_away && !url.empty() && options_.load_image) {
    const std::string loaded = safe_url(options_.load_image(url), UrlUse::image);
    if (loaded.starts_with("data:")) url = loaded;
  }
  if (url.starts_with("data:")) {
    std::string tag = "<img src=\"" + escaped(url) + "\" alt=\"" + escaped(image.alt) + "\"";
    PictureSize size{image.width, image.height};
    if (size.width <= 0 && size.height <= 0) size = size_of_picture(url);  // so that the page does not jump
    if (size.width > 0) tag += " width=\"" + std::to_string(size.width) + "\"";
    if (size.height > 0) tag += " height=\"" + std::to_string(size.height) + "\"";
    builder.add_void(tag + ">");
    return;
  }
  // A page that asks nothing of any other place can't show this picture: it says what it is, and where.
  std::string words = image.alt.empty() ? image.title : image.alt;
  std::string where;
  const bool is_lost = options_.place_link && is_beside(url);
  if (is_away) {
    const std::size_t host = url.find("://") + 3;
    where = url.substr(host, url.find('/', host) - host);
  } else {
    where = url;
  }
  if (words.empty() && where.empty()) return;
  const bool links = !url.empty() && !is_lost && !builder.is_open("a");
  std::string markup =
      links ? "<a class=\"pic\" href=\"" + escaped(url) + "\" rel=\"noreferrer\">" : "<span class=\"pic\">";
  markup += "<b>Picture</b> " + escaped(words) + (words.empty() ? "" : " ");
  if (!where.empty()) markup += "<small>" + escaped(where) + "</small>";
  builder.add_markup(markup + (links ? "</a>" : "</span>"));
}

}  // namespace afterword
