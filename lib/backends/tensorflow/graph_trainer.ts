/**
 * Trains a `tf.LayersModel` as one TensorFlow graph.
 *
 * A whole step — cast, forward pass, loss, gradients, Adam — is one `TF_SessionRun`. Each batch is
 * split over towers, one a core: an operation then runs on one thread and both cores work on
 * operations of their own, which loses less time than sharing each small operation.
 * The towers' gradients are added, so the update is that of the whole batch; only batch
 * normalisation takes its moments from one tower's part of the batch.
 */

import type * as tf from "@tensorflow/tfjs";
import { completeAdamOptions } from "../../training/adam.ts";
import { countImages, imageModelShape } from "../../training/image_model.ts";
import type { Trainer, TrainerOptions } from "../../training/trainer.ts";
import { correctedRate } from "./adam.ts";
import type { TensorflowApi } from "./c_api.ts";
import { predictInParts } from "./graph_predictor.ts";
import { modelWeightValues, setModelWeights } from "./model_weights.ts";
import type { PreparedRun } from "./session.ts";
import { createTensor, type Pointer, readFloat32 } from "./tensor.ts";
import { defaultTowerCount, graphThreads } from "./threads.ts";
import { createTrainingGraph } from "./training_graph.ts";
import { splitBatch } from "./training_towers.ts";
import { readState, writeState } from "./variables.ts";

/** Options of {@linkcode createGraphTrainer}. */
export interface GraphTrainerOptions extends TrainerOptions {
  /**
   * Parts of a batch that run side by side.
   *
   * @default {what {@linkcode defaultTowerCount} gives}
   */
  readonly towerCount?: number;
}

/**
 * Creates a trainer that starts from the model's present weights.
 *
 * The same seed, batches, tower count and machine give the same weights, bit for bit.
 *
 * @throws {UserError} when a layer of the model cannot be part of a graph.
 */
export async function createGraphTrainer(
  api: TensorflowApi,
  model: tf.LayersModel,
  options: GraphTrainerOptions = {},
): Promise<Trainer> {
  const { averageDecay, seed = 0, towerCount = defaultTowerCount() } = options;
  const adam = completeAdamOptions(options.adam);
  const graph = createTrainingGraph(api, {
    model,
    computeType: options.precision === "mixed_bfloat16" ? "bfloat16" : "float32",
    adam,
    logitOffsets: options.logitOffsets,
    averageWeights: averageDecay !== undefined,
    towerCount,
    threads: graphThreads(towerCount),
  });
  const { weights, averages, moments } = graph;
  const initial = modelWeightValues(model);
  await weights.write(initial);
  if (averageDecay !== undefined) await averages.write(initial);
  await moments.write(
    moments.variables.map(({ shape }) => new Float32Array(elementCount(shape))),
  );
  const groups = averageDecay === undefined ? [weights, moments] : [weights, averages, moments];
  const shape = imageModelShape(model);
  const { height, width, classes } = shape;
  const scalar = (value: number) => createTensor(api, "float32", [], Float32Array.of(value));
  let stepsMade = 0;
  return {
    get step() {
      return stepsMade;
    },
    async trainOnBatch(images, targets, learningRate) {
      const count = countImages(shape, images, targets);
      if (count === 0) throw new TypeError("Cannot train on a batch: expected 1 image or more");
      const step = stepsMade + 1;
      const decay = Math.min(averageDecay ?? 0, (1 + step) / (10 + step));
      const feeds = [
        scalar(learningRate),
        scalar(correctedRate(learningRate, step, adam)),
        scalar(1 - decay),
        createTensor(api, "int32", [2], Int32Array.of(seed | 0, step)),
      ];
      for (const { start, end, share } of splitBatch(count, towerCount)) {
        const pixels = images.subarray(start * height * width, end * height * width);
        const rows = targets.subarray(start * classes, end * classes);
        feeds.push(
          scalar(share),
          createTensor(api, "uint8", [end - start, height, width, 1], pixels),
          createTensor(api, "float32", [end - start, classes], rows),
        );
      }
      const [[loss], [accuracy]] = await runAndFree(api, graph.train, feeds);
      stepsMade = step;
      return { loss, correct: Math.round(accuracy * count) };
    },
    predict: (images) =>
      predictInParts({ api, run: graph.predict, shape, parallelRuns: towerCount }, images),
    exportState: () => readState(groups),
    async importState(arrays, step) {
      await writeState(groups, arrays);
      stepsMade = step;
    },
    async updateModel() {
      setModelWeights(model, await averages.read());
    },
    dispose: () => graph.dispose(),
  };
}

/** Runs a plan, frees what it was fed and gave, and returns the float32 values it gave. */
async function runAndFree(
  api: TensorflowApi,
  run: PreparedRun,
  feeds: readonly Pointer[],
): Promise<Float32Array<ArrayBuffer>[]> {
  try {
    const fetched = await run(feeds);
    const values = fetched.map((tensor) => readFloat32(api, tensor));
    fetched.forEach((tensor) => api.TF_DeleteTensor(tensor));
    return values;
  } finally {
    feeds.forEach((tensor) => api.TF_DeleteTensor(tensor));
  }
}

function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}
