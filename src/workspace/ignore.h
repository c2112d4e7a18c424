#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// Whether a path matches a pattern of .gitignore: `*` and `?` stop at `/`, `**` does not, `[a-z]` is a set, `\`
/// escapes. Time is at most the product of the lengths.
[[nodiscard]] bool matches_glob(std::string_view pattern, std::string_view path);

/// The patterns of one .gitignore, or of `exclude` in the settings.
class IgnoreList {
 public:
  /// Reads the lines of a .gitignore. `origin` is named in `why`.
  static IgnoreList read(std::string_view text, std::string origin);

  enum class Verdict { undecided, ignored, kept };
  /// What the last pattern that matches says of a path relative to the list's folder.
  [[nodiscard]] Verdict ask(std::string_view path, bool is_folder) const;
  /// "FILE:LINE" of the pattern that decides; empty where none does.
  [[nodiscard]] std::string why(std::string_view path, bool is_folder) const;
  [[nodiscard]] bool empty() const { return patterns_.empty(); }

 private:
  struct Pattern {
    std::string glob;
    bool negated = false, folders_only = false, anchored = false;
    unsigned line = 0;
  };
  [[nodiscard]] const Pattern* decide(std::string_view path, bool is_folder) const;
  std::vector<Pattern> patterns_;
  std::string origin_;
};

}  // namespace afterword
