#pragma once
#include "cli/door.h"
#include "dispatch/tokens.h"

namespace afterword {

/// Tokens and passwords: from AFTERWORD_TOKENS, then GITHUB_TOKEN (for api.github.com, or the host of GITHUB_API_URL),
/// then the file that AFTERWORD_TOKENS_FILE names, else `tokens` beside the user's settings. Tells where others may
/// read that file. No file and no variable is no error.
[[nodiscard]] Result<Tokens> read_tokens(Door& door);

/// The token for an address; an error that says where to write one.
[[nodiscard]] Result<std::string> token_for(const Tokens& tokens, const std::string& address);

}  // namespace afterword
