import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ensureKernel, findKernel, isPassing, persistentDeno } from "../../lib/jupyter/kernel.ts";
import { UserError } from "../../lib/user_error.ts";
import { hasPermissions, needsPermissions } from "../permissions.ts";
import { withFakePrograms } from "./fake_program.ts";
import { join } from "node:path";

const ignore = !hasPermissions || Deno.build.os === "windows";
const jupyter = { program: "jupyter", version: "4.6.6", origin: "installed" } as const;

/** A Jupyter that lists `deno` with the given program, or no kernel of that name. */
function listing(program?: string): string {
  const spec = { argv: [program, "jupyter", "--kernel"], display_name: "Deno", env: {} };
  const kernelspecs = program === undefined ? {} : { deno: { resource_dir: "/kernels", spec } };
  return `echo '${JSON.stringify({ kernelspecs })}'`;
}

Deno.test({
  name: "findKernel() sees that no Deno kernel is registered",
  ignore,
  fn: () =>
    withFakePrograms({ jupyter: listing() }, async () => {
      assertEquals(await findKernel(jupyter), { state: "missing" });
    }),
});

Deno.test({
  name: "findKernel() takes the kernel of this Deno",
  ignore,
  fn: () =>
    withFakePrograms({ jupyter: listing(Deno.execPath()) }, async () => {
      assertEquals(await findKernel(jupyter), {
        state: "ready",
        program: Deno.execPath(),
        version: Deno.version.deno,
      });
    }),
});

Deno.test({
  name: "findKernel() sees that a kernel's Deno is gone",
  ignore,
  fn: () =>
    withFakePrograms({ jupyter: listing("/nowhere/deno") }, async () => {
      assertEquals(await findKernel(jupyter), {
        state: "outdated",
        program: "/nowhere/deno",
        reason: "/nowhere/deno is not there or does not run",
      });
    }),
});

Deno.test({
  name: "findKernel() sees that a kernel's Deno is older than this one",
  ignore,
  fn: () =>
    withFakePrograms(
      { jupyter: listing("old-deno"), "old-deno": "echo 'deno 1.40.0 (release, x86_64)'" },
      async () => {
        assertEquals(await findKernel(jupyter), {
          state: "outdated",
          program: "old-deno",
          reason: `old-deno is Deno 1.40.0, older than ${Deno.version.deno}`,
        });
      },
    ),
});

Deno.test({
  name: "ensureKernel() changes nothing where the kernel is ready",
  ignore,
  fn: () =>
    withFakePrograms({ jupyter: listing(Deno.execPath()) }, async () => {
      const lines: string[] = [];
      await ensureKernel(jupyter, (line) => lines.push(line));
      assertEquals(lines, []);
    }),
});

Deno.test({
  name:
    "ensureKernel() registers a missing kernel with Deno's own command, and looks whether it is there",
  ignore,
  async fn() {
    await withFakePrograms({ jupyter: listing() }, async (folder) => {
      const before = Deno.env.get("XDG_DATA_HOME");
      Deno.env.set("XDG_DATA_HOME", `${folder}/data`);
      try {
        const lines: string[] = [];
        const error = await assertRejects(
          () => ensureKernel(jupyter, (line) => lines.push(line)),
          UserError,
        );
        assertStringIncludes(error.hint, "JUPYTER_DATA_DIR");
        assertStringIncludes(lines[0], "Registering the Deno kernel with Jupyter");
        if (Deno.build.os !== "linux") return;
        const text = await Deno.readTextFile(`${folder}/data/jupyter/kernels/deno/kernel.json`);
        assertEquals(JSON.parse(text).argv.slice(1, 3), ["jupyter", "--kernel"]);
      } finally {
        if (before === undefined) Deno.env.delete("XDG_DATA_HOME");
        else Deno.env.set("XDG_DATA_HOME", before);
      }
    });
  },
});

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

Deno.test("persistentDeno() keeps a Deno that stays", needsPermissions, async () => {
  assertEquals(await persistentDeno("/usr/local/bin/deno"), "/usr/local/bin/deno");
});

Deno.test(
  "persistentDeno() copies a passing Deno into the cache, once a version",
  needsPermissions,
  async () => {
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
  },
);
