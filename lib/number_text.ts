/** How numbers read in titles, tables and reports: one way everywhere. */

/** Keeps a number and its unit on one line. */
const NO_BREAK_SPACE = "\u00a0";

/** Returns a share as a percentage: `0.8541` is `85.4 %`. */
export function percentText(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)}${NO_BREAK_SPACE}%`;
}

/** Returns a whole number with its thousands set apart: `18800` is `18,800`. */
export function countText(count: number): string {
  return count.toLocaleString("en-US");
}

/** Returns `count` with a noun: `1 image`, `18,800 images`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${countText(count)}${NO_BREAK_SPACE}${count === 1 ? singular : plural}`;
}

/** Returns a list as prose: `a, b and c`. */
export function listText(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** Returns a number rounded to `digits` decimals, which keeps specifications short. */
export function rounded(value: number, digits = 5): number {
  return Number(value.toFixed(digits));
}
