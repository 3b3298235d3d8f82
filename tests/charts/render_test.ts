import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { decode } from "fast-png";
import { classF1Bars } from "../../lib/charts/class_f1_bars.ts";
import { chartTitle } from "../../lib/charts/chart_spec.ts";
import { renderPng, renderSvg, svgToPng } from "../../lib/charts/render.ts";
import { DARK_THEME, LIGHT_THEME } from "../../lib/charts/theme.ts";
import { needsPermissions } from "../permissions.ts";

const spec = classF1Bars([
  { character: "I", precision: 0.5, recall: 0.25, f1: 1 / 3, support: 4 },
  { character: "1", precision: 1, recall: 1, f1: 1, support: 4 },
]);

/** Number of pixels of a PNG that differ from its first, inside `[top, bottom)` rows. */
function inkBetween(png: Uint8Array, top: number, bottom: number): number {
  const { width, channels, data } = decode(png);
  let ink = 0;
  for (let pixel = top * width; pixel < bottom * width; pixel++) {
    if (Math.abs(data[pixel * channels] - data[0]) > 40) ink++;
  }
  return ink;
}

Deno.test("renderSvg() writes title, labels and a description of every mark", async () => {
  const svg = await renderSvg(spec);
  assertStringIncludes(svg, ">F1 runs from 0.33 (I) to 1.00 (1)</text>");
  assertStringIncludes(
    svg,
    'aria-label="I: F1 0.333, precision 0.500, recall 0.250, 4\u00a0images"',
  );
  assertStringIncludes(svg, LIGHT_THEME.category[1]);
});

Deno.test("renderSvg() takes every colour from the theme", async () => {
  const svg = await renderSvg(spec, DARK_THEME);
  const colours = new Set(svg.match(/#[0-9a-f]{6}\b/gi));
  const { background, ink, muted, grid, category } = DARK_THEME;
  const known = new Set([background, ink, muted, grid, ...category]);
  assertEquals([...colours].filter((colour) => !known.has(colour)), []);
  assert(colours.has(background));
});

Deno.test("renderPng() draws text on a machine without fonts", needsPermissions, async () => {
  const png = await renderPng(spec, LIGHT_THEME, 1);
  const title = inkBetween(png, 12, 36);
  const textless = (await renderSvg(spec)).replaceAll(/<text.*?<\/text>/g, "");
  assertEquals(inkBetween(await svgToPng(textless, 1), 12, 36), 0);
  assert(title > 300, `${title} pixels of title`);
});

Deno.test("renderPng() scales the picture", needsPermissions, async () => {
  const { width, height } = decode(await renderPng(spec, LIGHT_THEME, 1));
  const twice = decode(await renderPng(spec, LIGHT_THEME, 2));
  // A chart's size need not be whole: each picture rounds its own up.
  assertAlmostEquals(twice.width, 2 * width, 1);
  assertAlmostEquals(twice.height, 2 * height, 1);
});

Deno.test("renderSvg() shows a character that SVG must escape", async () => {
  const svg = await renderSvg({ ...spec, title: chartTitle("< and & are characters", '"') });
  assertStringIncludes(svg, "&lt; and &amp; are characters");
});
