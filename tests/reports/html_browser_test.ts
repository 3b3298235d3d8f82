/**
 * `report.html` in a real headless Chromium.
 *
 * `SCREENSHOTS=FOLDER` keeps pictures of the page in light, dark and on a phone, to be looked at.
 */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { decode } from "fast-png";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { writeReport } from "../../lib/reports/write_report.ts";
import { addAxe, findBrowser, withBrowser } from "../testdata/browser.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { exampleRun } from "./example_run.ts";

const browserPath = findBrowser();

const { record, testDataset } = exampleRun(40);
const { characters, counts } = record.evaluation.matrix;

/** The cell with the most errors. */
const errorCounts = counts.map((count, cell) => cell % 48 === 0 ? 0 : count);
const fullest = errorCounts.indexOf(Math.max(...errorCounts));
const [written, read] = [Math.floor(fullest / 47), fullest % 47];

interface Visit {
  readonly page: Page;
  /** Console messages and errors, and requests other than for the page itself. */
  readonly complaints: readonly string[];
}

/** Opens the page as a file and returns it with all that it complains about. */
async function open(browser: Browser, path: string, options: object = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const address = pathToFileURL(path).href;
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const isOwn = request.url() === address || request.url().startsWith("data:");
    if (!isOwn) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  await page.locator("[role=gridcell]").first().waitFor({ state: "attached" });
  return { page, complaints };
}

async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = Deno.env.get("SCREENSHOTS");
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** One thing that is tried on the report of the example run. */
interface Trial {
  readonly name: string;
  readonly fn: (browser: Browser, path: string) => Promise<void>;
}

const trials: Trial[] = [];

trials.push({
  name: "answers to pointer and keyboard without a complaint or a request",
  fn: async (browser, path) => {
    const { page, complaints } = await open(browser, path);
    const title = page.locator("#panel-title");
    const name = `${characters[written]} read as ${characters[read]}`;

    const cell = page.locator(`[role=gridcell][aria-label^="${name}:"]`);
    await cell.click();
    assertEquals(await title.textContent(), name);
    assertEquals(await cell.getAttribute("aria-selected"), "true");
    assertEquals(await page.locator("#panel-images .glyph").count(), errorCounts[fullest]);
    assertStringIncludes(await page.locator(".tooltip").textContent() ?? "", `${name}: `);

    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    const focused = await page.evaluate("document.activeElement.getAttribute('aria-label')");
    assert(typeof focused === "string" && !focused.startsWith(name));
    await page.keyboard.press("Enter");
    assertEquals(await title.textContent(), focused.split(":")[0]);

    await page.locator("#panel-written").selectOption({ label: "B" });
    await page.locator("#panel-read").selectOption({ label: "B" });
    assertEquals(await title.textContent(), "B read as B");
    assertMatch(
      await page.locator("#panel-note").textContent() ?? "",
      /^The 6 surest of \d+ right/,
    );

    await page.locator("#map-order").selectOption("class");
    const first = await page.locator("[role=columnheader]").allTextContents();
    assertEquals(first, [...characters]);
    const diagonal = page.locator('[role=gridcell][aria-label^="B read as B:"]');
    const colour = "getComputedStyle(document.querySelector(" +
      "'[role=gridcell][aria-label^=\"B read as B:\"]')).backgroundColor";
    assertEquals(await page.evaluate(colour), "rgba(0, 0, 0, 0)");
    await page.locator("#map-right").check();
    assert(await page.evaluate(colour) !== "rgba(0, 0, 0, 0)");
    assertEquals(await diagonal.getAttribute("aria-selected"), "true");

    await page.locator(".pair button").first().click();
    assertMatch(await page.locator("#panel-note").textContent() ?? "", /errors, the surest first/);

    await page.locator(".chart [aria-roledescription=bar]").first().hover();
    assertMatch(await page.locator(".tooltip").textContent() ?? "", /F1 \d\.\d{3}/);
    assertEquals(complaints, []);
  },
});

trials.push({
  name: "moves over the map by one cell at an arrow, and to the edges",
  fn: async (browser, path) => {
    const { page } = await open(browser, path);
    await page.locator('[data-cell="3-5"]').click();
    const last = characters.length - 1;
    const moves = [
      ["ArrowDown", "4-5"],
      ["ArrowRight", "4-6"],
      ["ArrowUp", "3-6"],
      ["ArrowLeft", "3-5"],
      ["Home", "3-0"],
      ["End", `3-${last}`],
      ["PageUp", `0-${last}`],
      ["PageDown", `${last}-${last}`],
    ];
    for (const [key, place] of moves) {
      await page.keyboard.press(key);
      assertEquals(await page.evaluate("document.activeElement.dataset.cell"), place, key);
    }
  },
});

trials.push({
  name: "sorts its table of characters",
  fn: async (browser, path) => {
    const { page } = await open(browser, path);
    await page.locator("#characters summary").click();
    const firstRow = page.locator("#characters tbody tr").first();
    await page.getByRole("button", { name: "F1" }).click();
    const easiest = record.metrics.perClass.map(({ f1 }) => f1).toSorted((a, b) => b - a)[0];
    assertStringIncludes(await firstRow.textContent() ?? "", easiest.toFixed(3));
    await page.getByRole("button", { name: "character" }).click();
    assertEquals(await firstRow.locator("th").textContent(), "0");
  },
});

