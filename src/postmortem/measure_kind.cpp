#include "postmortem/measure_kind.h"

#include <cctype>

namespace afterword {

namespace {

struct KindWord {
  std::string_view beginning;  ///< of a word, lower case
  MeasureKind kind;
};

// The first row that the measure holds decides, so the more telling ones come first.
constexpr KindWord kind_words[] = {{"alert", MeasureKind::detect},         {"monitor", MeasureKind::detect},
                                   {"detect", MeasureKind::detect},        {"dashboard", MeasureKind::detect},
                                   {"alarm", MeasureKind::detect},         {"observab", MeasureKind::detect},
                                   {"metric", MeasureKind::detect},        {"logging", MeasureKind::detect},
                                   {"health check", MeasureKind::detect},  {"probe", MeasureKind::detect},
                                   {"notif", MeasureKind::detect},         {"notice", MeasureKind::detect},
                                   {"watch", MeasureKind::detect},         {"track ", MeasureKind::detect},
                                   {"uptime", MeasureKind::detect},        {"rollback", MeasureKind::mitigate},
                                   {"roll back", MeasureKind::mitigate},   {"failover", MeasureKind::mitigate},
                                   {"fail over", MeasureKind::mitigate},   {"fallback", MeasureKind::mitigate},
                                   {"backup", MeasureKind::mitigate},      {"restore", MeasureKind::mitigate},
                                   {"runbook", MeasureKind::mitigate},     {"playbook", MeasureKind::mitigate},
                                   {"redundan", MeasureKind::mitigate},    {"disaster", MeasureKind::mitigate},
                                   {"recovery", MeasureKind::mitigate},    {"circuit breaker", MeasureKind::mitigate},
                                   {"kill switch", MeasureKind::mitigate}, {"warm", MeasureKind::mitigate},
                                   {"auto-scal", MeasureKind::mitigate},   {"autoscal", MeasureKind::mitigate},
                                   {"standby", MeasureKind::mitigate},     {"train", MeasureKind::process},
                                   {"workshop", MeasureKind::process},     {"document", MeasureKind::process},
                                   {"communicat", MeasureKind::process},   {"policy", MeasureKind::process},
                                   {"procedure", MeasureKind::process},    {"escalation", MeasureKind::process},
                                   {"meeting", MeasureKind::process},      {"checklist", MeasureKind::process},
                                   {"review", MeasureKind::process},       {"process", MeasureKind::process},
                                   {"audit", MeasureKind::process},        {"drill", MeasureKind::process},
                                   {"on-call", MeasureKind::process},      {"guideline", MeasureKind::process}};

bool has_beginning(std::string_view text, std::string_view beginning) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  for (std::size_t at = 0; at + beginning.size() <= text.size(); ++at) {
    if (lower(text[at]) != beginning[0]) continue;
    if (at != 0 && std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0) continue;
    std::size_t i = 0;
    while (i < beginning.size() && lower(text[at + i]) == beginning[i]) ++i;
    if (i == beginning.size()) return true;
  }
  return false;
}

/// Letters that words of a text begin with, a bit each: most phrases need not be looked for at all.
std::uint32_t initials_of(std::string_view text) {
  std::uint32_t out = 0;
  bool begins = true;
  for (const char c : text) {
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const bool letter = small >= 'a' && small <= 'z';
    if (begins && letter) out |= 1U << static_cast<unsigned>(small - 'a');
    begins = !letter && !(c >= '0' && c <= '9');
  }
  return out;
}

bool may_begin(std::uint32_t initials, std::string_view beginning) {
  return (initials >> static_cast<unsigned>(beginning[0] - 'a') & 1U) != 0;
}

struct StrengthWord {
  std::string_view beginning;  ///< of a word, lower case
  MeasureStrength strength;
};

// What a machine enforces stands before what asks people: "automate the training data" is strong. A measure that only
// writes something down is weak whatever it writes about, so what it begins with decides first.
constexpr StrengthWord strength_words[] = {{"remove", MeasureStrength::strong},
                                           {"eliminat", MeasureStrength::strong},
                                           {"enforc", MeasureStrength::strong},
                                           {"automat", MeasureStrength::strong},
                                           {"prevent", MeasureStrength::strong},
                                           {"limit", MeasureStrength::strong},
                                           {"block", MeasureStrength::strong},
                                           {"replicat", MeasureStrength::strong},
                                           {"redundan", MeasureStrength::strong},
                                           {"failover", MeasureStrength::strong},
                                           {"fail over", MeasureStrength::strong},
                                           {"circuit breaker", MeasureStrength::strong},
                                           {"isolat", MeasureStrength::strong},
                                           {"replace", MeasureStrength::strong},
                                           {"separate", MeasureStrength::strong},
                                           {"reject", MeasureStrength::strong},
                                           {"validat", MeasureStrength::strong},
                                           {"upgrade", MeasureStrength::strong},
                                           {"migrat", MeasureStrength::strong},
                                           {"patch", MeasureStrength::strong},
                                           {"fix ", MeasureStrength::strong},
                                           {"canary", MeasureStrength::strong},
                                           {"gate ", MeasureStrength::strong},
                                           {"forbid", MeasureStrength::strong},
                                           {"disallow", MeasureStrength::strong},
                                           {"revoke", MeasureStrength::strong},
                                           {"rotate", MeasureStrength::strong},
                                           {"auto-", MeasureStrength::strong},
                                           {"autoscal", MeasureStrength::strong},
                                           {"scale", MeasureStrength::strong},
                                           {"shard", MeasureStrength::strong},
                                           {"partition", MeasureStrength::strong},
                                           {"cap ", MeasureStrength::strong},
                                           {"timeout", MeasureStrength::strong},
                                           {"retry", MeasureStrength::strong},
                                           {"retries", MeasureStrength::strong},
                                           {"rollback", MeasureStrength::strong},
                                           {"roll back", MeasureStrength::strong},
                                           {"standby", MeasureStrength::strong},
                                           {"kill switch", MeasureStrength::strong},
                                           {"encrypt", MeasureStrength::strong},
                                           {"delete", MeasureStrength::strong},
                                           {"train", MeasureStrength::weak},
                                           {"remind", MeasureStrength::weak},
                                           {"document", MeasureStrength::weak},
                                           {"communicat", MeasureStrength::weak},
                                           {"educat", MeasureStrength::weak},
                                           {"workshop", MeasureStrength::weak},
                                           {"be careful", MeasureStrength::weak},
                                           {"careful", MeasureStrength::weak},
                                           {"aware", MeasureStrength::weak},
                                           {"attention", MeasureStrength::weak},
                                           {"discuss", MeasureStrength::weak},
                                           {"consider", MeasureStrength::weak},
                                           {"meeting", MeasureStrength::weak},
                                           {"policy", MeasureStrength::weak},
                                           {"guideline", MeasureStrength::weak},
                                           {"encourag", MeasureStrength::weak},
                                           {"improve communicat", MeasureStrength::weak},
                                           {"review the", MeasureStrength::weak},
                                           {"share ", MeasureStrength::weak},
                                           {"explor", MeasureStrength::weak},
                                           {"investigat", MeasureStrength::weak},
                                           {"inform ", MeasureStrength::weak},
                                           {"teach", MeasureStrength::weak}};
constexpr std::string_view weak_orders[] = {"train",   "remind",   "document", "communicat", "educat",
                                            "discuss", "consider", "encourag", "explor",     "investigat",
                                            "inform",  "teach",    "review",   "write down"};

}  // namespace

MeasureKind kind_of_words(std::string_view text) {
  const std::uint32_t initials = initials_of(text);
  for (const KindWord& word : kind_words) {
    if (may_begin(initials, word.beginning) && has_beginning(text, word.beginning)) return word.kind;
  }
  return MeasureKind::prevent;
}

std::string_view name_of(MeasureKind kind) {
  constexpr std::string_view names[] = {"prevent", "detect", "mitigate", "process"};
  return names[static_cast<std::size_t>(kind)];
}

MeasureStrength strength_of_words(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" *_`[]("), text.size());
  for (const std::string_view order : weak_orders) {
    if (has_beginning(text.substr(begin, order.size()), order)) return MeasureStrength::weak;
  }
  const std::uint32_t initials = initials_of(text);
  for (const StrengthWord& word : strength_words) {
    if (may_begin(initials, word.beginning) && has_beginning(text, word.beginning)) return word.strength;
  }
  return MeasureStrength::medium;
}

std::string_view name_of(MeasureStrength strength) {
  constexpr std::string_view names[] = {"weak", "medium", "strong"};
  return names[static_cast<std::size_t>(strength)];
}

}  // namespace afterword
