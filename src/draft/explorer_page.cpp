#include "draft/explorer_page.h"

namespace afterword {
namespace {

constexpr std::string_view style =
    R"CSS(*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:80rem;margin:0 auto;padding:1.5rem 1rem 4rem}h1{font-size:1.75rem;margin:0 0 1rem}h2{font-size:1.25rem;margin:2.25rem 0 .5rem}
dl.facts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:0 0 1rem}dl.facts div{flex:1 1 14rem}dt,small{color:var(--quiet);font-size:.875rem}dd{margin:0;font-weight:600}dd small{display:block;font-weight:400}
pre{margin:.25rem 0;padding:.5rem .7rem;background:var(--tint);border-radius:4px;overflow:auto;font:.8125rem/1.45 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace}.picture{line-height:1.25}
code{font:.8125rem/1.45 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}mark{background:var(--warn-tint);color:inherit}
.line{margin:.3rem 0}.line>span{color:var(--quiet);font-size:.8125rem;overflow-wrap:anywhere}.suspects li{margin:.6rem 0}.cause{font-weight:600;max-width:60rem}
.entry{border-top:1px solid var(--rule);padding:.35rem 0}.entry summary{cursor:pointer;overflow-wrap:anywhere}time{font-variant-numeric:tabular-nums;font-weight:600;margin-right:.4rem}
.tools{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:.5rem 0}.tools label{font-size:.875rem;color:var(--quiet);display:block}input,select,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--quiet);border-radius:4px;padding:.3rem .5rem}input{min-width:min(22rem,80vw)}button{cursor:pointer}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.875rem}th{text-align:left;color:var(--quiet);font-weight:600}th,td{padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--rule);vertical-align:top}.n{text-align:right;font-variant-numeric:tabular-nums}td code{display:block;max-width:44rem}
svg.rate{display:block;width:100%;height:120px;background:var(--tint);border-radius:4px}svg.spark{width:180px;height:24px}.bar{fill:var(--accent)}.bar.error,.bar.fatal{fill:var(--bad)}.bar.warning{fill:var(--warn)}.mk{stroke:var(--odd);stroke-width:1.5;vector-effect:non-scaling-stroke}
.tag{font-size:.75rem;padding:.05rem .35rem;border-radius:3px;background:var(--bad-tint);margin-left:.3rem}.tag.changed{background:var(--warn-tint)}.axis{display:flex;justify-content:space-between;color:var(--quiet);font-size:.8125rem;font-variant-numeric:tabular-nums}
td .tag{margin-left:0}
@media(max-width:44rem){#rows{display:block}#rows tr{display:grid;grid-template-columns:1fr auto auto;gap:.1rem .9rem;padding:.4rem 0;border-bottom:1px solid var(--rule)}#rows td{padding:0;border:0}#rows td:first-child,#rows td:last-child{grid-column:1/-1}#rows td code{max-width:none}#rows svg.spark{width:100%}.messages thead{display:none}.messages table{display:block}}
tr[data-row]{cursor:pointer}tr.chosen{background:var(--tint)}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
)CSS";

constexpr std::string_view table = R"HTML(<h2>Messages over time</h2>
<noscript><p>The table of messages needs JavaScript; gather.json beside this page holds the same figures.</p></noscript>
<div id="rate" role="img" aria-label="Messages over time"></div>
<div class="tools"><div><label for="find">Find in messages</label><input id="find" type="search" autocomplete="off"></div>
<div><label for="source">Source</label><select id="source"><option value="">all</option></select></div>
<div><label for="level">Level</label><select id="level"><option value="">all</option></select></div>
<div><label for="only">Show</label><select id="only"><option value="">all</option><option value="new">new in the outage</option><option value="any">new or changed</option></select></div></div>
<p id="count" role="status"></p>
<div class="scroll messages"><table><thead><tr><th>Message<th>Source<th>Level<th class="n">Count<th>Over time</thead><tbody id="rows"></tbody></table></div>
<p><button id="more" type="button" hidden>Show more</button></p>
)HTML";

