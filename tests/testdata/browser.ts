/** A real browser for tests of pages: Debian's `chromium`, or another Chromium that is installed. */

import type { Browser, Page } from "playwright-core";
import { hasPermissions } from "../permissions.ts";

const CANDIDATES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Keeps the browser from asking hosts of its own, which a closed network answers with errors. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Returns the path of a Chromium, `$CHROMIUM` first, or undefined where there is none or tests may not
 * look for it.
 */
export function findBrowser(): string | undefined {
  if (!hasPermissions) return undefined;
  const candidates = [Deno.env.get("CHROMIUM") ?? "", ...CANDIDATES];
  const found = candidates.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
  if (found === undefined) console.warn("ignored: no Chromium is here (apt install chromium)");
  return found;
}

/** Adds axe-core to a page, which checks its accessibility as `axe.run()`. */
export async function addAxe(page: Page): Promise<void> {
  const { default: axe } = await import("axe-core");
  await page.addScriptTag({ content: axe.source });
}

/** Starts the browser, lets `use` work with it, and ends it. */
export async function withBrowser(
  executablePath: string,
  use: (browser: Browser) => Promise<void>,
): Promise<void> {
  // On import it looks into /proc for Windows beneath Linux, which tests have no permission for.
  Deno.env.set("__IS_WSL_TEST__", "1");
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath, args: QUIET });
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}
