#include "evidence/evidence.h"

#include <array>

namespace afterword {

std::string_view name_of(InputKind kind) {
  static constexpr std::array<std::string_view, 8> names = {"log",  "metrics", "alerts", "changes",
                                                            "chat", "traces",  "status", "other"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(ChangeKind kind) {
  static constexpr std::array<std::string_view, 7> names = {"commit", "deploy", "flag", "package",
                                                            "config", "scale",  "other"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(LogLevel level) {
  static constexpr std::array<std::string_view, 6> names = {"unknown", "debug", "info", "warning", "error", "fatal"};
  return names[static_cast<std::size_t>(level)];
}

}  // namespace afterword
