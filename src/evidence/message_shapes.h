#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/fingerprint.h"
#include "evidence/message_bits.h"

namespace afterword {

/// Remembers how messages that were sorted before are written: which bytes stand there always, and where a value or any
/// word does. A message of a known shape is sorted by comparing those bytes, without making its fingerprint; nothing is
/// found that the long way would not find. Bounded. For one thread.
class MessageShapes {
 public:
  /// What a message of this shape was sorted under. A message with a level where any word may stand is of no shape,
  /// lest what is known of one is told of another.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view message);

  /// Learns the shape of a message from its runs. `is_any`: at this place of the fingerprint any word may stand.
  template <class IsAny>
  void add(std::string_view message, const std::vector<WordRun>& runs, IsAny is_any, std::uint32_t number) {
    parts_.clear();
    for (const WordRun& run : runs) {
      const bool is_value = run.fate == WordRun::Fate::value;
      if (is_value || (run.fate == WordRun::Fate::word && is_any(run.written)))
        parts_.push_back({run, is_value ? Kind::value : Kind::word});
      else if (run.fate == WordRun::Fate::other || may_begin_address(message, run))
        return;
    }
    add_parts(message, number);
  }

 private:
  enum class Kind : std::uint8_t { value, word, end };
  struct Part {
    WordRun run;
    Kind kind{};
  };
  /// Bytes that must stand there, then something that varies or the end.
  struct Edge {
    std::uint32_t node = 0;  ///< it begins at
    std::uint32_t next = 0;  ///< of the edges of its bucket, or of its node's short ones
    std::uint32_t to = 0;    ///< node, or what the message is sorted under
    std::uint32_t literal = 0, size = 0;
    Kind kind{};
    char before = '\0', before_last = '\0';  ///< of the fingerprint before what varies
  };
  struct Node {
    std::uint32_t edges = 0;        ///< how many begin here
    std::uint32_t only_edge = 0;    ///< the first of them
    std::uint32_t short_edges = 0;  ///< of less than key_bytes bytes
  };
  struct Message {
    std::string_view text;
    const MessageBits& bits;
  };
  static constexpr std::size_t key_bytes = 4;

  static bool may_begin_address(std::string_view message, const WordRun& run);
  void add_parts(std::string_view message, std::uint32_t number);
  static std::size_t bucket_of(std::uint32_t node, std::string_view rest);
  std::uint32_t* head_of(std::uint32_t node, std::string_view rest);
  std::uint32_t add_edge(const Edge& edge, std::string_view literal);
  [[nodiscard]] bool stands_at(const Edge& edge, const Message& message, std::size_t at) const;
  std::uint32_t walk(const Message& message, std::uint32_t node, std::size_t at) const;
  std::uint32_t walk_edges(const Message& message, std::uint32_t node, std::uint32_t edge, std::size_t at) const;
  /// A word of a message, and whether there are digits or marks in it.
  struct Run {
    std::size_t begin = 0, end = 0;
    bool has_digits = false, has_marks = false;
  };
  [[nodiscard]] static Run run_at(const MessageBits& bits, std::size_t begin);
  [[nodiscard]] static bool fits(const Edge& edge, const Message& message, const Run& run);

  std::vector<Edge> edges_ = std::vector<Edge>(1);  ///< 0 = none
  std::vector<Node> nodes_ = std::vector<Node>(1);
  std::vector<std::uint32_t> buckets_;  ///< first edge, by node and first bytes
  std::string literals_;
  std::vector<Part> parts_;
  MessageBits bits_;
};

}  // namespace afterword
