/** What was read, drawn onto the picture it was read from. */

import { escapeMarkup } from "../html_text.ts";
import { pngDataUri } from "./png.ts";

/** A character to draw: its place in pixels of the picture, and how sure the reading is. */
export interface OverlayCharacter {
  readonly text: string;
  readonly confidence: number;
  readonly box: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

/** What a picture looks like under its overlay. */
export interface OverlayPicture {
  readonly png: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** Blue and vermilion of Okabe and Ito, which colour-blind people tell apart. */
const SURE_COLOUR = "#0072b2";
const UNSURE_COLOUR = "#d55e00";

/**
 * Returns the picture as SVG with a box around every character and what it was read as above it;
 * characters less sure than `unsure` are vermilion and their box is thicker.
 */
export function readingOverlay(
  { png, width, height }: OverlayPicture,
  characters: readonly OverlayCharacter[],
  unsure: number,
): string {
  const marks = characters.map(({ text, confidence, box }) => {
    const isUnsure = confidence < unsure;
    const colour = isUnsure ? UNSURE_COLOUR : SURE_COLOUR;
    const size = Math.max(10, 0.4 * box.height);
    const middle = box.x + box.width / 2;
    return `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="none" ` +
      `stroke="${colour}" stroke-width="${isUnsure ? 3 : 1.5}"/>` +
      `<text x="${middle}" y="${box.y - 3}" font-size="${size}" fill="${colour}">` +
      `${escapeMarkup(text)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" ` +
    `href="${pngDataUri(png)}"/><g font-family="IBM Plex Sans, sans-serif" font-weight="600" ` +
    `text-anchor="middle">${marks.join("")}</g></svg>`;
}
