#include "render/internal_spans.h"

#include "render/phrasing.h"
#include "text/ascii.h"

namespace afterword {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

bool equals(std::string_view a, std::string_view lower_b) {
  return a.size() == lower_b.size() &&
         std::equal(a.begin(), a.end(), lower_b.begin(), [](char x, char y) { return lower_ascii(x) == y; });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (is_blank(text.front()) || text.front() == '\n')) text.remove_prefix(1);
  while (!text.empty() && (is_blank(text.back()) || text.back() == '\n')) text.remove_suffix(1);
  return text;
}

enum class Edge : std::uint8_t { none, begin, end };

/// What a comment's text marks: "internal", "internal: why", "begin internal" / "/internal", "end internal".
Edge edge_of(std::string_view comment) {
  std::string_view text = trimmed(comment);
  if (equals(text.substr(0, 9), "/internal") || equals(text.substr(0, 12), "end internal") ||
      equals(text.substr(0, 12), "internal end") || equals(text.substr(0, 13), "internal: end") ||
      equals(text.substr(0, 12), "end-internal") || equals(text.substr(0, 12), "internal-end")) {
    return Edge::end;
  }
  for (const std::string_view word : {"begin ", "start ", "begin-", "start-"}) {
    if (equals(text.substr(0, word.size()), word)) text.remove_prefix(word.size());
  }
  const bool begins = equals(text.substr(0, 8), "internal") &&
                      (text.size() == 8 || std::isalnum(static_cast<unsigned char>(text[8])) == 0);
  return begins ? Edge::begin : Edge::none;
}

void find_comments(std::string_view text, std::vector<Span>& out) {
  const auto size = static_cast<std::uint32_t>(text.size());
  std::uint32_t depth = 0;
  std::uint32_t begin = 0;
  for (std::size_t at = text.find("<!--"); at != std::string_view::npos; at = text.find("<!--", at)) {
    // A comment that is not closed must not swallow the mark that comes next.
    const std::size_t next = std::min(text.find("<!--", at + 4), text.size());
    const std::size_t inside = std::min(at + 4, next);
    const std::size_t closing = text.substr(inside, next - inside).find("-->");
    const std::size_t close = closing == std::string_view::npos ? closing : inside + closing;
    const std::size_t text_end = close == std::string_view::npos ? next : close;
    const std::size_t end = close == std::string_view::npos ? next : close + 3;
    const Edge edge = edge_of(text.substr(at + 4, text_end - std::min(text_end, at + 4)));
    if (edge == Edge::begin && depth++ == 0) begin = static_cast<std::uint32_t>(at);
    if (edge == Edge::end) {
      // An end without a beginning is cut too; it says nothing to readers.
      out.push_back({depth == 0 ? static_cast<std::uint32_t>(at) : begin, static_cast<std::uint32_t>(end)});
      if (depth > 0) --depth;
      if (depth > 0) out.pop_back();
    }
    at = edge == Edge::none ? at + 4 : end;
  }
  if (depth > 0) out.push_back({begin, size});
}

/// The lines of a text with their places.
template <class Visit>
void for_lines(std::string_view text, Visit visit) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::size_t next = std::min(end + 1, text.size());
    visit(Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(next)}, trimmed(text.substr(at, end - at)));
    at = next;
  }
}

std::string_view without_quote_marks(std::string_view line) {
  while (!line.empty() && (line.front() == '>' || is_blank(line.front()))) line.remove_prefix(1);
  return line;
}

/// `:::internal` … `:::`, also `::: internal why`, `:::{internal}`; fences inside are counted.
void find_fences(std::string_view text, std::vector<Span>& out) {
  std::uint32_t depth = 0;
  std::uint32_t begin = 0;
  for_lines(text, [&](Span place, std::string_view line) {
    line = without_quote_marks(line);
    if (!line.starts_with(":::")) return;
    while (!line.empty() &&
           (line.front() == ':' || is_blank(line.front()) || line.front() == '{' || line.front() == '.')) {
      line.remove_prefix(1);
    }
    if (line.empty()) {
      if (depth > 0 && --depth == 0) out.push_back({begin, place.end});
    } else if (depth > 0) {
      ++depth;
    } else if (equals(line.substr(0, 8), "internal")) {
      depth = 1;
      begin = place.begin;
    }
  });
  if (depth > 0) out.push_back({begin, static_cast<std::uint32_t>(text.size())});
}

/// Quotes that hold `[!INTERNAL]`: all lines from the quote's first to the blank line behind it.
void find_quotes(std::string_view text, std::vector<Span>& out) {
  std::uint32_t begin = 0;
  bool in_quote = false;
  bool marked = false;
  for_lines(text, [&](Span place, std::string_view line) {
    if (line.empty()) {
      if (marked) out.push_back({begin, place.begin});
      in_quote = marked = false;
      return;
    }
    // Inside lists the mark of a quote stands behind the list's.
    std::string_view rest = line;
    while (!rest.empty() && (std::string_view("-*+ \t").find(rest.front()) != std::string_view::npos ||
                             (rest.front() >= '0' && rest.front() <= '9') || rest.front() == '.')) {
      rest.remove_prefix(1);
    }
    if (!in_quote && rest.starts_with(">")) {
      in_quote = true;
      begin = place.begin;
    }
    if (in_quote && find_phrase(line, "[!internal]") != std::string_view::npos) marked = true;
  });
  if (marked) out.push_back({begin, static_cast<std::uint32_t>(text.size())});
}

