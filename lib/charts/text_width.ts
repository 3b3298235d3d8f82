/**
 * How wide text is, which Vega must know to lay a chart out and cannot measure without a browser.
 *
 * Its own guess of 0.8 em a letter leaves holes beside long titles; these are the mean advances of
 * English text in the fonts of `fonts.ts`, rounded up.
 */

import * as vega from "vega";

/** Mean advance of a letter in em. */
const REGULAR_ADVANCE = 0.58;
const BOLD_ADVANCE = 0.6;
/** IBM Plex Mono is 0.6 em wide throughout. */
const MONOSPACE_ADVANCE = 0.6;

/** What Vega tells about a piece of text. */
interface TextItem {
  readonly font?: string;
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
}

/** Returns the width of one line of text in pixels. */
export function textWidth(item: TextItem, text: unknown): number {
  const { font = "", fontSize = 11, fontWeight = 400 } = item;
  const isBold = fontWeight === "bold" || Number(fontWeight) >= 600;
  const advance = /mono/i.test(font) ? MONOSPACE_ADVANCE : isBold ? BOLD_ADVANCE : REGULAR_ADVANCE;
  return advance * fontSize * String(text ?? "").trim().length;
}

/** The part of Vega's own text measuring that it lets others replace; its types leave it out. */
interface TextMetrics {
  width: typeof textWidth;
}

/** Makes Vega use {@linkcode textWidth} for every chart of this process. */
export function installTextWidth(): void {
  const textMetrics: TextMetrics = Reflect.get(vega, "textMetrics");
  textMetrics.width = textWidth;
}
