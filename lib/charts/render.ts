/** Turning a chart into a picture, without a browser: Vega draws SVG, resvg makes PNG of it. */

import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { parse, View } from "vega";
import { compile } from "vega-lite";
import type { ChartSpec } from "./chart_spec.ts";
import { loadFonts } from "./fonts.ts";
import { installTextWidth } from "./text_width.ts";
import { type ChartTheme, LIGHT_THEME, withTheme } from "./theme.ts";

/** Returns a chart as the text of an SVG file. */
export function renderSvg(spec: ChartSpec, theme: ChartTheme = LIGHT_THEME): Promise<string> {
  installTextWidth();
  const view = new View(parse(compile(withTheme(spec, theme)).spec), { renderer: "none" });
  return view.toSVG().finally(() => view.finalize());
}

/**
 * Returns a chart as a PNG file.
 *
 * @param scale Picture pixels a chart pixel; 2 is sharp on most screens.
 */
export async function renderPng(
  spec: ChartSpec,
  theme: ChartTheme = LIGHT_THEME,
  scale = 2,
): Promise<Uint8Array> {
  return await svgToPng(await renderSvg(spec, theme), scale);
}

/** Returns an SVG file as a PNG file of `scale` pixels a unit; only our own fonts are used. */
export async function svgToPng(svg: string, scale = 2): Promise<Uint8Array> {
  const fontBuffers = await prepareRenderer();
  const renderer = new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    font: { fontBuffers, defaultFontFamily: "IBM Plex Sans", sansSerifFamily: "IBM Plex Sans" },
  });
  const image = renderer.render();
  const png = image.asPng();
  image.free();
  renderer.free();
  return png;
}

let prepared: Promise<Uint8Array[]> | undefined;

/** Starts resvg once for the whole process and returns the fonts. */
function prepareRenderer(): Promise<Uint8Array[]> {
  prepared ??= Deno.readFile(new URL("index_bg.wasm", import.meta.resolve("@resvg/resvg-wasm")))
    .then((program) => initWasm(program))
    .then(() => loadFonts());
  return prepared;
}
