import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { isPassing, persistentDeno } from "../../lib/jupyter/persistent_deno.ts";

for (
  const [path, expected] of [
    ["/home/ada/.npm/_npx/7a40be787520bede/node_modules/deno/deno", true],
    ["C:\\Users\\ada\\AppData\\Local\\npm-cache\\_npx\\7a40\\node_modules\\deno\\deno.exe", true],
    ["/home/ada/.cache/pnpm/dlx-1234/node_modules/.bin/deno", true],
    ["/scratch/bunx-1000-deno@latest/node_modules/deno/deno", true],
    ["/scratch/tmp/xfs-1234/deno", true],
    ["/usr/lib/node_modules/deno/deno", false],
    ["/home/ada/.deno/bin/deno", false],
    ["/opt/homebrew/bin/deno", false],
  ] as const
) {
  Deno.test(`isPassing() says ${expected} of ${path}`, () => {
    assertEquals(isPassing(path, "/scratch/tmp"), expected);
  });
}

Deno.test("persistentDeno() keeps a Deno that stays", async () => {
  assertEquals(await persistentDeno("/usr/local/bin/deno"), "/usr/local/bin/deno");
});

Deno.test("persistentDeno() copies a passing Deno into the cache, once a version", async () => {
  const folder = await Deno.makeTempDir();
  const before = Deno.env.get("EMNIST_CACHE");
  Deno.env.set("EMNIST_CACHE", join(folder, "cache"));
  try {
    const passing = join(folder, "_npx", "deno");
    await Deno.mkdir(join(folder, "_npx"));
    await Deno.writeTextFile(passing, "#!/bin/sh\necho kept\n", { mode: 0o755 });
    const kept = await persistentDeno(passing);
    assertEquals(kept, join(folder, "cache", `deno-${Deno.version.deno}`, "deno"));
    assertEquals(await Deno.readTextFile(kept), await Deno.readTextFile(passing));
    const { mtime, mode } = await Deno.stat(kept);
    if (Deno.build.os !== "windows") assertEquals((mode ?? 0) & 0o111, 0o111);
    assertEquals(await persistentDeno(passing), kept);
    assertEquals((await Deno.stat(kept)).mtime, mtime);
  } finally {
    if (before === undefined) Deno.env.delete("EMNIST_CACHE");
    else Deno.env.set("EMNIST_CACHE", before);
    await Deno.remove(folder, { recursive: true });
  }
});
