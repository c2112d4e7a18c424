#include "review/revision.h"

#include "evidence/sha256.h"
#include "review/bookkeeping.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr std::size_t lines_max = 3000;
constexpr std::string_view digits64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::uint32_t hash_line(std::string_view line) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : line) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return static_cast<std::uint32_t>((hash ^ (hash >> 24U) ^ (hash >> 48U)) & 0xFFFFFFU);
}

/// Longest common subsequence of the middle, after equal beginnings and ends are left out.
struct Middle {
  const std::vector<std::uint32_t>&a, &b;
  std::size_t begin = 0, end_a, end_b;

  Middle(const std::vector<std::uint32_t>& earlier, const std::vector<std::uint32_t>& later)
      : a(earlier), b(later), end_a(earlier.size()), end_b(later.size()) {
    while (begin < end_a && begin < end_b && a[begin] == b[begin]) ++begin;
    while (end_a > begin && end_b > begin && a[end_a - 1] == b[end_b - 1]) --end_a, --end_b;
  }
  [[nodiscard]] std::size_t rows() const { return end_a - begin; }
  [[nodiscard]] std::size_t columns() const { return end_b - begin; }
};

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) out.push_back(take_line(text));
  return out;
}

Revision revision_of(std::string_view text) {
  Revision out;
  Sha256 exact, body;
  std::size_t from = 0;
  for (std::size_t at = text.find("\r\n"); at != std::string_view::npos; at = text.find("\r\n", from)) {
    exact.add(text.substr(from, at - from));
    from = at + 1;
  }
  exact.add(text.substr(from));
  const std::vector<std::string_view> lines = lines_of(text);
  for (const std::string_view line : lines) out.lines.push_back(hash_line(without_bookkeeping(line)));
  for (const std::string_view line : without_publications(lines)) {
    body.add(without_bookkeeping(line));
    body.add("\n");
  }
  out.sha256 = exact.finish();
  out.body = body.finish();
  return out;
}

std::string write_lines(const std::vector<std::uint32_t>& lines) {
  std::string out;
  if (lines.size() > lines_max) return out;
  out.reserve(lines.size() * 4);
  for (const std::uint32_t hash : lines)
    for (const unsigned shift : {18U, 12U, 6U, 0U}) out += digits64[(hash >> shift) & 63U];
  return out;
}

std::vector<std::uint32_t> read_lines(std::string_view base64) {
  if (base64.size() % 4 != 0) return {};
  std::vector<std::uint32_t> out;
  out.reserve(base64.size() / 4);
  for (std::size_t at = 0; at < base64.size(); at += 4) {
    std::uint32_t hash = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const std::size_t digit = digits64.find(base64[at + i]);
      if (digit == std::string_view::npos) return {};
      hash = hash << 6U | static_cast<std::uint32_t>(digit);
    }
    out.push_back(hash);
  }
  return out;
}

RevisionChange compare_lines(const std::vector<std::uint32_t>& earlier, const std::vector<std::uint32_t>& later) {
  RevisionChange out;
  out.known = !earlier.empty();
  const Middle m(earlier, later);
  const std::size_t rows = m.rows(), columns = m.columns();
  const auto note = [&](std::size_t index) {
    const auto line = static_cast<std::uint32_t>(std::min(index + 1, std::max<std::size_t>(later.size(), 1)));
    if (out.places.empty() || out.places.back() != line) out.places.push_back(line);
  };
  constexpr std::size_t cells_max = 4'000'000;
  if ((rows + 1) * (columns + 1) > cells_max) {  // too much for a table: all of the middle counts as rewritten
    out.added = columns;
    out.removed = rows;
    for (std::size_t j = 0; j < columns; ++j) note(m.begin + j);
    return out;
  }
  std::vector<std::uint32_t> common((rows + 1) * (columns + 1));
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return common[i * (columns + 1) + j]; };
  for (std::size_t i = rows; i-- > 0;)
    for (std::size_t j = columns; j-- > 0;)
      at(i, j) = m.a[m.begin + i] == m.b[m.begin + j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
  std::size_t i = 0, j = 0;
  while (i < rows || j < columns) {
    if (i < rows && j < columns && m.a[m.begin + i] == m.b[m.begin + j]) {
      ++i, ++j;
    } else if (j < columns && (i == rows || at(i, j + 1) >= at(i + 1, j))) {
      ++out.added;
      note(m.begin + j++);
    } else {
      ++out.removed;
      ++i;
      note(m.begin + j);
    }
  }
  return out;
}

}  // namespace afterword
