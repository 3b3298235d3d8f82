/**
 * The colours and letters of charts, on light and dark paper.
 *
 * Categories are colours that people with any of the common colour deficiencies tell apart, after
 * Okabe and Ito, "Color Universal Design" (2008), https://jfly.uni-koeln.de/color/; where two series
 * meet, they differ in dash or place as well. Heat maps run through one hue from paper to ink, so
 * they also read without any colour.
 */

import type { ChartSpec } from "./chart_spec.ts";

/**
 * Text in charts: a font whose I has serifs, since these charts speak of I, l and 1. The fallbacks
 * are about as wide, so a chart is laid out well without it, too.
 */
const TEXT_FONT =
  "'IBM Plex Sans', system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";

/** Single characters: a font whose 0 and O, 1, I and l cannot be mistaken for each other. */
export const CHARACTER_FONT =
  "'IBM Plex Mono', ui-monospace, SFMono-Regular, Menlo, Consolas, monospace";

/** The axis of a chart that has one place for each character. */
export const CHARACTER_AXIS = {
  labelFont: CHARACTER_FONT,
  labelFontSize: 12,
  labelAngle: 0,
  ticks: false,
  labelOverlap: false,
} as const;

/** Pixels that each character takes on a {@linkcode CHARACTER_AXIS}. */
export const CHARACTER_STEP = 15;

/** Colours by role, each a CSS colour. */
export interface ChartTheme {
  readonly background: string;
  /** Titles. */
  readonly ink: string;
  /** Labels of axes and notes. */
  readonly muted: string;
  /** Lines of the grid and of axes. */
  readonly grid: string;
  /** Series, the first one for what is right or expected, the second for what is wrong. */
  readonly category: readonly string[];
  /** Stops of a heat map, from nearly nothing to everything. */
  readonly heatMap: readonly string[];
}

/** Dark letters on white. */
export const LIGHT_THEME: ChartTheme = {
  background: "#ffffff",
  ink: "#1f2328",
  muted: "#59636e",
  grid: "#e3e7eb",
  category: ["#0072b2", "#d55e00", "#00795a", "#8c4a78"],
  heatMap: ["#e8f1f8", "#a9cfe8", "#5a9fd0", "#1f6aa8", "#0b2f5c"],
};

/** Light letters on the dark grey of GitHub's dark mode. */
export const DARK_THEME: ChartTheme = {
  background: "#0d1117",
  ink: "#e6edf3",
  muted: "#9aa4ae",
  grid: "#2a313a",
  category: ["#56b4e9", "#e69f00", "#2fbf93", "#d79bc0"],
  heatMap: ["#17293d", "#1c4a75", "#2b7bb9", "#6fb7e6", "#e2f3ff"],
};

/** Returns `spec` with every colour and font of `theme` filled in; its own config comes first. */
export function withTheme(spec: ChartSpec, theme: ChartTheme): ChartSpec {
  return { ...spec, config: { ...themeConfig(theme), ...spec.config } };
}

function themeConfig(theme: ChartTheme): NonNullable<ChartSpec["config"]> {
  const { background, ink, muted, grid, category, heatMap } = theme;
  return {
    background,
    font: TEXT_FONT,
    padding: 12,
    view: { stroke: null },
    range: { category: [...category], heatmap: [...heatMap], ramp: [...heatMap] },
    mark: { color: category[0] },
    text: { color: muted },
    rule: { color: ink },
    style: {
      note: { fontSize: 11 },
      reference: { strokeWidth: 1.2, strokeDash: [4, 4] },
      outline: { stroke: category[1], strokeWidth: 1.5, fillOpacity: 0 },
    },
    title: {
      color: ink,
      subtitleColor: muted,
      anchor: "start",
      frame: "group",
      fontSize: 16,
      fontWeight: 600,
      lineHeight: 21,
      subtitleFontSize: 12,
      subtitleLineHeight: 17,
      subtitlePadding: 5,
      offset: 16,
    },
    axis: {
      labelColor: muted,
      titleColor: muted,
      labelFontSize: 11,
      titleFontSize: 12,
      titleFontWeight: 400,
      titlePadding: 8,
      gridColor: grid,
      domainColor: grid,
      tickColor: grid,
    },
    header: {
      labelColor: ink,
      titleColor: muted,
      labelFontSize: 12,
      labelFontWeight: 600,
      labelAnchor: "start",
    },
    legend: {
      labelColor: ink,
      titleColor: muted,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: 400,
      labelLimit: 300,
    },
  };
}
