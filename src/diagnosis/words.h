#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// The words of a text in which people and programs mix: identifiers are taken apart ("maxIdleConns" → max idl conn),
/// endings cut, abbreviations and synonyms of the trade made one ("deadline", "timeout"). An identifier of several
/// words is given as a whole too ("max_idle_conns"). Words without meaning for a cause ("the", "return", "error") are
/// left out. Values are not words. Order of the text; may repeat.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

/// How a text writes a word that words_of() gave: "certificate" for "certificat"; empty if the text does not have it.
[[nodiscard]] std::string find_written(std::string_view text, std::string_view word);

/// Whether a name is the name of a service or a part of it: "payment" of "paymentservice", "gateway-api" of "gateway".
[[nodiscard]] bool names_service(std::string_view part, std::string_view service);

}  // namespace afterword
