#include "evidence/readers/chat_paste.h"

#include "evidence/instant.h"

namespace afterword {
namespace {

struct PastedLine {
  Instant at = 0;
  bool states_zone = false;
  std::string_view author, text;
};

std::optional<PastedLine> read_line(std::string_view line, const std::optional<ZoneName>& zone) {
  if (!line.starts_with('[')) return std::nullopt;
  const std::size_t close = line.find(']');
  if (close == std::string_view::npos || close > 40) return std::nullopt;
  const auto at = read_instant(line.substr(1, close - 1), zone);
  const std::size_t colon = line.find(": ", close);
  if (!at || colon == std::string_view::npos || colon - close > 60 || colon < close + 3) return std::nullopt;
  return PastedLine{at->at, at->states_zone, line.substr(close + 2, colon - close - 2), line.substr(colon + 2)};
}

/// Calls `each` with every line and where it begins.
template <class Each>
void for_each_line(std::string_view bytes, Each each) {
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    std::string_view line = bytes.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    each(line, begin);
    begin = end + 1;
  }
}

}  // namespace

int recognise_chat_paste(std::string_view head, std::string_view) {
  int read = 0, all = 0;
  for_each_line(head, [&](std::string_view line, std::size_t) {
    if (line.empty() || all >= 20) return;
    ++all;
    read += read_line(line, std::nullopt) ? 1 : 0;
  });
  return all >= 2 && read * 10 >= all * 8 ? 60 : 0;
}

void read_chat_paste(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  std::uint64_t number = 0;
  for_each_line(bytes, [&](std::string_view line, std::size_t begin) {
    ++number;
    const auto read = read_line(line, context.zone);
    if (!read) {
      input.unread += line.empty() ? 0 : 1;
      return;
    }
    ++input.records;
    const Place place{context.input, static_cast<std::uint32_t>(line.size()), number, begin};
    evidence.messages.push_back({read->at, std::string(read->author), "", std::string(read->text), place});
  });
}

}  // namespace afterword
