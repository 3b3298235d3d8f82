/** Models as files in tfjs's own LayersModel format: `model.json` and `weights.bin`. */

import * as tf from "@tensorflow/tfjs";
import { join } from "node:path";
import { z } from "zod";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { sha256OfBytes } from "../machine/sha256.ts";
import type { LayersModel } from "../training/image_model.ts";
import { UserError } from "../user_error.ts";

const MODEL_FILE_NAME = "model.json";
const WEIGHTS_FILE_NAME = "weights.bin";

/**
 * Writes `model.json` and `weights.bin` into `folder`, each atomically; `tf.loadLayersModel` opens
 * them from a web server as they are.
 *
 * @example
 * ```ts
 * import { createModel, loadModel, saveModel } from "./mod.ts";
 *
 * const folder = await Deno.makeTempDir();
 * await saveModel(createModel("small", { seed: 0 }), folder);
 * console.log((await loadModel(folder)).name); // small_cnn
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function saveModel(model: LayersModel, folder: string): Promise<void> {
  await model.save(tf.io.withSaveHandler(async (artifacts) => {
    const { modelTopology, weightSpecs = [], weightData = new ArrayBuffer(0) } = artifacts;
    const description = {
      format: artifacts.format,
      generatedBy: artifacts.generatedBy,
      convertedBy: null,
      modelTopology,
      weightsManifest: [{ paths: [WEIGHTS_FILE_NAME], weights: weightSpecs }],
    };
    const weights = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData));
    await writeFileAtomically(join(folder, WEIGHTS_FILE_NAME), weights);
    await writeFileAtomically(join(folder, MODEL_FILE_NAME), JSON.stringify(description));
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

/** A saved model: what a program needs to run it, whatever it runs on. */
export interface ModelFiles {
  /** Keras's description of the layers, as JSON. */
  readonly modelTopology: Record<string, unknown>;
  /** Name and shape of each weight, float32, in the order of `weights`. */
  readonly weightSpecs: { name: string; shape: number[]; dtype: "float32" }[];
  /** All weights one after the other, little-endian. */
  readonly weights: Uint8Array<ArrayBuffer>;
}

/**
 * Reads what {@linkcode saveModel} wrote.
 *
 * @throws {UserError} when a file is missing or damaged.
 */
export async function readModelFiles(folder: string): Promise<ModelFiles> {
  try {
    const text = await Deno.readTextFile(join(folder, MODEL_FILE_NAME));
    const { modelTopology, weightsManifest: [{ weights: weightSpecs }] } = modelFileSchema.parse(
      JSON.parse(text),
    );
    const weights = await Deno.readFile(join(folder, WEIGHTS_FILE_NAME));
    const expected = weightSpecs.reduce(
      (sum, { shape }) => sum + 4 * shape.reduce((product, size) => product * size, 1),
      0,
    );
    if (weights.length !== expected) {
      throw new SyntaxError(
        `${WEIGHTS_FILE_NAME}: expected ${expected} bytes but found ${weights.length}`,
      );
    }
    const wrong = new Float32Array(weights.buffer).find((weight) => !Number.isFinite(weight));
    if (wrong !== undefined) {
      throw new SyntaxError(`${WEIGHTS_FILE_NAME}: expected finite weights but found ${wrong}`);
    }
    return { modelTopology, weightSpecs, weights };
  } catch (error) {
    const known = error instanceof Deno.errors.NotFound || error instanceof SyntaxError ||
      error instanceof z.ZodError;
    if (!known) throw error;
    const reason = error instanceof z.ZodError
      ? `${MODEL_FILE_NAME} is not a layers model`
      : error.message;
    throw loadError(folder, reason, error);
  }
}

function loadError(folder: string, reason: string, cause?: unknown): UserError {
  return new UserError(`Cannot load the model in "${folder}": ${reason}.`, {
    cause,
    hint: "Restore the run folder, or train the model again.",
  });
}

/**
 * Loads what {@linkcode saveModel} wrote, onto the backend that is in use; see its example.
 *
 * @param expectedTopology What {@linkcode topologySha256} gave for the model that was saved, where
 * that is known.
 * @throws {UserError} when a file is missing or damaged, or describes another network than expected.
 */
export async function loadModel(
  folder: string,
  expectedTopology?: string,
): Promise<LayersModel> {
  const { modelTopology, weightSpecs, weights } = await readModelFiles(folder);
  if (expectedTopology !== undefined && digestOf(modelTopology) !== expectedTopology) {
    throw loadError(
      folder,
      `${MODEL_FILE_NAME} was changed: expected the network that was trained`,
    );
  }
  const weightData = weights.buffer;
  try {
    return await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw loadError(
      folder,
      `expected weights that fit the layers of ${MODEL_FILE_NAME} but found: ${reason}`,
      error,
    );
  }
}

/**
 * Returns the SHA-256 of a network's topology, lower-case hexadecimal: its layers with their options
 * and names, but not its weights nor the library that wrote it.
 */
export function topologySha256(model: LayersModel): string {
  const topology: unknown = JSON.parse(JSON.stringify(model.toJSON(undefined, false)));
  return digestOf(z.record(z.string(), z.unknown()).parse(topology));
}

function digestOf({ class_name, config }: Record<string, unknown>): string {
  return sha256OfBytes(new TextEncoder().encode(JSON.stringify({ class_name, config })));
}
