#pragma once
#include <optional>
#include <string>

#include "cli/door.h"
#include "review/person.h"
#include "review/rubric.h"

namespace afterword {

/// Who acts: --as, else GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL, else what git says of the file's folder. An error says
/// how to give a name.
[[nodiscard]] Result<ReviewPerson> find_actor(const Door& door, const std::string& path);

/// "yes", "no: the shop's logs are missing". An error says how an answer is written, and that a no needs words.
[[nodiscard]] Result<Answer> read_answer(std::string_view text, const RubricQuestion& question);

/// The answers that flags give. On a terminal those that are missing are asked for; else their lack is an error.
[[nodiscard]] Result<Answers> ask_answers(Door& door);

/// One line from standard input, without its line end; nothing at the end of input.
[[nodiscard]] std::optional<std::string> read_terminal_line();

}  // namespace afterword
