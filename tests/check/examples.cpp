#include "examples.h"

namespace afterword::testing {
namespace {

std::size_t count_backticks(std::string_view line) {
  const std::size_t end = line.find_first_not_of('`');
  return end == std::string_view::npos ? line.size() : end;
}

/// "␍" stands for a carriage return and "␀" for a NUL byte, which no editor would keep in a page.
std::string with_controls(std::string_view line) {
  std::string out(line);
  for (const auto& [sign, byte] : {std::pair<std::string_view, char>{"␍", '\r'}, {"␀", '\0'}})
    for (std::size_t at = out.find(sign); at != std::string::npos; at = out.find(sign, at + 1))
      out.replace(at, sign.size(), 1, byte);
  return out;
}

}  // namespace

std::vector<Example> read_examples(std::string_view page) {
  std::vector<Example> out;
  enum class Part { other, bad, good } part = Part::other;
  std::string settings, review;
  std::size_t fence = 0;
  std::string_view language;
  Example example;
  std::uint32_t number = 0, lines = 0;
  while (!page.empty()) {
    const std::size_t end = std::min(page.find('\n'), page.size());
    const std::string_view line = page.substr(0, end);
    page.remove_prefix(std::min(end + 1, page.size()));
    ++number;
    const std::size_t ticks = count_backticks(line);
    if (fence == 0) {
      if (line.starts_with("## ")) {
        part = line == "## Bad" ? Part::bad : line == "## Good" ? Part::good : Part::other;
        settings.clear();
        review.clear();
      }
      if (ticks < 3) continue;
      fence = ticks;
      language = line.substr(ticks);
      if (language == "toml") settings.clear();
      if (language == "review") review.clear();
      example = {part == Part::bad, {}, settings, review, {}, number};
      lines = 0;
    } else if (ticks >= fence && line.size() == ticks) {
      fence = 0;
      if (language == "markdown" && part != Part::other) out.push_back(example);
    } else if (language == "toml") {
      settings += std::string(line) + "\n";
    } else if (language == "review") {
      review += std::string(line) + "\n";
    } else if (line.find_first_not_of(" \t") != std::string_view::npos &&
               line.substr(line.find_first_not_of(" \t")) == "<!-- finding -->") {
      example.expected.push_back(lines + 1);
    } else {
      example.text += with_controls(line) + "\n";
      ++lines;
    }
  }
  return out;
}

}  // namespace afterword::testing
