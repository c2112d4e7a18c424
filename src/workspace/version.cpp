#include "workspace/version.h"

#include "base/hash_bytes.h"

namespace afterword {

std::string_view version_number() {
  return AFTERWORD_VERSION;
}
std::string_view version_commit() {
  return AFTERWORD_COMMIT;
}
std::uint64_t program_hash() {
  return hash_bytes(version_number(), hash_bytes(version_commit()));
}

}  // namespace afterword
