#include "draft/chat.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "draft/wording.h"
#include "text/ascii.h"

namespace afterword {
namespace {

/// In lower case, with a space before and behind so that words can be asked for as " word ".
std::string padded(std::string_view text) {
  std::string out = " " + lower_ascii(text) + " ";
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

EntryKind without(EntryKind kinds, EntryKind kind) {
  return static_cast<EntryKind>(static_cast<std::uint16_t>(kinds) & ~static_cast<std::uint16_t>(kind));
}

/// In chat people call one another by name, where a report says "escalated to".
bool calls_somebody(std::string_view text) {
  if (contains_any(text, {" escalat", " paging ", " looping in ", " calling in ", " getting the ", " asking the ",
                          " pulling in ", " waking "}))
    return true;
  return text.find('@') != std::string_view::npos &&
         contains_any(text, {" need you", " need help", " join", " can you", " could you", " please ", " help "});
}

/// "paged, errors everywhere": whoever says so was called, and calls nobody.
bool was_called(std::string_view text) {
  return text.starts_with(" paged") || contains_any(text, {" got paged", " i was paged", " am paged", " just paged"});
}

bool suspects(std::string_view text) {
  return contains_any(text, {" looks like ", " i suspect", " suspect ", " i think ", " maybe ", " must be ",
                             " could be ", " might be ", " probably ", " smells like ", " my guess", " i bet "});
}

/// "no, the network is fine": what somebody thought before is wrong.
bool refutes(std::string_view text) {
  return contains_any(text, {" no, ", " nope", " is fine", " are fine", " is innocent", " is ok ", " is healthy",
                             " ruled out", " isn't it", " is not it", " not the ", " wrong track", " red herring",
                             " false lead", " dead end", " nothing to do with", " was wrong", " can't be "});
}

/// What the words of chat say more surely than a reader of reports can tell.
void add_kinds_of_chat(std::span<const Message> messages, std::vector<EntryKind>& kinds) {
  std::optional<std::size_t> suspicion;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const std::string text = padded(messages[i].text);
    const auto add = [&](std::size_t at, EntryKind kind) {
      if (kinds[at] == EntryKind::other) kinds[at] = EntryKind::none;
      kinds[at] = kinds[at] | kind;
    };
    if (was_called(text)) {
      kinds[i] = without(kinds[i], EntryKind::escalation);
      add(i, EntryKind::detection);
    } else if (calls_somebody(text)) {
      add(i, EntryKind::escalation);
    }
    if (suspicion && refutes(text)) {
      // The guess and what it was replaced by are the misleading path.
      add(*suspicion, EntryKind::misleading);
      add(i, EntryKind::misleading);
      suspicion.reset();
    }
    if (suspects(text)) {
      add(i, EntryKind::assumption);
      suspicion = i;
    }
  }
}

}  // namespace

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
  add_kinds_of_chat(messages, out);
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
