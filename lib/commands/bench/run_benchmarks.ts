/** Timing training steps, each backend and precision in turn. */

import { type Backend, type BackendName, openBackend } from "../../backends/backend.ts";
import { openTensorflow } from "../../backends/tensorflow/c_api.ts";
import { findTensorflowLibrary } from "../../backends/tensorflow/install.ts";
import { measureMatmulPeak } from "../../backends/tensorflow/matmul_peak.ts";
import type { ImageDataset } from "../../datasets/dataset.ts";
import { createBaselineCnn } from "../../models/baseline_cnn.ts";
import { createRandom } from "../../random.ts";
import type { RecipeName } from "../../recipes/recipes.ts";
import { oneHotTargets } from "../../training/targets.ts";
import { type Precision, precisions } from "../../training/trainer_options.ts";
import { UserError } from "../../user_error.ts";
import { createInstallReport } from "../install_report.ts";
import { measureRecipe } from "./measure_recipe.ts";

/** What to measure. */
export interface BenchmarkOptions {
  readonly backend: readonly BackendName[];
  /** Undefined for every precision that a backend has. */
  readonly precision?: readonly Precision[];
  /** Recipes whose epochs are measured after the bare steps. */
  readonly recipe: readonly RecipeName[];
  readonly steps: number;
  readonly batchSize: number;
  readonly json?: boolean;
}

/** One measurement. */
export interface Benchmark {
  readonly backend: BackendName;
  readonly precision: Precision;
  /** The recipe whose epoch was measured; bare steps have none. */
  readonly recipe?: RecipeName;
  /** Whether that epoch distorted its images. */
  readonly augmented?: boolean;
  readonly imagesPerSecond: number;
  readonly msPerStep: number;
  /** Arithmetic of training over that of float32 matrix products in the same run, or null. */
  readonly shareOfMatmulPeak: number | null;
}

const warmUpSteps = 10;
const classCount = 47;
const side = 28;

/** Floating-point operations of training the baseline CNN on one image, forward and backward. */
const baselineOperationsPerImage = 19.06e6;

/**
 * Measures every backend with the precisions asked for, and prints each as it is done.
 *
 * @throws UserError when a precision is asked for that one of the backends does not have.
 */
export async function runBenchmarks(options: BenchmarkOptions): Promise<void> {
  const plan = options.backend.map((name) => ({
    name,
    measured: precisionsOf(name, options.precision),
  }));
  const library = await findTensorflowLibrary();
  const peak = library === undefined
    ? undefined
    : await measureMatmulPeak(openTensorflow(library.path));
  const dataset = createRandomImages(options.steps * options.batchSize);
  for (const { name, measured } of plan) {
    const backend = await openBackend(name, createInstallReport());
    for (const precision of measured) {
      const print = (seconds: number, kind: Pick<Benchmark, "recipe" | "augmented">) => {
        const imagesPerSecond = dataset.count / seconds;
        const share = peak && imagesPerSecond * baselineOperationsPerImage / peak;
        printBenchmark({
          backend: name,
          precision,
          ...kind,
          imagesPerSecond: Math.round(imagesPerSecond),
          msPerStep: Number((1000 * seconds / options.steps).toFixed(3)),
          shareOfMatmulPeak: share === undefined ? null : Number(share.toFixed(3)),
        }, options.json ?? false);
      };
      print(await measureSteps(backend, precision, dataset, options), {});
      for (const recipe of options.recipe) {
        for (
          const { augmented, seconds } of await measureRecipe(recipe, {
            backend,
            precision,
            dataset,
            batchSize: options.batchSize,
          })
        ) print(seconds, { recipe, augmented });
      }
    }
  }
}

/** Returns the precisions to measure a backend in: those asked for, else all that it has. */
function precisionsOf(name: BackendName, asked?: readonly Precision[]): readonly Precision[] {
  const known: readonly Precision[] = name === "tensorflow" ? precisions : ["float32"];
  const unknown = asked?.find((precision) => !known.includes(precision));
  if (unknown === undefined) return asked ?? known;
  throw new UserError(
    `Cannot measure the backend ${name} in ${unknown}: expected ${known.join(" or ")}`,
    { hint: "Leave --precision out, or use --backend tensorflow." },
  );
}

/** Random pixels and labels: speed does not depend on them. */
function createRandomImages(count: number): ImageDataset {
  const random = createRandom(0);
  return {
    name: "random",
    split: "train",
    images: Uint8Array.from({ length: count * side * side }, () => random.integer(256)),
    labels: Uint8Array.from({ length: count }, () => random.integer(classCount)),
    count,
    height: side,
    width: side,
    characters: Array.from({ length: classCount }, (_, label) => String(label)),
    sources: [],
  };
}

/** Returns the seconds that bare training steps over all images take, one after the other. */
async function measureSteps(
  backend: Backend,
  precision: Precision,
  { images, labels, count }: ImageDataset,
  { batchSize }: BenchmarkOptions,
): Promise<number> {
  const model = createBaselineCnn({ seed: 0 });
  const trainer = await backend.createTrainer(model, { precision });
  const train = async (end: number) => {
    for (let start = 0; start < end; start += batchSize) {
      const batch = images.subarray(start * side * side, (start + batchSize) * side * side);
      const targets = oneHotTargets(labels.subarray(start, start + batchSize), classCount);
      const { loss } = await trainer.trainOnBatch(batch, targets, 0.001);
      if (!Number.isFinite(loss)) throw new UserError(`Cannot measure: the loss became ${loss}.`);
    }
  };
  try {
    await train(Math.min(warmUpSteps * batchSize, count));
    const start = performance.now();
    await train(count);
    return (performance.now() - start) / 1000;
  } finally {
    trainer.dispose();
    model.dispose();
  }
}

function printBenchmark(benchmark: Benchmark, json: boolean): void {
  if (json) return console.log(JSON.stringify(benchmark));
  const { backend, precision, recipe, augmented, imagesPerSecond, msPerStep, shareOfMatmulPeak } =
    benchmark;
  const share = shareOfMatmulPeak === null
    ? ""
    : `, ${(100 * shareOfMatmulPeak).toFixed(0)} % of the float32 matrix-product peak`;
  const kind = recipe === undefined
    ? ""
    : `, an epoch of recipe ${recipe}${augmented ? "" : " without augmentation"}`;
  console.log(
    `${backend} ${precision}${kind}: ${imagesPerSecond.toLocaleString("en-US")} images/s, ` +
      `${msPerStep.toFixed(2)} ms a step${share}`,
  );
}
