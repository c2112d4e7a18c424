#include "document/plain_front_matter.h"

#include <algorithm>

namespace afterword {
namespace {

constexpr std::size_t key_size_max = 64, lines_max = 64;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// What YAML takes for no value.
bool is_null(std::string_view word) {
  return word == "null" || word == "Null" || word == "NULL";
}

class PlainReader {
 public:
  PlainReader(std::string_view yaml, std::uint32_t base) : yaml_(yaml), base_(base) {}

  std::optional<FrontMatter> read() {
    std::size_t lines = 0;
    while (at_ < yaml_.size()) {
      end_ = std::min(yaml_.find('\n', at_), yaml_.size());
      if (++lines > lines_max || !read_line()) return std::nullopt;
      at_ = end_ + 1;
    }
    return std::move(out_);
  }

 private:
  bool read_line() {
    const std::string_view line = yaml_.substr(at_, end_ - at_);
    if (!std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; })) return false;
    const std::size_t begin = at_;
    while (at_ < end_ && (is_letter_or_digit(yaml_[at_]) || yaml_[at_] == '_' || yaml_[at_] == '-')) ++at_;
    key_ = yaml_.substr(begin, at_ - begin);
    if (key_.empty() || !is_letter_or_digit(key_.front()) || key_.size() > key_size_max || is_null(key_)) return false;
    if (std::ranges::find(keys_, key_) != keys_.end()) return false;
    keys_.push_back(key_);
    if (yaml_.substr(at_, 2) != ": ") return false;
    at_ += 2;
    if (at_ >= end_) return false;
    if (yaml_[at_] == '[') return read_list();
    return (is_quote(yaml_[at_]) ? read_quoted() : read_plain()) && at_ == end_;
  }

  static bool is_quote(char c) { return c == '"' || c == '\''; }

  bool read_list() {
    for (++at_; at_ < end_; at_ += 2) {
      if (!(is_quote(yaml_[at_]) ? read_quoted() : read_item())) return false;
      if (at_ + 1 == end_) return yaml_[at_] == ']';
      if (yaml_.substr(at_, 2) != ", ") return false;
    }
    return false;
  }

  bool read_quoted() {
    const std::size_t close = yaml_.find(yaml_[at_], at_ + 1);
    if (close >= end_ || close == at_ + 1) return false;
    const std::string_view value = yaml_.substr(at_ + 1, close - at_ - 1);
    if (value.find('\\') != std::string_view::npos) return false;
    add(value);
    at_ = close + 1;
    // Two quotes are one, in quotes.
    return at_ == end_ || yaml_[at_] == ',' || yaml_[at_] == ']';
  }

  /// Up to the line's end: what is no comment and no key of another mapping.
  bool read_plain() {
    const std::string_view value = yaml_.substr(at_, end_ - at_);
    if (!is_letter_or_digit(value.front()) || value.back() == ' ' || value.back() == ':' || is_null(value) ||
        value.find(": ") != std::string_view::npos || value.find(" #") != std::string_view::npos)
      return false;
    add(value);
    at_ = end_;
    return true;
  }

  bool read_item() {
    const std::size_t begin = at_;
    while (at_ < end_ &&
           (is_letter_or_digit(yaml_[at_]) || std::string_view(" -_./").find(yaml_[at_]) != std::string_view::npos))
      ++at_;
    const std::string_view value = yaml_.substr(begin, at_ - begin);
    if (value.empty() || !is_letter_or_digit(value.front()) || value.back() == ' ' || is_null(value)) return false;
    add(value);
    return true;
  }

  void add(std::string_view value) {
    const auto begin = base_ + static_cast<std::uint32_t>(value.data() - yaml_.data());
    out_.entries.push_back(
        {std::string(key_), std::string(value), {begin, begin + static_cast<std::uint32_t>(value.size())}});
  }

  std::string_view yaml_;
  std::uint32_t base_;
  std::size_t at_ = 0, end_ = 0;
  std::string_view key_;
  std::vector<std::string_view> keys_;
  FrontMatter out_;
};

}  // namespace

std::optional<FrontMatter> read_plain_front_matter(std::string_view yaml, std::uint32_t base) {
  return PlainReader(yaml, base).read();
}

}  // namespace afterword
