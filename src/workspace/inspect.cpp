#include "workspace/workspace.h"

namespace afterword {
std::string inspect_json(const Postmortem&) { return "{}\n"; }
}  // namespace afterword
