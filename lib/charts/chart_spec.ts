/**
 * What a chart is: a Vega-Lite specification that carries its data and leaves its colours open.
 *
 * A specification names colours by role (the first of a category, a heat map's range), and
 * `theme.ts` decides what they are; so one specification serves paper, screen and dark mode.
 */

import type { TopLevelSpec } from "vega-lite";

/** A Vega-Lite 6 specification; everything used here is understood by version 5 as well. */
export type ChartSpec = TopLevelSpec;

/** Width of a full-width chart in pixels, that of a page of text on GitHub or in a notebook. */
export const CHART_WIDTH = 720;
