/** Where characters stand on their line: what tells o from O, p from P and 9 from g. */

import { ALPHABET } from "./alphabet.ts";
import type { Box, GuideLines } from "./lattice.ts";

/** Heights above the base line of a character's top and bottom, in heights of a capital. */
interface Zone {
  readonly characters: string;
  readonly top: number;
  readonly bottom: number;
}

/** The zones of print; j and i reach up to their dots, the small t falls a little short. */
const zones: readonly Zone[] = [
  { characters: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZbdfhkl", top: 1, bottom: 0 },
  { characters: "acemnorsuvwxz", top: 0.62, bottom: 0 },
  { characters: "it", top: 0.88, bottom: 0 },
  { characters: "gpqy", top: 0.6, bottom: -0.35 },
  { characters: "j", top: 0.85, bottom: -0.3 },
];

/**
 * Widths of characters, in heights of a capital: medians over the hand-printed letters of 28 people
 * (Chars74K, T. E. de Campos et al., VISAPP 2009) with a pen of a tenth of that height.
 */
const widths: readonly (readonly [characters: string, width: number])[] = [
  ["Ii1", 0.3],
  ["lj", 0.48],
  ["9gpbhrc", 0.6],
  ["8sktvyf3", 0.65],
  ["046do7nx", 0.72],
  ["FPKYH5zeuLBS2", 0.76],
  ["RVJANCXDEaq", 0.82],
  ["GMmUw", 0.88],
  ["OQTWZ", 0.98],
];

/** How much people differ from that, in heights of a capital. */
const DEVIATIONS = { top: 0.14, bottom: 0.12, width: 0.17 };

/** Beyond so many deviations a place says no more than that something is wrong. */
const LARGEST_DEVIATION = 3;

/** Heights above the base line, and the width, in heights of a capital. */
export interface Place {
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
}

const places: readonly Place[] = Array.from(ALPHABET, (character) => {
  const zone = zones.find(({ characters }) => characters.includes(character)) ?? zones[0];
  const [, width] = widths.find(([characters]) => characters.includes(character)) ?? ["", 0.75];
  return { top: zone.top, bottom: zone.bottom, width };
});

/** Returns where a symbol from 0 to 61 stands on its line. */
export function placeOf(symbol: number): Place {
  return places[symbol];
}

/**
 * Returns for each symbol, `[62]`, how well `box` is a place for it: the natural logarithm of a
 * normal density relative to its peak, at most 0.
 */
export function placeLogLikelihoods(box: Box, line: GuideLines): Float64Array {
  const height = Math.max(1, line.baseLine - line.topLine);
  const baseLine = line.baseLine + line.slope * (box.x + box.width / 2);
  const top = (baseLine - box.y) / height;
  const bottom = (baseLine - box.y - box.height) / height;
  const width = box.width / height;
  return Float64Array.from(places, (place) =>
    logDensity((top - place.top) / DEVIATIONS.top) +
    logDensity((bottom - place.bottom) / DEVIATIONS.bottom) +
    logDensity((width - place.width) / DEVIATIONS.width));
}

function logDensity(deviation: number): number {
  return -0.5 * Math.min(Math.abs(deviation), LARGEST_DEVIATION) ** 2;
}
