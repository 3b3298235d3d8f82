/** Running exported files in the formats' own runtimes, each in a process of its own. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  ensurePythonEnvironment,
  environmentProgram,
  pythonEnvironmentFolder,
  type PythonEnvironmentOptions,
} from "../machine/python_environment.ts";
import { errorLine, type ProgramResult, runProgram } from "../machine/run_program.ts";
import { UserError } from "../user_error.ts";
import type { ExportRun } from "./proof.ts";

/** What runs a `.keras` file: Keras itself, and JAX to compute for it. */
export const kerasEnvironment: PythonEnvironmentOptions = {
  title: "Keras",
  packages: ["keras==3.15.1", "jax==0.10.2"],
  minimumPython: "3.11",
  size: "150 MB",
  hint: "Check the network and pip's index (`pip config list`, $PIP_INDEX_URL, $HTTPS_PROXY), or " +
    "leave the proof out with --no-proof.",
};

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Runs an ONNX file that `createOnnxModel()` made in onnxruntime, which npm carries with its native
 * library.
 *
 * @param images `[count, height, width]` upright uint8.
 * @throws {UserError} when the runtime cannot be fetched or does not load the file.
 */
export function runOnnxModel(file: Uint8Array, images: Uint8Array): Promise<ExportRun> {
  const options = ["run", "--quiet", "--no-lock", "--allow-all", script("predict_onnx.ts")];
  return runOutside(file, images, {
    title: "onnxruntime",
    fileName: "model.onnx",
    hint: "Check the network and npm's registry, or leave the proof out with --no-proof.",
    run: (paths) => runProgram(Deno.execPath(), [...options, ...paths]),
  });
}

/**
 * Runs a `.keras` file that `createKerasModel()` made in Python's Keras, in a private environment in
 * the cache folder.
 *
 * @param images `[count, height, width]` upright uint8.
 * @param announce is told, in one line, before anything is installed.
 * @throws {UserError} when Python or pip is missing, or Keras does not load the file.
 */
export async function runKerasModel(
  file: Uint8Array,
  images: Uint8Array,
  announce: (line: string) => void,
): Promise<ExportRun> {
  await ensurePythonEnvironment(kerasEnvironment, announce);
  const python = environmentProgram(kerasEnvironment, "python");
  const env = { KERAS_BACKEND: "jax", JAX_PLATFORMS: "cpu" };
  return await runOutside(file, images, {
    title: "Keras",
    fileName: "model.keras",
    hint: `If the environment is broken, remove ${pythonEnvironmentFolder(kerasEnvironment)}.`,
    run: (paths) => runProgram(python, [script("predict_keras.py"), ...paths], { env }),
  });
}

interface OutsideRuntime {
  /** What it is called. */
  readonly title: string;
  /** What the file is called while it runs: some runtimes look at the ending. */
  readonly fileName: string;
  /** What to do where it fails. */
  readonly hint: string;
  /** Runs the program on the paths of the model, the images and the probabilities to write. */
  readonly run: (paths: readonly string[]) => Promise<ProgramResult | undefined>;
}

async function runOutside(
  file: Uint8Array,
  images: Uint8Array,
  { title, fileName, hint, run }: OutsideRuntime,
): Promise<ExportRun> {
  const folder = await Deno.makeTempDir({ prefix: "emnist-export-" });
  try {
    const paths = [fileName, "images", "probabilities"].map((name) => join(folder, name));
    await Deno.writeFile(paths[0], file);
    await Deno.writeFile(paths[1], images);
    const result = await run(paths);
    if (result?.exitCode !== 0) {
      const reason = errorLine(result?.errorOutput ?? "");
      throw new UserError(`Cannot run the exported file in ${title}: ${reason}`, { hint });
    }
    const { buffer } = await Deno.readFile(paths[2]);
    return { runtime: result.output.trim(), probabilities: new Float32Array(buffer) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
