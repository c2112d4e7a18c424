#include "document/format_writer.h"

#include "document/marker_scan.h"

namespace afterword {
namespace {

constexpr std::size_t depth_max = 60;  // deeper nesting is nobody's writing; it keeps its bytes

std::string_view trim_end(std::string_view text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view trim_begin(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

bool is_blank_line(std::string_view line) {
  return trim_begin(line).empty();
}

/// Columns of white space a line begins with, tabs counted.
std::uint32_t indentation_of(std::string_view line) {
  std::uint32_t column = 0;
  for (const char c : line) {
    if (c == '\t')
      column = (column + 4) / 4 * 4;
    else if (c == ' ')
      ++column;
    else
      break;
  }
  return column;
}

/// Whether the last word is a bare link: a backslash after it would become part of it.
bool ends_with_address(std::string_view line) {
  const std::size_t blank = line.find_last_of(" \t");
  const std::string_view word = blank == std::string_view::npos ? line : line.substr(blank + 1);
  return word.find("://") != std::string_view::npos || word.find("www.") != std::string_view::npos ||
         word.find('@') != std::string_view::npos;
}

/// The longest run of `mark` that begins a line.
std::size_t longest_fence(const std::vector<std::string_view>& lines, char mark) {
  std::size_t longest = 0;
  for (std::string_view line : lines) {
    line = trim_begin(line);
    const std::size_t run = std::min(line.find_first_not_of(mark), line.size());
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

FormatWriter::FormatWriter(const Document& document, const KeptBlocks& kept)
    : nodes_(document.nodes()), original_(document.text().content()), kept_(kept) {
  marked_ = with_canonical_emphasis(original_, nodes_);
  source_ = marked_;
  alternates_.resize(nodes_.size());
}

std::string FormatWriter::write() {
  out_.reserve(source_.size() + source_.size() / 16);
  std::uint32_t end = 0;  // of what is written
  std::size_t index = 0;
  const Node* before = nullptr;
  std::uint32_t previous = 0;
  bool was_kept = false;
  for (std::uint32_t i = 1; i < nodes_.size(); i = nodes_[i].after, ++index) {
    const Node& block = nodes_[i];
    const std::uint32_t begin = begin_of_line(block.span.begin);
    const std::size_t size = out_.size();
    const auto separate = [&](bool is_kept) {
      // Beside a block that keeps its bytes the lines between stay too: an open fence would swallow a new one.
      if (is_kept || was_kept) return write_bytes(end, begin);
      write_gap(end, begin);
      const bool is_html = block.kind == NodeKind::html_block || (before && before->kind == NodeKind::html_block);
      const bool is_glued = before && is_html && !has_blank_between(*before, block);
      if (!out_.empty() && !is_glued) out_ += '\n';
    };
    separate(false);
    const bool is_written = write_top_block(i, previous, index);
    if (!is_written) {
      const bool is_verbatim = block.kind == NodeKind::html_block || block.kind == NodeKind::front_matter;
      if (!is_verbatim) {
        out_.resize(size);
        separate(true);
      }
      write_kept(block);
      was_kept = !is_verbatim;
    } else {
      was_kept = false;
    }
    end = std::max(end, end_of_block(block));
    before = &block;
    previous = i;
  }
  const std::uint32_t size = static_cast<std::uint32_t>(source_.size());
  if (was_kept)
    write_bytes(end, size);
  else
    write_gap(end, size);
  return std::move(out_);
}

bool FormatWriter::write_top_block(std::uint32_t node, std::uint32_t previous, std::size_t index) {
  const Node& block = nodes_[node];
  const bool is_kept = index < kept_.size() && kept_[index];
  if (is_kept || block.kind == NodeKind::front_matter || block.kind == NodeKind::html_block) return false;
  const std::size_t size = out_.size();
  covered_.clear();
  const bool is_list_after_list = previous != 0 && block.kind == NodeKind::list &&
                                  nodes_[previous].kind == NodeKind::list && nodes_[previous].ordered == block.ordered;
  alternates_[node] = is_list_after_list && !alternates_[previous];
  if (write_block(node, index == 0) && is_all_covered(block)) return true;
  containers_.clear();
  out_.resize(size);
  return false;
}

/// Lines between blocks that are no block: definitions of links. They keep their bytes.
void FormatWriter::write_gap(std::uint32_t begin, std::uint32_t end) {
  bool is_blank = true;
  for (std::uint32_t at = begin; at < end; at = next_line(source_, at)) {
    const std::string_view line = trim_end(line_at(at));
    if (line.empty()) {
      is_blank = true;
      continue;
    }
    if (is_blank && !out_.empty()) out_ += '\n';
    is_blank = false;
    out_.append(original_.substr(at, line.size()));
    out_ += '\n';
  }
}

void FormatWriter::write_bytes(std::uint32_t begin, std::uint32_t end) {
  if (begin < end) out_.append(original_.substr(begin, end - begin));
}

void FormatWriter::write_kept(const Node& block) {
  const std::uint32_t begin = begin_of_line(block.span.begin), end = end_of_block(block);
  out_.append(original_.substr(begin, end - begin));
  if (out_.empty() || out_.back() != '\n') out_ += '\n';
}

void FormatWriter::write_line(std::string_view text) {
  for (Container& c : containers_) {
    out_ += c.begun ? c.rest : c.first;
    c.begun = true;
  }
  if (text.empty())
    while (!out_.empty() && out_.back() == ' ') out_.pop_back();
  out_ += text;
  out_ += '\n';
}

bool FormatWriter::write_block(std::uint32_t node, bool is_first_of_item) {
  const Node& block = nodes_[node];
  if (containers_.size() > depth_max) return false;
  switch (block.kind) {
    case NodeKind::heading:
      return write_heading(node);
    case NodeKind::paragraph:
      return write_words(node, {}, std::max(block.span.end, block.inner.end));
    case NodeKind::list:
      return write_list(node);
    case NodeKind::quote:
      return write_quote(node);
    case NodeKind::code_block:
      return write_code(node);
    case NodeKind::html_block:
      return write_html(block);
    case NodeKind::table:
      return write_table(block);
    case NodeKind::thematic_break:
      // In an item or as the very first thing dashes would mean something else.
      write_line(is_first_of_item || !containers_.empty() ? "***" : "---");
      cover(block.span.begin, block.span.end);
      return true;
    default:
      return false;
  }
}

bool FormatWriter::write_children(std::uint32_t node, bool is_tight) {
  const Node* before = nullptr;
  std::uint32_t previous = 0;
  for (std::uint32_t i = node + 1; i < nodes_[node].after; i = nodes_[i].after) {
    const Node& block = nodes_[i];
    if (before) {
      const bool is_html = block.kind == NodeKind::html_block || before->kind == NodeKind::html_block;
      if (!is_tight && !(is_html && !has_blank_between(*before, block))) write_line({});
      alternates_[i] = block.kind == NodeKind::list && before->kind == NodeKind::list &&
                       before->ordered == block.ordered && !alternates_[previous];
    }
    const bool is_task = !before && nodes_[node].task;
    if (is_task && block.kind != NodeKind::paragraph) return false;
    const std::string_view opening = !is_task ? "" : nodes_[node].checked ? "[x] " : "[ ] ";
    const bool is_written =
        is_task ? write_words(i, opening, std::max(block.span.end, block.inner.end)) : write_block(i, !before);
    if (!is_written) return false;
    before = &block;
    previous = i;
  }
  return true;
}

bool FormatWriter::write_heading(std::uint32_t node) {
  const Node& heading = nodes_[node];
  const Span inner{heading.inner.begin, std::max(heading.inner.begin, heading.inner.end)};
  const std::string_view text = inner.in(source_);
  if (text.find('\n') != std::string_view::npos) {
    // Only an underline makes a heading of several lines.
    if (!write_words(node, {}, inner.end)) return false;
    write_line(heading.level == 1 ? "===" : "---");
    cover(heading.span.begin, heading.span.end);
    return true;
  }
  std::string line(heading.level, '#');
  const std::string_view words = trim_end(trim_begin(text));
  if (!words.empty()) line.append(" ").append(words);
  // A heading that ends in signs would lose them as a closing run.
  const std::size_t signs = words.size() - (words.find_last_not_of('#') + 1);
  const bool is_run = signs > 0 && (signs == words.size() || is_blank(words[words.size() - signs - 1]));
  if (is_run) line.insert(line.size() - 1, "\\");
  write_line(line);
  cover(heading.span.begin, heading.span.end);
  return true;
}

/// The lines of a paragraph or a heading, up to `end`.
bool FormatWriter::write_words(std::uint32_t node, std::string_view opening, std::uint32_t end) {
  const Node& paragraph = nodes_[node];
  std::uint32_t next_break = node + 1;
  const std::uint32_t begin = first_word(paragraph);
  for (std::uint32_t at = begin; at < end;) {
    const std::uint32_t following = next_line(source_, at);
    const bool is_last = following >= end;
    std::string_view line = line_at(at);
    bool is_deep = false;
    if (at != begin) {
      const std::string_view all = line;
      line = strip_fully(all);
      // The dashes of a table that a missing mark keeps from being one.
      if (!containers_.empty() && line.find('-') != std::string_view::npos &&
          line.find_first_not_of("|:- \t") == std::string_view::npos)
        return false;
      is_deep = indentation_of(all) >= 4 && containers_.empty();
      // Inside containers what makes a line deep is hard to say, so that what may begin a block is left to its bytes.
      const bool is_doubtful = !containers_.empty() && !line.empty() && !is_letter(line[0]) && (line[0] & 0x80) == 0 &&
                               indentation_of(all) >= 4 &&
                               std::string_view("-+*>#`~=|<0123456789").find(line[0]) != std::string_view::npos;
      is_deep = is_deep || is_doubtful;
    }
    while (next_break < paragraph.after &&
           (nodes_[next_break].span.end < following ||
            (nodes_[next_break].kind != NodeKind::soft_break && nodes_[next_break].kind != NodeKind::hard_break)))
      ++next_break;
    const Node* found =
        next_break < paragraph.after && nodes_[next_break].span.end == following ? &nodes_[next_break] : nullptr;
    if (found && nodes_[found->parent].kind == NodeKind::code) found = nullptr;
    std::string text(at == begin ? opening : std::string_view{});
    const std::string_view words = trim_end(line);
    const bool may_begin_block = is_deep && !words.empty() && !is_letter(words[0]) && (words[0] & 0x80) == 0;
    if (may_begin_block) text += "    ";
    if (is_last || found) {
      text += words;
      const std::size_t slashes = words.size() - (words.find_last_not_of('\\') + 1);
      if (!is_last && found->kind == NodeKind::hard_break && line.size() >= words.size() + 2)
        text += slashes % 2 == 0 && !ends_with_address(words) ? "\\" : "  ";
    } else {
      text += line;  // inside code or a tag, where space may count
    }
    write_line(text);
    at = following;
  }
  if (begin >= end) write_line(trim_end(opening));
  cover(begin, end);
  return true;
}

std::string_view FormatWriter::bullet_of(std::uint32_t list) const {
  return alternates_[list] ? "*" : "-";
}

bool FormatWriter::write_list(std::uint32_t node) {
  const Node& list = nodes_[node];
  std::uint32_t number = list.number;
  for (std::uint32_t i = node + 1; i < list.after; i = nodes_[i].after) {
    if (i != node + 1 && !list.tight) write_line({});
    std::string marker(bullet_of(node));
    if (list.ordered) marker = std::to_string(std::min(number, 999999999u)) + (alternates_[node] ? ")" : ".");
    ++number;
    if (!write_item(i, marker)) return false;
  }
  return true;
}

bool FormatWriter::write_item(std::uint32_t item, std::string_view marker) {
  const Node& node = nodes_[item];
  Container container;
  container.first = std::string(marker) + " ";
  container.rest = std::string(container.first.size(), ' ');
  container.column = content_column(node);
  containers_.push_back(std::move(container));
  cover(node.span.begin, node.span.begin);
  bool is_written = true;
  if (node.after == item + 1) {
    // Some programs take `[ ]` for a task only where a blank follows.
    const std::string_view line = line_at(begin_of_line(node.span.begin));
    const bool has_blank = !line.empty() && is_blank(line.back());
    write_line(!node.task ? "" : node.checked ? (has_blank ? "[x] " : "[x]") : (has_blank ? "[ ] " : "[ ]"));
  } else {
    is_written = write_children(item, nodes_[node.parent].tight);
  }
  containers_.pop_back();
  return is_written;
}

bool FormatWriter::write_quote(std::uint32_t node) {
  if (nodes_[node].after == node + 1) return false;
  containers_.push_back({"> ", "> ", true, 0, false});
  const bool is_written = write_children(node, false);
  containers_.pop_back();
  return is_written;
}

bool FormatWriter::write_code(std::uint32_t node) {
  const Node& block = nodes_[node];
  const std::uint32_t end = std::max(block.inner.begin, block.inner.end);
  const std::uint32_t fence_column = block.fenced ? indentation_of(line_at(begin_of_line(block.span.begin))) : 0;
  if (block.fenced && fence_column > 0 && !containers_.empty()) {
    // Where a fence stands inside containers is told by what they take from its line.
    bool exact = true;
    const std::string_view line = strip_exactly(line_at(begin_of_line(block.span.begin)), exact);
    if (!exact || (!line.empty() && is_blank(line.front()))) return false;
  }
  std::vector<std::string_view> lines;
  std::uint32_t at = block.fenced ? block.inner.begin : begin_of_line(block.span.begin);
  for (; at < end; at = next_line(source_, at)) {
    bool exact = true;
    std::string_view line = strip_exactly(line_at(at), exact);
    if (!exact) return false;
    std::uint32_t taken = block.fenced ? (containers_.empty() ? fence_column : 0) : 4;
    while (taken > 0 && !line.empty() && line.front() == ' ') line.remove_prefix(1), --taken;
    if (taken > 0 && !line.empty() && line.front() == '\t') return false;
    lines.push_back(line);
  }
  if (!block.fenced) {
    if (lines.empty()) return false;
    for (const std::string_view line : lines) write_line(line.empty() ? "" : "    " + std::string(line));
  } else {
    const std::string_view info = block.target.in(original_);
    const char mark = info.find('`') == std::string_view::npos ? '`' : '~';
    const std::string fence(std::max<std::size_t>(3, longest_fence(lines, mark) + 1), mark);
    const bool fits_three = longest_fence(lines, mark) < 3;
    const std::string run = fits_three ? std::string(3, mark) : fence;
    write_line(run + std::string(info));
    for (const std::string_view line : lines) write_line(line);
    write_line(run);
  }
  cover(block.span.begin, block.span.end);
  return true;
}

bool FormatWriter::write_html(const Node& block) {
  for (std::uint32_t at = begin_of_line(block.span.begin); at < block.span.end; at = next_line(source_, at)) {
    bool exact = true;
    const std::string_view line = strip_exactly(line_at(at), exact);
    if (!exact) return false;
    write_line(line);
  }
  cover(block.span.begin, block.span.end);
  return true;
}

bool FormatWriter::write_table(const Node& table) {
  std::vector<std::string_view> lines;
  for (std::uint32_t at = begin_of_line(table.span.begin); at < table.span.end; at = next_line(source_, at))
    lines.push_back(trim_end(at < table.span.begin
                                 ? source_.substr(table.span.begin, end_of_line(source_, at) - table.span.begin)
                                 : strip_fully(line_at(at))));
  const std::vector<std::string> aligned = format_table(lines);
  if (aligned.empty())
    for (const std::string_view line : lines) write_line(line);
  for (const std::string& line : aligned) write_line(line);
  cover(table.span.begin, table.span.end);
  return true;
}

// -- the source

std::uint32_t FormatWriter::begin_of_line(std::uint32_t at) const {
  if (at == 0) return 0;
  const std::size_t before = source_.rfind('\n', at - 1);
  return before == std::string_view::npos ? 0 : static_cast<std::uint32_t>(before) + 1;
}

/// After the line end of the block's last line.
std::uint32_t FormatWriter::end_of_block(const Node& block) const {
  const std::uint32_t last = block.span.end > block.span.begin ? block.span.end - 1 : block.span.end;
  return last >= source_.size() ? static_cast<std::uint32_t>(source_.size()) : next_line(source_, last);
}

/// Where a paragraph's text begins: its span may begin on a blank line before.
std::uint32_t FormatWriter::first_word(const Node& paragraph) const {
  std::uint32_t at = std::max(paragraph.span.begin, paragraph.inner.begin);
  const bool is_quoted =
      std::any_of(containers_.begin(), containers_.end(), [](const Container& c) { return c.quote; });
  while (at < paragraph.span.end && (is_space(source_[at]) || (is_quoted && source_[at] == '>'))) ++at;
  return at;
}

std::string_view FormatWriter::line_at(std::uint32_t at) const {
  return source_.substr(at, end_of_line(source_, at) - at);
}

std::string_view FormatWriter::strip_exactly(std::string_view line, bool& exact) const {
  const std::string_view all = line;
  for (const Container& c : containers_) {
    // Tabs may reach over the column where the content begins: such lines are not taken apart.
    const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
    if (blanks < line.size() && line[blanks] == '\t') exact = false;
    if (c.quote) {
      line.remove_prefix(blanks);
      if (line.empty() || line.front() != '>') {
        exact = exact && line.empty();
        return {};
      }
      line.remove_prefix(1);
      if (!line.empty() && line.front() == '\t') exact = false;
      if (!line.empty() && line.front() == ' ') line.remove_prefix(1);
      continue;
    }
    if (blanks == line.size() && blanks <= c.column) return {};
    if (!c.begun && blanks < c.column) {
      // The line on which the item begins: its mark takes the place of blanks.
      line.remove_prefix(std::min<std::size_t>(c.column, line.size()));
      continue;
    }
    if (blanks < c.column) exact = false;
    line.remove_prefix(std::min<std::size_t>(c.column, line.size()));
  }
  if (!containers_.empty() && all.find('\t') < all.size() - line.size()) exact = false;
  return line;
}

/// Of a paragraph or a table, where the quote marks may be missing.
std::string_view FormatWriter::strip_fully(std::string_view line) const {
  std::size_t quotes = 0;
  for (const Container& c : containers_) quotes += c.quote;
  line = trim_begin(line);
  while (quotes > 0 && !line.empty() && line.front() == '>') {
    line = trim_begin(line.substr(1));
    --quotes;
  }
  return line;
}

bool FormatWriter::has_blank_between(const Node& a, const Node& b) const {
  const std::uint32_t end = begin_of_line(b.span.begin);
  for (std::uint32_t at = end_of_block(a); at < end; at = next_line(source_, at))
    if (is_blank_line(strip_fully(line_at(at)))) return true;
  return false;
}

/// Where an item's content begins, in columns from where its container's does.
std::uint32_t FormatWriter::content_column(const Node& item) const {
  bool exact = true;
  const std::string_view line = strip_exactly(line_at(begin_of_line(item.span.begin)), exact);
  std::size_t at = std::min(line.find_first_not_of(' '), line.size());
  while (at < line.size() && !is_blank(line[at])) ++at;
  std::size_t blanks = 0;
  while (at + blanks < line.size() && line[at + blanks] == ' ') ++blanks;
  const bool is_empty = at + blanks == line.size();
  return static_cast<std::uint32_t>(at + (is_empty || blanks > 4 ? 1 : blanks));
}

void FormatWriter::cover(std::uint32_t begin, std::uint32_t end) {
  covered_.push_back({begin_of_line(begin), end_of_line(source_, end)});
}

/// Whether each line with words was written: what is not is a definition of a link inside a container.
bool FormatWriter::is_all_covered(const Node& block) const {
  std::uint32_t at = begin_of_line(block.span.begin);
  const std::uint32_t end = end_of_block(block);
  for (const Span& part : covered_) {
    for (; at < part.begin && at < end; at = next_line(source_, at))
      if (line_at(at).find_first_not_of(" \t>") != std::string_view::npos) return false;
    at = std::max(at, part.end);
    if (at < source_.size() && is_line_end(source_[at])) at = next_line(source_, at);
  }
  for (; at < end; at = next_line(source_, at))
    if (line_at(at).find_first_not_of(" \t>") != std::string_view::npos) return false;
  return true;
}

}  // namespace afterword
