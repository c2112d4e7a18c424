#include "render/style.h"

namespace afterword {

std::string_view colour_style() {
  return R"(:root{color-scheme:light dark;--paper:#fbfaf7;--ink:#1b1c1f;--quiet:#5a5d65;--rule:#d9d6cd;--tint:#f1eee6;--accent:#1f4e8c;--bad:#a8231b;--bad-tint:#f6ddd6;--warn:#7a4f00;--warn-tint:#f7ecc9;--good:#1b613f;--good-tint:#dcebdf;--odd:#6b3fa0;--odd-tint:#efe7f7}
@media (prefers-color-scheme:dark){:root{--paper:#15171b;--ink:#e9e7e1;--quiet:#a9acb4;--rule:#34373e;--tint:#1e2127;--accent:#8fb8f0;--bad:#ff9d8e;--bad-tint:#47201b;--warn:#f0c46a;--warn-tint:#3d3115;--good:#8fd3ab;--good-tint:#1b3527;--odd:#c9a6f5;--odd-tint:#2b2238}}
@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--quiet:#444;--rule:#bbb;--tint:#f5f5f5;--accent:#173f73;--bad:#8c1d16;--bad-tint:#f3e0dc;--warn:#5e3d00;--warn-tint:#f5eed8;--good:#134a2f;--good-tint:#e3eee6;--odd:#54307f;--odd-tint:#f1ebf8}}
)";
}

std::string_view figure_style() {
  return R"(svg{font:400 12px system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums lining-nums}
svg text{fill:var(--ink)}svg .m{text-anchor:middle}svg .e{text-anchor:end}svg .b{font-weight:700}svg .s10{font-size:10px}svg .s11{font-size:11px}svg .s13{font-size:13px}
svg .q{fill:var(--quiet)}svg .bad{fill:var(--bad)}svg .od{fill:var(--odd)}
.gr{stroke:var(--rule);fill:none}.ax{stroke:var(--quiet);fill:none}.st{stroke:var(--quiet);stroke-width:.8;fill:none}.br{stroke:var(--ink);fill:none}
.im,.im1{stroke:var(--bad);stroke-width:1.5}.im{fill:var(--bad-tint)}.im1{fill:url(#twi)}.tall .im1{fill:url(#tti)}
.p0,.p1,.p2{stroke:var(--ink);stroke-width:.8}.p0{fill:url(#twh)}.tall .p0{fill:url(#tth)}.p1{fill:var(--warn-tint)}.p2{fill:url(#two)}.tall .p2{fill:url(#tto)}
.pb{fill:var(--paper);opacity:.82}
.hb,.ib{fill:var(--bad-tint)}.hl{stroke:var(--bad);stroke-width:1.2}.il{stroke:var(--bad);stroke-width:.6}.ob{fill:var(--good-tint)}.ol{fill:var(--good)}
.zf{fill:var(--paper)}.zz{fill:none;stroke:var(--quiet)}
.de{stroke:var(--odd);stroke-width:2.5;stroke-dasharray:6 4;fill:none}
.mk{fill:var(--accent);stroke:var(--paper);stroke-width:1.5}.dd{fill:var(--paper);stroke:var(--odd);stroke-width:1.6;stroke-dasharray:3.5 2.5}
svg .nm,svg .nd{font-size:10px;font-weight:700;text-anchor:middle}svg .nm{fill:var(--paper)}svg .nd{fill:var(--odd)}
)";
}

std::string_view page_style() { return {}; }

}  // namespace afterword
