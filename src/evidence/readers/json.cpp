#include "evidence/readers/json.h"

#include <cmath>

namespace afterword {
namespace {

constexpr std::size_t resume_bytes_max = 64;

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '-' || c == '.';
}

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

/// The four hexadecimal digits at `i`, or nothing.
std::optional<std::uint32_t> read_hex4(std::string_view text, std::size_t i) {
  if (i + 4 > text.size()) return {};
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data() + i, text.data() + i + 4, value, 16);
  if (error != std::errc{} || end != text.data() + i + 4) return {};
  return value;
}

/// Decodes the escapes of a string's inside. What is no escape stays as it is written; half a surrogate pair becomes
/// the replacement character.
std::string decode(std::string_view inside) {
  std::string out;
  out.reserve(inside.size());
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] != '\\' || i + 1 == inside.size()) {
      out += inside[i];
      continue;
    }
    const char c = inside[++i];
    if (c == 'n') {
      out += '\n';
    } else if (c == 't') {
      out += '\t';
    } else if (c == 'r') {
      out += '\r';
    } else if (c == 'b') {
      out += '\b';
    } else if (c == 'f') {
      out += '\f';
    } else if (c != 'u') {
      out += c;
    } else if (const auto unit = read_hex4(inside, i + 1)) {
      i += 4;
      std::uint32_t point = *unit;
      if (point >= 0xD800 && point < 0xDC00 && inside.substr(i + 1, 2) == "\\u") {
        const auto low = read_hex4(inside, i + 3);
        if (low && *low >= 0xDC00 && *low < 0xE000) {
          point = 0x10000 + ((point - 0xD800) << 10) + (*low - 0xDC00);
          i += 6;
        }
      }
      append_utf8(out, point >= 0xD800 && point < 0xE000 ? 0xFFFD : point);
    } else {
      out += "\\u";
    }
  }
  return out;
}

}  // namespace

/// A loop over tokens with the open containers on a stack of its own.
class JsonDocument::Parser {
 public:
  explicit Parser(JsonDocument& document) : document_(document), text_(document.text_) {}

  void read_all() {
    document_.nodes_.push_back({.kind = JsonKind::array});
    if (text_.size() >= 0xFFFF'FFF0u) {
      fault(0, "it is larger than 4 GB");
    } else {
      if (text_.starts_with("\xEF\xBB\xBF")) place_ = 3;
      std::uint32_t values = 0;
      while (skip_space(), place_ < text_.size()) {
        const auto first_node = static_cast<std::uint32_t>(document_.nodes_.size());
        const std::size_t begin = place_;
        if (read_value()) {
          ++values;
          continue;
        }
        // A line that breaks off must not take the next one with it, whose beginning is where that shows; but far back
        // nobody goes, or wrong input would be read again and again.
        std::size_t line_end = text_.find('\n', begin);
        if (line_end < place_ && place_ - line_end > resume_bytes_max) line_end = text_.find('\n', place_);
        if (values == 0 || line_end == std::string_view::npos) break;
        ++document_.wrong_lines_;
        document_.nodes_.resize(first_node);
        open_.clear();
        place_ = line_end + 1;
      }
    }
    close_all();
    document_.nodes_[0].end = static_cast<std::uint32_t>(text_.size());
    document_.nodes_[0].next = static_cast<std::uint32_t>(document_.nodes_.size());
  }

 private:
  bool fault(std::size_t at, std::string_view what) {
    if (!document_.fault_) document_.fault_ = Fault{at, what};
    return false;
  }

  void skip_space() {
    while (place_ < text_.size() && (is_space(text_[place_]) || text_[place_] == '\x1E')) ++place_;
  }

  void close_all() {
    for (; !open_.empty(); open_.pop_back()) close_node(open_.back());
  }

  void close_node(std::uint32_t index) {
    document_.nodes_[index].end = static_cast<std::uint32_t>(std::min(place_, text_.size()));
    document_.nodes_[index].next = static_cast<std::uint32_t>(document_.nodes_.size());
  }

  /// One value with everything below it. False at a fault; what is open then stays open.
  bool read_value() {
    if (!read_token()) return false;
    while (!open_.empty()) {
      if (!read_step()) return false;
    }
    return true;
  }

  /// What follows inside the innermost open container: its end, or a separator and an element.
  bool read_step() {
    const std::uint32_t parent = open_.back();
    const bool object = document_.nodes_[parent].kind == JsonKind::object;
    const char closing = object ? '}' : ']';
    const bool is_first = document_.nodes_.size() == parent + 1;
    skip_space();
    if (place_ >= text_.size()) return fault(place_, "it ends in the middle");
    if (text_[place_] == closing) {
      ++place_;
      close_node(parent);
      open_.pop_back();
      return true;
    }
    if (!is_first) {
      if (text_[place_] != ',') return fault(place_, "a comma is missing");
      ++place_;
      skip_space();
      if (place_ < text_.size() && text_[place_] == closing) return true;  // a comma too many, as people leave them
    }
    if (!object) return read_token();
    const std::size_t key_begin = place_ + 1;
    bool escaped = false;
    if (place_ >= text_.size() || text_[place_] != '"') return fault(place_, "a name in quotes is missing");
    if (!skip_string(escaped)) return false;
    const std::size_t key_end = place_ - 1;
    skip_space();
    if (place_ >= text_.size() || text_[place_] != ':') return fault(place_, "a colon is missing");
    ++place_;
    const std::size_t index = document_.nodes_.size();
    const bool read = read_token();
    if (document_.nodes_.size() > index) {
      Node& node = document_.nodes_[index];
      node.key_begin = static_cast<std::uint32_t>(key_begin);
      node.key_end = static_cast<std::uint32_t>(key_end);
      node.key_escaped = escaped;
    }
    return read;
  }

