#pragma once
#include <span>
#include <string_view>

namespace afterword {

/// One page of docs/rules, built in.
struct RulePage {
  std::string_view name;  ///< the file's name without its ending, which is the rule's name
  std::string_view text;  ///< Markdown
};

/// All pages, by name. Generated at build time (cmake/embed_pages.cmake).
[[nodiscard]] std::span<const RulePage> all_rule_pages();

}  // namespace afterword
