/** Free space on disks, and sizes as people read them. */

import { statfs } from "node:fs/promises";

/**
 * Returns what is missing when the disk that holds `folder` has less than `bytes` left, as a phrase
 * such as `expected 33.0 MB of free space but found 1.2 MB`, else undefined.
 *
 * @throws the system's error when there is no such folder.
 */
export async function missingSpace(folder: string, bytes: number): Promise<string | undefined> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= bytes) return undefined;
  return `expected ${megabytes(bytes)} of free space but found ${megabytes(free)}`;
}

/** Words a number of bytes as megabytes of a million bytes: `33.1 MB`, `274 MB`, `1,500 MB`. */
export function megabytes(bytes: number): string {
  const digits = bytes < 1e8 ? 1 : 0;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${(bytes / 1e6).toLocaleString("en", options)} MB`;
}
