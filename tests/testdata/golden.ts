/**
 * What Keras got for the baseline CNN: weights, 40 Adam steps on fixed batches, then an evaluation.
 *
 * The files lie outside the checkout, in `../shared/golden` and `../shared/data/emnist47`; a test
 * that finds them absent says so and passes.
 */

import { fileURLToPath } from "node:url";
import { loadDataset } from "../../lib/datasets/load.ts";

/** One weight array, row-major float32. */
export interface GoldenWeight {
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}

/** Upright images with their labels. */
export interface GoldenImages {
  /** `[count, 28, 28]` uint8, 0 to 255; Keras saw them divided by 255. */
  readonly images: Uint8Array<ArrayBuffer>;
  /** `[count]` uint8, 0 to 46. */
  readonly labels: Uint8Array<ArrayBuffer>;
}

/** Everything that a trainer is compared with. */
export interface Golden {
  /** The ten initial weights in the order of the layers, kernel before bias. */
  readonly weights: readonly GoldenWeight[];
  /** One batch of 128 images a step; the optimiser is Adam with Keras's defaults. */
  readonly batches: readonly GoldenImages[];
  /** Mean cross-entropy of each step's batch before its update, `[steps]`. */
  readonly losses: readonly number[];
  /** After the last step, on 1,000 test images. */
  readonly evaluation: GoldenImages & { readonly loss: number; readonly accuracy: number };
  /** After the last step, `[8, 47]` class probabilities (to 7 decimals) of 8 test images. */
  readonly probabilities: { readonly images: Uint8Array<ArrayBuffer>; readonly values: number[][] };
}

/** What Keras got. */
interface GoldenResults {
  readonly losses: number[];
  readonly evaluate: { readonly loss: number; readonly accuracy: number };
  readonly probabilities: { readonly values: number[][] };
}

interface GoldenSteps extends GoldenResults {
  readonly batchSize: number;
  readonly steps: number;
  readonly weightShapes: number[][];
}

const PIXELS = 28 * 28;
const SHARED_FOLDER = new URL("../../../shared/", import.meta.url);
const IMAGE_FOLDER = fileURLToPath(new URL("data/emnist47", SHARED_FOLDER));

/**
 * Reads the golden values, or prints that the test is skipped and returns `undefined` where
 * `../shared` is absent.
 */
export async function readGolden(): Promise<Golden | undefined> {
  try {
    await Deno.stat(IMAGE_FOLDER);
    return await readGoldenFiles();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.warn(`skipped: ../shared has no golden values with their images`);
    return undefined;
  }
}

/** Reads what Keras got for the same network without kinks, see `golden_smooth.py`. */
export async function readSmoothGolden(): Promise<Golden | undefined> {
  const golden = await readGolden();
  if (golden === undefined) return undefined;
  const { losses, evaluate, probabilities }: GoldenResults = JSON.parse(
    await Deno.readTextFile(new URL("golden_smooth.json", import.meta.url)),
  );
  return {
    ...golden,
    losses,
    evaluation: { ...golden.evaluation, ...evaluate },
    probabilities: { images: golden.probabilities.images, values: probabilities.values },
  };
}

async function readGoldenFiles(): Promise<Golden> {
  const steps: GoldenSteps = JSON.parse(
    await Deno.readTextFile(new URL("golden/keras-seed-steps.json", SHARED_FOLDER)),
  );
  const weightBytes = await Deno.readFile(new URL("golden/keras-seed-init.f32", SHARED_FOLDER));
  const train = await loadDataset("emnist47", "train", { dataFolder: IMAGE_FOLDER });
  const test = await loadDataset("emnist47", "test", { dataFolder: IMAGE_FOLDER });
  return {
    weights: splitWeights(new Float32Array(weightBytes.buffer), steps.weightShapes),
    batches: steps.losses.map((_, step) =>
      sliceImages(train, step * steps.batchSize, (step + 1) * steps.batchSize)
    ),
    losses: steps.losses,
    evaluation: { ...sliceImages(test, 0, 1000), ...steps.evaluate },
    probabilities: {
      images: sliceImages(test, 0, steps.probabilities.values.length).images,
      values: steps.probabilities.values,
    },
  };
}

function splitWeights(values: Float32Array<ArrayBuffer>, shapes: number[][]): GoldenWeight[] {
  let start = 0;
  return shapes.map((shape) => {
    const size = shape.reduce((product, dimension) => product * dimension, 1);
    start += size;
    return { shape, values: values.slice(start - size, start) };
  });
}

function sliceImages({ images, labels }: GoldenImages, start: number, end: number): GoldenImages {
  return {
    images: images.slice(start * PIXELS, end * PIXELS),
    labels: labels.slice(start, end),
  };
}
