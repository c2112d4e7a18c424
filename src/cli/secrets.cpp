#include "cli/secrets.h"

#include <sys/stat.h>

#include "workspace/paths.h"

namespace afterword {

Result<Tokens> read_tokens(Door& door) {
  Tokens out;
  if (const auto lines = Door::variable("AFTERWORD_TOKENS"))
    if (const Result<void> added = out.add(*lines, "AFTERWORD_TOKENS"); !added) return std::unexpected(added.error());
  if (const auto token = Door::variable("GITHUB_TOKEN")) {
    std::string host = host_of(Door::variable("GITHUB_API_URL").value_or(""));
    if (host.empty()) host = "api.github.com";
    if (const Result<void> added = out.add(host + " " + *token, "GITHUB_TOKEN"); !added)
      return std::unexpected(added.error());
  }
  std::string file = Door::variable("AFTERWORD_TOKENS_FILE").value_or("");
  const bool named = !file.empty();
  if (!named)
    if (const std::string settings = Door::user_settings_file(); !settings.empty())
      file = join_path(folder_of(settings), "tokens");
  if (file.empty() || (!named && !door.disk.kind_of(file))) return out;
  const Result<std::string> text = door.disk.read_file(file);
  if (!text) return std::unexpected(text.error());
  struct stat about{};
  constexpr mode_t others = S_IRGRP | S_IROTH;
  if (::stat(file.c_str(), &about) == 0 && (about.st_mode & others) != 0)
    door.note("others may read " + show_path(file) + ": chmod 600 " + show_path(file));
  if (const Result<void> added = out.add(*text, file); !added) return std::unexpected(added.error());
  return out;
}

Result<std::string> token_for(const Tokens& tokens, const std::string& address) {
  const std::string_view token = tokens.find(address);
  if (!token.empty()) return std::string(token);
  return std::unexpected(
      Error{ErrorKind::input,
            "no token for " + host_of(address) + " is known",
            {},
            "write a line `" + host_of(address) + " TOKEN` into ~/.config/afterword/tokens, or into AFTERWORD_TOKENS"});
}

}  // namespace afterword
