#include "draft/footnotes.h"

#include "draft/wording.h"

namespace afterword {
namespace {

/// The name of a file without its folders, in letters that a footnote's mark may have.
std::string source_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/!");
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  std::string out;
  for (const char c : path) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
    if (plain)
      out += c;
    else if (!out.empty() && out.back() != '-')
      out += '-';
  }
  return out.empty() ? "source" : out;
}

}  // namespace

std::string Footnotes::mark_of(const Place& place) {
  const auto found = marks_.find(place);
  if (found != marks_.end()) return found->second;
  std::string mark = source_name(evidence_.inputs[place.input].path);
  if (place.line != 0) mark += "-" + std::to_string(place.line);
  // Two sources of the same name, or two records of one line, are told apart by a letter.
  std::string own = mark;
  for (char letter = 'b'; taken_.contains(own) && letter <= 'z'; ++letter) own = mark + letter;
  if (taken_.contains(own)) own = mark + "-" + std::to_string(place.input) + "-" + std::to_string(place.begin);
  taken_.emplace(own, place);
  marks_.emplace(place, own);
  order_.push_back(place);
  return own;
}

std::string Footnotes::marks(const std::vector<Place>& places) {
  constexpr std::size_t most = 3;
  std::string out;
  for (std::size_t i = 0; i < places.size() && i < most; ++i) {
    const std::string mark = "[^" + mark_of(places[i]) + "]";
    if (out.find(mark) == std::string::npos) out += mark;
  }
  return out;
}

std::string Footnotes::definitions() const {
  std::string out;
  for (const Place& place : order_) {
    const CitedRecord record = cite_(place);
    out += "[^" + marks_.at(place) + "]: " + as_code(evidence_.inputs[place.input].path);
    // A name alone behind the mark would be a link's definition to Markdown.
    out += place.line != 0 ? ", line " + std::to_string(place.line) : ", as a whole";
    const std::string_view time = written_time(record.text);
    if (!time.empty()) out += ", " + as_code(time);
    if (!record.text.empty()) out += ": " + as_code(shortened(record.text, 200));
    out += "\n\n";  // a paragraph each, also for readers that know no footnotes
  }
  if (!out.empty()) out.pop_back();
  return out;
}

}  // namespace afterword
