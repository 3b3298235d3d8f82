import { assert } from "@std/assert";
import { type ChartTheme, DARK_THEME, LIGHT_THEME } from "../../lib/charts/theme.ts";

type Colour = readonly [number, number, number];

/** Linear light of `#rrggbb`, by the sRGB transfer function (IEC 61966-2-1). */
function linear(hex: string): Colour {
  const channel = (start: number) => {
    const value = parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function luminance([red, green, blue]: Colour): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio, 1 to 21 (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
function contrast(first: string, second: string): number {
  const [darker, lighter] = [luminance(linear(first)), luminance(linear(second))].sort((a, b) =>
    a - b
  );
  return (lighter + 0.05) / (darker + 0.05);
}

/** Full colour deficiencies on linear light (Machado, Oliveira and Fernandes, IEEE TVCG 15, 2009). */
const DEFICIENCIES = {
  protanopia: [
    0.152286,
    1.052583,
    -0.204868,
    0.114503,
    0.786281,
    0.099216,
    -0.003882,
    -0.048116,
    1.051998,
  ],
  deuteranopia: [
    0.367322,
    0.860646,
    -0.227968,
    0.280085,
    0.672501,
    0.047413,
    -0.01182,
    0.04294,
    0.968881,
  ],
  tritanopia: [
    1.255528,
    -0.076749,
    -0.178779,
    -0.078411,
    0.930809,
    0.147602,
    0.004733,
    0.691367,
    0.3039,
  ],
};

function seenWith(matrix: readonly number[], colour: Colour): Colour {
  const row = (start: number) =>
    Math.max(0, colour.reduce((sum, value, index) => sum + matrix[start + index] * value, 0));
  return [row(0), row(3), row(6)];
}

/** CIE L*a*b* of linear sRGB under D65. */
function lab([red, green, blue]: Colour): Colour {
  const cubeRoot = (value: number) =>
    value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 * value + 16) / 116;
  const x = cubeRoot((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
  const y = cubeRoot(luminance([red, green, blue]));
  const z = cubeRoot((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function difference(first: Colour, second: Colour): number {
  const [one, other] = [lab(first), lab(second)];
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

const themes: readonly (readonly [string, ChartTheme])[] = [
  ["LIGHT_THEME", LIGHT_THEME],
  ["DARK_THEME", DARK_THEME],
];

for (const [name, theme] of themes) {
  Deno.test(`${name} has text with the contrast that WCAG asks for`, () => {
    for (const text of [theme.ink, theme.muted]) {
      assert(contrast(text, theme.background) >= 4.5, `${text} on ${theme.background}`);
    }
  });

  Deno.test(`${name} has series with the contrast that WCAG asks of graphics`, () => {
    for (const series of theme.category) {
      assert(contrast(series, theme.background) >= 3, `${series} on ${theme.background}`);
    }
  });

  Deno.test(`${name} keeps right and wrong apart for every colour deficiency`, () => {
    const [right, wrong] = theme.category.map(linear);
    for (const [deficiency, matrix] of Object.entries(DEFICIENCIES)) {
      const seen = difference(seenWith(matrix, right), seenWith(matrix, wrong));
      assert(seen > 40, `${deficiency}: a difference of ${seen}`);
    }
  });

  Deno.test(`${name} has a heat map that moves steadily away from the paper`, () => {
    const ratios = theme.heatMap.map((stop) => contrast(stop, theme.background));
    for (let stop = 1; stop < ratios.length; stop++) {
      assert(ratios[stop] > 1.3 * ratios[stop - 1], `stop ${stop}: ${ratios}`);
    }
  });
}
