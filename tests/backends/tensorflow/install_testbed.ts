/**
 * A place of its own for an installation test: a cache folder, a folder of programs that is the
 * whole PATH, a folder that pip takes for its index, and a tiny wheel.
 */

import { join, resolve } from "node:path";
import { z } from "zod";
import type { PinnedWheel } from "../../../lib/backends/tensorflow/pinned_wheel.ts";
import { hasPermissions } from "../../permissions.ts";
import { createTinyWheel, metadataOf } from "./tiny_wheel.ts";

const repositoryRoot = resolve(import.meta.dirname ?? ".", "../../..");

const outcomeSchema = z.object({
  library: z.object({
    path: z.string(),
    folder: z.string(),
    source: z.string(),
    version: z.string().optional(),
  }).optional(),
  error: z.object({ name: z.string(), message: z.string(), hint: z.string() }).optional(),
  announced: z.array(z.string()),
  progress: z.array(z.number()),
});

/** What a process of ensure_library.ts printed. */
export type Outcome = z.infer<typeof outcomeSchema>;

/** The files of one test; `remove` ends it. */
export class InstallTestbed {
  readonly folder = Deno.makeTempDirSync({ prefix: "emnist-install-" });
  readonly cache = join(this.folder, "cache");
  readonly programs = join(this.folder, "programs");
  readonly index = join(this.folder, "index");
  readonly sitePackages = join(this.folder, "site-packages");

  constructor() {
    for (const folder of [this.programs, this.index, this.sitePackages]) Deno.mkdirSync(folder);
  }

  /** Writes an executable shell script into the PATH. */
  writeProgram(name: string, script: string): void {
    Deno.writeTextFileSync(join(this.programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  /** Writes a Python package "tensorflow" that fails when it is imported. */
  writePythonTensorflow(version: string, files: Readonly<Record<string, Uint8Array>>): void {
    const packageFolder = join(this.sitePackages, "tensorflow");
    const infoFolder = join(this.sitePackages, `tensorflow-${version}.dist-info`);
    Deno.mkdirSync(packageFolder);
    Deno.mkdirSync(infoFolder);
    Deno.writeTextFileSync(join(packageFolder, "__init__.py"), "raise SystemExit('imported')\n");
    Deno.writeTextFileSync(join(infoFolder, "METADATA"), metadataOf("tensorflow", version));
    for (const [name, bytes] of Object.entries(files)) {
      Deno.writeFileSync(join(packageFolder, name), bytes);
    }
  }

  /** Puts a tiny wheel into the index and returns its pin. */
  async writeWheel(): Promise<PinnedWheel> {
    const { bytes, pin } = await createTinyWheel();
    const fileName = `tensorflow_cpu-2.21.0-cp311-cp311-${pin.platformTag}.whl`;
    await Deno.writeFile(join(this.index, fileName), bytes);
    return pin;
  }

  /** Starts ensure_library.ts in this place, with the permissions of `deno task train`. */
  start(
    wheel: PinnedWheel | undefined,
    options: { readonly env?: Record<string, string>; readonly onlyFind?: boolean } = {},
  ): Deno.ChildProcess {
    return new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-q", "-P=train", "tests/backends/tensorflow/ensure_library.ts"],
        JSON.stringify({ wheel, onlyFind: options.onlyFind ?? false }),
      ],
      cwd: repositoryRoot,
      env: {
        PATH: this.programs,
        EMNIST_CACHE: this.cache,
        TENSORFLOW_LIB: "",
        PYTHONPATH: this.sitePackages,
        PIP_CONFIG_FILE: "/dev/null",
        PIP_NO_INDEX: "1",
        PIP_FIND_LINKS: this.index,
        NO_COLOR: "1",
        ...options.env,
      },
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  }

  /** Starts ensure_library.ts and waits for what it prints. */
  async run(
    wheel: PinnedWheel | undefined,
    options: { readonly env?: Record<string, string>; readonly onlyFind?: boolean } = {},
  ): Promise<Outcome> {
    return await outcomeOf(this.start(wheel, options));
  }

  /** Returns the names in the cache folder, sorted. */
  cacheNames(): readonly string[] {
    return [...Deno.readDirSync(this.cache)].map((entry) => entry.name).sort();
  }

  /** Removes every file of this place. */
  remove(): void {
    Deno.removeSync(this.folder, { recursive: true });
  }
}

/** Waits for a process of ensure_library.ts and returns what it printed. */
async function outcomeOf(process: Deno.ChildProcess): Promise<Outcome> {
  const { code, stdout, stderr } = await process.output();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  return outcomeSchema.parse(JSON.parse(new TextDecoder().decode(stdout)));
}

/** Returns the full path of a Python that has pip, or `undefined` where there is none. */
async function pythonWithPip(): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command("python3", {
      args: ["-c", "import sys, pip; print(sys.executable)"],
      stderr: "null",
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** A Python that has pip; the tests that need one are skipped where there is none. */
export const python = hasPermissions ? await pythonWithPip() : undefined;
if (hasPermissions && python === undefined) {
  console.log("The installation tests skip what needs pip: there is no python3 with pip here");
}

/** Registers a test in a place of its own; those that need pip are skipped where there is none. */
export function testInstall(
  name: string,
  body: (testbed: InstallTestbed) => Promise<void>,
  options: { readonly needsPip: boolean } = { needsPip: false },
): void {
  const ignore = !hasPermissions || Deno.build.os === "windows" ||
    (options.needsPip && python === undefined);
  Deno.test({
    name,
    ignore,
    fn: async () => {
      const testbed = new InstallTestbed();
      try {
        await body(testbed);
      } finally {
        testbed.remove();
      }
    },
  });
}

/** Option of {@linkcode testInstall}. */
export const needsPip = { needsPip: true };
