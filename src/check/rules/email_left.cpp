#include "check/rules/report.h"

namespace afterword::rules {
namespace {

bool is_local(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
         c == '-' || c == '+' || c == '%';
}

/// Addresses of nobody: reserved domains, Git's own user, boxes that no person reads.
bool is_impersonal(std::string_view local, std::string_view domain) {
  if (local == "git" || local.starts_with("noreply") || local.starts_with("no-reply") ||
      local.starts_with("postmaster"))
    return true;
  for (std::string_view reserved : {"example.com", "example.org", "example.net", ".example", ".test", ".invalid",
                                    "localhost", ".local", ".internal", "users.noreply.github.com"})
    if (domain.ends_with(reserved)) return true;
  for (std::string_view box : {"support", "info", "security", "help", "sales", "contact", "abuse", "admin", "ops",
                               "oncall", "on-call", "sre", "team", "status", "incidents", "privacy", "press", "hello"})
    if (local == box) return true;
  return false;
}

}  // namespace

void email_left(const RuleContext& context, Findings& out) {
  const std::string_view content = context.postmortem.document->text().content();
  for (std::size_t at = content.find('@'); at != std::string_view::npos; at = content.find('@', at + 1)) {
    std::size_t begin = at, end = at + 1;
    while (begin > 0 && at - begin < 64 && is_local(content[begin - 1])) --begin;
    while (end < content.size() && end - at < 128 &&
           (is_local(content[end]) && content[end] != '_' && content[end] != '%'))
      ++end;
    while (end > at && (content[end - 1] == '.' || content[end - 1] == '-')) --end;
    const std::string_view local = content.substr(begin, at - begin), domain = content.substr(at + 1, end - at - 1);
    const std::size_t dot = domain.rfind('.');
    if (local.empty() || dot == std::string_view::npos || dot == 0 || domain.size() - dot < 3) continue;
    const std::string_view top = domain.substr(dot + 1);
    if (!std::all_of(top.begin(), top.end(), [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }))
      continue;  // pkg@1.2.3
    if (begin > 0 && (content[begin - 1] == ':' || content[begin - 1] == '/') &&
        content.substr(0, begin).ends_with("://"))
      continue;
    if (is_impersonal(local, domain)) continue;
    Finding& finding = report(out, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                              "a person's e-mail address stands in the report");
    finding.label = "personal data";
    finding.help = "name the team or the role, or link to a page that needs a login";
  }
}

}  // namespace afterword::rules
