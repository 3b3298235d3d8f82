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
import { type AdamOptions, completeAdamOptions } from "../../training/adam.ts";
import { countImages, type ImageModelShape, imageModelShape } from "../../training/image_model.ts";
import type { NamedArray, StepResult, Trainer, TrainerOptions } from "../../training/trainer.ts";
import { correctedRate } from "./adam.ts";
import type { TensorflowApi } from "./c_api.ts";
import { predictInParts } from "./graph_predictor.ts";
import { modelWeightValues, setModelWeights } from "./model_weights.ts";
import { createTensor, type DataType, type Pointer, readFloat32 } from "./tensor.ts";
import { defaultTowerCount, graphThreads } from "./threads.ts";
import { createTrainingGraph, type TrainingGraph } from "./training_graph.ts";
import { splitBatch } from "./training_towers.ts";
import { readState, type VariableGroup, writeState } from "./variables.ts";

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
  const towerCount = options.towerCount ?? defaultTowerCount();
  const graph = createTrainingGraph(api, {
    model,
    computeType: options.precision === "mixed_bfloat16" ? "bfloat16" : "float32",
    adam: completeAdamOptions(options.adam),
    logitOffsets: options.logitOffsets,
    averageWeights: options.averageDecay !== undefined,
    towerCount,
    threads: graphThreads(towerCount),
  });
  const weights = modelWeightValues(model);
  await graph.weights.write(weights);
  if (options.averageDecay !== undefined) await graph.averages.write(weights);
  await graph.moments.write(
    graph.moments.variables.map(({ shape }) => new Float32Array(elementCount(shape))),
  );
  return new GraphTrainer(api, model, graph, { ...options, towerCount });
}

class GraphTrainer implements Trainer {
  readonly #api: TensorflowApi;
  readonly #model: tf.LayersModel;
  readonly #graph: TrainingGraph;
  readonly #towerCount: number;
  readonly #adam: Required<AdamOptions>;
  readonly #averageDecay: number | undefined;
  readonly #seed: number;
  readonly #shape: ImageModelShape;
  #step = 0;

  constructor(
    api: TensorflowApi,
    model: tf.LayersModel,
    graph: TrainingGraph,
    options: GraphTrainerOptions & { towerCount: number },
  ) {
    this.#api = api;
    this.#model = model;
    this.#graph = graph;
    this.#towerCount = options.towerCount;
    this.#adam = completeAdamOptions(options.adam);
    this.#averageDecay = options.averageDecay;
    this.#seed = options.seed ?? 0;
    this.#shape = imageModelShape(model);
  }

  get step(): number {
    return this.#step;
  }

  async trainOnBatch(
    images: Uint8Array<ArrayBuffer>,
    targets: Float32Array<ArrayBuffer>,
    learningRate: number,
  ): Promise<StepResult> {
    const count = countImages(this.#shape, images, targets);
    if (count === 0) throw new TypeError("Cannot train on a batch: expected 1 image or more");
    const step = this.#step + 1;
    const decay = Math.min(this.#averageDecay ?? 0, (1 + step) / (10 + step));
    const feeds = [
      this.#scalar(learningRate),
      this.#scalar(correctedRate(learningRate, step, this.#adam)),
      this.#scalar(1 - decay),
      this.#tensor("int32", [2], Int32Array.of(this.#seed | 0, step)),
    ];
    const { height, width, classes } = this.#shape;
    for (const { start, end, share } of splitBatch(count, this.#towerCount)) {
      const pixels = images.subarray(start * height * width, end * height * width);
      const rows = targets.subarray(start * classes, end * classes);
      feeds.push(
        this.#scalar(share),
        this.#tensor("uint8", [end - start, height, width, 1], pixels),
        this.#tensor("float32", [end - start, classes], rows),
      );
    }
    const [[loss], [accuracy]] = await this.#run(this.#graph.train, feeds);
    this.#step = step;
    return { loss, correct: Math.round(accuracy * count) };
  }

  predict(images: Uint8Array<ArrayBuffer>): Promise<Float32Array<ArrayBuffer>> {
    return predictInParts({
      api: this.#api,
      run: this.#graph.predict,
      shape: this.#shape,
      parallelRuns: this.#towerCount,
    }, images);
  }

  exportState(): Promise<NamedArray[]> {
    return readState(this.#groups());
  }

  async importState(arrays: readonly NamedArray[], step: number): Promise<void> {
    await writeState(this.#groups(), arrays);
    this.#step = step;
  }

  async updateModel(): Promise<void> {
    setModelWeights(this.#model, await this.#graph.averages.read());
  }

  dispose(): void {
    this.#graph.dispose();
  }

  #groups(): VariableGroup[] {
    const { weights, averages, moments } = this.#graph;
    return this.#averageDecay === undefined ? [weights, moments] : [weights, averages, moments];
  }

  #scalar(value: number): Pointer {
    return this.#tensor("float32", [], Float32Array.of(value));
  }

  #tensor(dataType: DataType, shape: readonly number[], values: ArrayBufferView): Pointer {
    return createTensor(this.#api, dataType, shape, values);
  }

  /** Runs a plan, frees what it was fed and gave, and returns the float32 values it gave. */
  async #run(
    run: TrainingGraph["train"],
    feeds: readonly Pointer[],
  ): Promise<Float32Array<ArrayBuffer>[]> {
    try {
      const fetched = await run(feeds);
      const values = fetched.map((tensor) => readFloat32(this.#api, tensor));
      fetched.forEach((tensor) => this.#api.TF_DeleteTensor(tensor));
      return values;
    } finally {
      feeds.forEach((tensor) => this.#api.TF_DeleteTensor(tensor));
    }
  }
}

function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}
