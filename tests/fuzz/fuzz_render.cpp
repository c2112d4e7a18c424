// Any text becomes a well-formed page that holds nothing but what is allowed, whoever it is for; and what is marked
// internal never reaches the public.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "render/render.h"
#include "render/strict_html.h"

namespace {

void demand(const std::string& fault, const std::string& text) {
  if (fault.empty()) return;
  std::fprintf(stderr, "%s\n---\n%s\n", fault.c_str(), text.substr(0, 4000).c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace afterword;
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const auto read = [](std::string markdown) {
    return read_postmortem(std::make_shared<const Document>(Document::read(std::move(markdown))));
  };
  const Postmortem pm = read(text);
  for (const Audience audience : {Audience::engineer, Audience::executive, Audience::public_}) {
    RenderOptions options;
    options.audience = audience;
    const std::string page = render_page(pm, options);
    demand(strict::fault_of_page(page), page);
  }
  (void)render_timeline_svg(pm, {});
  (void)render_causes_svg(pm, {});
  (void)render_markdown(pm, {});
  (void)render_json(pm, {});
  const Postmortem marked = read(text + "\n\n<!-- internal -->\n\nQZVXSECRET\n\n<!-- /internal -->\n");
  RenderOptions outside;
  outside.audience = Audience::public_;
  const bool told = render_page(marked, outside).find("QZVXSECRET") != std::string::npos;
  demand(told ? "something internal is on the public page" : "", text);
  return 0;
}
