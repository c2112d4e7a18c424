#include "check/rules/secrets.h"

#include "check/rules/report.h"

namespace afterword::rules {
namespace {

struct TokenBytes {
  std::array<bool, 256> in{};
  constexpr TokenBytes() {
    for (int c = '0'; c <= '9'; ++c) in[c] = true;
    for (int c = 'A'; c <= 'Z'; ++c) in[c] = in[c + 32] = true;
    for (char c : {'_', '-', '.', '+', '/', '='}) in[static_cast<unsigned char>(c)] = true;
  }
};
constexpr TokenBytes token_bytes;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool contains_ignoring_case(std::string_view text, std::string_view lower) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
  return std::search(text.begin(), text.end(), lower.begin(), lower.end(), same) != text.end();
}

/// Whether one of eight bytes is a blank: in running text one nearly always is.
bool holds_blank(const char* at) {
  constexpr std::uint64_t ones = 0x0101010101010101ull;
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  bytes ^= ones * ' ';
  return ((bytes - ones) & ~bytes & ones << 7) != 0;
}

}  // namespace

void for_each_long_token(std::string_view content, const std::function<void(std::uint32_t, std::string_view)>& visit) {
  constexpr std::size_t least = 16;
  const auto in = [&](std::size_t i) { return token_bytes.in[static_cast<unsigned char>(content[i])]; };
  // Looks at every 16th byte only: a token that long covers one of them, and all of the eight bytes on one side of it.
  for (std::size_t probe = least - 1; probe < content.size();) {
    const char* const at = content.data() + probe;
    if (content.size() - probe >= 8 && holds_blank(at) && holds_blank(at - 7)) {
      probe += least;
      continue;
    }
    if (!in(probe)) {
      probe += least;
      continue;
    }
    std::size_t begin = probe, end = probe + 1;
    while (begin > 0 && in(begin - 1) && probe - begin < least) --begin;
    while (end < content.size() && in(end)) ++end;
    if (end - begin >= least) visit(static_cast<std::uint32_t>(begin), content.substr(begin, end - begin));
    probe = end + least;
  }
}

bool is_made_up(std::string_view secret) {
  if (secret.empty()) return true;
  const bool all_same = std::all_of(secret.begin(), secret.end(), [&](char c) { return c == secret.front(); });
  if (all_same) return true;
  for (std::string_view hint : {"xxxx", "your", "example", "changeme", "placeholder", "redacted", "****", "....", "<",
                                "${", "{{", "dummy", "secret_here", "removed", "hidden", "00000000"})
    if (contains_ignoring_case(secret, hint)) return true;
  return false;
}

Finding& report_secret(Findings& out, Span at, std::string_view what, std::string_view help) {
  Finding& finding = report(out, at, std::string(what) + " stands in the report");
  finding.label = "readable by all who read this, for as long as the history is kept";
  finding.help = help;
  return finding;
}

void for_each_digit_run(std::string_view content, std::size_t at_least,
                        const std::function<void(const DigitRun&)>& visit) {
  const auto is_digit_at = [&](std::size_t i) { return i < content.size() && is_digit(content[i]); };
  const auto is_in_run = [&](std::size_t i) {
    if (is_digit(content[i])) return true;
    const bool is_separator = content[i] == ' ' || content[i] == '-' || content[i] == '.';
    return is_separator && i > 0 && is_digit_at(i - 1) && is_digit_at(i + 1);
  };
  // Looks at every `at_least`th byte only: a run that long covers one of them.
  for (std::size_t probe = at_least - 1; probe < content.size(); probe += at_least) {
    if (!is_in_run(probe)) continue;
    std::size_t begin = probe, end = probe + 1;
    while (begin > 0 && is_in_run(begin - 1)) --begin;
    while (end < content.size() && is_in_run(end)) ++end;
    probe = end;
    if (end - begin < at_least) continue;
    DigitRun run;
    for (std::size_t i = begin; i < end; ++i) {
      if (!is_digit(content[i]))
        run.separator = content[i];
      else if (run.digits.size() < 32)
        run.digits += content[i];
    }
    if (run.digits.size() < at_least) continue;
    run.plus = begin > 0 && content[begin - 1] == '+';
    run.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    visit(run);
  }
}

}  // namespace afterword::rules
