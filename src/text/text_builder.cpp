#include "text/text_builder.h"

#include "text/letters.h"

namespace afterword {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view replacement_character = "\xEF\xBF\xBD";
constexpr std::size_t repairs_max = 2000;  // beyond, neighbours of a kind are one repair even across lines

/// A few words around a place, for a message: the word it stands in, cut where it is long.
std::string quote_word(std::string_view text, Span span) {
  constexpr std::uint32_t around_max = 16;
  const auto is_end = [&](std::uint32_t i) { return static_cast<unsigned char>(text[i]) <= ' '; };
  std::uint32_t begin = span.begin, end = std::min(span.end, span.begin + 48);
  while (begin > 0 && span.begin - begin < around_max && !is_end(begin - 1)) --begin;
  while (end < text.size() && end - span.end < around_max && !is_end(end)) ++end;
  while (begin < span.begin && (text[begin] & 0xC0) == 0x80) ++begin;
  while (end < text.size() && (text[end] & 0xC0) == 0x80) ++end;
  std::string quoted = "‘";
  for (const char c : text.substr(begin, end - begin)) quoted += c == '\n' || c == '\r' || c == '\0' ? ' ' : c;
  return quoted + (end < span.end ? "…’" : "’");
}

std::string_view name_of(Charset charset) {
  return charset == Charset::mac_roman ? "Mac Roman" : "Windows-1252";
}

/// Whether UTF-16 without its mark: every other byte of a text in any Western language is zero.
int guess_utf16(std::string_view bytes) {
  std::size_t even = 0, odd = 0;
  const std::size_t looked = std::min<std::size_t>(bytes.size(), 512) & ~std::size_t{1};
  for (std::size_t i = 0; i < looked; i += 2) {
    even += bytes[i] == '\0';
    odd += bytes[i + 1] == '\0';
  }
  if (looked < 8) return 0;
  if (odd * 2 > looked * 7 / 10 && even == 0) return 1;
  return even * 2 > looked * 7 / 10 && odd == 0 ? 2 : 0;
}

}  // namespace

TextBuilder::TextBuilder(std::string bytes) {
  text_.original_ = std::move(bytes);
}

Text TextBuilder::build(std::string bytes) {
  TextBuilder b(std::move(bytes));
  const std::string_view original = b.text_.original_;
  if (original.starts_with("\xFF\xFE")) {
    b.build_utf16(2, false, RepairKind::invalid_utf8);
  } else if (original.starts_with("\xFE\xFF")) {
    b.build_utf16(2, true, RepairKind::invalid_utf8);
  } else {
    b.scan_ = scan_bytes(original);
    const int guess = b.scan_.has_nul ? guess_utf16(original) : 0;
    if (guess != 0) {
      b.build_utf16(0, guess == 2, RepairKind::invalid_utf8);
      return std::move(b.text_);
    }
    b.collect_edits();
    b.apply_edits();
    b.record_suspicions();
    b.finish_repairs();
  }
  return std::move(b.text_);
}

