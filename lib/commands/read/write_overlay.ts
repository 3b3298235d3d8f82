/** Writing a picture with what was read drawn onto it. */

import { encodeGreyPng } from "../../charts/png.ts";
import { readingOverlay } from "../../charts/reading_overlay.ts";
import { svgToPng } from "../../charts/render.ts";
import { writeFileAtomically } from "../../machine/atomic_write.ts";
import { scaleBox } from "../../reading/lattice.ts";
import type { GreyPicture } from "../../reading/picture/grey_picture.ts";
import type { ReadLine } from "../../reading/read_text.ts";
import { UserError } from "../../user_error.ts";

/**
 * Refuses a path that no overlay can be written to, before anything is read.
 *
 * @throws {UserError} when it does not end with .png or .svg, or there are several pictures.
 */
export function requireOverlayPath(path: string, pictures: number): void {
  if (!/\.(?:png|svg)$/i.test(path)) {
    throw new UserError(
      `Cannot draw into "${path}": expected a name that ends with .png or .svg.`,
      { hint: "Name it like --overlay page-read.png." },
    );
  }
  if (pictures === 1) return;
  throw new UserError(`Cannot draw into "${path}": expected one picture but found ${pictures}.`, {
    hint: "Read one picture at a time with --overlay.",
  });
}

/** Writes the overlay as SVG or PNG, by the end of the path. */
export async function writeOverlay(
  path: string,
  { width, height, pixels, reduction = 1 }: GreyPicture,
  lines: readonly ReadLine[],
  unsure: number,
): Promise<void> {
  const characters = lines.flatMap(({ words }) => words).flatMap((word) => word.characters)
    .map((character) => ({ ...character, box: scaleBox(character.box, 1 / reduction) }));
  const svg = readingOverlay(
    { width, height, png: encodeGreyPng(pixels, height, width) },
    characters,
    unsure,
  );
  await writeFileAtomically(path, /\.svg$/i.test(path) ? svg : await svgToPng(svg, 1));
}
