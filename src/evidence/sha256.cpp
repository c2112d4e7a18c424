#include "evidence/sha256.h"

#include <openssl/evp.h>

#include "evidence/late_library.h"

namespace afterword {
namespace {

/// What is called of libcrypto. It is loaded when the first sum is wanted: of all libraries it is the one that takes
/// longest to link, and a report is checked without.
constinit const LateLibrary libcrypto(AFTERWORD_LIBCRYPTO);
AFTERWORD_LATE(libcrypto, EVP_DigestFinal_ex);
AFTERWORD_LATE(libcrypto, EVP_DigestInit_ex);
AFTERWORD_LATE(libcrypto, EVP_DigestUpdate);
AFTERWORD_LATE(libcrypto, EVP_MD_CTX_free);
AFTERWORD_LATE(libcrypto, EVP_MD_CTX_new);
AFTERWORD_LATE(libcrypto, EVP_sha256);

}  // namespace

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() { EVP_DigestInit_ex(context, EVP_sha256(), static_cast<ENGINE*>(nullptr)); }
  ~State() { EVP_MD_CTX_free(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) {
  EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

std::string Sha256::finish() {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_DigestFinal_ex(state_->context, digest, &size);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    out += digits[digest[i] >> 4];
    out += digits[digest[i] & 15];
  }
  return out;
}

std::string sha256_of(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.finish();
}

}  // namespace afterword