  /// A scalar, or the beginning of a container.
  bool read_token() {
    skip_space();
    if (place_ >= text_.size()) return fault(place_, "it ends in the middle");
    const char c = text_[place_];
    Node node{.begin = static_cast<std::uint32_t>(place_)};
    if (c == '{' || c == '[') {
      if (open_.size() >= depth_max) return fault(place_, "it is nested deeper than 256 levels");
      node.kind = c == '{' ? JsonKind::object : JsonKind::array;
      open_.push_back(static_cast<std::uint32_t>(document_.nodes_.size()));
      document_.nodes_.push_back(node);
      ++place_;
      return true;
    }
    if (c == '"') {
      bool escaped = false;
      node.kind = JsonKind::string;
      if (!skip_string(escaped)) return false;
    } else if (!read_word(node)) {
      return false;
    }
    node.end = static_cast<std::uint32_t>(place_);
    node.next = static_cast<std::uint32_t>(document_.nodes_.size()) + 1;
    document_.nodes_.push_back(node);
    return true;
  }

  bool read_word(Node& node) {
    const std::size_t begin = place_;
    while (place_ < text_.size() && is_word_byte(text_[place_])) ++place_;
    const std::string_view word = text_.substr(begin, place_ - begin);
    if (word == "true" || word == "false") {
      node.kind = JsonKind::boolean;
    } else if (word == "null") {
      node.kind = JsonKind::null;
    } else if (!word.empty() &&
               (word == "NaN" || word.ends_with("Infinity") || word[0] == '-' || (word[0] >= '0' && word[0] <= '9'))) {
      node.kind = JsonKind::number;
    } else {
      place_ = begin;
      return fault(begin, "a value is missing");
    }
    return true;
  }

  /// From an opening quote to behind the closing one.
  bool skip_string(bool& escaped) {
    const std::size_t begin = place_++;
    while (place_ < text_.size()) {
      const char c = text_[place_];
      if (c == '"') {
        ++place_;
        return true;
      }
      if (c == '\\') {
        escaped = true;
        ++place_;
      } else if (c == '\n') {
        return fault(begin, "a quote is never closed");
      }
      ++place_;
    }
    place_ = text_.size();
    return fault(begin, "a quote is never closed");
  }

  JsonDocument& document_;
  std::string_view text_;
  std::size_t place_ = 0;
  std::vector<std::uint32_t> open_;
};

JsonDocument::JsonDocument(std::string_view text) : text_(text) {
  Parser(*this).read_all();
}

Json JsonDocument::values() const {
  return {this, 0};
}

Json JsonDocument::root() const {
  return values().first();
}

bool Json::says_something() const {
  const JsonKind is = kind();
  return is != JsonKind::absent && is != JsonKind::null && !(is == JsonKind::string && node().end - node().begin <= 2);
}

Json::Iterator Json::begin() const {
  if (!is_array() && !is_object()) return end();
  return {document_, index_ + 1};
}

Json::Iterator Json::end() const {
  return {document_, document_ == nullptr ? 0 : node().next};
}

Json Json::first() const {
  return has_elements() ? *begin() : Json();
}

Json Json::operator[](std::string_view key) const {
  if (!is_object()) return {};
  for (const Json member : *this) {
    const JsonDocument::Node& node = member.node();
    const std::string_view raw = document_->text_.substr(node.key_begin, node.key_end - node.key_begin);
    if (node.key_escaped ? decode(raw) == key : raw == key) return member;
  }
  return {};
}

std::string_view Json::raw() const {
  if (document_ == nullptr) return {};
  return document_->text_.substr(node().begin, node().end - node().begin);
}

std::string Json::key() const {
  if (document_ == nullptr) return {};
  const std::string_view raw = document_->text_.substr(node().key_begin, node().key_end - node().key_begin);
  return node().key_escaped ? decode(raw) : std::string(raw);
}

std::string Json::text() const {
  switch (kind()) {
    case JsonKind::string:
      return decode(raw().substr(1, raw().size() - 2));
    case JsonKind::number:
    case JsonKind::boolean:
      return std::string(raw());
    default:
      return {};
  }
}

std::optional<double> Json::number() const {
  std::string_view text = raw();
  if (is_string()) {
    text = text.substr(1, text.size() - 2);
  } else if (!is_number()) {
    return {};
  }
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text == "Infinity" || text == "Inf") return INFINITY;
  if (text == "-Infinity" || text == "-Inf") return -INFINITY;
  if (text == "NaN") return NAN;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

std::optional<std::int64_t> Json::integer() const {
  std::string_view text = raw();
  if (is_string()) {
    text = text.substr(1, text.size() - 2);
  } else if (!is_number()) {
    return {};
  }
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

}  // namespace afterword
