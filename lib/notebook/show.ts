/** What the notebooks' cells call: one function for each kind of thing that they show. */

import type { LayersModel } from "@tensorflow/tfjs";
import type { DataFrame } from "nodejs-polars";
import type { ChartSpec } from "../charts/chart_spec.ts";
import { chartBundle } from "./chart_bundle.ts";
import { show } from "./display.ts";
import { frameBundle, type FrameTableOptions } from "./frame_bundle.ts";
import { modelBundle } from "./model_bundle.ts";
import { pictureBundle } from "./picture_bundle.ts";
import { textBundle } from "./text_bundle.ts";

/** Shows a text, read as Markdown. */
export async function showText(markdown: string): Promise<void> {
  await show(textBundle(markdown));
}

/** Shows a chart, interactive where the front end can. */
export async function showChart(spec: ChartSpec): Promise<void> {
  await show(await chartBundle(spec));
}

/** Shows a grid of images as one picture. */
export async function showImages(spec: ChartSpec): Promise<void> {
  await show(await pictureBundle(spec));
}

/** Shows the first rows of a data frame as a table. */
export async function showTable(frame: DataFrame, options?: FrameTableOptions): Promise<void> {
  await show(frameBundle(frame, options));
}

/** Shows a model's layers and how many parameters each has. */
export async function showModel(model: LayersModel): Promise<void> {
  await show(modelBundle(model));
}