constexpr std::string_view script = R"JS("use strict";
(function () {
  const data = JSON.parse(document.getElementById("evidence").textContent);
  const byId = (id) => document.getElementById(id);
  const ns = "http://www.w3.org/2000/svg";
  const pageSize = 200;
  let shown = pageSize, selected = -1;

  function element(name, text, className) {
    const e = document.createElement(name);
    if (text !== undefined) e.textContent = text;
    if (className) e.className = className;
    return e;
  }
  // One path for all bars: a table of 200 rows would else be tens of thousands of elements.
  function draw(svg, cells, height, most, className) {
    let bars = "";
    for (const [column, count] of cells) {
      const h = Math.max(1, (count / most) * height).toFixed(2);
      bars += "M" + column + " " + height + "v-" + h + "h1v" + h + "z";
    }
    const path = document.createElementNS(ns, "path");
    path.setAttribute("d", bars);
    path.setAttribute("class", "bar " + className);
    svg.append(path);
  }
  function newSvg(className, height) {
    const svg = document.createElementNS(ns, "svg");
    svg.setAttribute("class", className);
    svg.setAttribute("viewBox", "0 0 " + data.columns + " " + height);
    svg.setAttribute("preserveAspectRatio", "none");
    for (const [, at] of data.marks) {
      const x = ((at - data.from) / (data.until - data.from)) * data.columns;
      const line = document.createElementNS(ns, "line");
      line.setAttribute("x1", x); line.setAttribute("x2", x); line.setAttribute("y1", 0); line.setAttribute("y2", height);
      line.setAttribute("class", "mk");
      svg.append(line);
    }
    return svg;
  }
  function pairs(row) {
    const out = [];
    for (let i = 0; i < row.c.length; i += 2) out.push([row.c[i], row.c[i + 1]]);
    return out;
  }
  function sum(rows) {
    const all = new Float64Array(data.columns);
    for (const row of rows) for (let i = 0; i < row.c.length; i += 2) all[row.c[i]] += row.c[i + 1];
    return [...all.entries()].filter((cell) => cell[1] > 0);
  }
  data.rows.forEach((row, i) => { row.i = i; row.f = (row.t + "\n" + row.x).toLowerCase(); });
  const time = (at) => new Date(at).toISOString().slice(0, 19).replace("T", " ");
  const most = (cells) => cells.reduce((m, c) => Math.max(m, c[1]), 1);

  function filtered() {
    const text = byId("find").value.toLowerCase();
    const source = byId("source").value, level = byId("level").value, only = byId("only").value;
    return data.rows.filter((r) => (!source || r.s === source) && (!level || r.l === level) &&
      (!only || (only === "any" ? r.w !== "" : r.w === only)) &&
      (!text || r.f.includes(text)));
  }
  function showRate(rows) {
    const box = byId("rate");
    box.replaceChildren();
    const svg = newSvg("rate", 100);
    const chosen = selected >= 0 ? [data.rows[selected]] : rows;
    const all = sum(chosen), bad = sum(chosen.filter((r) => r.l === "error" || r.l === "fatal"));
    draw(svg, all, 100, most(all), "");
    draw(svg, bad, 100, most(all), "error");
    box.append(svg);
    const axis = element("div", undefined, "axis");
    axis.append(element("span", time(data.from) + " UTC"), element("span", "at most " + most(all).toLocaleString("en") + " in a bar"),
      element("span", time(data.until) + " UTC"));
    box.append(axis);
  }
  function show() {
    const rows = filtered();
    byId("count").textContent = rows.length.toLocaleString("en") + " of " + data.rows.length.toLocaleString("en") + " messages" +
      (selected >= 0 ? "; the picture shows the one that is chosen" : "");
    showRate(rows);
    const body = byId("rows");
    body.replaceChildren();
    for (const row of rows.slice(0, shown)) {
      const index = row.i;
      const tr = element("tr");
      tr.dataset.row = index;
      tr.tabIndex = 0;
      tr.className = index === selected ? "chosen" : "";
      const first = element("td");
      first.append(element("code", index === selected ? row.x : row.t));
      if (row.w) first.append(element("span", row.w, "tag " + row.w));
      if (index === selected) first.append(element("small", "first at " + row.p));
      const spark = newSvg("spark", 24);
      const cells = pairs(row);
      draw(spark, cells, 24, most(cells), row.l);
      const last = element("td");
      last.append(spark);
      tr.append(first, element("td", row.s), element("td", row.l), element("td", row.n.toLocaleString("en"), "n"), last);
      body.append(tr);
    }
    byId("more").hidden = rows.length <= shown;
    byId("more").textContent = "Show " + Math.min(pageSize, rows.length - shown).toLocaleString("en") + " more of " +
      (rows.length - shown).toLocaleString("en");
  }
  function choose(event) {
    const tr = event.target.closest("tr[data-row]");
    if (!tr || (event.type === "keydown" && event.key !== "Enter")) return;
    const index = Number(tr.dataset.row);
    selected = selected === index ? -1 : index;
    show();
  }
  for (const [id, key] of [["source", "s"], ["level", "l"]])
    for (const value of [...new Set(data.rows.map((r) => r[key]))].sort()) byId(id).append(new Option(value, value));
  for (const id of ["find", "source", "level", "only"])
    byId(id).addEventListener("input", () => { shown = pageSize; selected = -1; show(); });
  byId("rows").addEventListener("click", choose);
  byId("rows").addEventListener("keydown", choose);
  byId("more").addEventListener("click", () => { shown += pageSize; show(); });
  show();
})();
)JS";

}  // namespace

std::string_view explorer_style() {
  return style;
}
std::string_view explorer_script() {
  return script;
}
std::string_view explorer_table() {
  return table;
}

}  // namespace afterword
