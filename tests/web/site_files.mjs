// What can be said of a site from its files alone: node site_files.mjs SITE [URL]; site.mjs does it too.
//   each page: valid HTML, title, description, language, viewport, icon, one h1, no heading level left out, link texts,
//   sizes of pictures, what links elsewhere show (og:), the canonical address where the site's place is known
//   each link and each fragment leads to something, and each page can be reached from the front page
//   sitemap, robots.txt, Atom, JSON Feed and calendar keep to their rules
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, normalize } from "node:path";
import { spawnSync } from "node:child_process";

const require = createRequire(import.meta.url);

/** All files below a folder, as paths from it. */
export function files_below(folder) {
  return readdirSync(folder, { recursive: true }).filter((path) => statSync(join(folder, path)).isFile()).sort();
}

const style_rules = {
  // Taste, not validity: how it is written, and what the page's own figures need.
  "doctype-style": "off", "no-inline-style": "off", "no-trailing-whitespace": "off", "void-style": "off",
  "long-title": "off", "prefer-tbody": "off", "attr-quotes": "off", "tel-non-breaking": "off",
  "valid-id": ["error", { relaxed: true }],
};

function decoded(text) {
  const names = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", "#39": "'" };
  return text.replace(/&(amp|lt|gt|quot|apos|#39);/g, (_, name) => names[name]);
}

/** Attributes of every tag of a name. Our pages are well formed: a tag ends at the first > outside of quotes. */
function tags_of(html, name) {
  const out = [];
  for (const [, written] of html.matchAll(new RegExp(`<${name}\\b((?:[^>"]|"[^"]*")*)>`, "g"))) {
    const attributes = {};
    for (const [, key, value] of written.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)) attributes[key] = decoded(value ?? "");
    out.push(attributes);
  }
  return out;
}

function text_of(markup) {
  return decoded(markup.replace(/<[^>]*>/g, "")).replace(/\s+/g, " ").trim();
}

function check_head(html, path, url, fault) {
  const meta = (kind, name) => (tags_of(html, "meta").find((tag) => tag[kind] === name) || {}).content;
  const title = text_of((html.match(/<title>(.*?)<\/title>/s) || [])[1] || "");
  if (!title) fault(path, "has no title");
  if (!/^<!doctype html>\s*<html lang="[\w-]+"/i.test(html)) fault(path, "says no language, or has no doctype");
  if (!/width=device-width/.test(meta("name", "viewport") || "")) fault(path, "has no viewport");
  if (/maximum-scale|user-scalable/.test(meta("name", "viewport") || "")) fault(path, "can't be enlarged");
  if (path === "404.html") return;
  if (!(meta("name", "description") || "").trim()) fault(path, "has no description");
  if (!tags_of(html, "link").some((tag) => tag.rel === "icon")) fault(path, "has no icon");
  for (const name of ["og:title", "og:type", "og:site_name"]) if (!meta("property", name)) fault(path, `has no ${name}`);
  if (/^p\//.test(path) && !meta("property", "og:image")) fault(path, "has no picture for links to it");
  if (!url) return;
  const canonical = tags_of(html, "link").filter((tag) => tag.rel === "canonical").map((tag) => tag.href);
  if (canonical.length !== 1 || canonical[0] !== url + path) fault(path, `canonical is ${canonical.join(", ") || "missing"}`);
  for (const name of ["og:url", "og:image"]) {
    const value = meta("property", name);
    if (value && !value.startsWith(url)) fault(path, `${name} is no whole address: ${value}`);
  }
}

function check_body(html, path, fault) {
  const headings = [...html.matchAll(/<h([1-6])\b[^>]*>(.*?)<\/h\1>/gs)].map(([, level, markup]) => [Number(level), text_of(markup)]);
  const first = headings.filter(([level]) => level === 1).length;
  if (first !== 1) fault(path, `has ${first} headings of level 1`);
  let before = 0;
  for (const [level, words] of headings) {
    if (level > before + 1) fault(path, `heading "${words}" leaves a level out: ${before} → ${level}`);
    if (!words) fault(path, "has an empty heading");
    before = level;
  }
  for (const [, attributes, markup] of html.matchAll(/<a\b((?:[^>"]|"[^"]*")*)>(.*?)<\/a>/gs)) {
    const words = text_of(markup) || (attributes.match(/aria-label="([^"]+)"/) || [])[1] || (markup.match(/alt="([^"]+)"/) || [])[1];
    if (!words) fault(path, `a link says nothing: <a${attributes}>`);
    if (words && /^(click here|here|more|read more|link|this)$/i.test(words)) fault(path, `a link says "${words}" only`);
  }
  for (const image of tags_of(html, "img")) {
    if (image.alt === undefined) fault(path, "a picture has no alt");
    if (!image.width || !image.height) fault(path, `a picture has no size, so the page jumps: ${image.src.slice(0, 60)}`);
  }
}

function check_links(site, pages, html_of, fault) {
  const ids_of = new Map();
  const ids = (path) => {
    if (!ids_of.has(path)) ids_of.set(path, new Set([...html_of(path).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => decoded(id))));
    return ids_of.get(path);
  };
  const leads = new Map();
  let count = 0;
  for (const path of pages) {
    const to = new Set();
    for (const name of ["a", "link", "img", "script"]) {
      for (const tag of tags_of(html_of(path), name)) {
        const address = tag.href ?? tag.src;
        if (address === undefined || /^[a-z][a-z0-9+.-]*:/i.test(address)) continue;
        ++count;
        const [file, fragment] = address.split("#");
        const target = file === "" ? path : normalize(join(dirname(path), decodeURI(file.split("?")[0])));
        if (target.startsWith("..") || !existsSync(join(site, target))) {
          fault(path, `leads to ${address}, which is not there`);
          continue;
        }
        if (name === "a" && target.endsWith(".html")) to.add(target);
        if (fragment && target.endsWith(".html") && !ids(target).has(decodeURIComponent(fragment)))
          fault(path, `leads to ${address}, and there is no such place`);
      }
    }
    leads.set(path, to);
  }
  const reached = new Set(["index.html"]);
  for (const path of reached) for (const next of leads.get(path) || []) reached.add(next);
  for (const path of pages) if (path !== "404.html" && !reached.has(path)) fault(path, "no link leads to it");
  return count;
}

/** Faults of an XML file by an independent reader, where there is one. */
function check_xml(site, path, fault) {
  const ran = spawnSync("xmllint", ["--noout", join(site, path)], { encoding: "utf8" });
  if (!ran.error && ran.status !== 0) fault(path, ran.stderr.split("\n")[0]);
}

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function check_sitemap(site, pages, url, fault) {
  const read = (path) => readFileSync(join(site, path), "utf8");
  const robots = read("robots.txt");
  for (const line of robots.split("\n"))
    if (line && !/^(User-agent|Disallow|Allow|Sitemap):/.test(line)) fault("robots.txt", `“${line}” is no rule`);
  if (!url) {
    if (existsSync(join(site, "sitemap.xml"))) fault("sitemap.xml", "has no whole addresses, which its protocol wants");
    return;
  }
  if (!robots.includes(`Sitemap: ${url}sitemap.xml`)) fault("robots.txt", "does not name the sitemap");
  check_xml(site, "sitemap.xml", fault);
  const places = (xml) => [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, place]) => decoded(place));
  let listed = places(read("sitemap.xml"));
  if (read("sitemap.xml").includes("<sitemapindex")) listed = listed.flatMap((place) => places(read(place.slice(url.length))));
  for (const place of listed) {
    if (!place.startsWith(url)) fault("sitemap.xml", `${place} is not below ${url}`);
    if (!pages.includes(place.slice(url.length))) fault("sitemap.xml", `${place} is not there`);
  }
  const stand = new Set(listed);
  for (const path of pages) if (/^(p|services|causes|teams|years)\//.test(path) && !stand.has(url + path)) fault("sitemap.xml", `${path} is missing`);
}

function check_feeds(site, url, fault) {
  check_xml(site, "feed.xml", fault);
  const atom = readFileSync(join(site, "feed.xml"), "utf8");
  const one = (xml, name) => (xml.match(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`)) || [])[1];
  const entries = atom.split("<entry>").slice(1);
  const head = atom.split("<entry>")[0];
  for (const name of ["id", "title", "updated"]) if (!one(head, name)) fault("feed.xml", `has no ${name}`);
  if (!/<link [^>]*rel="self"/.test(head)) fault("feed.xml", "does not name itself");
  const ids = new Set();
  for (const entry of entries) {
    for (const name of ["id", "title", "updated"]) if (!one(entry, name)) fault("feed.xml", `an entry has no ${name}`);
    if (!timestamp.test(one(entry, "updated") || "")) fault("feed.xml", `${one(entry, "updated")} is no time`);
    if (!/<author>/.test(entry) && !/<author>/.test(head)) fault("feed.xml", "an entry has no author");
    if (!/<content type="html">/.test(entry)) fault("feed.xml", "an entry has no text");
    if (ids.has(one(entry, "id"))) fault("feed.xml", `the id ${one(entry, "id")} stands twice`);
    ids.add(one(entry, "id"));
    if (url && !/^[a-z]+:/.test(one(entry, "id"))) fault("feed.xml", `the id ${one(entry, "id")} is no IRI`);
  }
  const feed = JSON.parse(readFileSync(join(site, "feed.json"), "utf8"));
  if (!/^https:\/\/jsonfeed\.org\/version\/1(\.1)?$/.test(feed.version)) fault("feed.json", "says no version");
  if (!feed.title || !Array.isArray(feed.items)) fault("feed.json", "has no title or items");
  for (const item of feed.items) {
    if (typeof item.id !== "string" || !item.id) fault("feed.json", "an item has no id");
    if (typeof item.content_html !== "string" && typeof item.content_text !== "string") fault("feed.json", "an item has no text");
    if (item.date_published && !timestamp.test(item.date_published)) fault("feed.json", `${item.date_published} is no time`);
    if (url && !(item.url || "").startsWith(url)) fault("feed.json", `${item.url} is no whole address`);
  }
  if (feed.items.length !== entries.length) fault("feed.json", "holds other entries than feed.xml");
}

function check_calendar(site, fault) {
  const text = readFileSync(join(site, "measures.ics"), "utf8");
  if (!text.endsWith("\r\n") || /[^\r]\n/.test(text)) fault("measures.ics", "a line does not end with CR LF");
  for (const line of text.split("\r\n"))
    if (Buffer.byteLength(line) > 75) fault("measures.ics", `a line has more than 75 octets: ${line.slice(0, 40)}…`);
  const lines = text.replace(/\r\n[ \t]/g, "").split("\r\n").filter(Boolean);
  if (lines[0] !== "BEGIN:VCALENDAR" || lines.at(-1) !== "END:VCALENDAR") fault("measures.ics", "is no calendar");
  for (const name of ["VERSION:2.0", "PRODID:"]) if (!lines.some((line) => line.startsWith(name))) fault("measures.ics", `has no ${name}`);
  const uids = new Set();
  let event = null;
  for (const line of lines) {
    if (!/^[A-Z-]+[:;]/.test(line)) fault("measures.ics", `“${line.slice(0, 40)}” is no property`);
    if (line === "BEGIN:VEVENT" || line === "BEGIN:VTODO") event = {};
    else if (/^END:(VEVENT|VTODO)$/.test(line)) {
      for (const name of ["UID", "DTSTAMP", "SUMMARY"]) if (!event[name]) fault("measures.ics", `an entry has no ${name}`);
      if (uids.has(event.UID)) fault("measures.ics", `the UID ${event.UID} stands twice`);
      uids.add(event.UID);
      event = null;
    } else if (event) event[line.split(/[:;]/)[0]] = line.slice(line.indexOf(":") + 1);
  }
}

async function check_markup(site, pages, fault) {
  let library;
  try {
    library = require("html-validate");
  } catch {
    return "html-validate is not installed (npm ci in tests/web)";
  }
  const checker = new library.HtmlValidate({ extends: ["html-validate:recommended", "html-validate:a11y"], rules: style_rules });
  for (const path of pages) {
    const report = await checker.validateString(readFileSync(join(site, path), "utf8"), path);
    for (const result of report.results)
      for (const message of result.messages.slice(0, 3)) fault(path, `line ${message.line}: ${message.ruleId}: ${message.message}`);
  }
  return "";
}

/** Calls fault(path, words) for each; answers with what was looked at. */
export async function check_files(site, url, fault) {
  const files = files_below(site);
  const pages = files.filter((path) => path.endsWith(".html"));
  const texts = new Map();
  const html_of = (path) => {
    if (!texts.has(path)) texts.set(path, readFileSync(join(site, path), "utf8"));
    return texts.get(path);
  };
  for (const path of pages) {
    check_head(html_of(path), path, url, fault);
    check_body(html_of(path), path, fault);
  }
  const links = check_links(site, pages, html_of, fault);
  check_sitemap(site, pages, url, fault);
  check_feeds(site, url, fault);
  check_calendar(site, fault);
  const without = await check_markup(site, pages, fault);
  return `${pages.length} pages, ${links} links${without ? `; ${without}` : ""}`;
}
