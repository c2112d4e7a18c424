#include "render/render.h"

namespace afterword {
std::string render_page(const Postmortem&, const RenderOptions&) { return {}; }
std::string render_timeline_svg(const Postmortem&, const RenderOptions&) { return {}; }
std::string render_causes_svg(const Postmortem&, const RenderOptions&) { return {}; }
std::string render_markdown(const Postmortem&, const RenderOptions&) { return {}; }
std::string render_json(const Postmortem&, const RenderOptions&) { return {}; }
}  // namespace afterword
