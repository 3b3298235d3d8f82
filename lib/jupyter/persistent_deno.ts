/** A Deno that is still there tomorrow, for a kernel that Jupyter starts without us. */

import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { cacheFolder } from "../machine/cache_folder.ts";

/**
 * Folders that package runners fill for one run and empty when they please:
 * `npx` (`_npx`), `pnpm dlx` and `yarn dlx` (`dlx…`), `bunx` (`bunx-…`).
 */
const passingFolder = /^(_npx|dlx.*|bunx-.*)$/;

/** Tells whether the program at `path` belongs to a package runner's or the system's passing files. */
export function isPassing(path: string, temporaryFolder = tmpdir()): boolean {
  const folders = path.split(/[\\/]/).slice(0, -1);
  return folders.some((folder) => passingFolder.test(folder)) || path.startsWith(temporaryFolder);
}

/**
 * Returns the path of a Deno of this version that stays.
 *
 * That is the running Deno, unless a package runner such as `npx` brought it: then a copy in the
 * cache folder, made once a version (about 100 MB).
 *
 * @param running is the path of the running Deno.
 */
export async function persistentDeno(running = Deno.execPath()): Promise<string> {
  if (!isPassing(running)) return running;
  const kept = join(cacheFolder(), `deno-${Deno.version.deno}`, basename(running));
  if (await isSameSize(running, kept)) return kept;
  await Deno.mkdir(dirname(kept), { recursive: true });
  const partial = `${kept}.${Deno.pid}.partial`;
  try {
    await Deno.copyFile(running, partial);
    await Deno.rename(partial, kept);
  } catch (error) {
    await Deno.remove(partial).catch(() => {});
    throw error;
  }
  return kept;
}

async function isSameSize(path: string, other: string): Promise<boolean> {
  const sizes = [path, other].map(async (each) => (await Deno.stat(each)).size);
  return await Promise.all(sizes).then(([size, otherSize]) => size === otherSize, () => false);
}
