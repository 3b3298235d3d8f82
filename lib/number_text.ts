/** How numbers read in titles, tables and reports: one way everywhere. */

/** Keeps a number and its unit on one line. */
const NO_BREAK_SPACE = "\u00a0";

/** Returns a share as a percentage: `0.8541` is `85.4 %`. */
export function percentText(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)}${NO_BREAK_SPACE}%`;
}

/**
 * Returns a share as terminals and logs have it, in which a search must find it: `89.0 %`. Lists in
 * which runs differ by hundredths take two digits.
 */
export function plainPercentText(share: number, digits = 1): string {
  return percentText(share, digits).replace(NO_BREAK_SPACE, " ");
}

/** Returns seconds as `8 s`, `1 min 05 s` or `2 h 03 min`. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, "0");
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor(whole / 60) % 60)} min`;
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

/** Returns an interval in words, such as `84.7 % to 86.1 %`. */
export function rangeText(
  { low, high }: { readonly low: number; readonly high: number },
  text: (value: number) => string,
): string {
  return `${text(low)} to ${text(high)}`;
}

/** Where Unicode's pictures of control characters begin, in the order of the characters. */
const CONTROL_PICTURES = 0x2400;

/** Pictures of the other characters that leave nothing on paper. */
const BLANKS: Readonly<Record<string, string>> = { " ": "␣", "\x7f": "␡", [NO_BREAK_SPACE]: "⍽" };

function visibleCharacter(character: string): string {
  const code = character.charCodeAt(0);
  return code < 32 ? String.fromCharCode(CONTROL_PICTURES + code) : BLANKS[character] ?? character;
}

/**
 * Returns characters as they can be seen: a space as `␣`, a line feed as `␊`, other control
 * characters alike. Where that would make two of them equal, they are returned as they are.
 */
export function visibleCharacters(characters: readonly string[]): readonly string[] {
  const visible = characters.map((text) => Array.from(text, visibleCharacter).join(""));
  return new Set(visible).size === characters.length ? visible : characters;
}

/** Returns a number rounded to `digits` decimals, which keeps specifications short. */
export function rounded(value: number, digits = 5): number {
  return Number(value.toFixed(digits));
}
