/** The real images that a report shows, taken out of its page: a run's examples, whoever has no data. */

import { decode } from "fast-png";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../user_error.ts";

/** Images with the classes that they truly show. */
export interface ReportImages {
  /** `[n]`, 0 to below the number of classes. */
  readonly labels: readonly number[];
  /** `[n, 28, 28]` upright uint8, 0 paper to 255 ink. */
  readonly images: Uint8Array<ArrayBuffer>;
}

const SIZE = 28;

const pageDataSchema = z.object({
  characters: z.array(z.string()),
  cells: z.array(z.object({ cell: z.int().nonnegative(), indices: z.array(z.int()) })),
});

/**
 * Returns the images in the `report.html` of a run, none where the report was made without images.
 *
 * @throws {UserError} when there is no report, or it was not made by this program.
 */
export async function readReportImages(folder: string): Promise<ReportImages> {
  const path = join(folder, "report.html");
  const hint = `Write the report again: deno task report "${folder}".`;
  let page: string;
  try {
    page = await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(`Cannot take examples from "${path}": there is no such file.`, { hint });
  }
  const data = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(page)?.[1];
  if (data === undefined) {
    throw new UserError(`Cannot take examples from "${path}": it is no report of a run.`, { hint });
  }
  const sprite = /url\(data:image\/png;base64,([^)"]+)\)/.exec(page)?.[1];
  const { characters, cells } = pageDataSchema.parse(JSON.parse(data));
  const labels = cells.flatMap(({ cell, indices }) =>
    indices.map(() => Math.floor(cell / characters.length))
  );
  if (sprite === undefined) return { labels: [], images: new Uint8Array(0) };
  return { labels, images: cutSprite(Uint8Array.fromBase64(sprite), labels.length) };
}

/** Cuts a PNG file of images in rows and columns into the first `count` of them. */
function cutSprite(png: Uint8Array, count: number): Uint8Array<ArrayBuffer> {
  const { data, width } = decode(png);
  const columns = width / SIZE;
  const images = new Uint8Array(count * SIZE * SIZE);
  for (let image = 0; image < count; image++) {
    const top = Math.floor(image / columns) * SIZE;
    const left = image % columns * SIZE;
    for (let row = 0; row < SIZE; row++) {
      const start = (top + row) * width + left;
      images.set(data.subarray(start, start + SIZE), (image * SIZE + row) * SIZE);
    }
  }
  return images;
}
