#pragma once
#include <cstdint>
#include <string_view>

namespace afterword {

/// Tells writing from code, line by line.
class ProseCount {
 public:
  /// A line without its indentation.
  void add(std::string_view line);
  /// Most lines read as sentences, list items or times with words after them.
  [[nodiscard]] bool is_prose() const { return prose_ > 0 && prose_ > 2 * code_; }
  /// Neither a sentence nor code: a few words, such as a heading.
  [[nodiscard]] bool is_wording() const { return prose_ == 0 && code_ == 0; }

 private:
  std::uint32_t prose_ = 0, code_ = 0;
};

/// Whether the text inside a code fence is a report: Markdown headings, bold labels or the usual names of parts.
[[nodiscard]] bool is_report(std::string_view text);

}  // namespace afterword
