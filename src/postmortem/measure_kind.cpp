#include "postmortem/measure_kind.h"

#include <algorithm>
#include <string>
#include <vector>

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

/// A text in small letters with the places where its words begin, so that many beginnings are looked for in one scan.
class Beginnings {
 public:
  explicit Beginnings(std::string_view text) : small_(text) {
    bool begins = true;
    for (std::size_t i = 0; i < small_.size(); ++i) {
      char& c = small_[i];
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
      const bool letter = c >= 'a' && c <= 'z';
      if (begins && letter) {
        places_.push_back(static_cast<std::uint32_t>(i));
        initials_ |= 1U << static_cast<unsigned>(c - 'a');
      }
      begins = !letter && !(c >= '0' && c <= '9');
    }
  }
  /// Whether a word begins so; what follows may be more words.
  [[nodiscard]] bool have(std::string_view beginning) const {
    if ((initials_ >> static_cast<unsigned>(beginning[0] - 'a') & 1U) == 0) return false;
    return std::any_of(places_.begin(), places_.end(), [&](std::uint32_t place) {
      return small_[place] == beginning[0] && small_.compare(place, beginning.size(), beginning) == 0;
    });
  }

 private:
  std::string small_;
  std::vector<std::uint32_t> places_;
  std::uint32_t initials_ = 0;  ///< of words, a bit each
};

bool begins_with(std::string_view text, std::string_view small) {
  return text.size() >= small.size() && std::equal(small.begin(), small.end(), text.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
         });
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
  const Beginnings words(text);
  for (const KindWord& word : kind_words)
    if (words.have(word.beginning)) return word.kind;
  return MeasureKind::prevent;
}

std::string_view name_of(MeasureKind kind) {
  constexpr std::string_view names[] = {"prevent", "detect", "mitigate", "process"};
  return names[static_cast<std::size_t>(kind)];
}

MeasureStrength strength_of_words(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" *_`[]("), text.size());
  for (const std::string_view order : weak_orders) {
    if (begins_with(text.substr(begin), order)) return MeasureStrength::weak;
  }
  const Beginnings words(text);
  for (const StrengthWord& word : strength_words)
    if (words.have(word.beginning)) return word.strength;
  return MeasureStrength::medium;
}

std::string_view name_of(MeasureStrength strength) {
  constexpr std::string_view names[] = {"weak", "medium", "strong"};
  return names[static_cast<std::size_t>(strength)];
}

}  // namespace afterword
