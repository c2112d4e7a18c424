#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace afterword {

/// Fingerprints cut into tokens, all in one piece of memory: words, values, and what stands between them.
struct TokenTable {
  enum class Kind : std::uint8_t { separator, value, word, name };  ///< name: a word that looks like one of something
  std::vector<std::uint64_t> hashes;
  std::vector<Kind> kinds;
  std::vector<std::uint32_t> begins;  ///< of each row, and one more

  [[nodiscard]] std::size_t rows() const { return begins.size() - 1; }
  [[nodiscard]] std::size_t size_of(std::uint32_t row) const { return begins[row + 1] - begins[row]; }
};

/// Makes values of words where messages of one form, many of them, agree in most places and hardly ever in these: names
/// of users, of tables, of hosts, several in one message. Where only one place differs, merging by pairs does better.
/// `value` is the hash of a value. Close to linear; does not depend on the order of rows.
void generalise_groups(TokenTable& tokens, std::uint64_t value);

}  // namespace afterword
