#include "evidence/template_groups.h"

#include <algorithm>
#include <unordered_map>

namespace afterword {
namespace {

constexpr std::size_t group_rows_min = 48;  ///< fewer say too little about what varies
constexpr int depth_max = 8;

using Rows = std::vector<std::uint32_t>;

/// How the words of one place are spread over the rows of a group.
struct Spread {
  std::size_t distinct = 0;
  std::size_t frequent = 0;  ///< rows whose word here is that of many
};

class Generaliser {
 public:
  Generaliser(TokenTable& tokens, std::uint64_t value) : tokens_(tokens), value_(value) {}

  void run(const Rows& rows, int depth) {
    if (rows.size() < group_rows_min) return;
    const std::size_t size = tokens_.size_of(rows[0]);
    const std::size_t many = std::max<std::size_t>(4, rows.size() / 100);
    std::vector<std::size_t> varying;
    std::size_t fixed = 0, split = size, split_distinct = rows.size();
    for (std::size_t i = 0; i < size; ++i) {
      if (!is_word(rows[0], i)) continue;
      const Spread spread = count(rows, i, many);
      if (spread.distinct == 1) {
        ++fixed;
      } else if (spread.frequent * 10 >= rows.size() * 9) {
        if (spread.distinct < split_distinct) split = i, split_distinct = spread.distinct;
      } else if (spread.distinct >= 16 && spread.frequent * 2 < rows.size()) {
        varying.push_back(i);
      }
    }
    if (split != size && depth < depth_max) {
      std::unordered_map<std::uint64_t, Rows> parts;
      for (const std::uint32_t row : rows) parts[at(row, split)].push_back(row);
      for (const auto& [word, part] : parts) run(part, depth + 1);
      return;
    }
    if (fixed < 2 || fixed < varying.size()) return;
    for (const std::uint32_t row : rows)
      for (const std::size_t i : varying) {
        at(row, i) = value_;
        tokens_.kinds[tokens_.begins[row] + i] = TokenTable::Kind::value;
      }
  }

 private:
  [[nodiscard]] std::uint64_t& at(std::uint32_t row, std::size_t i) { return tokens_.hashes[tokens_.begins[row] + i]; }
  [[nodiscard]] bool is_word(std::uint32_t row, std::size_t i) const {
    return tokens_.kinds[tokens_.begins[row] + i] >= TokenTable::Kind::word;
  }
  Spread count(const Rows& rows, std::size_t i, std::size_t many) {
    words_.clear();
    for (const std::uint32_t row : rows) words_.push_back(at(row, i));
    std::sort(words_.begin(), words_.end());
    Spread out;
    for (std::size_t begin = 0; begin < words_.size();) {
      std::size_t end = begin + 1;
      while (end < words_.size() && words_[end] == words_[begin]) ++end;
      ++out.distinct;
      if (end - begin >= many) out.frequent += end - begin;
      begin = end;
    }
    return out;
  }

  TokenTable& tokens_;
  std::uint64_t value_;
  std::vector<std::uint64_t> words_;
};

}  // namespace

void generalise_groups(TokenTable& tokens, std::uint64_t value) {
  // The form of a row: where its words, values and separators stand, and its first word.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> forms;
  forms.reserve(tokens.rows());
  for (std::uint32_t row = 0; row < tokens.rows(); ++row) {
    std::uint64_t form = tokens.size_of(row);
    bool first = true;
    for (std::uint32_t i = tokens.begins[row]; i < tokens.begins[row + 1]; ++i) {
      const bool is_word = tokens.kinds[i] >= TokenTable::Kind::word;
      const std::uint64_t part = is_word && !first ? 0x51ed27 : tokens.hashes[i];
      first = first && !is_word;
      form = (form ^ part) * 0x9e3779b97f4a7c15ull;
      form ^= form >> 29;
    }
    forms.emplace_back(form, row);
  }
  std::sort(forms.begin(), forms.end());
  Generaliser generaliser(tokens, value);
  Rows rows;
  for (std::size_t begin = 0; begin < forms.size();) {
    std::size_t end = begin;
    rows.clear();
    for (; end < forms.size() && forms[end].first == forms[begin].first; ++end) rows.push_back(forms[end].second);
    generaliser.run(rows, 0);
    begin = end;
  }
}

}  // namespace afterword
