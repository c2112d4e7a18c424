#include "check/check.h"

namespace afterword {
std::vector<Finding> check(const Postmortem&, const Settings&, bool (*)(const void*, std::string_view), const void*) {
  return {};
}
}  // namespace afterword
