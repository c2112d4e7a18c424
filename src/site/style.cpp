#include "render/style.h"
#include "site/frame.h"

namespace afterword {

std::string site_style() {
  std::string out;
  out.append(colour_style()).append(figure_style()).append(page_style());
  out +=
      R"CSS(.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.25rem .5rem}
header.site{max-width:72rem;margin:0 auto;padding:1.1rem 1.25rem .9rem;display:flex;flex-wrap:wrap;gap:.35rem 1.75rem;align-items:baseline;border-bottom:1px solid var(--rule)}
header.site .name{font:600 1.1875rem/1.3 var(--serif);color:var(--ink);text-decoration:none;letter-spacing:-.005em}
header.site ul{list-style:none;display:flex;flex-wrap:wrap;gap:.15rem 1.15rem;margin:0;padding:0;max-width:none}header.site li{margin:0}
header.site nav a{font:.9375rem/1.6 var(--sans);color:var(--quiet);text-decoration:none;padding:.2rem 0;display:inline-block}header.site nav a:hover,header.site nav a[aria-current]{color:var(--ink)}header.site nav a[aria-current]{box-shadow:inset 0 -2px var(--accent)}
footer.site{max-width:72rem;margin:2rem auto 0;padding:1rem 1.25rem 2.5rem;color:var(--quiet);font-size:.875rem;display:flex;flex-wrap:wrap;gap:.25rem 2rem;justify-content:space-between}footer.site p{font-family:var(--sans);margin:0}footer.site a{color:inherit;margin-right:.9rem}
.also{max-width:57.5rem;margin:-2rem auto 0;padding:0 1.25rem;font:.9375rem/1.5 var(--sans);display:flex;flex-wrap:wrap;gap:.25rem 2rem}.also p{margin:0}.also a{margin-right:.9rem}
h1.quiet{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.day,.about,.tally,.weeks,.chips,.pages,.bar,.figures,ol.groups p,.tasks .about{font-family:var(--sans);font-size-adjust:.52;font-variant-numeric:tabular-nums lining-nums}
.note code{font-size:.8125rem}
.about{font-size:.875rem;line-height:1.5;color:var(--quiet);margin:.25rem 0 0}.about small{font-size:.8125rem}.about a{color:inherit;text-decoration-color:var(--rule)}.about a:hover{color:var(--accent)}
.again{color:var(--bad);font-weight:600}.repeat strong{color:var(--bad)}
.lead{padding:1rem 0 .5rem}.lead h2{font-size:clamp(2rem,1.2rem + 3.4vw,3.5rem);line-height:1.08;letter-spacing:-.018em;margin:.2rem 0 1rem;max-width:22ch}.lead .verdict{font-size:clamp(1.1875rem,1.05rem + .7vw,1.4375rem);max-width:40rem}.lead h2 a,.rows h2 a,.rows h3 a,.worth h3 a,.groups h2 a{color:inherit;text-decoration:none}.lead h2 a:hover,.rows h2 a:hover,.rows h3 a:hover,.worth h3 a:hover,.groups h2 a:hover{text-decoration:underline}
.opening{display:grid;grid-template-columns:minmax(0,1.75fr) minmax(0,1fr);gap:0 3.5rem;align-items:end}ul.sums{list-style:none;padding:0;margin:0 0 1.75rem;max-width:none}.sums li{margin:0;border-top:1px solid var(--rule);padding:.5rem 0}.sums a{font:.9375rem/1.3 var(--sans);color:var(--quiet);text-decoration:none;display:flex;gap:.75rem;align-items:baseline}.sums a:hover{color:var(--accent)}.sums b{font:600 2rem/1.15 var(--serif);color:var(--ink);min-width:3.5rem;font-variant-numeric:lining-nums}
main:has(.columns){max-width:72rem}
figure.weeks{margin:1.5rem 0 1rem;max-width:none}.weeks>div{display:grid;grid-template-columns:repeat(var(--c),minmax(0,1fr))}.weeks [role=img]{align-items:end;height:4.5rem;border-bottom:1px solid var(--quiet)}
.weeks i{display:block;margin:0 12%;background:var(--bad);height:0;border-radius:1px 1px 0 0}.weeks .n1{height:12%}.weeks .n2{height:22%}.weeks .n3{height:32%}.weeks .n4{height:42%}.weeks .n5{height:52%}.weeks .n6{height:62%}.weeks .n7{height:72%}.weeks .n8{height:82%}.weeks .n9{height:91%}.weeks .n10{height:100%}
.marks span{font-size:.75rem;color:var(--quiet);line-height:1.6;white-space:nowrap}
.columns{display:grid;grid-template-columns:minmax(0,1.75fr) minmax(0,1fr);gap:0 3.5rem}.columns h2{margin-top:2rem}.columns h2,.worth h2,.ways h2{font-size:1.25rem;border-top:2px solid var(--ink);padding-top:.5rem}
ol.rows,ol.tasks,ol.groups,ul.briefs,.worth ul{list-style:none;padding:0;margin:0 0 1rem;max-width:none}
.rows li{display:grid;grid-template-columns:7rem minmax(0,1fr);gap:0 1rem;padding:1rem 0;margin:0;border-top:1px solid var(--rule);align-items:baseline}.columns .rows li:first-child{border-top:0;padding-top:.25rem}
.rows h2,.rows h3{font-size:1.1875rem;line-height:1.3;margin:0;text-wrap:balance}.day{font-size:.875rem;color:var(--quiet);white-space:nowrap}.said{margin:.3rem 0 0;font-size:1rem;line-height:1.5}
.columns .rows li{display:block}
.tasks li,.briefs li{padding:.7rem 0;margin:0;border-top:1px solid var(--rule)}.tasks li:first-child,.briefs li:first-child{border-top:0}.tasks .what,.briefs p{margin:0;font-size:1rem;line-height:1.45;max-width:46rem}.briefs .about{font-size:.875rem;margin-top:.2rem}
.tally{display:flex;gap:.75rem;margin:0 0 .75rem;padding:0}.tally p{display:flex;gap:.75rem;margin:0}.tally a{flex:0 1 8rem;padding:.55rem .7rem;border-radius:.3rem;text-decoration:none;font-size:.875rem;line-height:1.25}.tally b{display:block;font-size:1.375rem}
.worth ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:1.5rem 2.5rem}.worth li{margin:0}.worth h3{margin:.1rem 0 .3rem;text-wrap:balance}.worth .said{font-size:.9375rem}
.ways{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));gap:0 2.5rem}
.chips{font-size:.9375rem;line-height:1.9}.chips a{margin-right:.75rem;white-space:nowrap;text-decoration:none}.chips a:hover{text-decoration:underline}.chips small{color:var(--quiet);font-size:.8125rem}.chips p{margin:0 0 .5rem;max-width:none}
.groups li{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:.1rem 2rem;padding:.6rem 0;margin:0;border-top:1px solid var(--rule);align-items:center}.groups h2,.groups h3{margin:0;font-size:1.0625rem;line-height:1.4}.groups p{margin:0}.groups .about{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-size:.8125rem}
.bar{font-size:.875rem;display:flex;align-items:center;gap:.5rem;white-space:nowrap}.bar span{display:inline-block;height:.7rem;background:var(--accent);border-radius:1px;width:calc((100% - 5.5rem)*var(--w));min-width:2px}
.figures{font-size:1.0625rem}.figures b{margin-right:1.25rem;white-space:nowrap}.ar{text-align:right}.pages{font-size:.9375rem;padding-top:.5rem;border-top:1px solid var(--rule)}.pages a{margin:0 .75rem 0 0}.pages a[rel=next]{margin:0 0 0 .75rem}
th[scope=row]{border-bottom-color:var(--rule);font-size:.9375rem;color:var(--ink);font-weight:400;vertical-align:top;padding-block:.55rem}.heat th[scope=row]{padding-block:.4rem}.heat td{padding:.4rem .5rem}.h1{background:color-mix(in srgb,var(--bad-tint) 35%,var(--paper))}.h2{background:color-mix(in srgb,var(--bad-tint) 65%,var(--paper))}.h3,.h4{background:var(--bad-tint)}
#search{margin:0 0 1rem}#search label{display:block;font:.9375rem/1.6 var(--sans);color:var(--quiet)}#search input{font:inherit;width:min(100%,32rem);box-sizing:border-box;padding:.45rem .6rem;color:var(--ink);background:var(--paper);border:1px solid var(--quiet);border-radius:.3rem}#search button,#facets button{font:.9375rem/1.4 var(--sans);color:var(--ink);background:var(--paper);border:1px solid var(--rule);border-radius:.3rem;padding:.35rem .7rem;cursor:pointer}#facets button{margin:.15rem 0;padding:.1rem .5rem}#facets{margin-bottom:.75rem}#search button{margin-top:.35rem}#search input:focus-visible,#search button:focus-visible,#facets button:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
#said{font-family:var(--sans);color:var(--quiet);font-size:.9375rem;min-height:1.5em}.found{margin:.3rem 0 0;font-size:.9375rem;line-height:1.5;color:var(--quiet)}mark{background:none;color:var(--ink);font-weight:650;text-decoration:underline;text-decoration-color:var(--accent);text-underline-offset:.15em}.rows h2{font-size:1.1875rem;line-height:1.3;margin:0;padding:0;border:0}.rows h2 a{color:inherit;text-decoration:none}.rows h2 a:hover{text-decoration:underline}
@media (max-width:52rem){.opening,.columns{grid-template-columns:minmax(0,1fr)}}
@media (max-width:43.74rem){.rows li{display:block}.groups li{grid-template-columns:minmax(0,1fr)}header.site{padding-inline:1rem}.also{margin-top:-1rem;padding-inline:1rem}}
@media (max-width:30rem){.marks span:nth-child(even){visibility:hidden}}
@media (scripting:none){#search{display:none}}
@media print{header.site nav,footer.site,.skip,.pages,#search{display:none}main li,main tr,main figure{break-inside:avoid}header.site{padding:0 0 .4rem}header.site~main{padding-top:1rem}section:has(>.fig){break-inside:avoid}.columns{display:block}a[href]::after{content:""!important}.also{display:none}}
)CSS";
  return out;
}

}  // namespace afterword
