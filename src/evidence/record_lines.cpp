#include "evidence/record_lines.h"

namespace afterword {
namespace {

/// "example.org/shop/cart.(*Cart).Save": a function with its path, nothing else.
bool is_frame_of_go(std::string_view line) {
  const std::size_t slash = line.rfind('/');
  return slash != std::string_view::npos && line.find(' ') == std::string_view::npos &&
         line.find(':') == std::string_view::npos && line.find('.', slash) != std::string_view::npos &&
         line.find('.') < line.find('/');
}

}  // namespace

bool continues_record(std::string_view line) {
  if (line.empty()) return true;
  const char c = line[0];
  if (c == ' ' || c == '\t' || c == '}' || c == ')' || c == ']' || c == '<' || c == '+' || c == '#') return true;
  for (std::string_view begin :
       {"Caused by", "\"}", "Traceback", "at ", "...", "-->", "---", "File \"", "During handling", "The above",
        "Suppressed:", "goroutine ", "stack traceback", "[stacktrace]", "[previous exception]", "Stack trace:"})
    if (line.starts_with(begin)) return true;
  if (is_frame_of_go(line)) return true;
  const std::size_t end = line.find_first_of(": ");  // java.lang.IllegalStateException: …
  return end != std::string_view::npos &&
         (line.substr(0, end).ends_with("Exception") || line.substr(0, end).ends_with("Error"));
}

}  // namespace afterword
