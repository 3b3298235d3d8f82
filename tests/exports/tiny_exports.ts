/** Tiny networks, one for each layer that an export can hold, with what tfjs makes of some images. */

import * as tf from "@tensorflow/tfjs";
import type { ExportCard } from "../../lib/exports/export_card.ts";
import { type ExportedModel, readModel } from "../../lib/exports/exported_model.ts";
import { createModel, MODEL_NAMES } from "../../lib/models/models.ts";
import { layerExamples } from "../backends/tensorflow/layer_examples.ts";
import { randomizeWeights, tinyClasses, tinyModel } from "../backends/tensorflow/tiny_models.ts";
import { createRandom } from "../../lib/random.ts";

/** A network to export, images, and the probabilities that an export has to give. */
export interface TinyExport {
  readonly title: string;
  readonly model: ExportedModel;
  readonly card: ExportCard;
  readonly size: { readonly height: number; readonly width: number };
  /** `[count, height, width]` uint8. */
  readonly images: Uint8Array;
  /** `[count, classes]`: softmax of the logits divided by the card's temperature, by tfjs. */
  readonly expected: Float32Array;
}

const count = 3;

/** Every layer alone at a temperature of 1.5, then every architecture with weights at random. */
export async function tinyExports(): Promise<TinyExport[]> {
  await tf.setBackend("cpu");
  const exports: TinyExport[] = [];
  for (const { layer, title, build } of layerExamples) {
    const model = tinyModel(build, 3);
    exports.push(await tinyExport(`${layer} ${title}`.trim(), model, 1.5));
  }
  for (const name of MODEL_NAMES) {
    const model = createModel(name, { seed: 1, classCount: tinyClasses });
    randomizeWeights(model, 2);
    exports.push(await tinyExport(`the architecture ${name}`, model, 1));
  }
  return exports;
}

async function tinyExport(
  title: string,
  model: tf.LayersModel,
  temperature: number,
): Promise<TinyExport> {
  const [, height, width] = model.inputs[0].shape.map((size) => size ?? 0);
  const random = createRandom(5);
  const images = Uint8Array.from({ length: count * height * width }, () => random.integer(256));
  const expected = tf.tidy(() => {
    const pixels = tf.tensor4d(Float32Array.from(images), [count, height, width, 1]).div(255);
    const probabilities = model.predict(pixels);
    if (Array.isArray(probabilities)) throw new TypeError("expected one output");
    return Float32Array.from(tf.softmax(probabilities.log().div(temperature)).dataSync());
  });
  const card: ExportCard = {
    run: "tiny",
    dataset: "noise",
    characters: [..."AÅ1ß"],
    orientation: "upright",
    temperature,
    projectVersion: "1.2.3",
  };
  return { title, model: await readModel(model), card, size: { height, width }, images, expected };
}

/** Returns the largest difference of two lists of numbers. */
export function largestDifference(left: Float32Array, right: Float32Array): number {
  return left.reduce((most, value, index) => Math.max(most, Math.abs(value - right[index])), 0);
}
