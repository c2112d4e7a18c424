#include "base/byte_scan.h"
#include "check/rules/report.h"
#include "check/rules/secrets.h"

namespace afterword::rules {
namespace {

bool is_secret_word(std::string_view word) {
  constexpr std::string_view names[] = {
      "password",  "passwd",       "pwd",        "passphrase",    "db_password",
      "db_pass",   "api_key",      "apikey",     "api-key",       "secret_key",
      "secretkey", "access_token", "auth_token", "client_secret", "aws_secret_access_key",
      "mysql_pwd", "pgpassword"};
  if (word.size() < 3 || word.size() > 32) return false;
  std::string lower(word);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  if (std::find(std::begin(names), std::end(names), lower) != std::end(names)) return true;
  return lower.ends_with("_password") || lower.ends_with("_secret") || lower.ends_with("_api_key");
}

/// Words that stand behind "password:" in sentences. A secret has a digit or a sign, or mixes small and capital
/// letters.
bool is_secret_value(std::string_view value) {
  if (value.size() < 6 || is_made_up(value)) return false;
  bool digit = false, sign = false, small = false, big = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    digit |= c >= '0' && c <= '9';
    small |= c >= 'a' && c <= 'z';
    big |= i > 0 && c >= 'A' && c <= 'Z';
    sign |= c == '!' || c == '#' || c == '%' || c == '^' || c == '&' || c == '@' || c == '$';
  }
  if (value.front() == '$' || value.front() == '/' || value.starts_with("http") ||
      value.find('(') != std::string_view::npos)
    return false;  // a variable, a path, a call
  if (!small && !digit) return false;
  return (digit && (small || big)) || (sign && (small || big)) || (small && big && value.size() >= 8);
}

/// What is assigned behind a name: `: value`, `=value`, `"value"`, `is value` in backquotes.
Span value_behind(std::string_view content, std::uint32_t at) {
  const auto size = static_cast<std::uint32_t>(content.size());
  const auto skip = [&](std::string_view bytes) {
    while (at < size && bytes.find(content[at]) != std::string_view::npos) ++at;
  };
  skip("\"'`* ");
  if (at >= size || (content[at] != ':' && content[at] != '=')) return {};
  ++at;
  skip(" \"'`*");
  const std::uint32_t begin = at;
  // Bounded, so that "password=password=…" without an end takes linear time.
  constexpr std::uint32_t longest = 512;
  while (at < size && at - begin < longest &&
         std::string_view(" \t\r\n\"'`,;|<>)]}").find(content[at]) == std::string_view::npos)
    ++at;
  while (at > begin && (content[at - 1] == '.' || content[at - 1] == '*')) --at;
  return {begin, at};
}

}  // namespace

void password_left(const RuleContext& context, Findings& out) {
  const std::string_view content = context.postmortem.document->text().content();
  constexpr std::size_t npos = std::string_view::npos;
  for (std::size_t at = find_byte<':', '='>(content); at != npos; at = find_byte<':', '='>(content, at + 1)) {
    std::size_t end = at;
    while (end > 0 && std::string_view("\"'`* ").find(content[end - 1]) != std::string_view::npos) --end;
    std::size_t begin = end;
    while (begin > 0 && end - begin <= 32) {
      const char c = content[begin - 1];
      const bool in = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
      if (!in) break;
      --begin;
    }
    if (!is_secret_word(content.substr(begin, end - begin))) continue;
    const Span value = value_behind(content, static_cast<std::uint32_t>(at));
    if (value.empty() || !is_secret_value(value.in(content))) continue;
    report_secret(out, value, "what looks like a password",
                  "change it wherever it is used; then write `…` in its place");
  }
}

}  // namespace afterword::rules
