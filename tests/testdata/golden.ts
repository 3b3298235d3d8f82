/**
 * What Keras got for some networks on this project's synthetic images: the losses of Adam steps, then
 * an evaluation. `golden.py` made `golden.json`; images and initial weights come anew from their seeds,
 * and their digests are stored, so that a change of theirs is not taken for one of the training.
 */

import { assertEquals } from "@std/assert";
import type { ImageDataset } from "../../lib/datasets/dataset.ts";
import { createSyntheticDataset } from "../../lib/datasets/synthetic.ts";
import { sha256OfBytes } from "../../lib/machine/sha256.ts";
import golden from "./golden.json" with { type: "json" };
import { type GoldenName, goldenNetworks } from "./golden_networks.ts";

/** Images of a batch. */
const batchSize = 64;

const pixels = 28 * 28;

/** Upright images with their labels. */
export interface GoldenImages {
  /** `[count, 28, 28]` uint8, 0 to 255; Keras saw them divided by 255. */
  readonly images: Uint8Array<ArrayBuffer>;
  /** `[count]` uint8, 0 to 46. */
  readonly labels: Uint8Array<ArrayBuffer>;
}

/** Everything that a trainer is compared with. */
export interface Golden {
  /** One batch a step; the optimiser is Adam with Keras's defaults. */
  readonly batches: readonly GoldenImages[];
  /** Mean cross-entropy of each step's batch before its update, `[steps]`. */
  readonly losses: readonly number[];
  /** After the last step, on all test images. */
  readonly evaluation: GoldenImages & { readonly loss: number; readonly accuracy: number };
  /** After the last step, `[8, 47]` class probabilities (to 7 decimals) of the first test images. */
  readonly probabilities: readonly (readonly number[])[];
}

/** Draws the images: 55 of each class to train on, 5 to test on. */
export function drawGoldenImages(): { readonly train: ImageDataset; readonly test: ImageDataset } {
  return {
    train: createSyntheticDataset("train", { imagesPerClass: 55 }),
    test: createSyntheticDataset("test", { imagesPerClass: 5 }),
  };
}

/** Returns a network's initial weights one after the other, `[size]`, in the order of its layers. */
export function goldenWeights(name: GoldenName): Float32Array<ArrayBuffer> {
  const model = goldenNetworks[name]();
  const values = model.getWeights().map((weight) => weight.dataSync());
  model.dispose();
  return Float32Array.from(values.flatMap((each) => [...each]));
}

/** Returns what Keras got for a network, after the check that it began with the same numbers. */
export function readGolden(name: GoldenName): Golden {
  const { train, test } = drawGoldenImages();
  const weights = new Uint8Array(goldenWeights(name).buffer);
  assertEquals({
    train: sha256OfBytes(train.images),
    test: sha256OfBytes(test.images),
    weights: sha256OfBytes(weights),
  }, { ...golden.sha256, weights: golden[name].weightsSha256 });
  const { losses, loss, accuracy, probabilities } = golden[name];
  const batches = losses.map((_, step): GoldenImages => ({
    images: train.images.slice(step * batchSize * pixels, (step + 1) * batchSize * pixels),
    labels: train.labels.slice(step * batchSize, (step + 1) * batchSize),
  }));
  return { batches, losses, evaluation: { ...test, loss, accuracy }, probabilities };
}