trials.push({
  name: "draws in its gallery the very test images that it names",
  fn: async (browser, path) => {
    const { page } = await open(browser, path, { colorScheme: "dark" });
    const figures = page.locator(".gallery figure");
    const count = await figures.count();
    assert(count > 20, `${count} figures`);
    const rows = new Set<string | null>();
    for (let position = 0; position < count; position += 3) {
      const figure = figures.nth(position);
      const index = Number((await figure.getAttribute("data-tip"))?.match(/\d+/)?.[0]);
      const glyph = figure.locator(".glyph");
      rows.add((await glyph.getAttribute("style"))?.match(/--y:(\d+)/)?.[1] ?? null);
      assertEquals(nearestImage(shrink(decode(await glyph.screenshot()))), index);
    }
    assert(rows.size > 1, "images from several rows of the picture");
  },
});

/** Returns the test image that a picture is most like. */
function nearestImage(pixels: readonly number[]): number {
  const likeness = Array.from(
    { length: testDataset.count },
    (_, index) => correlation(pixels, testDataset.images.subarray(index * 784, (index + 1) * 784)),
  );
  return likeness.indexOf(Math.max(...likeness));
}

trials.push({
  name: "draws the very images behind a cell",
  fn: async (browser, path) => {
    const { page } = await open(browser, path, { colorScheme: "dark" });
    await page.locator(
      `[role=gridcell][aria-label^="${characters[written]} read as ${characters[read]}:"]`,
    ).click();
    const glyphs = page.locator("#panel-images .glyph");
    for (const position of [0, await glyphs.count() - 1]) {
      const glyph = glyphs.nth(position);
      const index = Number((await glyph.getAttribute("data-tip"))?.match(/test image (\d+)/)?.[1]);
      assertEquals(record.predictions.labels[index], written);
      const drawn = decode(await glyph.screenshot());
      const expected = testDataset.images.subarray(index * 784, (index + 1) * 784);
      const similarity = correlation(shrink(drawn), expected);
      assert(similarity > 0.9, `image ${index} is drawn like something else: ${similarity}`);
    }
  },
});

/** Samples the first channel of a square picture at the centres of 28 x 28 cells. */
function shrink({ data, width, channels }: ReturnType<typeof decode>): number[] {
  return Array.from({ length: 784 }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / 28), pixel % 28]
      .map((place) => Math.floor((place + 0.5) * width / 28));
    return data[(row * width + column) * channels];
  });
}

/** Pearson's correlation, -1 to 1. */
function correlation(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const mean = (values: ArrayLike<number>) =>
    Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
  const [firstMean, secondMean] = [mean(first), mean(second)];
  let [product, firstSquares, secondSquares] = [0, 0, 0];
  for (let index = 0; index < first.length; index++) {
    const [one, other] = [first[index] - firstMean, second[index] - secondMean];
    product += one * other;
    firstSquares += one * one;
    secondSquares += other * other;
  }
  return product / Math.sqrt(firstSquares * secondSquares);
}

trials.push({
  name: "follows the system's colours and its own switch",
  fn: async (browser, path) => {
    const background = "getComputedStyle(document.body).backgroundColor";
    for (
      const [colorScheme, expected, switched] of [
        ["light", "rgb(255, 255, 255)", "rgb(13, 17, 23)"],
        ["dark", "rgb(13, 17, 23)", "rgb(255, 255, 255)"],
      ]
    ) {
      const { page, complaints } = await open(browser, path, { colorScheme });
      assertEquals(await page.evaluate(background), expected);
      await keepScreenshot(page, colorScheme);
      await page.locator("#theme-switch").click();
      assertEquals(await page.evaluate(background), switched);
      assertEquals(complaints, []);
    }
  },
});

trials.push({
  name: "fits a phone",
  fn: async (browser, path) => {
    const { page } = await open(browser, path, { viewport: { width: 390, height: 844 } });
    await keepScreenshot(page, "phone");
    assertEquals(await page.evaluate("document.documentElement.scrollWidth"), 390);
    // What a run was made of is read in lines, not in a column of letters.
    const height = await page.evaluate("document.querySelector('#run').offsetHeight");
    assert(typeof height === "number" && height < 2000, `${height} pixels`);
  },
});

trials.push({
  name: "prints every image and the whole map on light paper, whatever the screen shows",
  fn: async (browser, path) => {
    const { page } = await open(browser, path, { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    const styleOf = (selector: string, property: string) =>
      page.evaluate(`getComputedStyle(document.querySelector("${selector}")).${property}`);
    assertEquals(await styleOf("body", "backgroundColor"), "rgb(255, 255, 255)");
    for (const selector of [".glyph", "[role=gridcell]", ".pair .bar"]) {
      assertEquals(await styleOf(selector, "printColorAdjust"), "exact", selector);
    }
    assertEquals(await styleOf(".glyph", "filter"), "invert(1)");
    assertEquals(await styleOf("tbody tr", "breakInside"), "avoid");
    assertEquals(await styleOf(".controls", "breakAfter"), "avoid"); // the scale stays with its map
    assertEquals(await styleOf(".glyph", "outlineOffset"), "-1px");
  },
});

trials.push({
  name: "passes axe's rules of accessibility in light and dark",
  fn: async (browser, path) => {
    for (const colorScheme of ["light", "dark"]) {
      const { page } = await open(browser, path, { colorScheme });
      await addAxe(page);
      const found: unknown = await page.evaluate(
        "axe.run().then(({ passes, violations }) => [passes.length > 20, " +
          "...violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`)])",
      );
      assertEquals(found, [true]);
    }
  },
});

Deno.test({
  name: "report.html in a real browser",
  ignore: browserPath === undefined,
  // Playwright keeps a process and pipes of its own, which outlive a test by a moment.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: (test) =>
    withTemporaryFolder(async (folder) => {
      const { page } = await writeReport(folder, record, { dataset: testDataset, reason: "" });
      await withBrowser(browserPath ?? "", async (browser) => {
        for (const { name, fn } of trials) await test.step(name, () => fn(browser, page));
      });
    }),
});
