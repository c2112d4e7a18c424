#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

enum class JsonKind : std::uint8_t { absent, null, boolean, number, string, array, object };

class Json;

/// JSON as a flat tree that knows where every element stands. Bytes are 0-based offsets of the text given, which must
/// outlive the document and be shorter than 4 GB.
///
/// Reads one value or many in a row (JSON lines, or documents one behind another). What is wrong never throws: `fault`
/// says where the first wrong byte is; what was read before it stays. In JSON lines a wrong line is left out and
/// counted, and reading goes on with the next. Deeper than `depth_max` is a fault. Linear time, no recursion.
class JsonDocument {
 public:
  static constexpr std::uint32_t depth_max = 256;

  explicit JsonDocument(std::string_view text);

  /// The values of the document, as elements of an array that no byte stands for.
  [[nodiscard]] Json values() const;
  /// The first value, or an absent one.
  [[nodiscard]] Json root() const;

  struct Fault {
    std::size_t at = 0;
    std::string_view what;  ///< "a value is missing", lives for ever
  };
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }
  [[nodiscard]] std::uint64_t wrong_lines() const { return wrong_lines_; }

 private:
  friend class Json;
  struct Node {
    std::uint32_t begin = 0, end = 0;          ///< quotes and brackets included
    std::uint32_t key_begin = 0, key_end = 0;  ///< quotes not included; empty where it has no key
    std::uint32_t next = 0;                    ///< the node behind this one and all below it
    JsonKind kind = JsonKind::absent;
    bool key_escaped = false;
  };
  class Parser;

  std::string_view text_;
  std::vector<Node> nodes_;
  std::optional<Fault> fault_;
  std::uint64_t wrong_lines_ = 0;
};

/// One element: cheap to copy, lives as long as its document. Asking an absent one is fine and gives absent ones.
class Json {
 public:
  Json() = default;

  [[nodiscard]] JsonKind kind() const { return document_ == nullptr ? JsonKind::absent : node().kind; }
  [[nodiscard]] bool is_object() const { return kind() == JsonKind::object; }
  [[nodiscard]] bool is_array() const { return kind() == JsonKind::array; }
  [[nodiscard]] bool is_string() const { return kind() == JsonKind::string; }
  [[nodiscard]] bool is_number() const { return kind() == JsonKind::number; }
  /// There, and neither null nor an empty string.
  [[nodiscard]] bool says_something() const;

  /// The member of that name (the first, of several), or an absent one.
  [[nodiscard]] Json operator[](std::string_view key) const;
  /// Strings decoded; numbers, booleans as written; everything else empty.
  [[nodiscard]] std::string text() const;
  /// A number, or a string that is nothing but one.
  [[nodiscard]] std::optional<double> number() const;
  [[nodiscard]] std::optional<std::int64_t> integer() const;
  [[nodiscard]] bool is_true() const { return kind() == JsonKind::boolean && raw().starts_with('t'); }

  [[nodiscard]] std::string key() const;
  [[nodiscard]] std::string_view raw() const;  ///< the bytes as written
  [[nodiscard]] std::size_t begin_byte() const { return document_ == nullptr ? 0 : node().begin; }
  [[nodiscard]] std::size_t end_byte() const { return document_ == nullptr ? 0 : node().end; }

  /// Elements of an array or members of an object; none of anything else.
  class Iterator {
   public:
    Iterator(const JsonDocument* document, std::uint32_t index) : document_(document), index_(index) {}
    Json operator*() const { return {document_, index_}; }
    Iterator& operator++() {
      index_ = document_->nodes_[index_].next;
      return *this;
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    const JsonDocument* document_;
    std::uint32_t index_;
  };
  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const;
  /// The first element or member, or an absent one.
  [[nodiscard]] Json first() const;
  [[nodiscard]] bool has_elements() const { return begin() != end(); }

 private:
  friend class JsonDocument;
  Json(const JsonDocument* document, std::uint32_t index) : document_(document), index_(index) {}
  [[nodiscard]] const JsonDocument::Node& node() const { return document_->nodes_[index_]; }

  const JsonDocument* document_ = nullptr;
  std::uint32_t index_ = 0;
};

}  // namespace afterword
