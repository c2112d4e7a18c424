// A site as browsers, readers and crawlers find it: node site.mjs SITE [URL], with URL as it was given to `build --url`.
// Files first (site_files.mjs), then pages of each kind in a browser, served below a folder of a local server:
//   no error on the console, no request that fails or leaves the site, one style sheet and no script that holds it up
//   nothing jumps while it loads (CLS 0), no long task, no more bytes than a budget; words appear within a budget of work
//   on a phone: nothing wider than the window, no letter below 12 pixels, no target smaller than 24 (WCAG 2.5.8)
//   contrast, names, roles: axe-core, in light and dark
//   printed: no navigation, no row or figure cut by the end of a page
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize, resolve } from "node:path";
import { open_browser, skip } from "./browser.mjs";
import { check_files, files_below } from "./site_files.mjs";

const kinds = ["index.html", "search.html", "statistics.html", "404.html", "archive/index.html", "measures/index.html",
               "measures/open.html", "services/index.html", "causes/index.html", "people/index.html"];
const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
                ".xml": "application/xml", ".png": "image/png", ".svg": "image/svg+xml", ".txt": "text/plain",
                ".md": "text/markdown; charset=utf-8", ".ics": "text/calendar" };
const page_bytes_max = 250 * 1024;  // a page with its style sheet, not compressed; pictures in it count
const folder = "/some/where/";      // a site works in any folder of a server

const [site_argument, url = ""] = process.argv.slice(2);
if (!site_argument || !existsSync(join(site_argument, "index.html"))) {
  console.error("usage: node site.mjs SITE [URL]");
  process.exit(2);
}
const site = resolve(site_argument);
let faults = 0;
function fault(path, what) {
  console.log(`${path}: ${what}`);
  ++faults;
}

const looked_at = await check_files(site, url, fault);
const browser = await open_browser();
if (typeof browser === "string") {
  console.log(`${looked_at}, ${faults} faults`);
  if (faults > 0) process.exit(1);
  skip(browser);
}
let axe_source = "";
try {
  axe_source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
} catch {
  console.log("axe-core is not installed (npm ci in tests/web)");
}

const server = createServer((request, response) => {
  const asked = decodeURI(new URL(request.url, "http://x").pathname);
  const file = asked.startsWith(folder) ? join(site, normalize(asked.slice(folder.length)) || "index.html") : "";
  if (!file.startsWith(site) || !existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": types[extname(file)] || "application/octet-stream" });
  response.end(readFileSync(file));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const root = `http://127.0.0.1:${server.address().port}${folder}`;

/** Runs before the page: what jumps and what holds the page up is counted from the first moment. */
function watch_loading() {
  globalThis.seen = { shift: 0, tasks: [], paint: 0 };
  new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.shift += one.value; }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.tasks.push(one.duration); }).observe({ type: "longtask", buffered: true });
}

/** Inside the page, on a phone. A link inside a sentence is as high as its line, which WCAG allows. */
function find_small() {
  const out = [];
  const shown = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest("svg,script,noscript,style") || !shown(parent)) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < 12) out.push(`"${node.textContent.trim().slice(0, 30)}" is ${size} pixels high`);
  }
  const targets = [...document.querySelectorAll("a[href],button,input,summary")].filter(shown).map((node) => {
    const box = node.getBoundingClientRect();
    const inside = getComputedStyle(node).display === "inline" && node.parentElement.textContent.trim() !== node.textContent.trim();
    return { node, box, inside, x: box.left + box.width / 2, y: box.top + box.height / 2 };
  }).filter(({ box }) => box.width > 1 && box.height > 1);
  for (const one of targets) {
    if (one.inside || (one.box.width >= 24 && one.box.height >= 24)) continue;
    // Smaller is allowed where a circle of 24 pixels around it meets no other target.
    const near = targets.find((other) => other !== one && !other.node.contains(one.node) &&
      Math.max(other.box.left - one.x, one.x - other.box.right, 0) ** 2 + Math.max(other.box.top - one.y, one.y - other.box.bottom, 0) ** 2 < 144);
    if (near) out.push(`"${one.node.textContent.trim().slice(0, 30)}" is ${Math.round(one.box.width)} × ${Math.round(one.box.height)} and close to "${near.node.textContent.trim().slice(0, 30)}"`);
  }
  return out;
}

