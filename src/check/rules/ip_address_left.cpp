#include "check/rules/report.h"

namespace afterword::rules {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Reads `a.b.c.d` at `at`; 0 if it is none, else its length.
std::size_t address_at(std::string_view content, std::size_t at, std::array<int, 4>& parts) {
  std::size_t i = at;
  for (std::size_t part = 0; part < 4; ++part) {
    int value = 0;
    const std::size_t begin = i;
    while (i < content.size() && is_digit(content[i]) && i - begin < 4) value = value * 10 + (content[i++] - '0');
    if (i == begin || value > 255 || i - begin > 3) return 0;
    parts[part] = value;
    if (part < 3 && (i >= content.size() || content[i++] != '.')) return 0;
  }
  return i - at;
}

/// Nobody's address, or everybody's: private, loopback, documentation, multicast, well-known resolvers.
bool is_harmless(const std::array<int, 4>& p) {
  if (p[0] == 0 || p[0] == 10 || p[0] == 127 || p[0] >= 224) return true;
  if (p[0] == 172 && p[1] >= 16 && p[1] < 32) return true;
  if ((p[0] == 192 && p[1] == 168) || (p[0] == 169 && p[1] == 254)) return true;
  if ((p[0] == 192 && p[1] == 0 && p[2] == 2) || (p[0] == 198 && p[1] == 51 && p[2] == 100) ||
      (p[0] == 203 && p[1] == 0 && p[2] == 113))
    return true;
  return (p[0] == 8 && p[1] == 8) || (p[0] == 1 && p[1] <= 1) || p[0] == 9;
}

}  // namespace

void ip_address_left(const RuleContext& context, Findings& out) {
  const std::string_view content = context.postmortem.document->text().content();
  for (std::size_t at = content.find('.'); at != std::string_view::npos; at = content.find('.', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && at - begin < 3 && is_digit(content[begin - 1])) --begin;
    if (begin == at ||
        (begin > 0 && (is_digit(content[begin - 1]) || content[begin - 1] == '.' || content[begin - 1] == 'v')))
      continue;
    std::array<int, 4> parts{};
    const std::size_t size = address_at(content, begin, parts);
    if (size == 0) continue;
    const char next = begin + size < content.size() ? content[begin + size] : ' ';
    at = begin + size - 1;
    if (is_digit(next) || is_harmless(parts)) continue;
    if (next == '.' && begin + size + 1 < content.size() && is_digit(content[begin + size + 1])) continue;  // a version
    const auto first = static_cast<std::uint32_t>(begin);
    Finding& finding =
        report(out, {first, first + static_cast<std::uint32_t>(size)}, "a public IP address stands in the report");
    finding.label = "tells where a machine, or a person, is";
    finding.help = "write what it is (\"the office's address\"), or an address for documentation: `192.0.2.1`";
  }
}

}  // namespace afterword::rules
