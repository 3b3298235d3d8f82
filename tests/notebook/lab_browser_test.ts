/**
 * The notebooks in a real JupyterLab in headless Chromium: every cell is run, charts are interactive,
 * the learning curve grows in place.
 *
 * `SCREENSHOTS=FOLDER` keeps pictures to be looked at.
 */

import { assert, assertEquals, assertGreater } from "@std/assert";
import { basename, join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { z } from "zod";
import { findJupyter } from "../../lib/jupyter/environment.ts";
import { listNotebooks } from "../../lib/jupyter/notebook_folder.ts";
import { findBrowser, withBrowser } from "../testdata/browser.ts";
import { withLabServer } from "./lab_server.ts";

/** Milliseconds that all cells of one notebook may take in quick mode. */
const RUN_MILLISECONDS = 300_000;

const browserPath = findBrowser();
const jupyter = browserPath === undefined ? undefined : await findJupyter();
if (browserPath !== undefined && jupyter === undefined) {
  console.warn("Skipping the notebooks in JupyterLab: none is installed, see `deno task lab`.");
}

const cellsSchema = z.array(z.object({
  id: z.string(),
  cell_type: z.string(),
  source: z.string(),
  outputs: z.array(z.object({
    output_type: z.string(),
    name: z.string().optional(),
    evalue: z.string().optional(),
    data: z.record(z.string(), z.unknown()).optional(),
  })).default([]),
}));

type LabCell = z.infer<typeof cellsSchema>[number];

/** What the page calls the open notebook. */
const notebook = "jupyterapp.shell.currentWidget";

async function readCells(page: Page): Promise<LabCell[]> {
  return cellsSchema.parse(await page.evaluate(`${notebook}.content.model.toJSON().cells`));
}

/** Opens a notebook with a fresh kernel; what the page would save is not let through. */
async function openNotebook(browser: Browser, address: URL, name: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  await page.route("**/api/contents/**", (route) => {
    return route.request().method() === "PUT" ? route.abort() : route.continue();
  });
  // A workspace of its own, so that nothing of the notebook before is restored.
  const path = `/lab/workspaces/${basename(name, ".ipynb")}/tree/${name}${address.search}`;
  await page.goto(new URL(path, address).href);
  const status = `globalThis.jupyterapp && ${notebook}?.sessionContext?.session?.kernel?.status`;
  await page.waitForFunction(`(${status}) === "idle"`, undefined, {
    polling: 250,
    timeout: 200_000,
  });
  return page;
}

/** Runs all cells, and calls `look` with the cells again and again while they run. */
async function runAllCells(page: Page, look: (cells: LabCell[]) => void): Promise<LabCell[]> {
  const command = "jupyterapp.commands.execute('notebook:run-all-cells')";
  await page.evaluate(`globalThis.allDone = false;
    void ${command}.then(() => globalThis.allDone = true);`);
  const deadline = performance.now() + RUN_MILLISECONDS;
  while (await page.evaluate("globalThis.allDone") !== true) {
    assert(performance.now() < deadline, "the cells are still running");
    look(await readCells(page));
    await page.waitForTimeout(100);
  }
  return await readCells(page);
}

function assertNoErrors(cells: readonly LabCell[]): void {
  for (const { id, outputs } of cells) {
    for (const { output_type, name, evalue } of outputs) {
      assert(output_type !== "error", `${id}: ${evalue}`);
      assert(name !== "stderr", `${id} wrote to stderr`);
    }
  }
}

const vegaLite = "application/vnd.vegalite.v5+json";

function isChart({ outputs }: LabCell): boolean {
  return outputs.some(({ data }) => data !== undefined && vegaLite in data);
}

/** Scrolls to a cell and returns its chart. */
async function showChartOf(page: Page, cell: number): Promise<Locator> {
  await page.evaluate(`${notebook}.content.scrollToItem(${cell}, "center")`);
  const chart = page.locator(`.jp-Cell[data-windowed-list-index="${cell}"]`)
    .locator(".jp-RenderedVegaLite :is(canvas, svg.marks)").first();
  await chart.scrollIntoViewIfNeeded();
  return chart;
}

/** Moves the pointer over a chart until a tooltip shows, and returns its text. */
async function findTooltip(page: Page, cell: number): Promise<string> {
  const chart = await showChartOf(page, cell);
  const box = await chart.boundingBox();
  assert(box !== null, "the chart has no size");
  const tooltip = page.locator("#vg-tooltip-element.visible");
  for (let row = 0.3; row < 0.95; row += 0.06) {
    for (let column = 0.12; column < 0.95; column += 0.023) {
      await page.mouse.move(box.x + column * box.width, box.y + row * box.height);
      if (await tooltip.count() > 0) return await tooltip.innerText();
    }
  }
  return "";
}

/** Clicks on a cell of the matrix and tells whether the page then shows other images. */
async function clickChangesPicture(page: Page, cell: number): Promise<boolean> {
  assertGreater((await findTooltip(page, cell)).length, 0); // the pointer is on a cell
  const before = (await page.screenshot()).toBase64();
  await page.mouse.down();
  await page.mouse.up();
  await page.waitForTimeout(500);
  return (await page.screenshot()).toBase64() !== before;
}

async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = Deno.env.get("SCREENSHOTS");
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Rows of the chart that a cell shows, and how many outputs the cell has. */
function chartState(cell: LabCell): { rows: number; outputs: number } {
  const spec = cell.outputs[0]?.data?.[vegaLite];
  const parsed = z.object({ data: z.object({ values: z.array(z.unknown()) }) }).safeParse(spec);
  return { rows: parsed.data?.data.values.length ?? 0, outputs: cell.outputs.length };
}

/** The notebook that is looked at in JupyterLab's dark theme. */
const darkNotebook = "03_confusion_analysis.ipynb";

async function tryNotebook(browser: Browser, address: URL, path: string): Promise<void> {
  const name = basename(path);
  const page = await openNotebook(browser, address, name);
  if (name === darkNotebook) {
    await page.evaluate(
      "jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Dark' })",
    );
  }
  const liveStates: { rows: number; outputs: number }[] = [];
  const cells = await runAllCells(page, (running) => {
    const live = running.find(({ source }) => source.includes("new LiveTraining("));
    if (live !== undefined) liveStates.push(chartState(live));
  });
  assertNoErrors(cells);
  for (const { id, source, outputs } of cells) {
    if (/^\s*await show\w*\(/m.test(source)) {
      assertGreater(outputs.length, 0, `${id} shows nothing`);
    }
  }
  const charts = [...cells.keys()].filter((index) => isChart(cells[index]));
  assertGreater(charts.length, 0, `${name} shows no chart`);
  for (const index of charts) {
    assertGreater((await findTooltip(page, index)).length, 0, `${cells[index].id}: no tooltip`);
    await keepScreenshot(page, `${basename(path, ".ipynb")}-${cells[index].id}`);
  }
  const matrix = cells.findIndex(({ id }) => id === "heat-map");
  if (matrix >= 0) assert(await clickChangesPicture(page, matrix), "a click shows no other images");
  if (liveStates.length > 0) {
    const rowCounts = new Set(liveStates.map(({ rows }) => rows));
    assertGreater(rowCounts.size, 2, "the learning curve did not grow");
    assertEquals(Math.max(...liveStates.map(({ outputs }) => outputs)), 1);
  }
  await page.evaluate(`${notebook}.sessionContext.shutdown()`);
  await page.close();
}

Deno.test({
  name: "JupyterLab runs every notebook, with interactive charts and a curve that grows in place",
  ignore: jupyter === undefined,
  // The browser's driver keeps its pipes until the process ends.
  sanitizeResources: false,
  sanitizeOps: false,
  fn: async (context) => {
    await withLabServer((address) =>
      withBrowser(browserPath ?? "", async (browser) => {
        for (const path of await listNotebooks()) {
          await context.step(basename(path), () => tryNotebook(browser, address, path));
        }
      })
    );
  },
});
