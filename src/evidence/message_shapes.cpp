#include "evidence/message_shapes.h"

#include <bit>
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

MessageShapes::Run MessageShapes::run_at(const MessageBits& bits, std::size_t begin) {
  const std::uint64_t breaks = MessageBits::from(bits.breaks, begin);
  if (breaks == 0) {  // a word of more than 64 bytes
    const std::size_t end = bits.next_break(begin);
    return {begin, end, MessageBits::any(bits.digits, begin, end), MessageBits::any(bits.marks, begin, end)};
  }
  const std::uint64_t within = (breaks & (~breaks + 1)) - 1;  // the bits below the first break
  return {begin, begin + static_cast<std::size_t>(std::countr_zero(breaks)),
          (MessageBits::from(bits.digits, begin) & within) != 0, (MessageBits::from(bits.marks, begin) & within) != 0};
}

bool MessageShapes::fits(const Edge& edge, const Message& message, const Run& run) {
  const char* const text = message.text.data();
  const std::size_t size = run.end - run.begin;
  const char next = run.end < message.text.size() ? text[run.end] : '\0';
  const auto fate = [&] { return fate_of_run(size, message.text.substr(run.begin), edge.before, edge.before_last); };
  if (run.has_digits) {
    if (edge.kind != Kind::value) return false;
    const bool is_plain =
        !(next == ':' && size <= 4) && (!run.has_marks || (text[run.begin] >= '0' && text[run.begin] <= '9' &&
                                                           text[run.end - 1] != '.' && next != '?'));
    return is_plain || fate() == WordRun::Fate::value;
  }
  const std::string_view word(text + run.begin, size);
  if (level_of_word(word)) return false;
  if (edge.kind == Kind::value) return fate() == WordRun::Fate::value;
  if (!is_letter(word.back()) || kind_of_token(word) != TokenTable::Kind::word) return false;
  const bool may_make_value =
      edge.before == ':' || edge.before == '=' || edge.before_last == value_byte || run.has_marks;
  if (may_make_value || size >= 8 || next == ':') return fate() == WordRun::Fate::word;
  return true;
}

inline bool MessageShapes::stands_at(const Edge& edge, const Message& message, std::size_t at) const {
  return message.text.size() - at >= edge.size &&
         same_bytes(message.text.data() + at, literals_.data() + edge.literal, edge.size);
}

std::uint32_t MessageShapes::walk_edges(const Message& message, std::uint32_t node, std::uint32_t edge,
                                        std::size_t at) const {
  for (; edge != 0; edge = edges_[edge].next) {
    const Edge& e = edges_[edge];
    if (e.node != node || !stands_at(e, message, at)) continue;
    const std::size_t begin = at + e.size;
    if (e.kind == Kind::end) {
      if (begin == message.text.size()) return e.to + 1;
      continue;
    }
    const Run run = run_at(message.bits, begin);
    if (run.end == begin || !fits(e, message, run)) continue;
    if (const std::uint32_t found = walk(message, e.to, run.end)) return found;
  }
  return 0;
}

/// What the message is sorted under, + 1; 0 = nothing.
std::uint32_t MessageShapes::walk(const Message& message, std::uint32_t node, std::size_t at) const {
  while (nodes_[node].edges == 1) {  // mostly, and then there is no way back to keep
    const Edge& e = edges_[nodes_[node].only_edge];
    if (!stands_at(e, message, at)) return 0;
    at += e.size;
    if (e.kind == Kind::end) return at == message.text.size() ? e.to + 1 : 0;
    const Run run = run_at(message.bits, at);
    if (run.end == at || !fits(e, message, run)) return 0;
    node = e.to;
    at = run.end;
  }
  const Node& n = nodes_[node];
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
    if (const Run run = run_at(bits_, part.run.begin);
        run.end != part.run.begin + part.run.size || !fits(edge, {message, bits_}, run))
      return;
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
