/** Timing training steps, epochs and predictions, each backend, model and precision in turn. */

import { type BackendName, openBackend } from "../../backends/backend.ts";
import { openTensorflow } from "../../backends/tensorflow/c_api.ts";
import { findTensorflowLibrary } from "../../backends/tensorflow/find_library.ts";
import { measureMatmulPeak } from "../../backends/tensorflow/matmul_peak.ts";
import type { ImageDataset } from "../../datasets/dataset.ts";
import { createModel, type ModelName } from "../../models/models.ts";
import { createRandom } from "../../random.ts";
import type { RecipeName } from "../../recipes/recipes.ts";
import { type Precision, PRECISIONS } from "../../training/trainer.ts";
import { UserError } from "../../user_error.ts";
import { createInstallReport } from "../install_report.ts";
import { measurePredictions, measureRecipe, measureSteps } from "./measure_speed.ts";
import { countOperations } from "./model_operations.ts";

/** What to measure. */
export interface BenchmarkOptions {
  readonly backend: readonly BackendName[];
  readonly model: readonly ModelName[];
  /** Undefined for every precision that a backend has. */
  readonly precision?: readonly Precision[];
  /** Recipes whose epochs are measured after the bare steps. */
  readonly recipe: readonly RecipeName[];
  readonly steps: number;
  readonly batchSize: number;
  /** Whether predictions are measured, in the place of training. */
  readonly predict?: boolean;
  readonly json?: boolean;
}

/** One measurement. */
export interface Benchmark {
  readonly backend: BackendName;
  readonly model: ModelName;
  readonly precision: Precision;
  readonly task: "train" | "predict";
  /** The recipe whose epoch was measured; bare steps and predictions have none. */
  readonly recipe?: RecipeName;
  /** Whether that epoch distorted its images. */
  readonly augmented?: boolean;
  readonly imagesPerSecond: number;
  /** Milliseconds of a training step, or of a prediction of a single image. */
  readonly milliseconds: number;
  /** The model's arithmetic over that of float32 matrix products in the same run, or null. */
  readonly shareOfMatmulPeak: number | null;
}

const CLASS_COUNT = 47;
const SIDE = 28;

/**
 * Measures every backend and model with the precisions asked for, and prints each as it is done.
 *
 * @throws {UserError} when a precision is asked for that one of the backends does not have.
 */
export async function runBenchmarks(options: BenchmarkOptions): Promise<void> {
  const plan = options.backend.map((name) => ({
    name,
    measured: options.predict ? ["float32" as const] : precisionsOf(name, options.precision),
  }));
  const library = await findTensorflowLibrary();
  const peak = library === undefined
    ? undefined
    : await measureMatmulPeak(openTensorflow(library.path));
  const dataset = createRandomImages(options.steps * options.batchSize);
  for (const { name, measured } of plan) {
    const backend = await openBackend(name, createInstallReport());
    for (const model of options.model) {
      const layers = createModel(model, { seed: 0, classCount: CLASS_COUNT });
      const operations = countOperations(layers);
      layers.dispose();
      const steps = { backend, model, dataset, batchSize: options.batchSize };
      for (const precision of measured) {
        const print = (
          task: Benchmark["task"],
          seconds: number,
          milliseconds: number,
          kind: Pick<Benchmark, "recipe" | "augmented"> = {},
        ) => {
          const imagesPerSecond = dataset.count / seconds;
          const share = peak && imagesPerSecond * operations[task] / peak;
          printBenchmark({
            backend: name,
            model,
            precision,
            task,
            ...kind,
            imagesPerSecond: Math.round(imagesPerSecond),
            milliseconds: Number(milliseconds.toFixed(3)),
            shareOfMatmulPeak: share === undefined ? null : Number(share.toFixed(3)),
          }, options.json ?? false);
        };
        if (options.predict) {
          const { all, one } = await measurePredictions(steps);
          print("predict", all, 1000 * one);
          continue;
        }
        const seconds = await measureSteps(steps, precision);
        print("train", seconds, 1000 * seconds / options.steps);
        for (const recipe of options.recipe) {
          for (const { augmented, seconds } of await measureRecipe(recipe, steps, precision)) {
            print("train", seconds, 1000 * seconds / options.steps, { recipe, augmented });
          }
        }
      }
    }
  }
}

/** Returns the precisions to measure a backend in: those asked for, else all that it has. */
function precisionsOf(name: BackendName, asked?: readonly Precision[]): readonly Precision[] {
  const known: readonly Precision[] = name === "tensorflow" ? PRECISIONS : ["float32"];
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
    images: Uint8Array.from({ length: count * SIDE * SIDE }, () => random.integer(256)),
    labels: Uint8Array.from({ length: count }, () => random.integer(CLASS_COUNT)),
    count,
    height: SIDE,
    width: SIDE,
    characters: Array.from({ length: CLASS_COUNT }, (_, label) => String(label)),
    sources: [],
  };
}

function printBenchmark(benchmark: Benchmark, json: boolean): void {
  if (json) return console.log(JSON.stringify(benchmark));
  const { backend, model, precision, task, recipe, augmented, shareOfMatmulPeak } = benchmark;
  const share = shareOfMatmulPeak === null
    ? ""
    : `, ${(100 * shareOfMatmulPeak).toFixed(0)} % of the float32 matrix-product peak`;
  const kind = recipe === undefined
    ? task === "predict" ? ", predictions" : ""
    : `, an epoch of recipe ${recipe}${augmented ? "" : " without augmentation"}`;
  console.log(
    `${backend} ${model} ${precision}${kind}: ` +
      `${benchmark.imagesPerSecond.toLocaleString("en-US")} images/s, ` +
      `${benchmark.milliseconds.toFixed(2)} ms ${
        task === "predict" ? "one image" : "a step"
      }${share}`,
  );
}
