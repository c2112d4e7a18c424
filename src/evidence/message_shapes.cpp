#include "evidence/message_shapes.h"

#include <cstring>

#include "evidence/few_bytes.h"
#include "evidence/fingerprint_tokens.h"
#include "evidence/log_level.h"

namespace afterword {
namespace {

constexpr std::size_t edges_max = 16'384, bucket_bits = 12, chain_max = 24, parts_max = 64;

bool is_letter(char c) {
  return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || static_cast<unsigned char>(c) >= 128;
}

bool is_hex(std::string_view text) {
  for (const char c : text)
    if (!((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'))) return false;
  return true;
}

}  // namespace

/// "ab:" may go on as the address of a device if what varies follows at once.
bool MessageShapes::may_begin_address(std::string_view message, const WordRun& run) {
  const std::size_t end = run.begin + run.size;
  return run.size <= 4 && end + 1 < message.size() && message[end] == ':' && is_message_word_byte(message[end + 1]) &&
         is_hex(message.substr(run.begin, run.size));
}

bool MessageShapes::fits(const Edge& edge, const Message& message, std::size_t begin, std::size_t end) {
  const std::string_view text = message.text;
  const std::size_t size = end - begin;
  const char next = end < text.size() ? text[end] : '\0';
  const bool has_marks = MessageBits::any(message.bits.marks, begin, end);
  const auto fate = [&] { return fate_of_run(size, text.substr(begin), edge.before, edge.before_last); };
  if (MessageBits::any(message.bits.digits, begin, end)) {
    if (edge.kind != Kind::value) return false;
    const bool is_plain =
        !(next == ':' && size <= 4) &&
        (!has_marks || (text[begin] >= '0' && text[begin] <= '9' && text[end - 1] != '.' && next != '?'));
    return is_plain || fate() == WordRun::Fate::value;
  }
  const std::string_view run = text.substr(begin, size);
  if (level_of_word(run)) return false;
  if (edge.kind == Kind::value) return fate() == WordRun::Fate::value;
  if (!is_letter(run.back()) || kind_of_token(run) != TokenTable::Kind::word) return false;
  const bool may_make_value = edge.before == ':' || edge.before == '=' || edge.before_last == value_byte || has_marks;
  if (may_make_value || size >= 8 || next == ':') return fate() == WordRun::Fate::word;
  return true;
}

std::uint32_t MessageShapes::walk_edges(const Message& message, std::uint32_t node, std::uint32_t edge,
                                        std::size_t at) const {
  for (; edge != 0; edge = edges_[edge].next) {
    const Edge& e = edges_[edge];
    if (e.node != node || message.text.size() - at < e.size ||
        !same_bytes(message.text.data() + at, literals_.data() + e.literal, e.size))
      continue;
    const std::size_t begin = at + e.size;
    if (e.kind == Kind::end) {
      if (begin == message.text.size()) return e.to + 1;
      continue;
    }
    const std::size_t end = message.bits.next_break(begin);
    if (end == begin || !fits(e, message, begin, end)) continue;
    if (const std::uint32_t found = walk(message, e.to, end)) return found;
  }
  return 0;
}

/// What the message is sorted under, + 1; 0 = nothing.
std::uint32_t MessageShapes::walk(const Message& message, std::uint32_t node, std::size_t at) const {
  const Node& n = nodes_[node];
  if (n.edges == 1) return walk_edges(message, node, n.only_edge, at);
  if (message.text.size() - at >= key_bytes && !buckets_.empty()) {
    const std::uint32_t edge = buckets_[bucket_of(node, message.text.substr(at))];
    if (const std::uint32_t found = walk_edges(message, node, edge, at)) return found;
  }
  return n.short_edges == 0 ? 0 : walk_edges(message, node, n.short_edges, at);
}

std::optional<std::uint32_t> MessageShapes::find(std::string_view message) {
  if (edges_.size() == 1 || message.size() > MessageBits::bytes_max) return std::nullopt;
  find_message_bits(message, bits_);
  const std::uint32_t found = walk({message, bits_}, 0, 0);
  return found == 0 ? std::nullopt : std::optional(found - 1);
}

std::size_t MessageShapes::bucket_of(std::uint32_t node, std::string_view rest) {
  std::uint32_t first = 0;
  std::memcpy(&first, rest.data(), sizeof first);
  return ((std::uint64_t{node} << 32 | first) * 0x9e3779b97f4a7c15ull) >> (64 - bucket_bits);
}

std::uint32_t* MessageShapes::head_of(std::uint32_t node, std::string_view rest) {
  if (rest.size() < key_bytes) return &nodes_[node].short_edges;
  if (buckets_.empty()) buckets_.resize(std::size_t{1} << bucket_bits);
  return &buckets_[bucket_of(node, rest)];
}

/// The edge's number; 0 if there are too many already.
std::uint32_t MessageShapes::add_edge(const Edge& edge, std::string_view literal) {
  std::uint32_t& head = *head_of(edge.node, literal);
  std::size_t length = 0;
  for (std::uint32_t i = head; i != 0; i = edges_[i].next, ++length) {
    const Edge& e = edges_[i];
    if (e.node == edge.node && e.kind == edge.kind && std::string_view(literals_).substr(e.literal, e.size) == literal)
      return i;
  }
  if (length >= chain_max || edges_.size() >= edges_max) return 0;
  const auto number = static_cast<std::uint32_t>(edges_.size());
  edges_.push_back(edge);
  Edge& added = edges_.back();
  added.literal = static_cast<std::uint32_t>(literals_.size());
  added.size = static_cast<std::uint32_t>(literal.size());
  literals_ += literal;
  added.next = head;
  head = number;
  Node& node = nodes_[edge.node];
  if (node.edges++ == 0) node.only_edge = number;
  if (edge.kind == Kind::end) return number;
  added.to = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back({});
  return number;
}

void MessageShapes::add_parts(std::string_view message, std::uint32_t number) {
  if (message.size() > MessageBits::bytes_max || parts_.size() > parts_max) return;
  find_message_bits(message, bits_);
  std::uint32_t node = 0;
  std::size_t from = 0;
  for (const Part& part : parts_) {  // what would not be found again is not kept
    Edge edge;
    edge.kind = part.kind;
    edge.before = part.run.before;
    edge.before_last = part.run.before_last;
    if (!fits(edge, {message, bits_}, part.run.begin, part.run.begin + part.run.size)) return;
  }
  for (const Part& part : parts_) {
    Edge edge;
    edge.node = node;
    edge.kind = part.kind;
    edge.before = part.run.before;
    edge.before_last = part.run.before_last;
    const std::uint32_t added = add_edge(edge, message.substr(from, part.run.begin - from));
    if (added == 0) return;
    node = edges_[added].to;
    from = part.run.begin + part.run.size;
  }
  Edge edge;
  edge.node = node;
  edge.kind = Kind::end;
  edge.to = number;
  static_cast<void>(add_edge(edge, message.substr(from)));
}

}  // namespace afterword
