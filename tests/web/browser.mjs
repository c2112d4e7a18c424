// One browser for all scripts here: headless Chromium of the system, with a profile of its own that is thrown away.
import { existsSync } from "node:fs";

export const executable = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
  .find((path) => path && existsSync(path));

/** The browser, or a sentence that says why there is none. */
export async function open_browser() {
  if (!executable) return "chromium is not installed";
  let playwright;
  try {
    playwright = await import("playwright-core");
  } catch {
    return "playwright-core is not installed (npm ci in tests/web)";
  }
  return playwright.chromium.launch({
    executablePath: executable,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync"],
  });
}

/** For ctest: this exit code means "skipped", and the reason is printed. */
export function skip(reason) {
  console.log(`SKIPPED: ${reason}`);
  process.exit(77);
}
