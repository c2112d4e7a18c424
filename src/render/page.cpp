#include "render/chronology.h"
#include "render/render.h"
#include "render/timeline_figure.h"

namespace afterword {
std::string render_page(const Postmortem& pm, const RenderOptions&) {
  std::string out;
  const Chronology c = read_chronology(pm);
  out += "<style>" ;
  append_inline_svg(out, draw_tall_timeline(pm, c), "tall");
  return out; }
std::string render_timeline_svg(const Postmortem& pm, const RenderOptions&) { return stand_alone_svg(draw_wide_timeline(pm, read_chronology(pm))); }
std::string render_causes_svg(const Postmortem&, const RenderOptions&) { return {}; }
std::string render_markdown(const Postmortem&, const RenderOptions&) { return {}; }
std::string render_json(const Postmortem&, const RenderOptions&) { return {}; }
}  // namespace afterword
