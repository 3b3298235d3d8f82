/** Turning a chart into a picture, without a browser: Vega draws SVG, resvg makes PNG of it. */

// Importing the packages is what fetches them; `import.meta.resolve` then finds their files.
import "@expo-google-fonts/ibm-plex-mono/package.json" with { type: "json" };
import "@expo-google-fonts/ibm-plex-sans/package.json" with { type: "json" };

import { initWasm, Resvg } from "@resvg/resvg-wasm";
import * as vega from "vega";
import { compile } from "vega-lite";
import type { ChartSpec } from "./chart_spec.ts";
import { type ChartTheme, LIGHT_THEME, withTheme } from "./theme.ts";

/** Returns a chart as the text of an SVG file. */
export function renderSvg(spec: ChartSpec, theme: ChartTheme = LIGHT_THEME): Promise<string> {
  installTextWidth();
  const view = new vega.View(vega.parse(compile(withTheme(spec, theme)).spec), {
    renderer: "none",
  });
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

const FONT_FILES = [
  import.meta.resolve("@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf"),
  import.meta.resolve("@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf"),
  import.meta.resolve(
    "@expo-google-fonts/ibm-plex-mono/500Medium/IBMPlexMono_500Medium.ttf",
  ),
];

/** Returns the fonts as TrueType files: IBM Plex Sans regular and semi-bold, IBM Plex Mono medium. */
function loadFonts(): Promise<Uint8Array[]> {
  return Promise.all(FONT_FILES.map((url) => Deno.readFile(new URL(url))));
}

/** Mean advance of a letter in em. */
const REGULAR_ADVANCE = 0.58;
const BOLD_ADVANCE = 0.6;
/** IBM Plex Mono is 0.6 em wide throughout. */
const MONOSPACE_ADVANCE = 0.6;

/** What Vega tells about a piece of text. */
interface TextItem {
  readonly font?: string;
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
}

/**
 * Returns the width of one line of text in pixels, which Vega must know to lay a chart out and cannot
 * measure without a browser. Its own guess of 0.8 em a letter leaves holes beside long titles; these
 * are the mean advances of English text in our fonts, rounded up.
 */
function textWidth(item: TextItem, text: unknown): number {
  const { font = "", fontSize = 11, fontWeight = 400 } = item;
  const isBold = fontWeight === "bold" || Number(fontWeight) >= 600;
  const advance = /mono/i.test(font) ? MONOSPACE_ADVANCE : isBold ? BOLD_ADVANCE : REGULAR_ADVANCE;
  return advance * fontSize * String(text ?? "").trim().length;
}

/** The part of Vega's own text measuring that it lets others replace; its types leave it out. */
interface TextMetrics {
  width: typeof textWidth;
}

/** Makes Vega use {@linkcode textWidth} for every chart of this process. */
function installTextWidth(): void {
  const textMetrics: TextMetrics = Reflect.get(vega, "textMetrics");
  textMetrics.width = textWidth;
}
