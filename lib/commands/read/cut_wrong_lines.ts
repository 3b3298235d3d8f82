/** The lines of a picture that were read with errors, cut out to be looked at. */

import { encodeGreyPng, pngDataUri } from "../../charts/png.ts";
import { isWrong, type PageScore } from "../../evaluation/reading_score.ts";
import { type Box, scaleBox } from "../../reading/lattice.ts";
import type { GreyPicture } from "../../reading/picture/grey_picture.ts";
import type { ReadLine } from "../../reading/read_text.ts";

/** Share of a line's height that is shown around it. */
const MARGIN = 0.3;

/** Returns the lines with errors as data URIs, page after page, each from top to bottom. */
export function cutWrongLines(
  pages: readonly { readonly picture: GreyPicture; readonly lines: readonly ReadLine[] }[],
  { pairs }: Pick<PageScore, "pairs">,
): string[] {
  const wrong = new Set(pairs.filter(isWrong).map(({ line }) => line));
  return pages.flatMap(({ picture, lines }) => lines.map(({ box }) => ({ picture, box })))
    .filter((_, index) => wrong.has(index))
    .map(({ picture, box }) => cutOut(picture, scaleBox(box, 1 / (picture.reduction ?? 1))));
}

function cutOut({ width, height, pixels }: GreyPicture, box: Box): string {
  const margin = MARGIN * box.height;
  const left = Math.max(0, Math.floor(box.x - margin));
  const top = Math.max(0, Math.floor(box.y - margin));
  const right = Math.min(width, Math.ceil(box.x + box.width + margin));
  const bottom = Math.min(height, Math.ceil(box.y + box.height + margin));
  const cut = new Uint8Array((right - left) * (bottom - top));
  for (let y = top; y < bottom; y += 1) {
    const row = pixels.subarray(y * width + left, y * width + right);
    cut.set(row, (y - top) * (right - left));
  }
  return pngDataUri(encodeGreyPng(cut, bottom - top, right - left));
}
