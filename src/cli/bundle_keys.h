#pragma once
#include <string>
#include <vector>

#include "bundle/signature.h"
#include "cli/door.h"

namespace afterword {

/// Where the key that signs is kept: --key, else bundle.key beside the user's settings. An error where there is no
/// home.
[[nodiscard]] Result<std::string> secret_key_path(const Door& door);
/// Makes a key and its file, which nobody else may read (0600). Never writes over one that is there.
[[nodiscard]] Result<SecretKey> create_secret_key(const std::string& path);
/// An error where the file may be read by others, as ssh does it.
[[nodiscard]] Result<SecretKey> open_secret_key(const Door& door, const std::string& path);

struct TrustedKeys {
  std::vector<PublicKey> keys;
  std::string path;  ///< the file they are from; empty where there is none
};
/// --keys, else `.afterword.keys` in the working folder or above it (up to the repository's root), else trusted.keys
/// beside the user's settings.
[[nodiscard]] Result<TrustedKeys> find_trusted_keys(const Door& door);

}  // namespace afterword
