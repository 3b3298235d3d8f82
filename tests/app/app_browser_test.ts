/**
 * The page to draw on in a real headless Chromium, with the network cut off.
 *
 * `SCREENSHOTS=FOLDER` keeps pictures of the page at three widths, light and dark, to be looked at.
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { decode, encode } from "fast-png";
import { Buffer } from "node:buffer";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { createOwnDataset } from "../../lib/commands/data/own_pictures.ts";
import { gatherAppData } from "../../lib/app/app_data.ts";
import { buildApp } from "../../lib/app/build_app.ts";
import { loadDataset } from "../../lib/datasets/load.ts";
import { findInk } from "../../lib/reading/picture/find_ink.ts";
import { normaliseCharacter } from "../../lib/reading/picture/normalise.ts";
import { listRunFolders } from "../../lib/runs/folder.ts";
import { addAxe, findBrowser, withBrowser } from "../testdata/browser.ts";
import { enlarge } from "../testdata/enlarge.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

const browserPath = findBrowser();

/** A stroke from place to place, in shares of the pad. */
type Line = readonly [fromX: number, fromY: number, toX: number, toY: number];

/** An H, its bar last. */
const letterH: readonly Line[] = [
  [0.35, 0.2, 0.35, 0.8],
  [0.65, 0.2, 0.65, 0.8],
  [0.35, 0.5, 0.65, 0.5],
];

/** A T, its stem first. */
const letterT: readonly Line[] = [
  [0.5, 0.2, 0.5, 0.8],
  [0.3, 0.2, 0.7, 0.2],
];

interface Visit {
  readonly page: Page;
  /** Console messages and errors, and requests other than for the page's own files. */
  readonly complaints: readonly string[];
}

async function open(browser: Browser, address: string, options: object = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.setOffline(true);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  return { page, complaints };
}

async function draw(page: Page, lines: readonly Line[]): Promise<void> {
  const box = await page.locator("#pad").boundingBox();
  assert(box !== null);
  const { x, y, width, height } = box;
  for (const [fromX, fromY, toX, toY] of lines) {
    await page.mouse.move(x + fromX * width, y + fromY * height);
    await page.mouse.down();
    await page.mouse.move(x + toX * width, y + toY * height, { steps: 8 });
    await page.mouse.up();
  }
}

/** Waits until an element shows a text. */
async function expectShown(page: Page, selector: string, text: RegExp): Promise<void> {
  await page.locator(selector).filter({ hasText: text }).waitFor({ state: "attached" });
}

async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = Deno.env.get("SCREENSHOTS");
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

interface Trial {
  readonly name: string;
  readonly fn: (browser: Browser, address: string) => Promise<void>;
}

const trials: Trial[] = [];

trials.push({
  name: "reads a drawing with its guesses, without a complaint or a request",
  fn: async (browser, address) => {
    const { page, complaints } = await open(browser, address);
    assertMatch(await page.textContent("#note") ?? "", /blank sheet/);
    await draw(page, letterH);
    await expectShown(page, "#text", /^H$/);
    assertEquals(await page.locator("#guesses li").count(), 4);
    assertEquals(await page.locator("#guesses li").first().locator("canvas").count(), 4);
    assertMatch(await page.textContent("#status") ?? "", /^Runs in this browser, on wasm\./);
    assertEquals(complaints, []);
  },
});

trials.push({
  name: "undoes, does again and clears, by buttons and keys",
  fn: async (browser, address) => {
    const { page } = await open(browser, address);
    await draw(page, letterT);
    await expectShown(page, "#text", /^T$/);
    await page.keyboard.press("Control+z");
    await expectShown(page, "#text", /^[1ILl]$/); // its stem alone
    await page.keyboard.press("Control+y");
    await expectShown(page, "#text", /^T$/);
    await page.click("#clear");
    await expectShown(page, "#text", /^$/);
    assertMatch(await page.textContent("#note") ?? "", /blank sheet/);
    await page.click("#undo");
    await expectShown(page, "#text", /^T$/);
    await page.keyboard.press("Delete");
    await expectShown(page, "#text", /^$/);
  },
});

trials.push({
  name: "is drawn on with the arrow keys alone",
  fn: async (browser, address) => {
    const { page } = await open(browser, address);
    await page.focus("#pad");
    const press = async (key: string, times = 1) => {
      for (let time = 0; time < times; time++) await page.keyboard.press(key);
    };
    // A 1 or an I or a small L: one stroke downwards.
    await press("ArrowUp", 10);
    await press(" ");
    await press("ArrowDown", 20);
    await press(" ");
    await expectShown(page, "#text", /^[1ILl]$/);
  },
});

trials.push({
  name: "shows the network the same 28 by 28 picture as the command line does",
  fn: async (browser, address) => {
    const { images } = await loadDataset("synthetic", "test", { limit: 3 });
    const { page } = await open(browser, address);
    for (let image = 0; image < 3; image++) {
      const grey = enlarge(images.subarray(image * 784, (image + 1) * 784), 9, 3);
      const buffer = encode({ ...grey, data: grey.pixels, channels: 1, depth: 8 });
      const file = { name: "drawing.png", mimeType: "image/png", buffer: Buffer.from(buffer) };
      await page.setInputFiles("#file", file);
      await page.locator(`html[data-answered="${image + 1}"]`).waitFor({ state: "attached" });
      const seen = await page.evaluate(
        `Array.from(document.querySelector("#seen").getContext("2d")
          .getImageData(0, 0, 28, 28).data).filter((_, index) => index % 4 === 3)`,
      );
      const ink = findInk(grey);
      assert(ink !== undefined);
      assertEquals(seen, [...normaliseCharacter(ink)]);
    }
  },
});

