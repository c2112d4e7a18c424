#include "workspace/version.h"

namespace afterword {

std::string_view version_number() {
  return AFTERWORD_VERSION;
}
std::string_view version_commit() {
  return AFTERWORD_COMMIT;
}

}  // namespace afterword
