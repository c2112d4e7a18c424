#include "draft/chat.h"

#include <memory>

#include "draft/wording.h"

namespace afterword {

std::vector<EntryKind> classify_messages(std::span<const Message> messages) {
  std::string report = "# Outage\n\n## Timeline\n\n";
  for (const Message& message : messages)
    report +=
        "- " + clock_of(message.at) + " - " + message.author + ": " + as_quote(shortened(message.text, 300)) + "\n";
  const auto document = std::make_shared<const Document>(Document::read(std::move(report)));
  const Postmortem postmortem = read_postmortem(document);
  constexpr std::uint32_t first_line = 5;  // of the file, where the first message stands
  std::vector<EntryKind> out(messages.size(), EntryKind::other);
  for (const TimelineEntry& entry : postmortem.timeline)
    if (entry.line >= first_line && entry.line - first_line < out.size()) out[entry.line - first_line] = entry.kinds;
  return out;
}

std::vector<std::string> kind_names(EntryKind kinds) {
  std::vector<std::string> out;
  for (std::uint16_t bit = 1; bit <= static_cast<std::uint16_t>(EntryKind::other);
       bit = static_cast<std::uint16_t>(bit << 1))
    if (has(kinds, static_cast<EntryKind>(bit))) out.emplace_back(name_of(static_cast<EntryKind>(bit)));
  if (out.empty()) out.emplace_back("other");
  return out;
}

}  // namespace afterword
