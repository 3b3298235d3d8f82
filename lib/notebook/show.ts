/** What the notebooks' cells call: one function for each kind of thing that they show. */

import type { LayersModel } from "@tensorflow/tfjs";
import { decode } from "fast-png";
import type { DataFrame } from "nodejs-polars";
import { type ChartSpec, chartTexts } from "../charts/chart_spec.ts";
import { encodeGreyPng } from "../charts/png.ts";
import { renderPng, renderSvg, svgToPng } from "../charts/render.ts";
import { type ChartTheme, LIGHT_THEME, withTheme } from "../charts/theme.ts";
import { type MimeBundle, show } from "./display.ts";
import { frameTable, type FrameTableOptions, modelTable, tableBundle } from "./tables.ts";

/** Shows a text, read as Markdown. */
export async function showText(markdown: string): Promise<void> {
  await show(textBundle(markdown));
}

/** Shows a Vega-Lite chart, interactive where the front end can. */
export async function showChart(spec: ChartSpec): Promise<void> {
  await show(await chartBundle(spec));
}

/** Shows a grid of images as one picture. */
export async function showImages(spec: ChartSpec): Promise<void> {
  await show(await pictureBundle(spec));
}

/** Colours of a drawing, and pixels of its picture for each unit: photos stay small in the file. */
const DRAWING = { colours: 24, scale: 0.6 };

/** Shows an SVG drawing as a picture; front ends without pictures get `description`. */
export async function showDrawing(svg: string, description: string): Promise<void> {
  const { default: sharp } = await import("sharp");
  const drawn = sharp(await svgToPng(svg, DRAWING.scale));
  const png = await drawn.png({ colours: DRAWING.colours, dither: 0, effort: 10 }).toBuffer();
  await show({ "image/png": new Uint8Array(png).toBase64(), "text/plain": description });
}

/** Shows the first rows of a data frame as a table. */
export async function showTable(frame: DataFrame, options?: FrameTableOptions): Promise<void> {
  await show(tableBundle(frameTable(frame, options)));
}

/** Shows a model's layers and how many parameters each has. */
export async function showModel(model: LayersModel): Promise<void> {
  await show(tableBundle(modelTable(model)));
}

/** Returns a text that is read as Markdown. */
export function textBundle(markdown: string): MimeBundle {
  return { "text/markdown": markdown, "text/plain": markdown };
}

/** The newest Vega-Lite that JupyterLab 4 and VS Code draw; our charts keep to what it understands. */
const VEGA_LITE_TYPE = "application/vnd.vegalite.v5+json";
const VEGA_LITE_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";

/**
 * Returns a chart as a Vega-Lite specification that JupyterLab and VS Code draw with tooltips, as SVG
 * for GitHub and nbconvert, and as its title.
 */
export async function chartBundle(spec: ChartSpec): Promise<MimeBundle> {
  return {
    ...interactiveChartBundle(spec),
    "image/svg+xml": await renderSvg(spec),
  };
}

/** A grey that can be read on white and on dark grey. */
const MIDDLE_GREY = "#848d97";

/**
 * Colours that can be told apart on white and on dark grey; a heat map is the more transparent the
 * less a cell holds.
 */
const SCREEN_THEME: ChartTheme = {
  ...LIGHT_THEME,
  ink: MIDDLE_GREY,
  muted: MIDDLE_GREY,
  category: ["#3a96d4", "#e0741b", "#1f9f7a", "#b272a0"],
  heatMap: ["rgba(58,150,212,0.15)", "rgba(58,150,212,0.5)", "rgba(58,150,212,1)"],
};

/** Returns the interactive form and the title alone: no rendering, for charts that change often. */
export function interactiveChartBundle(spec: ChartSpec): MimeBundle {
  const { config, ...themed } = withTheme(spec, SCREEN_THEME);
  return {
    [VEGA_LITE_TYPE]: { ...themed, config: withoutInks(config), $schema: VEGA_LITE_SCHEMA },
    "text/plain": chartTexts(spec).finding || "a chart",
  };
}

/** Leaves out the colours of paper, titles and axes: JupyterLab has its own in light and dark. */
function withoutInks(config: ChartSpec["config"]): unknown {
  const { background: _, title, ...others } = config ?? {};
  const keep = (key: string, value: unknown) => /[a-z]Color$/.test(key) ? undefined : value;
  return JSON.parse(JSON.stringify({ ...others, title: { ...title, color: undefined } }, keep));
}

/** Picture pixels a chart pixel: letters are crisp, and the file half as large as with 2. */
const SCALE = 1.5;

/** Returns a chart of grey images as an opaque grey PNG, small enough to be committed, and its title. */
export async function pictureBundle(spec: ChartSpec): Promise<MimeBundle> {
  const { data, width, height, channels } = decode(await renderPng(spec, LIGHT_THEME, SCALE));
  const grey = Uint8Array.from({ length: width * height }, (_, pixel) => {
    const [red, green, blue] = data.subarray(pixel * channels);
    return Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue); // luma of ITU-R BT.709
  });
  return {
    "image/png": encodeGreyPng(grey, height, width).toBase64(),
    "text/plain": chartTexts(spec).finding || "a chart",
  };
}
