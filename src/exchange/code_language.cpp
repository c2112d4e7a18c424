#include "exchange/code_language.h"

#include <algorithm>
#include <string>

#include "text/ascii.h"

namespace afterword {
namespace {

struct LanguageRow {
  std::string_view fence, confluence, jira;
};
// In the order of the alphabet. Confluence's are those that both Cloud and Data Center know.
constexpr LanguageRow languages[] = {
    {"actionscript", "actionscript3", "actionscript"},
    {"ada", "text", "ada"},
    {"applescript", "applescript", "applescript"},
    {"bash", "bash", "bash"},
    {"c", "cpp", "c"},
    {"c#", "c#", "c#"},
    {"c++", "cpp", "c++"},
    {"console", "bash", "bash"},
    {"cpp", "cpp", "cpp"},
    {"cs", "c#", "c#"},
    {"csharp", "c#", "c#"},
    {"css", "css", "css"},
    {"diff", "diff", ""},
    {"erlang", "erl", "erlang"},
    {"go", "text", "go"},
    {"groovy", "groovy", "groovy"},
    {"haskell", "text", "haskell"},
    {"html", "xml", "html"},
    {"java", "java", "java"},
    {"javascript", "js", "javascript"},
    {"js", "js", "js"},
    {"json", "js", "json"},
    {"json5", "js", "json"},
    {"jsonc", "js", "json"},
    {"jsx", "js", "js"},
    {"lua", "text", "lua"},
    {"patch", "diff", ""},
    {"perl", "perl", "perl"},
    {"php", "php", "php"},
    {"powershell", "powershell", ""},
    {"ps1", "powershell", ""},
    {"py", "py", "python"},
    {"python", "py", "python"},
    {"r", "text", "r"},
    {"rb", "ruby", "ruby"},
    {"ruby", "ruby", "ruby"},
    {"sass", "sass", ""},
    {"scala", "scala", "scala"},
    {"scss", "sass", ""},
    {"sh", "bash", "sh"},
    {"shell", "bash", "bash"},
    {"shell-session", "bash", "bash"},
    {"sql", "sql", "sql"},
    {"swift", "text", "swift"},
    {"ts", "js", "js"},
    {"typescript", "js", "js"},
    {"vb", "vb", "visualbasic"},
    {"xml", "xml", "xml"},
    {"yaml", "yml", "yaml"},
    {"yml", "yml", "yaml"},
    {"zsh", "bash", "bash"},
};

const LanguageRow* find_language(std::string_view fence) {
  const std::string word = lower_ascii(fence);
  const auto* row = std::lower_bound(std::begin(languages), std::end(languages), word,
                                     [](const LanguageRow& a, const std::string& b) { return a.fence < b; });
  return row != std::end(languages) && row->fence == word ? row : nullptr;
}

}  // namespace

std::string_view confluence_language(std::string_view fence) {
  const LanguageRow* row = find_language(fence);
  return row == nullptr ? "text" : row->confluence;
}

std::string_view jira_language(std::string_view fence) {
  const LanguageRow* row = find_language(fence);
  return row == nullptr ? "" : row->jira;
}

}  // namespace afterword