/** Inside the page as it is printed: what may be cut by the end of a page. */
function find_cut() {
  const out = [];
  const shown = (node) => node.checkVisibility();
  for (const node of document.querySelectorAll("header.site nav,footer.site,nav.pages,.skip,form"))
    if (shown(node)) out.push(`<${node.localName} class="${node.className}"> is printed`);
  for (const node of document.querySelectorAll("main li,main tr,main figure,main svg,main dl>div")) {
    const box = node.getBoundingClientRect();
    if (!shown(node) || box.height < 8 || box.height > 700) continue;
    for (let at = node; at && at.localName !== "main"; at = at.parentElement)
      if (getComputedStyle(at).breakInside.startsWith("avoid")) { at = null; break; } else if (at.parentElement?.localName === "main")
        out.push(`<${node.localName}> in <${node.parentElement.localName} class="${node.parentElement.className}"> can be cut`);
  }
  return [...new Set(out)];
}

async function load(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const loaded = { bytes: 0, blocking: [] };
  page.on("console", (message) => { if (message.type() === "error") fault(path, `console: ${message.text()}`); });
  page.on("pageerror", (error) => fault(path, `script: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(root) && !request.url().startsWith("data:")) fault(path, `request to ${request.url()}`);
  });
  page.on("response", async (response) => {
    if (response.status() >= 400) fault(path, `${response.url().slice(root.length)} answers ${response.status()}`);
    loaded.bytes += Number(response.headers()["content-length"] || (await response.body().catch(() => "")).length);
  });
  await page.addInitScript(watch_loading);
  await page.goto(root + path, { waitUntil: path === "search.html" ? "networkidle" : "load" });
  await page.waitForTimeout(100);  // what would jump has jumped
  return { context, page, loaded };
}

async function look_at(path) {
  const { context, page, loaded } = await load(path);
  const found = await page.evaluate(() => ({
    ...seen,
    sheets: document.querySelectorAll("link[rel=stylesheet]").length,
    scripts: [...document.scripts].filter((script) => !script.defer && !script.async).length,
    nodes: document.querySelectorAll("*").length,
  }));
  if (found.shift > 0) fault(path, `jumps while it loads: ${found.shift.toFixed(4)}`);
  if (found.sheets > 1 || found.scripts > 0) fault(path, `${found.sheets} style sheets and ${found.scripts} scripts hold it up`);
  if (path !== "search.html" && found.tasks.some((task) => task > 500)) fault(path, `a task of ${Math.round(Math.max(...found.tasks))} ms`);
  if (loaded.bytes > page_bytes_max) fault(path, `${loaded.bytes} bytes, more than ${page_bytes_max}`);
  if (found.nodes > 6000) fault(path, `${found.nodes} elements`);
  if (axe_source) {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(axe_source);
      const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      for (const { id, nodes } of result.violations) fault(path, `axe, ${colorScheme}: ${id}: ${nodes[0].html.slice(0, 160)}`);
    }
  }
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  await page.setViewportSize({ width: 720, height: 1000 });
  for (const what of await page.evaluate(find_cut)) fault(path, `printed: ${what}`);
  await context.close();
  const phone = await load(path, { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  if ((await phone.page.evaluate(() => seen.shift)) > 0) fault(path, "jumps while it loads on a phone");
  for (const width of [320, 360, 768]) {
    await phone.page.setViewportSize({ width, height: 640 });
    const over = await phone.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) fault(path, `${over} pixels too wide at ${width}`);
    if (width < 768) for (const what of await phone.page.evaluate(find_small)) fault(path, `at ${width}: ${what}`);
  }
  await phone.context.close();
}

const all = files_below(site);
const first_in = (name) => all.find((path) => path.startsWith(`${name}/`) && path.endsWith(".html") && !path.endsWith("/index.html"));
const pages = [...kinds, ...["services", "causes", "teams", "years", "people"].map(first_in)].filter((path) => path && all.includes(path));
pages.push(...all.filter((path) => /^p\/.*\.html$/.test(path)).slice(0, Number(process.env.REPORTS || 3)));
for (const path of new Set(pages)) await look_at(path);
await browser.close();
server.close();
console.log(`${looked_at}, ${new Set(pages).size} in a browser, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
