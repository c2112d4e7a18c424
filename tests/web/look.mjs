// Looks at pages as a browser shows them and fails on any fault: node look.mjs PAGE.html|PAGE.svg...
//   accessibility (axe-core, WCAG 2.2 AA and best practices) in light, dark and on a phone
//   nothing wider than the window at 320, 768, 1440 and 3840 pixels
//   no two labels of a figure overlap, none leaves its figure
//   no request leaves the page, no id stands twice, no script ran
// node look.mjs --site FOLDER PAGE.html... : pages of a site, which may load what lies below FOLDER
import { readFileSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { open_browser, skip } from "./browser.mjs";

const browser = await open_browser();
if (typeof browser === "string") skip(browser);
let axe_source;
try {
  axe_source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
} catch {
  await browser.close();
  skip("axe-core is not installed (npm ci in tests/web)");
}

let faults = 0;
function fault(page_path, what) {
  console.log(`${page_path}: ${what}`);
  ++faults;
}

/** Boxes of all labels that are shown, figure by figure; runs inside the page. */
function find_label_faults() {
  const faults = [];
  for (const svg of document.querySelectorAll("svg")) {
    const frame = svg.getBoundingClientRect();
    if (frame.width === 0) continue;
    const labels = [...svg.querySelectorAll("text")].map((node) => ({ text: node.textContent, box: node.getBoundingClientRect() }));
    for (const { text, box } of labels) {
      const outside = box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
      if (outside) faults.push(`label "${text}" leaves its figure`);
    }
    for (let i = 0; i < labels.length; ++i) {
      for (let j = i + 1; j < labels.length; ++j) {
        const a = labels[i].box, b = labels[j].box;
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        // A box of text is taller than its letters, so a little is allowed downwards.
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 4) faults.push(`labels "${labels[i].text}" and "${labels[j].text}" overlap`);
      }
    }
  }
  return faults;
}

let site = "";

async function look(page_path) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const url = pathToFileURL(resolve(page_path)).href;
  page.on("request", (request) => {
    const ours = request.url() === url || request.url().startsWith("data:") || (site && request.url().startsWith(site));
    if (!ours) fault(page_path, `request to ${request.url()}`);
  });
  page.on("dialog", async (dialog) => {
    fault(page_path, `a script ran: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.goto(url);
  const is_svg = page_path.endsWith(".svg");
  const repeated = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);
  });
  for (const id of repeated) fault(page_path, `id "${id}" stands twice`);
  for (const width of [320, 768, 1440, 3840]) {
    await page.setViewportSize({ width, height: 900 });
    const over = is_svg ? 0 : await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) fault(page_path, `${over} pixels too wide at ${width}`);
    for (const what of await page.evaluate(find_label_faults)) fault(page_path, `at ${width}: ${what}`);
  }
  if (!is_svg) {
    // Evaluated as the test's own code, which the page's policy does not bind.
    for (const [colorScheme, width] of [["light", 1440], ["dark", 1440], ["light", 360]]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(axe_source);
      const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      for (const violation of result.violations) {
        for (const node of violation.nodes.slice(0, 3)) {
          fault(page_path, `axe, ${colorScheme} ${width}: ${violation.id}: ${node.html.slice(0, 160)} ${(node.any[0] || node.all[0] || node.none[0] || {}).message || ""}`);
        }
      }
    }
  }
  await context.close();
}

const given = process.argv.slice(2);
if (given[0] === "--site") site = pathToFileURL(resolve(given.splice(0, 2)[1])).href + "/";
const pages = given.filter((path) => existsSync(path));
if (pages.length === 0) {
  console.error("usage: node look.mjs PAGE.html...");
  process.exit(2);
}
for (const page_path of pages) await look(page_path);
await browser.close();
console.log(`${pages.length} pages, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
