/** The colours of a page, light and dark, as CSS variables that its charts use as well. */

import { type ChartTheme, DARK_THEME, LIGHT_THEME } from "../../charts/theme.ts";

/** A chart theme whose colours are the page's variables: one drawing serves light and dark. */
export const PAGE_CHART_THEME: ChartTheme = {
  background: "transparent",
  ink: "var(--ink)",
  muted: "var(--muted)",
  grid: "var(--grid)",
  category: LIGHT_THEME.category.map((_, index) => `var(--series-${index + 1})`),
  heatMap: LIGHT_THEME.heatMap.map((_, index) => `var(--heat-${index + 1})`),
};

/** Returns the rules that set the variables, by the system's choice unless the page overrides it. */
export function themeRules(): string {
  const dark = variables(DARK_THEME);
  return `:root { color-scheme: light; ${variables(LIGHT_THEME)} }
@media (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]) { color-scheme: dark; ${dark} }
}
:root[data-theme="dark"] { color-scheme: dark; ${dark} }
`;
}

function variables({ background, ink, muted, grid, category, heatMap }: ChartTheme): string {
  const declarations = [
    ...[`--paper: ${background}`, `--ink: ${ink}`, `--muted: ${muted}`, `--grid: ${grid}`],
    ...category.map((colour, index) => `--series-${index + 1}: ${colour}`),
    ...heatMap.map((colour, index) => `--heat-${index + 1}: ${colour}`),
  ];
  return declarations.map((declaration) => `${declaration};`).join(" ");
}
