#include "render/render.h"
namespace afterword {
std::string render_markdown(const Postmortem&, const RenderOptions&) {
  return {};
}
}  // namespace afterword
