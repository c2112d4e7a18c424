#include "postmortem/postmortem.h"

namespace afterword {

std::string_view name_of(Role role) {
  constexpr std::string_view names[] = {"other",        "title",      "summary",    "duration",
                                        "impact",       "root_cause", "resolution", "cause_and_resolution",
                                        "timeline",     "detection",  "escalation", "measures",
                                        "improvements", "tasks",      "lessons",    "background",
                                        "review",       "links"};
  return names[static_cast<std::size_t>(role)];
}

std::string_view name_of(CauseClass cause) {
  constexpr std::string_view names[] = {"configuration",
                                        "deploy/code bug",
                                        "capacity/overload",
                                        "hardware",
                                        "network/dns",
                                        "dependency/third party",
                                        "security/certificate",
                                        "data/database",
                                        "human operation",
                                        "software update",
                                        "other"};
  return names[static_cast<std::size_t>(cause)];
}

std::string_view name_of(DetectedHow how) {
  constexpr std::string_view names[] = {"monitoring", "engineer", "customer", "other"};
  return names[static_cast<std::size_t>(how)];
}

std::string_view name_of(EntryKind kind) {
  switch (kind) {
    case EntryKind::detection:
      return "detection";
    case EntryKind::investigation:
      return "investigation";
    case EntryKind::assumption:
      return "assumption";
    case EntryKind::misleading:
      return "misleading";
    case EntryKind::escalation:
      return "escalation";
    case EntryKind::communication:
      return "communication";
    case EntryKind::mitigation:
      return "mitigation";
    case EntryKind::resolution:
      return "resolution";
    case EntryKind::recovery:
      return "recovery";
    case EntryKind::cause:
      return "cause";
    default:
      return "other";
  }
}

}  // namespace afterword
