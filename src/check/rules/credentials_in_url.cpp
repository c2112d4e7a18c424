#include "check/rules/report.h"
#include "check/rules/secrets.h"

namespace afterword::rules {

/// `postgres://app:hunter2@db/orders`
void credentials_in_url(const RuleContext& context, Findings& out) {
  const std::string_view content = context.postmortem.document->text().content();
  for (std::size_t at = content.find("://"); at != std::string_view::npos; at = content.find("://", at + 3)) {
    const std::size_t begin = at + 3;
    std::size_t end = begin, colon = 0, sign = 0;
    while (end < content.size() && std::string_view(" \t\r\n\"'`/<>)(").find(content[end]) == std::string_view::npos) {
      if (content[end] == ':' && colon == 0) colon = end;
      if (content[end] == '@') sign = end;
      ++end;
    }
    if (colon == 0 || sign == 0 || colon > sign || sign - colon < 4) continue;
    const std::string_view secret = content.substr(colon + 1, sign - colon - 1);
    if (is_made_up(secret) || secret == "password" || secret == "pass" || secret.front() == '$' ||
        secret.front() == ':')
      continue;
    report_secret(out, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(sign)},
                  "a user's name with its password",
                  "change the password; then write the address without them: `postgres://db/orders`");
  }
}

}  // namespace afterword::rules
