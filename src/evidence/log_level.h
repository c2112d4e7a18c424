#pragma once
#include <optional>
#include <string_view>

#include "evidence/evidence.h"

namespace afterword {

/// What a whole word says ("WARN", "err", "Critical", "NOTICE"); none if it is no level. Single letters are not.
[[nodiscard]] std::optional<LogLevel> level_of_word(std::string_view word);
/// V D I N W E C F as in glog and Android, and the signs of Redis (. - * #).
[[nodiscard]] std::optional<LogLevel> level_of_letter(char letter);
/// 0–7 as in syslog.
[[nodiscard]] LogLevel level_of_syslog(int level);
/// 10–60 as in bunyan and pino.
[[nodiscard]] LogLevel level_of_tens(int level);
/// For messages without a level of their own: a level among the first words, or a beginning that can only be a fault.
[[nodiscard]] LogLevel guess_level(std::string_view message);

}  // namespace afterword
