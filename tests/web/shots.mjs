// Pictures of pages, to be looked at: node shots.mjs OUT_DIR PAGE.html...
// Three widths, light and dark, and the printed pages as a PDF beside them.
import { mkdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { open_browser, skip } from "./browser.mjs";

const [out, ...pages] = process.argv.slice(2);
if (!out || pages.length === 0) {
  console.error("usage: node shots.mjs OUT_DIR PAGE.html...");
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const browser = await open_browser();
if (typeof browser === "string") skip(browser);
const widths = (process.env.WIDTHS || "360,820,1440").split(",").map(Number);
const schemes = (process.env.SCHEMES || "light,dark").split(",");
for (const page_path of pages) {
  const name = basename(page_path, ".html");
  for (const colorScheme of schemes) {
    for (const width of widths) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      await page.goto(pathToFileURL(resolve(page_path)).href);
      await page.screenshot({ path: join(out, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      await page.close();
    }
  }
  if (process.env.PRINT !== "0") {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(resolve(page_path)).href);
    await page.pdf({ path: join(out, `${name}.pdf`), preferCSSPageSize: true, printBackground: true });
    await page.close();
  }
}
await browser.close();
