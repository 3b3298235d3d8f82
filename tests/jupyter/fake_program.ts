/** Programs for tests: shell scripts on a search path of their own. */

import { join } from "node:path";

/** Shell scripts by the name of the program that they play. */
export type FakePrograms = Readonly<Record<string, string>>;

/**
 * Runs `action` with a search path that holds the fake programs and a cache folder that is empty, and
 * takes everything back at the end. Needs a POSIX shell, so callers skip on Windows.
 *
 * @param action gets the folder, which is removed afterwards.
 */
export async function withFakePrograms(
  programs: FakePrograms,
  action: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "emnist-fake-" });
  const variables = { PATH: `${folder}:/bin:/usr/bin`, EMNIST_CACHE: join(folder, "cache") };
  const before = Object.keys(variables).map((name) => [name, Deno.env.get(name)] as const);
  try {
    for (const [name, script] of Object.entries(programs)) {
      await Deno.writeTextFile(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    for (const [name, value] of Object.entries(variables)) Deno.env.set(name, value);
    await action(folder);
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    }
    await Deno.remove(folder, { recursive: true });
  }
}
