/** Writing a picture with what was read drawn onto it. */

import { readingOverlay } from "../../charts/reading_overlay.ts";
import { svgToPng } from "../../charts/render.ts";
import { writeFileAtomically } from "../../machine/atomic_write.ts";
import type { ReadLine } from "../../reading/read_text.ts";
import { UserError } from "../../user_error.ts";
import type { OpenedPicture } from "./open_pictures.ts";

/**
 * Writes the overlay as PNG or SVG, by the end of the path.
 *
 * @throws UserError when the path ends otherwise.
 */
export async function writeOverlay(
  path: string,
  { width, height, png }: OpenedPicture,
  lines: readonly ReadLine[],
  unsure: number,
): Promise<void> {
  const characters = lines.flatMap(({ words }) => words).flatMap((word) => word.characters);
  const svg = readingOverlay({ width, height, png: png() }, characters, unsure);
  if (/\.svg$/i.test(path)) return await writeFileAtomically(path, svg);
  if (/\.png$/i.test(path)) return await writeFileAtomically(path, await svgToPng(svg, 1));
  throw new UserError(`Cannot draw into "${path}": expected a name that ends with .png or .svg.`, {
    hint: "Name it like --overlay page-read.png.",
  });
}
