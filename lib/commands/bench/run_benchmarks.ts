/** Timing training steps, each backend and precision in turn. */

import { type BackendName, openBackend } from "../../backends/backend.ts";
import { openTensorflow } from "../../backends/tensorflow/c_api.ts";
import { findTensorflowLibrary } from "../../backends/tensorflow/install.ts";
import { measureMatmulPeak } from "../../backends/tensorflow/matmul_peak.ts";
import { createSeedCnn } from "../../models/seed_cnn.ts";
import { createRandom } from "../../random.ts";
import { oneHotTargets } from "../../training/targets.ts";
import type { Trainer } from "../../training/trainer.ts";
import type { Precision } from "../../training/trainer_options.ts";
import { UserError } from "../../user_error.ts";
import { createInstallReport } from "../install_report.ts";

/** What to measure. */
export interface BenchmarkOptions {
  readonly backend: readonly BackendName[];
  readonly precision: readonly Precision[];
  readonly steps: number;
  readonly batchSize: number;
  readonly json?: boolean;
}

/** One measurement. */
export interface Benchmark {
  readonly backend: BackendName;
  readonly precision: Precision;
  readonly imagesPerSecond: number;
  readonly msPerStep: number;
  /** Arithmetic of training over that of float32 matrix products in the same run, or null. */
  readonly shareOfMatmulPeak: number | null;
}

const warmUpSteps = 10;
const classCount = 47;
const imageSize = 28 * 28;

/** Floating-point operations of training the seed CNN on one image, forward and backward. */
const seedOperationsPerImage = 19.06e6;

/** Measures every backend with every precision that it has, and prints each as it is done. */
export async function runBenchmarks(options: BenchmarkOptions): Promise<void> {
  const library = await findTensorflowLibrary();
  const peak = library === undefined
    ? undefined
    : await measureMatmulPeak(openTensorflow(library.path));
  for (const backend of options.backend) {
    for (const precision of options.precision) {
      if (backend !== "tensorflow" && precision !== "float32") continue;
      const { imagesPerSecond, msPerStep } = await measureTraining(backend, precision, options);
      printBenchmark({
        backend,
        precision,
        imagesPerSecond: Math.round(imagesPerSecond),
        msPerStep: Number(msPerStep.toFixed(3)),
        shareOfMatmulPeak: peak === undefined
          ? null
          : Number((imagesPerSecond * seedOperationsPerImage / peak).toFixed(3)),
      }, options.json ?? false);
    }
  }
}

async function measureTraining(
  name: BackendName,
  precision: Precision,
  { steps, batchSize }: BenchmarkOptions,
): Promise<{ imagesPerSecond: number; msPerStep: number }> {
  const backend = await openBackend(name, createInstallReport());
  const model = createSeedCnn({ seed: 0 });
  const trainer = await backend.createTrainer(model, { precision });
  const random = createRandom(0);
  const batches = Array.from({ length: steps }, () => ({
    images: Uint8Array.from({ length: batchSize * imageSize }, () => random.integer(256)),
    labels: Uint8Array.from({ length: batchSize }, () => random.integer(classCount)),
  }));
  const train = (count: number) => trainOn(trainer, batches.slice(0, count));
  try {
    await train(Math.min(warmUpSteps, steps));
    const start = performance.now();
    await train(steps);
    const seconds = (performance.now() - start) / 1000;
    return { imagesPerSecond: steps * batchSize / seconds, msPerStep: 1000 * seconds / steps };
  } finally {
    trainer.dispose();
    model.dispose();
  }
}

async function trainOn(
  trainer: Trainer,
  batches: readonly { images: Uint8Array<ArrayBuffer>; labels: Uint8Array }[],
): Promise<void> {
  for (const { images, labels } of batches) {
    const { loss } = await trainer.trainOnBatch(images, oneHotTargets(labels, classCount), 0.001);
    if (!Number.isFinite(loss)) throw new UserError(`Cannot measure: the loss became ${loss}.`);
  }
}

function printBenchmark(benchmark: Benchmark, json: boolean): void {
  if (json) return console.log(JSON.stringify(benchmark));
  const { backend, precision, imagesPerSecond, msPerStep, shareOfMatmulPeak } = benchmark;
  const share = shareOfMatmulPeak === null
    ? ""
    : `, ${(100 * shareOfMatmulPeak).toFixed(0)} % of the float32 matrix-product peak`;
  console.log(
    `${backend} ${precision}: ${imagesPerSecond.toLocaleString("en-US")} images/s, ` +
      `${msPerStep.toFixed(2)} ms a step${share}`,
  );
}
