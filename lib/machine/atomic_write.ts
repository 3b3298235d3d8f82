/** Writing files so that a killed process leaves the old file or the new one, never half of one. */

import { dirname } from "node:path";

/**
 * Writes `contents` to a temporary file beside `path`, then renames it into place.
 *
 * Missing folders are created. When anything fails, the temporary file is removed and the old file
 * stays as it was; the system's error (a full disk, a refused permission) passes through.
 */
export async function writeFileAtomically(
  path: string,
  contents: string | Uint8Array,
): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  const temporaryPath = `${path}.${Deno.pid}.partial`;
  try {
    if (typeof contents === "string") await Deno.writeTextFile(temporaryPath, contents);
    else await Deno.writeFile(temporaryPath, contents);
    await Deno.rename(temporaryPath, path);
  } catch (error) {
    await Deno.remove(temporaryPath).catch(() => {});
    throw error;
  }
}
