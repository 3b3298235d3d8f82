/** Fonts and colours of a page, light and dark; its charts take the same colours. */

// Importing the packages is what fetches them; `import.meta.resolve` then finds their files.
import "@fontsource/ibm-plex-mono/package.json" with { type: "json" };
import "@fontsource/ibm-plex-sans/package.json" with { type: "json" };
import { type ChartTheme, DARK_THEME, LIGHT_THEME } from "../../charts/theme.ts";

/** Latin letters only: other scripts fall back to the reader's own fonts. */
const FONTS = [
  {
    family: "IBM Plex Sans",
    weight: 400,
    url: import.meta.resolve(
      "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-400-normal.woff2",
    ),
  },
  {
    family: "IBM Plex Sans",
    weight: 600,
    url: import.meta.resolve(
      "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-600-normal.woff2",
    ),
  },
  {
    family: "IBM Plex Mono",
    weight: 500,
    url: import.meta.resolve(
      "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-500-normal.woff2",
    ),
  },
];

/** Returns the rules that declare the fonts, their files inside. */
export async function fontRules(): Promise<string> {
  const rules = FONTS.map(async ({ family, weight, url }) => {
    const data = (await Deno.readFile(new URL(url))).toBase64();
    return `@font-face { font-family: "${family}"; font-weight: ${weight}; font-display: block; ` +
      `src: url(data:font/woff2;base64,${data}) format("woff2"); }\n`;
  });
  return (await Promise.all(rules)).join("");
}

/** A chart theme whose colours are the page's variables: one drawing serves light and dark. */
export const PAGE_CHART_THEME: ChartTheme = {
  background: "transparent",
  ink: "var(--ink)",
  muted: "var(--muted)",
  grid: "var(--grid)",
  category: LIGHT_THEME.category.map((_, index) => `var(--series-${index + 1})`),
  heatMap: LIGHT_THEME.heatMap.map((_, index) => `var(--heat-${index + 1})`),
};

/** Returns the rules that set the variables, by the system's choice unless the page overrides it; paper
 * is light. */
export function themeRules(): string {
  const dark = variables(DARK_THEME);
  return `:root { color-scheme: light; ${variables(LIGHT_THEME)} }
@media screen and (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]) { color-scheme: dark; ${dark} }
}
@media screen {
  :root[data-theme="dark"] { color-scheme: dark; ${dark} }
}
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
