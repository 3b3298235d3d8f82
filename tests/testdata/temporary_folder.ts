/** A folder for one test, removed when the test is over. */

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
