/** Pages of drawn characters for tests: strokes of a pen on paper with rules, boxes and all that is bad. */

import type { Random } from "../../lib/random.ts";
import type { GreyPicture } from "../../lib/reading/picture/grey_picture.ts";
import { type Canvas, drawLine, shineThrough } from "./ink_canvas.ts";

/** Strokes of a character: lines of points, y downwards, in any unit. */
export type Strokes = readonly (readonly (readonly number[])[])[];

/** How a page looks. */
export interface PageStyle {
  /** Height of capitals, in pixels, and how much it varies, as a share. */
  readonly letter: number;
  readonly variation?: number;
  /** Width of the pen, in heights of a letter. */
  readonly pen?: number;
  /** White space between letters, in heights of a letter: below 0 some touch. */
  readonly space?: number;
  /** A box for every letter: its size in pixels, the width of its lines, whether they are double. */
  readonly boxes?: {
    readonly width: number;
    readonly height: number;
    readonly line: number;
    readonly isDouble?: boolean;
    readonly ink?: number;
  };
  /** A rule under every line: its width and ink. */
  readonly rules?: { readonly line: number; readonly ink: number };
  /** How far a letter may stand off its place, in heights of a letter. */
  readonly jitter?: number;
  /** Slant of the lines at the left and right end, in degrees. */
  readonly slant?: readonly [left: number, right: number];
  /** Ink of the print that shines through from the back, 0 to 1. */
  readonly back?: number;
  /** Darkness of the pen, 0 to 1. */
  readonly ink?: number;
  /** Brightness of the paper at the top left and the bottom right corner, 0 to 255. */
  readonly light?: readonly [topLeft: number, bottomRight: number];
  /** Standard deviation of the camera's blur, in pixels. */
  readonly blur?: number;
  /** Standard deviation of the paper's grain, in grey levels; quality of a JPEG that it was saved as. */
  readonly grain?: number;
  readonly quality?: number;
}

/** Draws lines of text, each character with the strokes that `strokesOf` gives. */
export async function drawPage(
  lines: readonly string[],
  strokesOf: (character: string) => Strokes,
  style: PageStyle,
  random: Random,
): Promise<GreyPicture> {
  const { letter, boxes, rules, slant = [0, 0], jitter = 0.04, ink = 0.85 } = style;
  const longest = Math.max(...lines.map((line) => line.length));
  const step = boxes?.width ?? letter * 1.1;
  const lineHeight = (boxes?.height ?? letter * 1.3) * 1.45;
  const [tanLeft, tanRight] = slant.map((degrees) => Math.tan(degrees * Math.PI / 180));
  const width = Math.ceil(longest * step + 4 * letter);
  const drop = width * (tanLeft + tanRight) / 2;
  const height = Math.ceil(lines.length * lineHeight + 2 * letter + Math.abs(drop));
  const canvas: Canvas = {
    width,
    height,
    ink: new Float32Array(width * height),
    place: (x, y) => [
      x,
      y + tanLeft * x + (tanRight - tanLeft) * x * x / (2 * width) - Math.min(0, drop),
    ],
  };
  lines.forEach((line, row) => {
    const top = letter + row * lineHeight;
    let x = 1.5 * letter;
    for (const character of line) {
      const size = letter * (1 + (style.variation ?? 0.1) * (2 * random.next() - 1));
      const glyph = sizeStrokes(strokesOf(character), size, character);
      const away = () => jitter * letter * (2 * random.next() - 1);
      if (boxes !== undefined) {
        drawBox(canvas, x, top, boxes);
        const left = x + (boxes.width - glyph.width) / 2 + away();
        const above = top + (boxes.height - letter) / 2 + glyph.top + away();
        if (character !== " ") drawGlyph(canvas, glyph.strokes, left, above, style, ink);
        x += boxes.width;
      } else if (character === " ") {
        x += 0.75 * letter;
      } else {
        drawGlyph(canvas, glyph.strokes, x, top + glyph.top + away(), style, ink);
        x += glyph.width + letter * ((style.space ?? 0.2) + (style.pen ?? 0.11)) + away();
      }
    }
    if (rules !== undefined) {
      const y = top + letter * 1.05;
      drawLine(canvas, [5, y], [width - 5, y], rules.line, rules.ink);
    }
  });
  if (style.back !== undefined) shineThrough(canvas, style.back);
  return await photograph(canvas, style, random);
}

function sizeStrokes(strokes: Strokes, size: number, character: string) {
  const points = strokes.flat();
  if (points.length === 0) return { strokes, width: 0, top: 0 };
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const isLow = "acegmnopqrsuvwxyz".includes(character);
  const share = isLow && !"gpqy".includes(character) ? 0.65 : 1;
  const scale = share * size / Math.max(height, width * 0.8, 1e-6);
  return {
    strokes: strokes.map((stroke) =>
      stroke.map(([x, y]) => [(x - left) * scale, (y - top) * scale])
    ),
    width: width * scale,
    top: isLow ? 0.35 * size : size - height * scale,
  };
}

function drawGlyph(
  canvas: Canvas,
  strokes: Strokes,
  left: number,
  top: number,
  { letter, pen = 0.11 }: PageStyle,
  ink: number,
): void {
  for (const stroke of strokes) {
    stroke.forEach(([x, y], index) => {
      const [fromX, fromY] = stroke[Math.max(0, index - 1)];
      drawLine(canvas, [left + fromX, top + fromY], [left + x, top + y], pen * letter, ink);
    });
  }
}

function drawBox(
  canvas: Canvas,
  x: number,
  y: number,
  boxes: NonNullable<PageStyle["boxes"]>,
): void {
  const { width, height, line, isDouble, ink = 0.7 } = boxes;
  const insets = isDouble ? [0, line * 2 + 1] : [0];
  for (const inset of insets) {
    const [left, top, right, bottom] = [
      x + inset,
      y + inset,
      x + width - inset,
      y + height - inset,
    ];
    drawLine(canvas, [left, top], [right, top], line, ink);
    drawLine(canvas, [left, bottom], [right, bottom], line, ink);
    drawLine(canvas, [left, top], [left, bottom], line, ink);
    drawLine(canvas, [right, top], [right, bottom], line, ink);
  }
}

async function photograph(canvas: Canvas, style: PageStyle, random: Random): Promise<GreyPicture> {
  const { width, height } = canvas;
  const { light: [start, end] = [250, 250], grain = 0, blur, quality } = style;
  const ink = blur === undefined ? canvas.ink : await blurInk(canvas, blur);
  const pixels = Uint8Array.from(ink, (value, index) => {
    const share = (index % width / width + Math.floor(index / width) / height) / 2;
    const paper = start + (end - start) * share;
    const level = Math.round(paper * (1 - value) + grain * random.normal());
    return Math.max(0, Math.min(255, level));
  });
  if (quality === undefined) return { width, height, pixels };
  const { default: sharp } = await import("sharp");
  const jpeg = await sharp(pixels, { raw: { width, height, channels: 1 } })
    .jpeg({ quality }).toBuffer();
  return {
    width,
    height,
    pixels: Uint8Array.from(await sharp(jpeg).toColourspace("b-w").raw().toBuffer()),
  };
}

async function blurInk({ width, height, ink }: Canvas, deviation: number): Promise<Float32Array> {
  const levels = Uint8Array.from(ink, (value) => Math.round(255 * value));
  const { default: sharp } = await import("sharp");
  const blurred = await sharp(levels, { raw: { width, height, channels: 1 } })
    .blur(deviation).toColourspace("b-w").raw().toBuffer();
  return Float32Array.from(blurred, (level) => level / 255);
}
