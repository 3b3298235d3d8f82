/** The stages on the way from a picture to the lattices of its lines, and pictures of them. */

import { IMAGE_SIDE } from "../datasets/dataset.ts";
import type { LineLattice } from "./lattice.ts";
import type { CellRow } from "./picture/cells.ts";
import { type GreyPicture, type InkPicture, STROKE } from "./picture/grey_picture.ts";
import type { Rule } from "./picture/rule.ts";

/** What is known of a picture after a stage; its ink may change as soon as the next one begins. */
export type Stage =
  | { readonly name: "ink" | "straight" | "erased"; readonly ink: InkPicture }
  | {
    readonly name: "rules";
    readonly ink: InkPicture;
    readonly rules: readonly Rule[];
    readonly rows: readonly CellRow[];
  }
  | {
    readonly name: "lines";
    readonly picture: GreyPicture;
    readonly lattices: readonly LineLattice[];
  }
  | { readonly name: "candidates"; readonly lattices: readonly LineLattice[] };

/** Images side by side in a picture of candidates, and the white space around each, in pixels. */
const IMAGES_ACROSS = 24;
const IMAGE_GAP = 4;

/**
 * Draws a stage:
 *
 * - `ink`: light and polarity taken out, black where there is full ink;
 * - `straight`: strokes of the straightened page, black or white;
 * - `rules`: rules and the walls of boxes, black on what else is there;
 * - `erased`: the strokes that are left without them;
 * - `lines`: each line's upper and lower bound and the boxes of its smallest pieces;
 * - `candidates`: what the network is asked about, the lines one below the other.
 */
export function drawStage(stage: Stage): GreyPicture {
  if (stage.name === "ink") return mapInk(stage.ink, (value) => 255 - value);
  if (stage.name === "rules") return drawRules(stage.ink, stage.rules, stage.rows);
  if (stage.name === "lines") return drawLines(stage.picture, stage.lattices);
  if (stage.name === "candidates") return drawCandidates(stage.lattices);
  return mapInk(stage.ink, (value) => value >= STROKE ? 0 : 255);
}

function mapInk({ width, height, ink }: InkPicture, map: (ink: number) => number): GreyPicture {
  return { width, height, pixels: ink.map(map) };
}

function drawRules(
  ink: InkPicture,
  rules: readonly Rule[],
  rows: readonly CellRow[],
): GreyPicture {
  const picture = mapInk(ink, (value) => 255 - value / 4);
  const draw = ({ from, rows, thickness }: Rule, isUpright: boolean) =>
    rows.forEach((row, place) => {
      const top = Math.round(row - thickness / 2);
      for (let y = top; y < top + thickness; y += 1) {
        if (isUpright) blacken(picture, y, from + place);
        else blacken(picture, from + place, y);
      }
    });
  for (const rule of rules) draw(rule, false);
  for (const wall of rows.flatMap(({ walls }) => walls)) draw(wall, true);
  return picture;
}

function drawLines(picture: GreyPicture, lattices: readonly LineLattice[]): GreyPicture {
  const drawn = { ...picture, pixels: picture.pixels.map((value) => 170 + value / 3) };
  for (const { box, topLine, baseLine, slope, candidates } of lattices) {
    for (let x = Math.floor(box.x); x <= box.x + box.width; x += 1) {
      for (const line of [topLine, baseLine]) blacken(drawn, x, Math.round(line + slope * x));
    }
    for (const { from, to, box: { x, y, width, height } } of candidates) {
      if (to - from > 1) continue;
      const [left, top, right, bottom] = [x, y, x + width, y + height].map(Math.round);
      for (let column = left; column <= right; column += 1) {
        for (const row of [top, bottom]) blacken(drawn, column, row);
      }
      for (let row = top; row <= bottom; row += 1) {
        for (const column of [left, right]) blacken(drawn, column, row);
      }
    }
  }
  return drawn;
}

function drawCandidates(lattices: readonly LineLattice[]): GreyPicture {
  const step = IMAGE_SIDE + IMAGE_GAP;
  const rowCounts = lattices.map(({ candidates }) => Math.ceil(candidates.length / IMAGES_ACROSS));
  const rows = rowCounts.reduce((sum, count) => sum + count, 0);
  const [width, height] = [IMAGES_ACROSS * step + IMAGE_GAP, Math.max(1, rows) * step + IMAGE_GAP];
  const pixels = new Uint8Array(width * height).fill(200);
  let firstRow = 0;
  for (const [line, { candidates }] of lattices.entries()) {
    for (const [place, { image }] of candidates.entries()) {
      const left = IMAGE_GAP + (place % IMAGES_ACROSS) * step;
      const top = IMAGE_GAP + (firstRow + Math.floor(place / IMAGES_ACROSS)) * step;
      for (let y = 0; y < IMAGE_SIDE; y += 1) {
        const row = image.subarray(y * IMAGE_SIDE, (y + 1) * IMAGE_SIDE);
        pixels.set(row.map((value) => 255 - value), (top + y) * width + left);
      }
    }
    firstRow += rowCounts[line];
  }
  return { width, height, pixels };
}

function blacken({ width, height, pixels }: GreyPicture, x: number, y: number): void {
  if (x >= 0 && x < width && y >= 0 && y < height) pixels[y * width + x] = 0;
}
