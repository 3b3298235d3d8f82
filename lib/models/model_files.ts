/** Models as files in tfjs's own LayersModel format: `model.json` and `weights.bin`. */

import * as tf from "@tensorflow/tfjs";
import { join } from "node:path";
import { z } from "zod";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { UserError } from "../user_error.ts";

const modelFileName = "model.json";
const weightsFileName = "weights.bin";

/**
 * Writes `model.json` and `weights.bin` into `folder`, each atomically; `tf.loadLayersModel` opens
 * them from a web server as they are.
 */
export async function saveModel(model: tf.LayersModel, folder: string): Promise<void> {
  await model.save(tf.io.withSaveHandler(async (artifacts) => {
    const { modelTopology, weightSpecs = [], weightData = new ArrayBuffer(0) } = artifacts;
    const description = {
      format: artifacts.format,
      generatedBy: artifacts.generatedBy,
      convertedBy: null,
      modelTopology,
      weightsManifest: [{ paths: [weightsFileName], weights: weightSpecs }],
    };
    const weights = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData));
    await writeFileAtomically(join(folder, weightsFileName), weights);
    await writeFileAtomically(join(folder, modelFileName), JSON.stringify(description));
    return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
  }));
}

const modelFileSchema = z.object({
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.tuple([z.object({
    weights: z.array(z.object({
      name: z.string(),
      shape: z.array(z.int().nonnegative()),
      dtype: z.literal("float32"),
    })),
  })]),
});

/**
 * Loads what {@linkcode saveModel} wrote, onto the backend that is in use.
 *
 * @throws UserError when a file is missing or damaged.
 */
export async function loadModel(folder: string): Promise<tf.LayersModel> {
  try {
    const text = await Deno.readTextFile(join(folder, modelFileName));
    const { modelTopology, weightsManifest: [{ weights }] } = modelFileSchema.parse(
      JSON.parse(text),
    );
    const bytes = await Deno.readFile(join(folder, weightsFileName));
    const expected = weights.reduce(
      (sum, { shape }) => sum + 4 * shape.reduce((product, size) => product * size, 1),
      0,
    );
    if (bytes.length !== expected) {
      throw new SyntaxError(
        `${weightsFileName}: expected ${expected} bytes but found ${bytes.length}`,
      );
    }
    return await tf.loadLayersModel(
      tf.io.fromMemory({ modelTopology, weightSpecs: weights, weightData: bytes.buffer }),
    );
  } catch (error) {
    const known = error instanceof Deno.errors.NotFound || error instanceof SyntaxError ||
      error instanceof z.ZodError;
    if (!known) throw error;
    const reason = error instanceof z.ZodError
      ? `${modelFileName} is not a layers model`
      : error.message;
    throw new UserError(`Cannot load the model in "${folder}": ${reason}.`, {
      cause: error,
      hint: "Restore the run folder, or train the model again.",
    });
  }
}
