/** Folders of IDX files for tests: small ones that are written, real ones where `$EMNIST_DATA` is. */

import { dirname, join } from "node:path";
import { serializeIdx } from "../../lib/datasets/idx.ts";
import { hasPermissions } from "../permissions.ts";

/** The folder of real data that `$EMNIST_DATA` names; without it, tests of real data are ignored. */
export const realDataFolder = hasPermissions && Deno.env.get("EMNIST_DATA") || "no-such-folder";

/** Tells whether a real file is there, and says that a test is skipped where it is not. */
export function isRealFileThere(path: string): boolean {
  try {
    return Deno.statSync(join(realDataFolder, path)).isFile;
  } catch {
    if (hasPermissions) console.warn(`ignored: $EMNIST_DATA does not hold ${path}`);
    return false;
  }
}

/** What {@linkcode writeSplit} writes. */
export interface ExampleSplit {
  /** `[count, rows, columns]`, as stored: transposed. */
  readonly shape: readonly [number, number, number];
  readonly images: readonly number[];
  readonly labels: readonly number[];
  readonly gzip?: boolean;
}

/** Writes the two IDX files of one split, such as `tiny-test`, into a folder that is created. */
export async function writeSplit(folder: string, split: string, data: ExampleSplit): Promise<void> {
  const { gzip = false } = data;
  const images = { shape: data.shape, data: Uint8Array.from(data.images) };
  const labels = { shape: [data.labels.length], data: Uint8Array.from(data.labels) };
  const path = (kind: string) => join(folder, `${split}-${kind}-ubyte${gzip ? ".gz" : ""}`);
  await Deno.mkdir(dirname(path("images-idx3")), { recursive: true });
  await Deno.writeFile(path("images-idx3"), serializeIdx(images, { gzip }));
  await Deno.writeFile(path("labels-idx1"), serializeIdx(labels, { gzip }));
}
