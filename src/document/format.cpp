#include "document/format.h"

#include "document/format_writer.h"
#include "document/marker_scan.h"

namespace afterword {
namespace {

constexpr int attempts_max = 4;

/// Letters in order: whatever formatting does, none may be lost or moved.
std::uint64_t hash_letters(std::string_view text) {
  std::uint64_t h = 14695981039346656037ull;
  for (const char c : text)
    if (is_letter(c) || (c & 0x80) != 0) h = (h ^ static_cast<unsigned char>(c | 0x20)) * 1099511628211ull;
  return h;
}

/// The places of two lists that differ, as blocks of the first one that should keep their bytes.
bool keep_differing(const std::vector<std::uint64_t>& wanted, const std::vector<std::uint64_t>& got, KeptBlocks& kept) {
  const std::size_t common = std::min(wanted.size(), got.size());
  bool is_any = false;
  const auto keep = [&](std::size_t i) {
    if (i >= kept.size() || kept[i]) return;
    kept[i] = is_any = true;
  };
  if (wanted.size() == got.size()) {
    for (std::size_t i = 0; i < common; ++i)
      if (wanted[i] != got[i]) keep(i);
    return is_any;
  }
  std::size_t first = 0;
  while (first < common && wanted[first] == got[first]) ++first;
  std::size_t last = 0;
  while (last + first < common && wanted[wanted.size() - 1 - last] == got[got.size() - 1 - last]) ++last;
  for (std::size_t i = first == 0 ? 0 : first - 1; i < wanted.size() - last + 1; ++i) keep(i);
  return is_any;
}

/// Formats, and reads the result again: blocks that do not mean the same keep their bytes. Empty where nothing helps.
std::string format_checked(const Document& document) {
  const std::vector<std::uint64_t> blocks = hash_blocks(document), events = hash_events(document);
  const std::uint64_t letters = hash_letters(document.text().content());
  KeptBlocks kept(blocks.size(), false);
  for (int attempt = 0; attempt < attempts_max; ++attempt) {
    std::string out = FormatWriter(document, kept).write();
    const Document again = Document::read(out);
    if (again.text().content() != out || hash_letters(out) != letters) break;
    const bool is_more_kept = keep_differing(blocks, hash_blocks(again), kept);
    const bool is_still_more_kept = keep_differing(events, hash_events(again), kept);
    if (is_more_kept || is_still_more_kept) continue;
    if (hash_blocks(again) == blocks && hash_events(again) == events) return out;
    break;
  }
  return {};
}

/// Damage of structure is read through, but what it should be is for a person to say.
bool has_damaged_structure(const Document& document) {
  for (const Repair& r : document.repairs())
    if (r.kind == RepairKind::unclosed_fence || r.kind == RepairKind::indented_as_code) return true;
  return false;
}

std::string with_line_ends(std::string_view text, std::string_view line_end) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (text[i] == '\n')
      out += line_end;
    else
      out += text[i];
  }
  return out;
}

/// Twice the same, or not at all: what a second time would change is left as it was.
std::string format_lines(const Document& document) {
  const std::string_view content = document.text().content();
  if (has_damaged_structure(document)) return std::string(content);
  std::string once = format_checked(document);
  if (once == content) return once;
  for (int round = 0; round < 2 && !once.empty(); ++round) {
    std::string twice = format_checked(Document::read(once));
    if (twice == once) return once;
    once = std::move(twice);
  }
  return std::string(content);
}

}  // namespace

std::string format_document(const Document& document) {
  const std::string_view content = document.text().content();
  // Bytes so damaged that what was read of them would itself be mended again are no matter for a formatter.
  const bool is_mended = content != document.text().original();
  if (is_mended && Text::read(std::string(content)).content() != content)
    return std::string(document.text().original());
  if (content.find('\r') == std::string_view::npos) return format_lines(document);
  return with_line_ends(format_lines(Document::read(with_line_ends(content, "\n"))), "\r\n");
}

}  // namespace afterword
