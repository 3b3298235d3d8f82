/** The Deno kernel as Jupyter sees it: registered or not, started by a Deno that is still there. */

import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { cacheFolder } from "../machine/cache_folder.ts";
import { errorLine, isOlder, runProgram } from "../machine/run_program.ts";
import { UserError } from "../user_error.ts";
import type { Jupyter } from "./environment.ts";

/** The name under which Jupyter knows the kernel; the notebooks ask for it. */
export const KERNEL_NAME = "deno";

/** Whether Jupyter can start the Deno kernel. */
export type KernelState =
  | { readonly state: "missing" }
  /** Registered, but `program` does not run or is older than the Deno that runs this. */
  | { readonly state: "outdated"; readonly program: string; readonly reason: string }
  | { readonly state: "ready"; readonly program: string; readonly version: string };

const kernelListSchema = z.object({
  kernelspecs: z.record(z.string(), z.object({ spec: z.object({ argv: z.array(z.string()) }) })),
});

/** Returns the state of the Deno kernel in this Jupyter; starts no kernel. */
export async function findKernel(jupyter: Jupyter): Promise<KernelState> {
  const result = await runProgram(jupyter.program, ["kernelspec", "list", "--json"]);
  if (result?.exitCode !== 0) {
    throw new UserError(`Cannot list Jupyter's kernels: ${errorLine(result?.errorOutput ?? "")}`);
  }
  const list = kernelListSchema.parse(JSON.parse(result.output));
  const program = list.kernelspecs[KERNEL_NAME]?.spec.argv[0];
  return program === undefined ? { state: "missing" } : await examineProgram(program);
}

/**
 * Registers the Deno kernel for this user where it is missing or its Deno is gone or too old.
 *
 * @param announce is told, in one line, what is registered and why.
 * @throws {UserError} when Deno cannot write the kernel's files, or Jupyter looks elsewhere.
 */
export async function ensureKernel(
  jupyter: Jupyter,
  announce: (line: string) => void,
): Promise<void> {
  const before = await findKernel(jupyter);
  if (before.state === "ready") return;
  const deno = await persistentDeno();
  const reason = before.state === "outdated" ? `: ${before.reason}` : "";
  announce(`Registering the Deno kernel with Jupyter, started by ${deno}${reason}`);
  const result = await runProgram(deno, ["jupyter", "--install", "--force"]);
  if (result?.exitCode !== 0) {
    throw new UserError(
      `Cannot register the Deno kernel: ${errorLine(result?.errorOutput ?? "")}`,
      {
        hint: "Make the user's Jupyter folder writable, then run this again.",
      },
    );
  }
  const after = await findKernel(jupyter);
  if (after.state === "ready") return;
  throw new UserError(`Cannot find the Deno kernel in Jupyter after registering it`, {
    hint: "Deno writes it to the user's Jupyter folder; unset $JUPYTER_DATA_DIR and $JUPYTER_PATH.",
  });
}

async function examineProgram(program: string): Promise<KernelState> {
  const result = await runProgram(program, ["--version"]);
  const version = /^deno (\d+\.\d+\.\d+)/.exec(result?.output ?? "")?.[1];
  if (version === undefined) {
    return { state: "outdated", program, reason: `${program} is not there or does not run` };
  }
  if (isOlder(version, Deno.version.deno)) {
    const reason = `${program} is Deno ${version}, older than ${Deno.version.deno}`;
    return { state: "outdated", program, reason };
  }
  return { state: "ready", program, version };
}

/**
 * Folders that package runners fill for one run and empty when they please:
 * `npx` (`_npx`), `pnpm dlx` and `yarn dlx` (`dlx…`), `bunx` (`bunx-…`).
 */
const PASSING_FOLDER = /^(_npx|dlx.*|bunx-.*)$/;

/** Tells whether the program at `path` belongs to a package runner's or the system's passing files. */
export function isPassing(path: string, temporaryFolder = tmpdir()): boolean {
  const folders = path.split(/[\\/]/).slice(0, -1);
  return folders.some((folder) => PASSING_FOLDER.test(folder)) || path.startsWith(temporaryFolder);
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
