/** Running a notebook from top to bottom without a browser, through the real Deno kernel. */

import { basename, delimiter, join } from "node:path";
import { runProgram } from "../machine/run_program.ts";
import { UserError } from "../user_error.ts";
import type { Jupyter } from "./environment.ts";
import { KERNEL_NAME } from "./kernel.ts";
import { type Notebook, parseNotebook } from "./notebook_file.ts";

/** Options of {@linkcode executeNotebook}. */
export interface ExecuteOptions {
  /** Variables that the kernel sees beside the current environment. */
  readonly environment?: Record<string, string>;
  /**
   * Seconds that a single cell may take.
   * @default 900
   */
  readonly cellTimeout?: number;
}

/**
 * Runs all cells in a fresh kernel of the Deno that runs this, in the notebook's own folder.
 *
 * The file itself is left as it is; the notebook with its new outputs is returned.
 *
 * @throws {UserError} naming the notebook, the first cell that failed and its error.
 */
export async function executeNotebook(
  jupyter: Jupyter,
  path: string,
  options: ExecuteOptions = {},
): Promise<Notebook> {
  const kernelFolder = await Deno.makeTempDir({ prefix: "emnist-kernel-" });
  try {
    await writeKernel(kernelFolder);
    const result = await runProgram(
      jupyter.program,
      [
        "nbconvert",
        "--to=notebook",
        "--execute",
        "--stdout",
        "--log-level=ERROR",
        `--ExecutePreprocessor.timeout=${options.cellTimeout ?? 900}`,
        `--ExecutePreprocessor.kernel_name=${KERNEL_NAME}`,
        path,
      ],
      { env: { ...options.environment, JUPYTER_PATH: jupyterPath(kernelFolder) } },
    );
    if (result?.exitCode === 0) return parseNotebook(result.output, basename(path));
    const reason = summarizeFailure(result?.errorOutput ?? "there is no such program");
    throw new UserError(`Cannot run ${basename(path)}: ${reason}`, {
      hint: "Open it with `deno task lab` and run it cell by cell.",
    });
  } finally {
    await Deno.remove(kernelFolder, { recursive: true });
  }
}

/** Writes the same kernel specification as `deno jupyter --install`, for this run alone. */
async function writeKernel(folder: string): Promise<void> {
  const specification = {
    argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
  };
  const kernelFolder = join(folder, "kernels", KERNEL_NAME);
  await Deno.mkdir(kernelFolder, { recursive: true });
  await Deno.writeTextFile(join(kernelFolder, "kernel.json"), JSON.stringify(specification));
}

/** Puts a folder before those where Jupyter looks for kernels. */
function jupyterPath(folder: string): string {
  const current = Deno.env.get("JUPYTER_PATH");
  return current ? `${folder}${delimiter}${current}` : folder;
}

/**
 * Takes the failing cell and its error out of what nbconvert prints, leaving Python's own trace.
 *
 * @param stderr is everything that nbconvert wrote to standard error.
 */
export function summarizeFailure(stderr: string): string {
  const [, failure] = stderr.split("An error occurred while executing the following cell:");
  if (failure !== undefined) return `a cell failed\n${failure.trim()}`;
  const lines = stderr.trimEnd().split("\n");
  return lines.at(-1)?.trim() || "nbconvert says nothing";
}
