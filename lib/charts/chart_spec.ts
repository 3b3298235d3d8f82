/**
 * What a chart is: a Vega-Lite specification that carries its data and leaves its colours open.
 *
 * A specification names colours by role (the first of a category, a heat map's range), and
 * `theme.ts` decides what they are; so one specification serves paper, screen and dark mode.
 */

import type { TopLevelSpec } from "vega-lite";
import { wrapText } from "../wrap_text.ts";

/** A Vega-Lite 6 specification; everything used here is understood by version 5 as well. */
export type ChartSpec = TopLevelSpec;

/** Width of a full-width chart in pixels, that of a page of text on GitHub or in a notebook. */
export const CHART_WIDTH = 720;

/** Mean advance of a letter at the sizes of `theme.ts`, in pixels, measured generously. */
const TITLE_LETTER_WIDTH = 8.9;
const SUBTITLE_LETTER_WIDTH = 6.3;

/** Returns a Vega-Lite title: `finding` large, `caption` below it, for a chart `width` pixels wide. */
export function chartTitle(finding: string, caption: string, width = CHART_WIDTH) {
  return {
    text: wrapText(finding, Math.floor(width / TITLE_LETTER_WIDTH)),
    subtitle: wrapText(caption, Math.floor(width / SUBTITLE_LETTER_WIDTH)),
  };
}

/** The two texts of a chart's title, each as one line. */
export interface ChartTexts {
  readonly finding: string;
  readonly caption: string;
}

/** Returns the texts of a chart that {@linkcode chartTitle} titled; empty ones without a title. */
export function chartTexts({ title }: ChartSpec): ChartTexts {
  if (typeof title !== "object" || !("text" in title)) return { finding: "", caption: "" };
  return { finding: oneLine(title.text), caption: oneLine(title.subtitle) };
}

function oneLine(text: unknown): string {
  return Array.isArray(text) ? text.join(" ") : typeof text === "string" ? text : "";
}
