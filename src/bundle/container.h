#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace afterword {

/// A file inside a bundle. Names have no folders.
struct BundleFile {
  std::string name, bytes;
};

enum class BundleTrouble : std::uint8_t {
  not_a_bundle,
  newer,          ///< of a version of the format that this program does not know
  truncated,      ///< it ends too early
  malformed,      ///< not as a bundle is written
  changed,        ///< a file is not the one that was sealed
  missing,        ///< a file that was sealed is not there
  unlisted,       ///< a file is there that was not sealed
  bad_signature,  ///< the list of hashes was changed, or signed by another key than it says
};

struct BundleFault {
  BundleTrouble trouble{};
  std::string message;  ///< for a person: what and where
};

/// A sealed postmortem, as it was read: every file is the one whose hash is in `sums`. Whether the signature is good is
/// another question (is_signed).
struct Bundle {
  std::vector<BundleFile> files;  ///< the document first
  std::string sums;               ///< the bytes that are signed: SHA256SUMS
  std::string key, signature;     ///< base64
};

/// The list of hashes that is signed, as `sha256sum --check` reads it. An error of kind `input` for a name that can't
/// stand in a bundle.
[[nodiscard]] Result<std::string> write_sums(const std::vector<BundleFile>& files);
/// The bundle: a tar archive without times and owners, so that the same input gives the same bytes.
[[nodiscard]] std::string write_bundle(const std::vector<BundleFile>& files, std::string_view sums,
                                       std::string_view key_base64, std::string_view signature_base64);
/// Reads a bundle; any bytes may come. Nothing is accepted that write_bundle would not have written.
[[nodiscard]] std::expected<Bundle, BundleFault> read_bundle(std::string_view bytes);

}  // namespace afterword
