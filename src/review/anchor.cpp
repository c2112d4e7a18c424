#include "review/anchor.h"

#include "review/bookkeeping.h"

namespace afterword {
namespace {

constexpr std::size_t text_bytes_max = 200;

/// A line as anchors keep it: no bookkeeping, no blanks around it, cut between characters.
std::string kept(std::string_view line) {
  std::string out = without_bookkeeping(line);
  out.erase(0, std::min(out.find_first_not_of(" \t"), out.size()));
  if (out.size() > text_bytes_max) {
    std::size_t cut = text_bytes_max;
    while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0U) == 0x80U) --cut;
    out.resize(cut);
  }
  return out;
}

/// The next line that is not blank, in one direction; empty at the end of the text.
std::string neighbour(const std::vector<std::string>& lines, std::size_t index, bool down) {
  while (down ? index + 1 < lines.size() : index > 0) {
    index = down ? index + 1 : index - 1;
    if (!lines[index].empty()) return lines[index];
  }
  return {};
}

std::vector<std::string> keep_all(const std::vector<std::string_view>& lines) {
  std::vector<std::string> out;
  out.reserve(lines.size());
  for (const std::string_view line : lines) out.push_back(kept(line));
  return out;
}

std::uint32_t distance(std::size_t index, std::uint32_t line) {
  const auto here = static_cast<std::uint32_t>(index + 1);
  return here > line ? here - line : line - here;
}

}  // namespace

CommentAnchor make_anchor(const std::vector<std::string_view>& lines, std::uint32_t line, std::string_view quote) {
  CommentAnchor out;
  if (line == 0 || line > lines.size()) return out;
  const std::vector<std::string> all = keep_all(lines);
  out.line = line;
  out.quote = quote;
  out.text = all[line - 1];
  out.before = neighbour(all, line - 1, false);
  out.after = neighbour(all, line - 1, true);
  return out;
}

AnchorPlace find_anchor(const CommentAnchor& anchor, const std::vector<std::string_view>& lines) {
  if (anchor.line == 0) return {0, AnchorFit::document};
  const std::vector<std::string> all = keep_all(lines);
  AnchorPlace best{0, AnchorFit::lost};
  int best_score = -1;
  const auto offer = [&](std::size_t index, AnchorFit fit, int score) {
    const bool nearer = best.line != 0 && distance(index, anchor.line) < distance(best.line - 1, anchor.line);
    if (score < best_score || (score == best_score && !nearer)) return;
    best = {static_cast<std::uint32_t>(index + 1), fit};
    best_score = score;
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool is_line = !anchor.text.empty() && all[i] == anchor.text;
    const bool is_quoted = !anchor.quote.empty() && lines[i].find(anchor.quote) != std::string_view::npos;
    // A blank line says nothing of itself: it is known by both its neighbours.
    const bool may_be_blank = anchor.text.empty() && anchor.quote.empty() && all[i].empty();
    if (!is_line && !is_quoted && !may_be_blank) continue;
    const int alike =
        (neighbour(all, i, false) == anchor.before ? 1 : 0) + (neighbour(all, i, true) == anchor.after ? 1 : 0);
    if (may_be_blank && alike < 2) continue;
    offer(i, AnchorFit::exact, (is_line ? 20 : 10) + alike);
  }
  if (best.line != 0) return best;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!anchor.after.empty() && all[i] == anchor.after) offer(i, AnchorFit::changed, 1);
    if (!anchor.before.empty() && all[i] == anchor.before)
      offer(std::min(i + 1, all.size() - 1), AnchorFit::changed, 2);
  }
  return best;
}

}  // namespace afterword
