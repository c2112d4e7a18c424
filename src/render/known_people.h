#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace afterword {

/// The people whom an archive's reports give away together, so that a report which only mentions somebody in passing
/// does not name them either. First the names of every report, then its text; from then on it may be asked by any
/// thread.
///
/// Some names are words too: "Mark", a handle "@media". What stands in as many reports as a word in small letters (a
/// handle: in more) as it does as a name is taken for a name only where it is written as one in the middle of a
/// sentence.
class KnownPeople {
 public:
  /// `allowed`: names that may stand, whole or word by word; in any case of letters.
  explicit KnownPeople(const std::vector<std::string>& allowed = {});

  /// Of one report, as find_names gives them.
  void add_names(const std::vector<std::string>& names);
  /// Of one report, after the names of all.
  void add_text(std::string_view text);

  [[nodiscard]] bool is_allowed(std::string_view name) const;
  /// Whether a word names somebody. `inside`: of a sentence, neither its first word nor of a heading.
  [[nodiscard]] bool names_somebody(std::string_view word, bool inside) const;
  /// Of all that answers depend on.
  [[nodiscard]] std::uint64_t hash() const;

 private:
  struct Known {
    std::uint32_t as_name = 0, as_word = 0;  ///< reports
    bool capital = false;                    ///< it was written with one
  };
  [[nodiscard]] static bool is_word_too(const Known& known);
  std::unordered_map<std::string, Known> known_;  ///< by small letters
  std::unordered_set<std::string> allowed_;
};

}  // namespace afterword
