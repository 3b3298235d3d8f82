/** Writing a picture of each stage on the way to the lines of a page. */

import { join } from "node:path";
import { encodeGreyPng } from "../../charts/png.ts";
import { writeFileAtomically } from "../../machine/atomic_write.ts";
import { findLines } from "../../reading/find_lines.ts";
import type { GreyPicture } from "../../reading/picture/grey_picture.ts";
import { drawStage } from "../../reading/stage.ts";
import { UserError } from "../../user_error.ts";

/**
 * Refuses several pictures, before anything is read: their stages would overwrite each other.
 *
 * @throws {UserError} when there is not one picture.
 */
export function requireOnePicture(folder: string, pictures: number): void {
  if (pictures === 1) return;
  throw new UserError(
    `Cannot write stages into "${folder}": expected one picture but found ${pictures}.`,
    { hint: "Read one picture at a time with --stages." },
  );
}

/** Writes the stages of a page as `page1-1-ink.png`, `page1-2-straight.png` and so on. */
export async function writeStages(
  folder: string,
  page: number,
  picture: GreyPicture,
): Promise<void> {
  const files: { readonly name: string; readonly png: Uint8Array<ArrayBuffer> }[] = [];
  findLines(picture, (stage) => {
    const { width, height, pixels } = drawStage(stage);
    const name = `page${page}-${files.length + 1}-${stage.name}.png`;
    files.push({ name, png: encodeGreyPng(pixels, height, width) });
  });
  await Deno.mkdir(folder, { recursive: true });
  for (const { name, png } of files) await writeFileAtomically(join(folder, name), png);
}
