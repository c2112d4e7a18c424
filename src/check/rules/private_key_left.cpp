#include "check/rules/report.h"
#include "check/rules/secrets.h"

namespace afterword::rules {

void private_key_left(const RuleContext& context, Findings& out) {
  const Text& text = context.postmortem.document->text();
  const std::string_view content = text.content();
  constexpr std::string_view mark = "PRIVATE KEY-----";
  for (std::size_t at = content.find(mark); at != std::string_view::npos; at = content.find(mark, at + mark.size())) {
    const auto place = static_cast<std::uint32_t>(at);
    const Span line = text.line_span(text.line_of(place));
    const std::string_view before = Span{line.begin, place}.in(content);
    const std::size_t begin = before.rfind("-----BEGIN ");
    if (begin == std::string_view::npos) continue;
    // The name of the block alone, in a sentence, gives nothing away: the key must follow.
    const std::size_t body = content.find_first_not_of(" \t\r\n>\\", at + mark.size());
    if (body == std::string_view::npos || content.substr(body, 5) == "-----" || content[body] == '.' ||
        content[body] == '`' || is_made_up(content.substr(body, 16)))
      continue;
    report_secret(out,
                  {line.begin + static_cast<std::uint32_t>(begin), place + static_cast<std::uint32_t>(mark.size())},
                  "a private key", "replace the key pair wherever it is used; then take the block out");
  }
}

}  // namespace afterword::rules
