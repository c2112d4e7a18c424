#include "render/style.h"

namespace afterword {

std::string_view colour_style() {
  return R"CSS(:root{color-scheme:light dark;--paper:#fbfaf7;--ink:#1b1c1f;--quiet:#5a5d65;--rule:#d9d6cd;--tint:#f1eee6;--accent:#1f4e8c;--bad:#a8231b;--bad-tint:#f6ddd6;--warn:#7a4f00;--warn-tint:#f7ecc9;--good:#1b613f;--good-tint:#dcebdf;--odd:#6b3fa0;--odd-tint:#efe7f7}
@media (prefers-color-scheme:dark){:root{--paper:#15171b;--ink:#e9e7e1;--quiet:#a9acb4;--rule:#34373e;--tint:#1e2127;--accent:#8fb8f0;--bad:#ff9d8e;--bad-tint:#47201b;--warn:#f0c46a;--warn-tint:#3d3115;--good:#8fd3ab;--good-tint:#1b3527;--odd:#c9a6f5;--odd-tint:#2b2238}}
@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--quiet:#444;--rule:#bbb;--tint:#f5f5f5;--accent:#173f73;--bad:#8c1d16;--bad-tint:#f3e0dc;--warn:#5e3d00;--warn-tint:#f5eed8;--good:#134a2f;--good-tint:#e3eee6;--odd:#54307f;--odd-tint:#f1ebf8}}
)CSS";
}

std::string_view figure_style() {
  return R"CSS(svg{font:400 12px system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums lining-nums}
svg text{fill:var(--ink)}svg .m{text-anchor:middle}svg .e{text-anchor:end}svg .b{font-weight:700}svg .s10{font-size:10px}svg .s11{font-size:11px}svg .s13{font-size:13px}
svg .q{fill:var(--quiet)}svg .bad{fill:var(--bad)}svg .od{fill:var(--odd)}
.gr{stroke:var(--rule);fill:none}.ax{stroke:var(--quiet);fill:none}.st{stroke:var(--quiet);stroke-width:.8;fill:none}.br{stroke:var(--ink);fill:none}.ld{stroke:var(--quiet);stroke-width:.6;stroke-opacity:.7;fill:none}
.im,.im1{stroke:var(--bad);stroke-width:1.5}.im{fill:var(--bad-tint)}.im1{fill:url(#twi)}.tall .im1{fill:url(#tti)}
.p0,.p1,.p2{stroke:var(--ink);stroke-width:.8}.p0{fill:url(#twh)}.tall .p0{fill:url(#tth)}.p1{fill:var(--warn-tint)}.p2{fill:url(#two)}.tall .p2{fill:url(#tto)}
.pb{fill:var(--paper);opacity:.82}
.hb,.ib{fill:var(--bad-tint)}.hl{stroke:var(--bad);stroke-width:1.2}.il{stroke:var(--bad);stroke-width:.6}.ob{fill:var(--good-tint)}.ol{fill:var(--good)}
.zf{fill:var(--paper)}.zz{fill:none;stroke:var(--quiet)}
.de{stroke:var(--odd);stroke-width:2.5;stroke-dasharray:6 4;fill:none}
.mk{fill:var(--accent);stroke:var(--paper);stroke-width:1.5}.dd{fill:var(--paper);stroke:var(--odd);stroke-width:1.6;stroke-dasharray:3.5 2.5}
.bx{fill:var(--paper);stroke:var(--ink);stroke-width:1.1}.tr{stroke-width:2.6}.ms{stroke-dasharray:5 3.5}.ot{fill:var(--bad-tint);stroke:var(--bad)}
.pi{fill:var(--accent)}svg .pt{fill:var(--paper)}svg .no{fill:var(--bad)}.eg{fill:none;stroke:var(--quiet);stroke-width:1.3}.ah{fill:var(--quiet)}
svg .nm,svg .nd{font-size:10px;font-weight:700;text-anchor:middle}svg .nm{fill:var(--paper)}svg .nd{fill:var(--odd)}
)CSS";
}

std::string_view page_style() {
  return R"CSS(:root{--serif:Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif;--sans:system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 var(--serif);font-variant-numeric:lining-nums;font-size-adjust:.48;overflow-wrap:break-word}
main{max-width:57.5rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
.kicker,dl.facts,figcaption,table,.when,.since,.n,.tag,.note,.pic,summary,.findings,footer{font-family:var(--sans);font-size-adjust:.52;font-variant-numeric:tabular-nums lining-nums}
.kicker{font-size:.8125rem;line-height:1.4;color:var(--quiet);margin:0 0 .75rem}
h1{font:600 clamp(1.75rem,1.25rem + 2.2vw,2.75rem)/1.14 var(--serif);letter-spacing:-.012em;margin:0 0 .9rem;max-width:26ch;text-wrap:balance}
.repeat{max-width:44rem;margin:0 0 1.75rem;padding-left:.875rem;border-left:3px solid currentColor}
.verdict{font-size:clamp(1.125rem,1.05rem + .4vw,1.25rem);line-height:1.5;max-width:44rem;margin:0 0 1.75rem;text-wrap:pretty}
dl.facts{display:flex;flex-wrap:wrap;gap:1px;margin:0 -.9rem 2.25rem;max-width:none;clip-path:inset(0 .9rem);background:var(--rule);border-block:1px solid var(--rule)}
dl.facts div{flex:1 1 9.25rem;padding:.75rem .9rem .7rem;background:var(--paper)}dl.facts .f-when{flex-basis:13rem}
dl.facts dt{font-size:.8125rem;color:var(--quiet)}
dl.facts dd{margin:.1rem 0 0;font-size:1.3125rem;line-height:1.25;font-weight:600}
dl.facts small{display:block;font-size:.8125rem;line-height:1.4;font-weight:400;color:var(--quiet);margin-top:.2rem}
h2{font:600 1.4375rem/1.25 var(--serif);margin:2.75rem 0 .75rem;text-wrap:balance}
h3{font:600 1.125rem/1.35 var(--serif);margin:1.75rem 0 .5rem}
h4,h5,h6{font:600 1.0625rem/1.4 var(--serif);margin:1.25rem 0 .4rem}
p,ul,ol,blockquote,pre,dl{max-width:42rem;margin:0 0 1rem}
li>p:last-child,blockquote>p:last-child,td>p:last-child{margin-bottom:0}
ul,ol{padding-left:1.4rem}li{margin:.25rem 0}li.task{list-style:none;margin-left:-1.2rem}
a{color:var(--accent);text-underline-offset:.15em;text-decoration-thickness:1px}
a:focus-visible,summary:focus-visible,.tw:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:2px}
sup+sup:before{content:","}blockquote{border-left:3px solid var(--rule);padding:.1rem 0 .1rem 1.1rem;font-size:1.1875rem;line-height:1.5;font-style:italic}
code,kbd,samp,pre{font:.875em/1.5 ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size-adjust:.5}
code{background:var(--tint);padding:.08em .25em;border-radius:3px;overflow-wrap:anywhere}
pre{background:var(--tint);padding:.75rem .9rem;white-space:pre-wrap;overflow-wrap:anywhere;border-radius:4px}pre.drawn{white-space:pre;overflow-x:auto;overflow-wrap:normal;line-height:1.3}pre code{padding:0;background:none;font-size:1em}
img{max-width:100%;height:auto;border-radius:3px}.ac{text-align:center}.ar{text-align:right}
.pic{display:inline-block;max-width:100%;border:1px solid var(--rule);border-radius:4px;padding:.45rem .7rem;font-size:.875rem;line-height:1.4;color:inherit;text-decoration:none;background:var(--tint);overflow-wrap:anywhere}
.pic b{font-weight:600;color:var(--quiet)}.pic small{color:var(--quiet);text-decoration:underline}
figure{margin:0 0 1rem}figure.fig{max-width:55rem;margin:1.75rem 0 1.5rem}
figcaption,.note{font-size:.8125rem;line-height:1.5;color:var(--quiet);max-width:42rem;margin-top:.5rem}
svg{display:block;width:100%;height:auto}svg.tall{display:none;max-width:26rem}
ol.timeline{list-style:none;margin:1rem 0 0;padding:0;max-width:none}
ol.timeline>li{display:grid;grid-template-columns:1.9rem minmax(3.5rem,max-content) 6.25rem minmax(0,1fr);gap:.15rem .75rem;margin:0;padding:.55rem 0;border-top:1px solid var(--rule);align-items:baseline;scroll-margin-top:1rem}
ol.timeline .n{font-size:.75rem;line-height:1.4rem;font-weight:700;min-width:1.4rem;height:1.4rem;justify-self:start;padding:0 .2rem;border-radius:.7rem;background:var(--accent);color:var(--paper);text-align:center}
ol.timeline .when{font-size:1rem;font-weight:600;max-width:9rem;overflow-wrap:break-word}ol.timeline .since{font-size:.875rem;color:var(--quiet);white-space:nowrap}
ol.timeline .what{max-width:38rem;min-width:0}.what>:last-child{margin-bottom:0}.what>:first-child{margin-top:0}
ol.timeline>li.day{display:block;font:600 .875rem/1.4 var(--sans);color:var(--quiet);padding:1rem 0 .3rem}
.wrong .n{background:var(--paper)!important;color:var(--odd)!important;outline:1.5px dashed var(--odd);outline-offset:-1.5px}
.tag{font-size:.8125rem;font-weight:600;color:var(--odd);margin-right:.15rem}.tag::after{content:" ·"}.tag+:is(p,h3,h4){display:inline;margin:0}.tag.see{color:var(--warn)}.tag.ok{color:var(--good)}
li:target,tr:target{background:var(--tint)}
table{border-collapse:collapse;width:100%;font-size:.9375rem;line-height:1.45;margin:.5rem 0 1rem}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th{font-weight:600;font-size:.8125rem;color:var(--quiet);text-align:left;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--ink);vertical-align:bottom}
td{padding:.55rem .75rem .55rem 0;border-bottom:1px solid var(--rule);vertical-align:top}
.tw{overflow-x:auto;max-width:100%;margin:0 0 1rem}td.k,td.n{white-space:nowrap}td.n{color:var(--quiet)}.measures td.w{min-width:14rem}.no{color:var(--bad)}small.pr{color:var(--quiet)}
.measures tr.grp th{padding-top:1.1rem;border-bottom-color:var(--rule)}
.pill{font-weight:600;font-size:.8125rem;line-height:1;padding:.25rem .45rem;border-radius:.25rem;white-space:nowrap;display:inline-block}
.done{background:var(--good-tint);color:var(--good)}.open{background:var(--warn-tint);color:var(--warn)}.late{background:var(--bad-tint);color:var(--bad)}
summary{cursor:pointer;font-size:.9375rem;font-weight:600;padding:.35rem 0;min-height:1.5rem}
footer{margin-top:3.5rem;border-top:1px solid var(--rule);padding-top:1rem;font-size:.9375rem}footer p,footer li{font-family:var(--serif)}
.findings ul{list-style:none;padding:0;max-width:none;font-size:.9375rem}.findings li{padding:.5rem 0;border-top:1px solid var(--rule)}.findings small{color:var(--quiet)}
.sev{font-size:.8125rem}.sev.error{color:var(--bad)}.sev.warning{color:var(--warn)}
.brief{padding-top:1.5rem;padding-bottom:1rem}.brief h1{font-size:clamp(1.5rem,1.2rem + 1.4vw,2.125rem);max-width:34ch}.brief .verdict{margin-bottom:1rem;max-width:52rem}.brief dl.facts{margin-bottom:1rem}.brief h2{margin-top:1.25rem;font-size:1.1875rem}.brief .fig{margin:1rem 0 0}.brief td{padding-block:.3rem}
@media (min-width:120rem){html{font-size:112.5%}}@media (min-width:200rem){html{font-size:150%}}
@media screen and (max-width:43.74rem){
main{padding:1.5rem 1rem 3rem}svg.wide{display:none}svg.tall{display:block}
dl.facts{margin-inline:-.6rem;clip-path:inset(0 .6rem)}dl.facts div{flex-basis:42%;padding-inline:.6rem}dl.facts .f-when{flex-basis:100%}
ol.timeline>li{grid-template-columns:1.9rem 3.4rem minmax(0,1fr)}ol.timeline .what{grid-column:2/-1}
.measures,.measures tbody,.measures tr,.measures td{display:block}.measures thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.measures tr{border:1px solid var(--rule);border-radius:6px;padding:.6rem .8rem;margin:0 0 .7rem}.measures td{border:0;padding:.1rem 0;display:inline-block;margin-right:.9rem;vertical-align:baseline}
.measures td.w{display:block;min-width:0;font-size:1rem;padding-bottom:.3rem}.measures td.n{display:block;font-weight:600}
}
@media print{
@page{size:A4;margin:16mm 16mm 18mm}
html{font-size:9.75pt}body{font-size:1.0625rem;line-height:1.45}main{padding:0;max-width:none}h1{font-size:22pt}h2{margin-top:1.6rem}footer,details.data,details.around{display:none}
figure,ol.timeline>li,tr,pre,blockquote,dl.facts div{break-inside:avoid}h1,h2,h3,h4{break-after:avoid}thead{display:table-header-group}
a[href^="http"]::after{content:" (" attr(href) ")";font-size:.8em;color:var(--quiet);overflow-wrap:anywhere}.pic::after{content:""!important}
details:not([open])>*:not(summary){display:none}.tw{overflow:visible}p,li{orphans:3;widows:3}
}
)CSS";
}

}  // namespace afterword