trials.push({
  name: "says so where a picture holds nothing, and where a file is no picture",
  fn: async (browser, address) => {
    const { page } = await open(browser, address);
    const paper = new Uint8Array(200 * 200).fill(255);
    const buffer = Buffer.from(
      encode({ width: 200, height: 200, data: paper, channels: 1, depth: 8 }),
    );
    await page.setInputFiles("#file", { name: "blank.png", mimeType: "image/png", buffer });
    await expectShown(page, "#note", /^No character is seen here\.$/);
    const text = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") };
    await page.setInputFiles("#file", text);
    await expectShown(page, "#note", /^This file is no picture/);
  },
});

trials.push({
  name: "keeps drawings with what they really were, and saves them as a data set",
  fn: async (browser, address) => {
    const { page } = await open(browser, address);
    await draw(page, letterH);
    await page.fill("#truth", "H");
    await page.click("text=Keep");
    await draw(page, letterH.slice(0, 1));
    await page.fill("#truth", ",");
    await page.click("text=Keep");
    await expectShown(page, "#kept", /^2 drawings kept\./);
    await draw(page, letterH);
    const buffer = Buffer.from(
      encode({ width: 2, height: 2, data: new Uint8Array(4), channels: 1 }),
    );
    await page.setInputFiles("#file", { name: "dark.png", mimeType: "image/png", buffer });
    await page.fill("#truth", "X");
    await page.click("text=Keep");
    await expectShown(page, "#kept", /^2 drawings kept\. Pictures are not/);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
    const zip = new ZipReader(new Uint8ArrayReader(await Deno.readFile(await download.path())));
    const entries = await zip.getEntries();
    assertEquals(entries.map(({ filename }) => filename), ["labels.csv", "0001.png", "0002.png"]);
    const [table, picture] = await Promise.all(
      entries.filter((entry) => !entry.directory).slice(0, 2)
        .map((entry) => entry.getData(new Uint8ArrayWriter())),
    );
    assertEquals(new TextDecoder().decode(table), 'file,label\n0001.png,H\n0002.png,","\n');
    assert(decode(picture).data.includes(0), "the drawing has ink");
    await withTemporaryFolder(async (folder) => {
      const from = join(folder, "drawings.zip");
      await download.saveAs(from);
      const lines: string[] = [];
      const announce = (line: string) => lines.push(line);
      const options = { from, name: "drawn", dataFolder: folder, testShare: 0, seed: 0, announce };
      assertMatch(await createOwnDataset(options), /2 pictures to learn from .* of , H\./);
      assertEquals(lines, []);
    });
  },
});

trials.push({
  name: "reads in plain JavaScript where WebAssembly does not start, and says why",
  fn: (browser, address) =>
    withTemporaryFolder(async (folder) => {
      const from = dirname(fileURLToPath(address));
      for await (const { name } of Deno.readDir(from)) {
        const text = await Deno.readTextFile(join(from, name));
        const broken = text.replace(/wasmBinary = \\"[^"]+\\"/, String.raw`wasmBinary = \"AAAA\"`);
        assertEquals(broken !== text, name === "worker_wasm.js");
        await Deno.writeTextFile(join(folder, name), broken);
      }
      const { page } = await open(browser, pathToFileURL(join(folder, "index.html")).href);
      await draw(page, letterH);
      await expectShown(page, "#text", /^H$/);
      assertMatch(await page.textContent("#status") ?? "", /^Runs in this browser, on cpu\./);
      assertMatch(await page.getAttribute("#status", "title") ?? "", /^wasm is not used: /);
    }),
});

trials.push({
  name: "fits 360 pixels and passes axe, in light and dark",
  fn: async (browser, address) => {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [360, 820, 1400]) {
        const viewport = { width, height: 900 };
        const { page } = await open(browser, address, { colorScheme, viewport });
        await draw(page, letterH);
        await expectShown(page, "#text", /^H$/);
        assertEquals(await page.evaluate("document.documentElement.scrollWidth"), width);
        await keepScreenshot(page, `app-${colorScheme}-${width}`);
        await addAxe(page);
        const found: unknown = await page.evaluate(
          "axe.run().then(({ passes, violations }) => [passes.length > 15, " +
            "...violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`)])",
        );
        assertEquals(found, [true]);
        await page.context().close();
      }
    }
  },
});

Deno.test({
  name: "the page to draw on in a real browser",
  ignore: browserPath === undefined,
  // Playwright keeps a process and pipes of its own, which outlive a test by a moment.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: (test) =>
    withTemporaryFolder(async (folder) => {
      const [run] = await listRunFolders();
      const files = await buildApp(await gatherAppData(run, console.warn), { single: false });
      for (const [name, text] of files) await Deno.writeTextFile(join(folder, name), text);
      await withBrowser(browserPath ?? "", async (browser) => {
        for (const { name, fn } of trials) {
          await test.step(name, () => fn(browser, pathToFileURL(join(folder, "index.html")).href));
        }
      });
    }),
});
