import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import {
  findJupyter,
  findOrInstallJupyter,
  parseJupyterVersions,
  pinnedPackages,
  privateEnvironmentFolder,
} from "../../lib/jupyter/environment.ts";
import { UserError } from "../../lib/user_error.ts";
import { hasPermissions } from "../permissions.ts";
import { withFakePrograms } from "./fake_program.ts";

const ignore = !hasPermissions || Deno.build.os === "windows";

/** What `jupyter --version` of Jupyter core 5.9.1 prints, with some versions put in. */
function versionText(versions: Record<string, string>): string {
  const lines = Object.entries(versions).map(([name, version]) => `${name.padEnd(17)}: ${version}`);
  return ["Selected Jupyter core packages...", ...lines].join("\n");
}

function printing(versions: Record<string, string>): string {
  return `cat <<'END'\n${versionText(versions)}\nEND`;
}

/** A Python whose venv is a folder with a pip that succeeds and a Jupyter that tells its version. */
const workingPython = `
case "$1 $2" in
  "-c "*) echo "$0"; echo 3.12;;
  "-m venv")
    mkdir -p "$4/bin"
    echo "$0 $*" >> "$EMNIST_CACHE/calls.txt"
    printf '#!/bin/sh\\necho "pip $* PIP_USER=$PIP_USER" >> "$EMNIST_CACHE/calls.txt"\\n' > "$4/bin/python"
    printf '#!/bin/sh\\nprintf "jupyterlab : 4.6.6\\\\nnbconvert : 7.17.2\\\\n"\\n' > "$4/bin/jupyter"
    chmod +x "$4/bin/python" "$4/bin/jupyter";;
esac`;

const noJupyter = "exit 1";

Deno.test("parseJupyterVersions() leaves out what is not installed", () => {
  const versions = { jupyterlab: "4.6.6", nbconvert: "7.17.2", notebook: "not installed" };
  assertEquals(
    parseJupyterVersions(versionText(versions)),
    new Map([["jupyterlab", "4.6.6"], ["nbconvert", "7.17.2"]]),
  );
});

Deno.test({
  name: "findJupyter() takes the JupyterLab that is installed",
  ignore,
  fn: () =>
    withFakePrograms(
      { jupyter: printing({ jupyterlab: "4.2.0", nbconvert: "7.16.0" }) },
      async () => {
        assertEquals(await findJupyter(), {
          program: "jupyter",
          version: "4.2.0",
          origin: "installed",
        });
      },
    ),
});

for (
  const [lack, versions] of [
    ["a JupyterLab that is too old", { jupyterlab: "3.6.8", nbconvert: "7.16.0" }],
    ["a Jupyter without JupyterLab", { jupyterlab: "not installed", nbconvert: "7.16.0" }],
    ["a Jupyter without nbconvert", { jupyterlab: "4.2.0", nbconvert: "not installed" }],
  ] as const
) {
  Deno.test({
    name: `findJupyter() does not take ${lack}`,
    ignore,
    fn: () =>
      withFakePrograms({ jupyter: printing(versions) }, async () => {
        assertEquals(await findJupyter(), undefined);
      }),
  });
}

Deno.test({
  name: "findOrInstallJupyter() installs the pinned packages once, whatever pip's user setting is",
  ignore,
  fn: () =>
    withFakePrograms({ jupyter: noJupyter, python3: workingPython }, async (folder) => {
      await Deno.mkdir(join(folder, "cache"));
      const lines: string[] = [];
      const announce = (line: string) => lines.push(line);
      const installed = await findOrInstallJupyter(announce);
      const program = join(privateEnvironmentFolder(), "bin", "jupyter");
      assertEquals(installed, { program, version: "4.6.6", origin: "private" });
      assertEquals(await findOrInstallJupyter(announce), installed);
      assertEquals(lines.length, 1);
      const calls = (await Deno.readTextFile(join(folder, "cache", "calls.txt"))).trim().split(
        "\n",
      );
      assertEquals(calls.length, 2);
      assert(calls[0].endsWith(`-m venv --clear ${privateEnvironmentFolder()}`), calls[0]);
      assertEquals(
        calls[1],
        `pip -m pip install --quiet ${pinnedPackages.join(" ")} PIP_USER=0`,
      );
    }),
});

Deno.test({
  name: "findOrInstallJupyter() says what to install where there is no Python",
  ignore,
  async fn() {
    const none = { jupyter: noJupyter, python3: "exit 1", python: "exit 1", py: "exit 1" };
    await withFakePrograms(none, async () => {
      const error = await assertRejects(() => findOrInstallJupyter(() => {}), UserError);
      assertEquals(
        error.message,
        "Cannot run JupyterLab: expected Python 3.10 or newer, found none",
      );
      assert(error.hint.startsWith("Install it with"), error.hint);
    });
  },
});

Deno.test({
  name: "findOrInstallJupyter() names a Python that is too old",
  ignore,
  async fn() {
    const old = "echo /usr/bin/python3; echo 3.8";
    const programs = { jupyter: noJupyter, python3: old, python: "exit 1", py: "exit 1" };
    await withFakePrograms(programs, async () => {
      const error = await assertRejects(() => findOrInstallJupyter(() => {}), UserError);
      assert(error.message.endsWith("found 3.8 at /usr/bin/python3"), error.message);
    });
  },
});

Deno.test({
  name: "findOrInstallJupyter() says what to install where venv is missing",
  ignore,
  async fn() {
    const withoutVenv = `case "$1" in -c) echo "$0"; echo 3.11;; *)
      echo "The virtual environment was not created successfully because ensurepip is not available."
      exit 1;; esac`;
    await withFakePrograms({ jupyter: noJupyter, python3: withoutVenv }, async () => {
      const error = await assertRejects(() => findOrInstallJupyter(() => {}), UserError);
      assert(error.message.startsWith("Cannot create a virtual environment with"), error.message);
      assert(error.hint.includes("python3-venv") || Deno.build.os !== "linux", error.hint);
    });
  },
});

Deno.test({
  name: "findOrInstallJupyter() hands on pip's error and begins anew the next time",
  ignore,
  async fn() {
    const failing = workingPython.replace(
      "printf '#!/bin/sh\\necho",
      "printf '#!/bin/sh\\nif [ ! -e $EMNIST_CACHE/network ]; then" +
        " echo ERROR: No matching distribution found for jupyterlab >&2; exit 1; fi\\necho",
    );
    await withFakePrograms({ jupyter: noJupyter, python3: failing }, async (folder) => {
      await Deno.mkdir(join(folder, "cache"));
      const error = await assertRejects(() => findOrInstallJupyter(() => {}), UserError);
      assert(error.message.endsWith("No matching distribution found for jupyterlab"));
      assert(error.hint.includes("PIP_INDEX_URL"), error.hint);
      assertEquals(await findJupyter(), undefined);
      await Deno.writeTextFile(join(folder, "cache", "network"), "");
      assertEquals((await findOrInstallJupyter(() => {})).origin, "private");
    });
  },
});
