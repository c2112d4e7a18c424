#include "cli/ask_person.h"

#include <unistd.h>

#include "connect/git_people.h"
#include "text/ascii.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

std::unexpected<Error> usage_error(std::string message, std::string help) {
  return std::unexpected(Error{ErrorKind::usage, std::move(message), {}, std::move(help)});
}

std::string flag_of(const RubricQuestion& question) {
  return "--" + std::string(question.key);
}

}  // namespace

std::optional<std::string> read_terminal_line() {
  std::string out;
  char c = 0;
  while (true) {
    const ssize_t n = ::read(STDIN_FILENO, &c, 1);
    if (n <= 0) return out.empty() ? std::nullopt : std::optional(out);
    if (c == '\n') return out;
    out += c;
  }
}

Result<ReviewPerson> find_actor(const Door& door, const std::string& path) {
  std::string written = door.request.get("--as");
  if (written.empty()) {
    const auto name = Door::variable("GIT_AUTHOR_NAME"), email = Door::variable("GIT_AUTHOR_EMAIL");
    if (email) written = name ? *name + " <" + *email + ">" : *email;
  }
  if (written.empty())
    written = find_git_identity(folder_of(absolute_path(Door::working_folder(), path))).value_or(std::string());
  ReviewPerson person = read_person(written);
  if (person.empty())
    return usage_error("it is not known who you are",
                       "write `--as \"Ana Lima <ana@example.org>\"`, or set user.name and user.email in git");
  return person;
}

Result<Answer> read_answer(std::string_view text, const RubricQuestion& question) {
  const std::string flag = flag_of(question);
  const std::size_t end = std::min(text.find_first_of(" ,:;.–-"), text.size());
  const std::string word = lower_ascii(text.substr(0, end));
  std::string_view words = text.substr(end);
  words.remove_prefix(std::min(words.find_first_not_of(" ,:;.-"), words.size()));
  if (words.starts_with("– ")) words.remove_prefix(std::string_view("– ").size());
  while (words.ends_with(' ')) words.remove_suffix(1);
  const bool yes = word == "yes" || word == "y", no = word == "no" || word == "n";
  if (!yes && !no)
    return usage_error("`" + std::string(text) + "` is no answer to: " + std::string(question.question),
                       "begin with yes or no: " + flag + " \"yes: all graphs are linked\"");
  if (no && words.empty())
    return usage_error("a no needs words, so that the authors know what is missing",
                       flag + " \"no: the users of the mobile app are not counted\"");
  return Answer{yes, std::string(words)};
}

Result<Answers> ask_answers(Door& door) {
  Answers out;
  bool given = false;
  for (std::size_t i = 0; i < rubric_size; ++i) {
    const std::string flag = flag_of(rubric[i]);
    if (!door.request.has(flag)) continue;
    Result<Answer> answer = read_answer(door.request.get(flag), rubric[i]);
    if (!answer) return std::unexpected(answer.error());
    out[i] = std::move(*answer);
    given = true;
  }
  const bool asks = !given && door.terminal.in_is_terminal && door.terminal.err_is_terminal;
  if (asks)
    door.err.write("Answer each question with yes or no, and a few words. Ctrl-D leaves everything as it was.\n");
  for (std::size_t i = 0; i < rubric_size; ++i) {
    while (asks && !out[i]) {
      door.err.write(std::to_string(i + 1) + "/5 " + std::string(rubric[i].question) + " ");
      door.err.flush();
      const std::optional<std::string> line = read_terminal_line();
      if (!line) return usage_error("not all questions were answered; nothing was written", "begin again when ready");
      const Result<Answer> answer = read_answer(*line, rubric[i]);
      if (answer)
        out[i] = *answer;
      else
        door.err.write("    " + answer.error().message + "\n");
    }
    if (!out[i])
      return usage_error(
          "an approval answers five questions, and this has no answer: " + std::string(rubric[i].question),
          flag_of(rubric[i]) +
              " \"yes: …\" or \"no: …\"; the others are --data --impact --causes "
              "--measures --shared");
  }
  return out;
}

}  // namespace afterword
