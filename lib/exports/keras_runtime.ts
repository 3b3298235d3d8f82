/** Running a `.keras` file in Python's Keras, in a private environment in the cache folder. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  ensurePythonEnvironment,
  environmentProgram,
  pythonEnvironmentFolder,
  type PythonEnvironmentOptions,
} from "../machine/python_environment.ts";
import { errorLine, runProgram } from "../machine/run_program.ts";
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

const script = fileURLToPath(new URL("./predict_keras.py", import.meta.url));

/**
 * Runs a `.keras` file that `createKerasModel()` made on upright uint8 images `[count, height, width]`.
 *
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
  const folder = await Deno.makeTempDir({ prefix: "emnist-keras-" });
  try {
    const paths = ["model.keras", "images", "probabilities"].map((name) => join(folder, name));
    const [modelPath, imagesPath, probabilitiesPath] = paths;
    await Deno.writeFile(modelPath, file);
    await Deno.writeFile(imagesPath, images);
    const env = { KERAS_BACKEND: "jax", JAX_PLATFORMS: "cpu" };
    const result = await runProgram(python, [script, ...paths], { env });
    if (result?.exitCode !== 0) {
      throw new UserError(
        `Cannot run the exported file in Keras: ${errorLine(result?.errorOutput ?? "")}`,
        {
          hint: `If it is the environment that is broken, remove ${
            pythonEnvironmentFolder(kerasEnvironment)
          }.`,
        },
      );
    }
    const bytes = await Deno.readFile(probabilitiesPath);
    const view = new DataView(bytes.buffer);
    const probabilities = Float32Array.from(
      { length: bytes.length / 4 },
      (_, index) => view.getFloat32(4 * index, true),
    );
    return { runtime: result.output.trim(), probabilities };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
