/**
 * Measures the page to draw on in a real Chromium, from a file and with the network cut off:
 *
 *     deno run -A tests/app/measure_page.ts [RUN…]
 *
 * Prints for each run, by default the page's own and the smallest, medians in milliseconds: from
 * opening the page to the first guess of a character that is drawn at once, and from the end of a
 * stroke to the last guess that follows, of a character and of a line of five.
 */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { gatherAppData } from "../../lib/app/app_data.ts";
import { buildApp } from "../../lib/app/build_app.ts";
import { findRunFolder } from "../../lib/runs/folder.ts";
import { READING_RUN } from "../../lib/runs/open_reader.ts";
import { findBrowser, withBrowser } from "../testdata/browser.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

const openings = 5;
const drawings = 10;

/** Notes in the page when the pen moved last, and when the last answer to that was shown. */
const watch = `
  addEventListener("pointermove", ({ buttons }) => {
    if (buttons > 0) globalThis.moved = performance.now();
  }, true);
  new MutationObserver(() => {
    if (document.documentElement.dataset.answered > 0) globalThis.shown = performance.now();
  }).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-answered"] });
`;

async function openPage(browser: Browser, address: string): Promise<Page> {
  // The policy of the page forbids what waits for a guess here.
  const options = { viewport: { width: 1280, height: 900 }, bypassCSP: true };
  const context = await browser.newContext(options);
  await context.setOffline(true);
  await context.addInitScript(watch);
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "commit" });
  await page.locator("#note").filter({ hasText: "blank" }).waitFor(); // now it can be drawn on
  return page;
}

/** Draws a vertical stroke at a share of the pad's width. */
async function stroke(page: Page, share: number): Promise<void> {
  const box = await page.locator("#pad").boundingBox();
  if (box === null) throw new Error("The page has no pad");
  const x = box.x + share * box.width;
  await page.mouse.move(x, box.y + 0.3 * box.height);
  await page.mouse.down();
  await page.mouse.move(x + 2, box.y + 0.7 * box.height, { steps: 8 });
  await page.mouse.up();
}

/** Waits for the guess of the last stroke; returns when it was shown, and how long it took. */
async function guess(page: Page): Promise<{ shown: number; took: number }> {
  const text = await page.waitForFunction(
    // An answer that no other follows within half a second is the last one.
    "globalThis.shown > globalThis.moved && performance.now() > shown + 500 && " +
      "JSON.stringify({ shown, took: shown - moved })",
  );
  return JSON.parse(String(await text.jsonValue()));
}

async function medianGuess(page: Page, places: readonly number[]): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < drawings; turn++) {
    await page.click("#clear", { timeout: 200 }).catch(() => {}); // a blank sheet has none
    for (const place of places) await stroke(page, place);
    times.push((await guess(page)).took);
  }
  return median(times);
}

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((first, second) => first - second)[values.length >> 1]);
}

async function measure(run: string, browser: Browser): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    const data = await gatherAppData(await findRunFolder(run), console.error);
    const files = await buildApp(data, { single: false });
    for (const [name, text] of files) await Deno.writeTextFile(join(folder, name), text);
    const address = pathToFileURL(join(folder, "index.html")).href;
    const first: number[] = [];
    for (let opening = 0; opening < openings; opening++) {
      const page = await openPage(browser, address);
      await stroke(page, 0.5);
      first.push((await guess(page)).shown);
      await page.context().close();
    }
    const page = await openPage(browser, address);
    const character = await medianGuess(page, [0.5]);
    await page.click("text=A line of text");
    await stroke(page, 0.1);
    const firstLine = Math.round((await guess(page)).took);
    const line = await medianGuess(page, [0.1, 0.3, 0.5, 0.7, 0.9]);
    console.log({ run, firstGuess: median(first), character, firstLine, line });
    await page.context().close();
  });
}

const browserPath = findBrowser();
if (browserPath === undefined) Deno.exit(1);
const runs = Deno.args.length > 0 ? Deno.args : [READING_RUN, "small-best-emnist47"];
await withBrowser(browserPath, async (browser) => {
  for (const run of runs) await measure(run, browser);
});
