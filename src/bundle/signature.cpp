// The one file that knows libsodium. It is loaded when a key is wanted.
#include "bundle/signature.h"

#include <sodium.h>

#include <algorithm>

#include "evidence/late_library.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constinit const LateLibrary libsodium(AFTERWORD_LIBSODIUM);
AFTERWORD_LATE(libsodium, crypto_sign_detached);
AFTERWORD_LATE(libsodium, crypto_sign_seed_keypair);
AFTERWORD_LATE(libsodium, crypto_sign_verify_detached);
AFTERWORD_LATE(libsodium, randombytes_buf);
AFTERWORD_LATE(libsodium, sodium_base642bin);
AFTERWORD_LATE(libsodium, sodium_bin2base64);
AFTERWORD_LATE(libsodium, sodium_init);
AFTERWORD_LATE(libsodium, sodium_memzero);

constexpr std::string_view secret_mark = "ed25519-secret:", public_mark = "ed25519:";
constexpr std::size_t key_bytes = 32, signature_bytes = 64;

Result<void> start_library() {
  if (libsodium.is_there() && sodium_init() >= 0) return {};
  return std::unexpected(Error{ErrorKind::missing,
                               "keys and signatures need libsodium, which is not installed",
                               {},
                               "install it: apt install libsodium23"});
}

std::string to_base64(const unsigned char* bytes, std::size_t size) {
  std::string out(sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes, size, sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // the NUL that ends it
  return out;
}

/// Exactly `size` bytes; false for anything else.
bool from_base64(std::string_view text, unsigned char* out, std::size_t size) {
  std::size_t found = 0;
  const char* end = nullptr;
  return sodium_base642bin(out, size, text.data(), text.size(), nullptr, &found, &end,
                           sodium_base64_VARIANT_ORIGINAL) == 0 &&
         found == size && end == text.data() + text.size();
}

std::string_view next_line(std::string_view& text) {
  std::string_view line = take_line(text);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  return line;
}

}  // namespace

SecretKey::~SecretKey() {
  if (!libsodium.is_there()) return;
  sodium_memzero(seed_.data(), seed_.size());
  sodium_memzero(key_.data(), key_.size());
}

SecretKey::SecretKey(SecretKey&& other) noexcept : seed_(other.seed_), key_(other.key_) {}

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept {
  seed_ = other.seed_;
  key_ = other.key_;
  return *this;
}

void SecretKey::take_seed() {
  std::array<unsigned char, key_bytes> unused{};  // the second half of key_ is the same
  crypto_sign_seed_keypair(unused.data(), key_.data(), seed_.data());
}

std::string SecretKey::public_base64() const {
  return to_base64(key_.data() + key_bytes, key_bytes);
}

std::string SecretKey::sign(std::string_view text) const {
  std::array<unsigned char, signature_bytes> signature{};
  crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                       key_.data());
  return to_base64(signature.data(), signature.size());
}

std::string SecretKey::written() const {
  return "# A key of `afterword bundle`. Whoever has this file can sign as you: give it to nobody.\n" +
         std::string(secret_mark) + to_base64(seed_.data(), seed_.size()) + "\n";
}

Result<SecretKey> make_secret_key() {
  if (const Result<void> started = start_library(); !started) return std::unexpected(started.error());
  SecretKey out;
  randombytes_buf(out.seed_.data(), out.seed_.size());
  out.take_seed();
  return out;
}

Result<SecretKey> read_secret_key(std::string_view file) {
  if (const Result<void> started = start_library(); !started) return std::unexpected(started.error());
  while (!file.empty()) {
    const std::string_view line = next_line(file);
    if (!line.starts_with(secret_mark)) continue;
    SecretKey out;
    if (!from_base64(line.substr(secret_mark.size()), out.seed_.data(), out.seed_.size())) break;
    out.take_seed();
    return out;
  }
  return std::unexpected(
      Error{ErrorKind::input, "the file holds no key that signs", {}, "make one: afterword bundle --new-key"});
}

Result<bool> is_signed(std::string_view text, std::string_view signature_base64, std::string_view public_base64) {
  if (const Result<void> started = start_library(); !started) return std::unexpected(started.error());
  std::array<unsigned char, signature_bytes> signature{};
  std::array<unsigned char, key_bytes> key{};
  if (!from_base64(signature_base64, signature.data(), signature.size()) ||
      !from_base64(public_base64, key.data(), key.size()))
    return false;
  return crypto_sign_verify_detached(signature.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                                     key.data()) == 0;
}

Result<std::vector<PublicKey>> read_public_keys(std::string_view file, const std::string& path) {
  std::vector<PublicKey> out;
  for (std::size_t number = 1; !file.empty(); ++number) {
    const std::string_view line = next_line(file);
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t end = std::min(line.find(' '), line.size());
    constexpr std::size_t base64_size = 44;
    if (!line.starts_with(public_mark) || end != public_mark.size() + base64_size)
      return std::unexpected(Error{ErrorKind::input, "line " + std::to_string(number) + " is no public key",
                                   path + ":" + std::to_string(number),
                                   "write `ed25519:…` and whose it is, as `bundle --new-key` printed it"});
    out.push_back({std::string(line.substr(public_mark.size(), base64_size)),
                   end < line.size() ? std::string(line.substr(end + 1)) : std::string()});
  }
  return out;
}

std::string write_public_key(std::string_view base64) {
  return std::string(public_mark) + std::string(base64);
}

}  // namespace afterword
