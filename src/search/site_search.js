/* Searches a site without a server. Parts of the index are scripts, loaded when a word first asks for them:
   src/search/site_index.h says what they hold. Terms are made as src/search/terms.cpp makes them. */
(function () {
"use strict";
const CJK = "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Bopomofo}", RUN = `(?:(?![${CJK}])[\\p{L}\\p{N}\\p{M}])+`;
const WORD = new RegExp(`[${CJK}]|${RUN}(?:['’](?=[A-Za-z0-9])${RUN})*`, "gu");
const ENDINGS = "ational ization isation ations ation ition ments ment ness ingly edly ing ion ed ly er or e y".split(" ");
const fold = w => w.replace(/['’]/g, "").toLowerCase().normalize("NFD").replace(/([a-z])[\u0300-\u036f]+/g, "$1").normalize("NFC");
function stem(w) {
  if (!/^[a-z]{4,}$/.test(w)) return w;
  if (w.endsWith("sses") || (w.endsWith("ies") && w.length > 4)) w = w.slice(0, -2);
  else if (/s$/.test(w) && !/(ss|us|is)$/.test(w)) w = w.slice(0, -1);
  for (const ending of ENDINGS) {
    const s = w.slice(0, -ending.length), n = s.length;
    if (!w.endsWith(ending) || n < 3 || !/[aeiouy]/.test(s)) continue;
    return n > 3 && s[n - 1] === s[n - 2] && !/[aeiouyls]/.test(s[n - 1]) ? s.slice(0, -1) : s;
  }
  return w.endsWith("i") && w.length > 4 ? w.slice(0, -1) : w;
}
const terms = text => (text.match(WORD) || []).map(w => stem(fold(w)));
if (typeof document === "undefined") return module.exports = { terms };

const at = id => document.getElementById(id), form = at("search"), box = form.elements.q, out = at("hits"), said = at("said"),
  sides = at("facets"), got = {}, coming = {}, A = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
window.afterword = (name, value) => { got[name] = value; };
function element(name, cls, text) {
  const e = document.createElement(name);
  if (cls) e.className = cls;
  if (text) e.textContent = text;
  return e;
}
function button(text, click) {
  const b = element("button", "", text);
  b.type = "button";
  b.onclick = click;
  sides.append(b, " ");
  return b;
}
const load = (name, url) => coming[name] || (coming[name] = new Promise(done => {
  const tag = element("script");
  tag.src = url || `search/${name}.js`;
  tag.onload = tag.onerror = () => done(got[name]);
  document.head.append(tag);
}));
const number = text => [...text].reduce((n, c) => n * 64 + A.indexOf(c), 0);
/* Report to weight. */
function postings(code) {
  const list = new Map();
  let doc = -1, step = 0, shift = 1;
  for (let i = 0; i < code.length; i++) {
    const digit = A.indexOf(code[i]);
    step += (digit & 31) * shift;
    shift *= 32;
    if (digit & 32) continue;
    doc += step + 1;
    step = 0;
    shift = 1;
    list.set(doc, A.indexOf(code[++i]));
  }
  return list;
}
/* Terms that begin like this one and their neighbours, with their postings. */
async function chunk(term) {
  const own = term.replace(/[^a-z0-9]/g, "_").slice(0, 3), key = got.index.keys.filter(k => k <= own).pop();
  return key ? Object.fromEntries((await load("t-" + key)).split(" ").map(row => row.split(":"))) : {};
}
/* With one letter left out in each, words that differ by one edit or two swapped neighbours are the same. */
const cuts = w => [w, ...[...w].map((_, i) => w.slice(0, i) + w.slice(i + 1))];
async function find(word) {
  const all = await chunk(word.term), list = new Map();
  if (word.prefix) {
    for (const t in all)
      if (t.startsWith(word.term)) postings(all[t]).forEach((w, d) => list.set(d, Math.max(w, list.get(d) || 0)));
    return list;
  }
  if (all[word.term]) return postings(all[word.term]);
  const own = cuts(word.term);
  word.meant = word.term.length > 3 && Object.keys(all).filter(t => cuts(t).some(c => own.includes(c)))
    .sort((a, b) => all[b].length - all[a].length)[0];
  return word.meant ? postings(all[word.meant]) : list;
}
/* Words, "phrases", -without, begin*, field:value. */
function parse(text) {
  const q = { words: [], without: [], phrases: [], facts: [] };
  for (const part of text.match(/-?(?:[a-z]+:)?(?:"[^"]*"?|[^\s"]+)/gi) || []) {
    const minus = /^-./.test(part), rest = minus ? part.slice(1) : part, list = minus ? q.without : q.words;
    const fact = /^(service|class|year|after|before|has):(.+)/i.exec(rest), value = rest.replace(/"/g, ""), all = terms(value);
    if (fact) q.facts.push({ field: fact[1].toLowerCase(), value: fact[2].replace(/"/g, "").toLowerCase(), minus });
    else if (/^[^"]+\*$/.test(rest)) list.push({ term: fold(value.slice(0, -1)), prefix: true });
    else {
      if (all.length > 1) q.phrases.push({ list: all, minus });
      if (!minus || all.length < 2) all.forEach(term => list.push({ term, said: value }));
    }
  }
  q.words = q.words.filter(w => !got.index.empty.includes(` ${w.term} `));
  return q;
}
function facts(doc) {
  const i = (doc & 8191) * 7, text = got["f-" + (doc >> 13)].slice(i, i + 7), day = number(text.slice(0, 3));
  return { day, year: day && new Date((day - 1) * 864e5).getUTCFullYear(), service: got.index.services[number(text.slice(3, 5))],
    class: got.index.classes[number(text[5])], open: number(text[6]) };
}
function fits(f, { field, value, minus }) {
  let yes;
  if (field === "year") yes = f.year == value;
  else if (field === "has") yes = value === (f.open ? "open-measures" : "no-open-measures");
  else if (field in f) yes = terms(value).every(t => terms(f[field]).includes(t));
  else {
    const day = Date.parse((value + "-01-01").slice(0, 10)) / 864e5 + 1;
    yes = f.day && (field === "after" ? f.day >= day : f.day < day);
  }
  return !yes === minus;
}
const holds = (t, w) => w.prefix ? t.startsWith(w.term) : t === (w.meant || w.term);
const hasPhrase = (list, all) => all.some((_, i) => list.every((t, k) => all[i + k] === t));
function mark(parent, words, text) {
  let from = 0;
  for (const m of text.matchAll(WORD)) {
    if (!words.some(w => holds(stem(fold(m[0])), w))) continue;
    parent.append(text.slice(from, m.index), element("mark", "", m[0]));
    from = m.index + m[0].length;
  }
  parent.append(text.slice(from));
  return parent;
}
function snippet(text, words) {
  let best = "", most = 0;
  for (const line of text.split("\n")) {
    const own = terms(line), n = words.filter(w => own.some(t => holds(t, w))).length;
    if (n > most) [most, best] = [n, line];
  }
  if (best.length < 240) return best;
  const first = [...best.matchAll(WORD)].find(m => words.some(w => holds(stem(fold(m[0])), w))).index;
  const from = Math.max(0, best.lastIndexOf(" ", first - 70));
  return (from ? "…" : "") + best.slice(from, from + 230) + "…";
}
function show([address, title, day, about, verdict], words, text) {
  const item = element("li"), body = element("div"), head = element("h2"), link = element("a"), found = snippet(text, words);
  link.href = address + ".html";
  head.append(mark(link, words, title));
  body.append(head);
  if (verdict) body.append(element("p", "said", verdict));
  if (found) body.append(mark(element("p", "found"), words, found));
  if (about) body.append(element("p", "about", about));
  item.append(element("p", "day", day), body);
  return item;
}
function facet(title, field, list) {
  const sums = {};
  for (const v of list) if (v) sums[v] = (sums[v] || 0) + 1;
  const names = Object.keys(sums).sort((a, b) => sums[b] - sums[a] || (a < b ? -1 : 1));
  if (names.length < 2) return;
  sides.append(element("b", "", title), " ");
  for (const v of names.slice(0, 8))
    button(v + " ", () => {
      box.value += ` ${field}:` + (/\W/.test(v) ? `"${v}"` : v);
      run();
      box.focus();
    }).append(element("small", "", sums[v]));
  sides.append(element("br"));
}
let turn = 0, soon;
async function run(most = 20) {
  const mine = ++turn, query = box.value.trim(), items = [];
  history.replaceState(null, "", query ? "#q=" + encodeURIComponent(query) : "#");
  await load("index");
  if (!query || !got.index) {
    out.replaceChildren();
    sides.replaceChildren();
    said.textContent = query && "The index can't be loaded.";
    return;
  }
  const q = parse(query), n = got.index.reports, words = q.words;
  let scores = null, more = false;
  for (let f = 0; f << 13 < n; f++) await load("f-" + f);
  for (const w of words) {
    const list = await find(w), tells = Math.log(1 + n / (list.size || 1)), next = new Map();
    list.forEach((weight, doc) => {
      if (!scores || scores.has(doc)) next.set(doc, (scores ? scores.get(doc) : 0) + tells * weight);
    });
    scores = next;
  }
  scores = scores || new Map(Array.from({ length: n }, (_, doc) => [doc, 0]));
  for (const w of q.without) (await find(w)).forEach((_, doc) => w.meant || scores.delete(doc));
  const docs = [...scores.keys()].filter(doc => q.facts.every(want => fits(facts(doc), want)));
  docs.sort((a, b) => scores.get(b) - scores.get(a) || facts(b).day - facts(a).day || a - b);
  for (const doc of docs) {
    if (items.length >= most) {
      more = true;
      break;
    }
    const row = (await load("r-" + (doc >> 7)))[doc & 127], text = await load(row[0], row[0] + ".search.js") || "";
    const own = q.phrases.length && terms(row[1] + "\n" + text);
    if (q.phrases.every(p => hasPhrase(p.list, own) !== p.minus)) items.push(show(row, words, text));
    if (mine !== turn) return;
  }
  if (mine !== turn) return;
  const count = q.phrases.length ? items.length : docs.length;
  said.textContent = words.filter(w => w.meant).map(w => `No report has “${w.said}”; searched for words like “${w.meant}”. `).join("") +
    count + (q.phrases.length && more ? " or more" : "") + (count === 1 ? " report" : " reports") +
    (count ? "" : ". Try fewer or other words, or leave out a filter.");
  out.replaceChildren(...items);
  sides.replaceChildren();
  const all = docs.map(facts);
  facet("Service", "service", all.map(f => f.service));
  facet("Year", "year", all.map(f => f.year));
  facet("Cause", "class", all.map(f => f.class));
  if (more) button("Show more", () => run(most + 40));
}
form.onsubmit = e => {
  e.preventDefault();
  run();
};
box.oninput = () => {
  clearTimeout(soon);
  soon = setTimeout(run, 150);
};
box.onfocus = () => load("index");
document.onkeydown = e => {
  if (e.key === "/" && document.activeElement !== box) {
    e.preventDefault();
    box.focus();
  }
};
if (location.hash.startsWith("#q=")) {
  box.value = decodeURIComponent(location.hash.slice(3));
  run();
}
})();