/// "Internal notes", "Internal: …", "Notes (internal)"; not "Internal server error …", which is a fault's name.
bool heads_internal(std::string_view heading) {
  heading = trimmed(heading);
  while (!heading.empty() && std::isalnum(static_cast<unsigned char>(heading.front())) == 0) heading.remove_prefix(1);
  while (!heading.empty() && std::isdigit(static_cast<unsigned char>(heading.front())) != 0) {
    heading.remove_prefix(1);
    while (!heading.empty() && std::string_view(" .)").find(heading.front()) != std::string_view::npos)
      heading.remove_prefix(1);
  }
  if (find_phrase(heading, "internal server error") == 0 || find_phrase(heading, "internal error") == 0) return false;
  if (find_phrase(heading, "internal") == 0 || find_phrase(heading, "[internal]") != std::string_view::npos)
    return true;
  return find_phrase(heading, "(internal)") != std::string_view::npos ||
         find_phrase(heading, "(internal only)") != std::string_view::npos;
}

void find_sections(const Postmortem& pm, std::vector<Span>& out) {
  const Document& document = *pm.document;
  const Text& text = document.text();
  const auto size = static_cast<std::uint32_t>(text.content().size());
  const auto begin_of_line = [&](std::uint32_t at) { return text.line_span(text.line_of(at)).begin; };
  for (const Section& section : pm.sections) {
    if (!heads_internal(section.heading)) continue;
    const bool last = section.last_line >= document.lines().size();
    const std::uint32_t end = last ? size : begin_of_line(document.lines()[section.last_line].span.begin);
    out.push_back({begin_of_line(section.span.begin), end});
  }
  // Headings that no reader took for a section's.
  const auto& nodes = document.nodes();
  std::optional<Node> open;
  for (const Node& node : nodes) {
    if (node.kind != NodeKind::heading) continue;
    if (open && node.level <= open->level) {
      out.push_back({begin_of_line(open->span.begin), begin_of_line(node.span.begin)});
      open.reset();
    }
    if (!open && heads_internal(node.inner.in(text.content()))) open = node;
  }
  if (open) out.push_back({begin_of_line(open->span.begin), size});
}

bool is_public_key(std::string_view key) {
  constexpr std::string_view keys[] = {"title",    "date",     "severity", "status",     "service", "services",
                                       "start",    "end",      "timezone", "duration",   "percent", "impact",
                                       "language", "lang",     "cause",    "state",      "started", "ended",
                                       "detected", "resolved", "summary",  "cause_class"};
  return std::any_of(std::begin(keys), std::end(keys), [&](std::string_view k) { return equals(key, k); });
}

/// "internal: true" speaks of the whole document, and so does what others call it and what `import` writes.
bool is_wholly_internal(std::string_view key, std::string_view value) {
  if (value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
    value = value.substr(1, value.size() - 2);
  if (equals(key, "internal") || equals(key, "private")) return equals(value, "true") || equals(value, "yes");
  return (equals(key, "visibility") || equals(key, "audience")) &&
         (equals(value, "internal") || equals(value, "private"));
}

void find_front_matter(const Document& document, std::vector<Span>& out) {
  const auto& nodes = document.nodes();
  const auto node =
      std::find_if(nodes.begin(), nodes.end(), [](const Node& n) { return n.kind == NodeKind::front_matter; });
  if (node == nodes.end()) return;
  const std::string_view text = document.text().content();
  bool keep = true;
  for_lines(node->span.in(text), [&](Span place, std::string_view line) {
    const Span here{place.begin + node->span.begin, place.end + node->span.begin};
    if (line == "---" || line == "...") return;
    const std::string_view raw = here.in(text);
    const bool top = !raw.empty() && !is_blank(raw.front()) && raw.front() != '-' && raw.front() != '#';
    if (top) {
      const std::string_view key = line.substr(0, line.find(':'));
      keep = line.find(':') != std::string_view::npos && is_public_key(key);
      const std::string_view value = trimmed(line.substr(std::min(line.size(), key.size() + 1)));
      if (is_wholly_internal(key, value)) out.push_back({0, static_cast<std::uint32_t>(text.size())});
    }
    if (!keep || raw.front() == '#') out.push_back(here);
  });
}

}  // namespace

std::vector<Span> find_internal(const Postmortem& pm) {
  const std::string_view text = pm.document->text().content();
  std::vector<Span> found;
  find_comments(text, found);
  find_fences(text, found);
  find_quotes(text, found);
  find_sections(pm, found);
  find_front_matter(*pm.document, found);
  std::sort(found.begin(), found.end());
  std::vector<Span> out;
  for (const Span span : found) {
    if (span.empty()) continue;
    if (!out.empty() && span.begin <= out.back().end) {
      out.back().end = std::max(out.back().end, span.end);
    } else {
      out.push_back(span);
    }
  }
  return out;
}

bool is_all_internal(const Postmortem& pm) {
  const std::vector<Span> internal = find_internal(pm);
  const std::string_view text = pm.document->text().content();
  return !internal.empty() && without_spans(text, internal).find_first_not_of(" \t\r\n") == std::string::npos;
}

std::string without_spans(std::string_view text, const std::vector<Span>& spans) {
  std::string out;
  out.reserve(text.size());
  std::uint32_t at = 0;
  for (const Span span : spans) {
    out.append(text.substr(at, span.begin - at));
    at = span.end;
    const bool line_begins = out.empty() || out.back() == '\n';
    if (line_begins && at < text.size() && text[at] == '\n') ++at;
  }
  out.append(text.substr(at));
  return out;
}

}  // namespace afterword
