#pragma once
#include <optional>
#include <string_view>

#include "evidence/evidence.h"

namespace afterword {

/// What a whole word says ("WARN", "err", "Critical", "NOTICE"); none if it is no level. Single letters are not.
[[nodiscard]] std::optional<LogLevel> level_of_word(std::string_view word);
/// Whether a lower-case word is hardly ever anything but a level ("info", "error"): no host or program is called so.
[[nodiscard]] bool is_plain_level(std::string_view word);
/// Whether a word that can be a level stands as one before `rest`: "ERROR no route", "error: no route", "Error    no
/// route"; not "Exception while reading", "Error connecting to …", where it begins the sentence.
[[nodiscard]] bool is_level_before(std::string_view word, std::string_view rest);
/// V D I N W E C F as in glog and Android, and the signs of Redis (. - * #).
[[nodiscard]] std::optional<LogLevel> level_of_letter(char letter);
/// 0–7 as in syslog.
[[nodiscard]] LogLevel level_of_syslog(int level);
/// 10–60 as in bunyan and pino.
[[nodiscard]] LogLevel level_of_tens(int level);
/// For messages without a level of their own: a level among the first words, or a beginning that can only be a fault.
[[nodiscard]] LogLevel guess_level(std::string_view message);

}  // namespace afterword
