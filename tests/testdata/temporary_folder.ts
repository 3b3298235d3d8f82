/** Folders for tests, removed when the test or its file is over. */

import { hasPermissions } from "../permissions.ts";

/**
 * Creates an empty folder for all tests of a file. Where tests have no permissions there is none, and
 * its name is empty.
 */
export function createFolderForFile(): string {
  if (!hasPermissions) return "";
  const folder = Deno.makeTempDirSync({ prefix: "emnist-test-" });
  globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
  return folder;
}

/** Creates an empty folder, lets `use` work with it, and removes it. */
export async function withTemporaryFolder(
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "emnist-test-" });
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