void TextBuilder::build_utf16(std::uint32_t begin, bool is_big_endian, RepairKind kind) {
  const std::string& original = text_.original_;
  const auto unit = [&](std::size_t i) -> char32_t {
    if (i + 1 >= original.size()) return 0;
    const char32_t a = static_cast<unsigned char>(original[i]), b = static_cast<unsigned char>(original[i + 1]);
    return is_big_endian ? a << 8 | b : b << 8 | a;
  };
  std::string& content = text_.content_;
  content.reserve(original.size() / 2);
  text_.pieces_.push_back({0, begin, true});
  for (std::size_t i = begin; i < original.size();) {
    char32_t c = unit(i);
    const std::size_t at = i;
    i += 2;
    const char32_t low = unit(i);
    if (c >= 0xD800 && c < 0xDC00 && low >= 0xDC00 && low < 0xE000 && i + 1 < original.size()) {
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    if (c == 0 || (c >= 0xD800 && c < 0xE000) || at + 1 >= original.size()) c = 0xFFFD;
    if (c == '\r' && low != '\n') c = '\n';
    char buffer[4];
    content.append(buffer, encode_utf8(c, buffer));
    if (c != '\n') continue;
    text_.line_starts_.push_back(static_cast<std::uint32_t>(content.size()));
    text_.pieces_.push_back({static_cast<std::uint32_t>(content.size()), static_cast<std::uint32_t>(i), true});
  }
  text_.changed_ = true;
  Repair& repair = text_.repairs_.emplace_back();
  repair.kind = kind;
  repair.original = {0, static_cast<std::uint32_t>(original.size())};
  repair.replacement = content;
  repair.what =
      is_big_endian ? "the file is UTF-16 (big endian), not UTF-8" : "the file is UTF-16 (little endian), not UTF-8";
}

void TextBuilder::add_edit(std::uint32_t begin, std::uint32_t end, RepairKind kind, std::string_view text) {
  Edit& edit = edits_.emplace_back();
  edit.begin = begin;
  edit.end = end;
  edit.kind = kind;
  edit.size = static_cast<std::uint8_t>(text.size());
  std::copy(text.begin(), text.end(), edit.text);
}

void TextBuilder::collect_edits() {
  const std::string_view original = text_.original_;
  if (original.starts_with(byte_order_mark)) add_edit(0, 3, RepairKind::byte_order_mark, "");
  if (scan_.has_nul)
    for (std::size_t i = original.find('\0'); i != std::string_view::npos; i = original.find('\0', i + 1))
      add_edit(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i) + 1, RepairKind::nul,
               replacement_character);
  if (scan_.has_mixed_line_ends()) collect_line_ends();
  if (scan_.has_invalid_utf8 || scan_.has_suspect_pair) collect_glyphs();
  for (const Suspicion& s : scan_.suspicions)
    if (s.kind == RepairKind::list_number_glued) add_edit(s.span.end, s.span.end, s.kind, " ");
  std::sort(edits_.begin(), edits_.end(),
            [](const Edit& a, const Edit& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
}

/// All line ends become those that most lines have. A lone CR is a line end too.
void TextBuilder::collect_line_ends() {
  const std::string_view original = text_.original_;
  const std::string_view wanted = scan_.crlf > scan_.lf ? "\r\n" : "\n";
  for (std::size_t i = original.find_first_of("\r\n"); i != std::string_view::npos;) {
    const std::size_t size = original.substr(i, 2) == "\r\n" ? 2 : 1;
    if (original.substr(i, size) != wanted)
      add_edit(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + size), RepairKind::carriage_return,
               wanted);
    i = original.find_first_of("\r\n", i + size);
  }
}

void TextBuilder::collect_glyphs() {
  const std::string_view original = text_.original_;
  const std::size_t begin = original.starts_with(byte_order_mark) ? 3 : 0;
  std::vector<Glyph> glyphs;
  for (std::size_t i = begin; i < original.size();) {
    if ((original[i] & 0x80) == 0) {
      ++i;
      continue;
    }
    const Decoded d = decode_utf8(original, i);
    Glyph& g = glyphs.emplace_back();
    g.begin = static_cast<std::uint32_t>(i);
    g.end = g.begin + d.length;
    g.broken = d.code_point == bad_code_point;
    g.c = g.broken ? 0xFFFD : d.code_point;
    i += d.length;
  }
  if (scan_.has_invalid_utf8) read_legacy(glyphs);
  if (scan_.has_suspect_pair) undo_mojibake(original, glyphs);
  for (const Glyph& g : glyphs) {
    if (!g.broken && g.times == 0) continue;
    char buffer[4];
    const bool is_mark_at_begin = g.c == 0xFEFF && g.begin == 0;
    const std::size_t size = is_mark_at_begin ? 0 : encode_utf8(g.c, buffer);
    add_edit(g.begin, g.end, g.broken ? RepairKind::invalid_utf8 : RepairKind::mojibake, {buffer, size});
    edits_.back().charset = g.charset;
    edits_.back().times = g.times;
  }
}

/// A file whose bytes make sense in Windows-1252 and hardly any in UTF-8 is read as that; other broken bytes can only
/// be marked.
void TextBuilder::read_legacy(std::vector<Glyph>& glyphs) const {
  std::size_t broken = 0, sensible = 0, right = 0, controls = 0;
  for (const char c : text_.original_) controls += (c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t');
  for (const Glyph& g : glyphs) {
    right += !g.broken;
    if (!g.broken) continue;
    ++broken;
    const char32_t c = decode_byte(Charset::western, static_cast<std::uint8_t>(text_.original_[g.begin]));
    sensible += c >= 0xA0;
  }
  const bool is_legacy =
      right * 10 <= broken && sensible * 10 >= broken * 9 && controls * 200 <= text_.original_.size();
  if (!is_legacy) return;
  for (Glyph& g : glyphs) {
    if (!g.broken) continue;
    const char32_t c = decode_byte(Charset::western, static_cast<std::uint8_t>(text_.original_[g.begin]));
    if (c < 0xA0) continue;
    g.c = c;
    g.times = 1;  // tells the message that it was read, not lost
  }
}

void TextBuilder::apply_edits() {
  const std::string_view original = text_.original_;
  if (edits_.empty()) {
    text_.line_starts_ = std::move(scan_.line_starts);
    return;
  }
  text_.changed_ = true;
  std::string& content = text_.content_;
  content.reserve(original.size() + 2 * edits_.size());
  std::uint32_t at = 0;
  const auto place = [&](std::uint32_t from, bool replaced) {
    text_.pieces_.push_back({static_cast<std::uint32_t>(content.size()), from, replaced});
  };
  if (edits_.front().begin != 0) place(0, false);
  for (const Edit& e : edits_) {
    content.append(original.substr(at, e.begin - at));
    const std::uint32_t begin = static_cast<std::uint32_t>(content.size());
    if (e.size != 0) place(e.begin, true);
    content.append(e.text, e.size);
    record_edit(e, begin);
    at = e.end;
    // Where another edit follows at once, its own piece comes.
    if (&e == &edits_.back() || (&e)[1].begin != e.end) place(e.end, false);
  }
  content.append(original.substr(at));
  text_.line_starts_.reserve(scan_.line_starts.size());
  for (std::size_t i = content.find('\n'); i != std::string::npos; i = content.find('\n', i + 1))
    text_.line_starts_.push_back(static_cast<std::uint32_t>(i + 1));
}

/// Repairs of one kind in one line are one repair, so that a person sees one message, not thirty.
void TextBuilder::record_edit(const Edit& edit, std::uint32_t content_begin) {
  const std::uint32_t content_end = content_begin + edit.size;
  if (!text_.repairs_.empty()) {
    Repair& last = text_.repairs_.back();
    const std::string_view between =
        std::string_view(text_.original_).substr(last.original.end, edit.begin - last.original.end);
    const bool is_near = last.kind == RepairKind::carriage_return
                             ? std::count(between.begin(), between.end(), '\n') == 0
                             : between.find_first_of("\r\n") == std::string_view::npos;
    if (last.kind == edit.kind && (is_near || text_.repairs_.size() >= repairs_max)) {
      last.original.end = edit.end;
      repaired_.back().end = content_end;
      return;
    }
  }
  Repair& repair = text_.repairs_.emplace_back();
  repair.kind = edit.kind;
  repair.original = {edit.begin, edit.end};
  repair.fixable = edit.kind != RepairKind::byte_order_mark && edit.kind != RepairKind::nul;
  repaired_.push_back({content_begin, content_end});
  repair.what = describe(edit);
}

std::string TextBuilder::describe(const Edit& edit) const {
  const std::string_view original = text_.original_;
  const Span span{edit.begin, edit.end};
  switch (edit.kind) {
    case RepairKind::byte_order_mark:
      return "the file begins with a byte order mark";
    case RepairKind::nul:
      return "a NUL byte";
    case RepairKind::invalid_utf8: {
      constexpr std::string_view digits = "0123456789ABCDEF";
      const unsigned char c = static_cast<unsigned char>(original[edit.begin]);
      const std::string byte = {digits[c >> 4], digits[c & 15u]};
      if (edit.times == 0) return "byte 0x" + byte + " is not UTF-8, and nothing tells what it was";
      return "byte 0x" + byte + " is Windows-1252 for ‘" + std::string(edit.text, edit.size) + "’, not UTF-8";
    }
    case RepairKind::mojibake: {
      std::string what = quote_word(original, span);
      what.append(" is UTF-8 read as ").append(name_of(edit.charset));
      return edit.times > 1 ? what + (edit.times == 2 ? ", twice" : ", several times") : what;
    }
    case RepairKind::carriage_return:
      return edit.size == 2 ? "a line end other than CR LF, which most lines have"
                            : "a line end other than LF, which most lines have";
    default:
      return quote_word(original, {edit.begin, edit.begin}) + " is a list number without a space after it";
  }
}

/// What is seen but read as it is: no bytes change.
void TextBuilder::record_suspicions() {
  const std::string_view original = text_.original_;
  bool is_added = false;
  std::uint32_t last_line_end = 0;
  for (const Suspicion& s : scan_.suspicions) {
    if (s.kind == RepairKind::list_number_glued) continue;
    if (s.kind == RepairKind::markup_in_word) {
      if (s.span.begin < last_line_end) continue;  // one message a line
      last_line_end = static_cast<std::uint32_t>(std::min(original.find('\n', s.span.begin), original.size()));
    }
    Repair& repair = text_.repairs_.emplace_back();
    repair.kind = s.kind;
    repair.original = s.span;
    repair.fixable = false;
    const std::string quoted = quote_word(original, s.span);
    repair.what = s.kind == RepairKind::clock_with_both ? quoted + " is a 24-hour time with AM or PM"
                                                        : quoted + " wraps text in markup";
    repaired_.push_back({text_.to_content(s.span.begin), text_.to_content(s.span.end)});
    is_added = true;
  }
  if (!is_added) return;
  std::vector<std::size_t> order(text_.repairs_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(text_.repairs_[a].original.begin, a) < std::pair(text_.repairs_[b].original.begin, b);
  });
  std::vector<Repair> repairs;
  std::vector<Span> repaired;
  for (const std::size_t i : order) {
    repairs.push_back(std::move(text_.repairs_[i]));
    repaired.push_back(repaired_[i]);
  }
  text_.repairs_ = std::move(repairs);
  repaired_ = std::move(repaired);
}

void TextBuilder::finish_repairs() {
  const std::string_view content = text_.content();
  for (std::size_t i = 0; i < repaired_.size(); ++i) text_.repairs_[i].replacement = repaired_[i].in(content);
}

}  // namespace afterword
