#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace afterword {

/// An ed25519 key of which everybody may know: 32 bytes, as base64.
struct PublicKey {
  std::string base64;
  std::string owner;  ///< what its line says behind it; may be empty
};

/// The key that signs. It is wiped when it goes.
class SecretKey {
 public:
  SecretKey() = default;
  ~SecretKey();
  SecretKey(SecretKey&&) noexcept;
  SecretKey& operator=(SecretKey&&) noexcept;

  [[nodiscard]] std::string public_base64() const;
  /// 64 bytes as base64. The same text gives the same signature.
  [[nodiscard]] std::string sign(std::string_view text) const;
  /// The file that keeps it; for nobody else's eyes.
  [[nodiscard]] std::string written() const;

 private:
  friend Result<SecretKey> make_secret_key();
  friend Result<SecretKey> read_secret_key(std::string_view file);
  void take_seed();
  std::array<unsigned char, 32> seed_{};
  std::array<unsigned char, 64> key_{};
};

/// A new key. Errors of kind `missing` where libsodium is not installed, as everywhere here.
[[nodiscard]] Result<SecretKey> make_secret_key();
/// Reads what SecretKey::written gave. Errors of kind `input`.
[[nodiscard]] Result<SecretKey> read_secret_key(std::string_view file);

/// Whether the signature is this key's of this text. False for what is no key or no signature.
[[nodiscard]] Result<bool> is_signed(std::string_view text, std::string_view signature_base64,
                                     std::string_view public_base64);

/// A file of keys that are trusted: `ed25519:BASE64 whose it is`, one a line; empty lines and those that begin with "#"
/// mean nothing. An error of kind `input` names the first line that is something else.
[[nodiscard]] Result<std::vector<PublicKey>> read_public_keys(std::string_view file, const std::string& path);
/// "ed25519:BASE64"
[[nodiscard]] std::string write_public_key(std::string_view base64);

}  // namespace afterword
