// journalctl -o export: a field a line, a record a block, blocks set off by empty lines. What systemd writes in binary
// (a length of eight bytes behind the name) is read over by its length.
#include <charconv>

#include "evidence/log_level.h"
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"

namespace afterword {
namespace {

constexpr std::string_view time_key = "__REALTIME_TIMESTAMP=";

/// The length in front of a binary value, little end first.
std::uint64_t length_at(std::string_view bytes) {
  std::uint64_t length = 0;
  for (std::size_t i = 8; i-- > 0;) length = length << 8 | static_cast<unsigned char>(bytes[i]);
  return length;
}

struct Block {
  LoggedRecord record;
  bool has_time = false;
  std::string unit;
};

void take_field(std::string_view name, std::string_view value, Block& block) {
  if (name == "__REALTIME_TIMESTAMP") {
    std::int64_t microseconds = 0;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), microseconds);
    block.has_time = fault == std::errc() && end == value.data() + value.size() && microseconds > 0 &&
                     microseconds < 9'000'000'000'000'000;
    if (block.has_time) block.record.at = microseconds * 1000;
  } else if (name == "MESSAGE") {
    block.record.message = value;
  } else if (name == "PRIORITY" && value.size() == 1 && value[0] >= '0' && value[0] <= '7') {
    block.record.level = level_of_syslog(value[0] - '0');
  } else if (name == "SYSLOG_IDENTIFIER") {
    block.record.service = value;
  } else if (name == "_SYSTEMD_UNIT") {
    block.unit = value;
  } else if (name == "_HOSTNAME") {
    block.record.host = value;
  }
}

void finish_block(Block& block, std::size_t begin, std::size_t end, Reading& reading) {
  const Place place = reading.place(begin, end);
  if (!block.has_time) {
    reading.add_without_time(place);
  } else {
    if (block.record.service.empty()) block.record.service = block.unit;
    block.record.place = place;
    reading.evidence.logged.push_back(std::move(block.record));
    reading.instants.count_other(true);
    reading.add_record();
  }
  block = {};
}

}  // namespace

int recognise_journald_export(std::string_view head, std::string_view) {
  const bool begins = head.starts_with("__CURSOR=") || head.starts_with(time_key);
  return begins && head.find(time_key) != std::string_view::npos ? 92 : 0;
}

void read_journald_export(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  Block block;
  std::size_t begin = 0;  // of the block
  std::size_t at = 0;
  bool open = false;
  while (at < bytes.size()) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, end - at);
    std::size_t next = end + 1;
    if (line.empty()) {
      if (open) finish_block(block, begin, at - 1, reading);
      open = false;
    } else {
      if (!open) begin = at;
      open = true;
      if (const std::size_t equals = line.find('='); equals != std::string_view::npos) {
        take_field(line.substr(0, equals), line.substr(equals + 1), block);
      } else if (next + 8 <= bytes.size()) {
        const std::uint64_t length = length_at(bytes.substr(next, 8));
        const std::size_t rest = bytes.size() - next - 8;
        take_field(line, bytes.substr(next + 8, std::min<std::uint64_t>(length, rest)), block);
        next += 8 + static_cast<std::size_t>(std::min<std::uint64_t>(length, rest)) + 1;
      }
    }
    at = next;
  }
  if (open) finish_block(block, begin, bytes.size(), reading);
  reading.finish("records");
}

}  // namespace afterword
