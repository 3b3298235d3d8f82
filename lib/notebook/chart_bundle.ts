/** Charts for notebooks: interactive where a front end can, a picture everywhere else. */

import type { ChartSpec } from "../charts/chart_spec.ts";
import { renderSvg } from "../charts/render.ts";
import { LIGHT_THEME, withTheme } from "../charts/theme.ts";
import type { MimeBundle } from "./display.ts";

/** The newest Vega-Lite that JupyterLab 4 and VS Code draw; our charts keep to what it understands. */
const vegaLiteType = "application/vnd.vegalite.v5+json";
const vegaLiteSchema = "https://vega.github.io/schema/vega-lite/v5.json";

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

/** Returns the interactive form and the title alone: no rendering, for charts that change often. */
export function interactiveChartBundle(spec: ChartSpec): MimeBundle {
  return {
    [vegaLiteType]: { ...withTheme(spec, LIGHT_THEME), $schema: vegaLiteSchema },
    "text/plain": chartTitleText(spec),
  };
}

/** Returns the title of a chart as one line, or `a chart` without one. */
export function chartTitleText({ title }: ChartSpec): string {
  const text = typeof title === "object" && "text" in title ? title.text : title;
  if (typeof text === "string") return text;
  return Array.isArray(text) ? text.join(" ") : "a chart";
}
