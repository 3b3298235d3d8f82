/** Grids of images for notebooks: one grey PNG, small enough to be committed. */

import { decode } from "fast-png";
import type { ChartSpec } from "../charts/chart_spec.ts";
import { encodeGreyPng } from "../charts/png.ts";
import { renderPng } from "../charts/render.ts";
import { LIGHT_THEME } from "../charts/theme.ts";
import { chartTitleText } from "./chart_bundle.ts";
import type { MimeBundle } from "./display.ts";

/** Picture pixels a chart pixel: letters are crisp, and the file half as large as with 2. */
const SCALE = 1.5;

/** Returns a chart of grey images as a grey PNG, and as its title. */
export async function pictureBundle(spec: ChartSpec): Promise<MimeBundle> {
  const coloured = await renderPng(spec, LIGHT_THEME, SCALE);
  const grey = toGrey(coloured);
  return { "image/png": grey.toBase64(), "text/plain": chartTitleText(spec) };
}

/** Returns an opaque PNG in shades of grey: luma by ITU-R BT.709, 0.2126 R + 0.7152 G + 0.0722 B. */
function toGrey(png: Uint8Array): Uint8Array<ArrayBuffer> {
  const { data, width, height, channels } = decode(png);
  const grey = Uint8Array.from({ length: width * height }, (_, pixel) => {
    const [red, green, blue] = data.subarray(pixel * channels);
    return Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  });
  return encodeGreyPng(grey, height, width);
}
