/**
 * Gradients by several workers, each on its own `wasm` backend.
 *
 * Every batch is cut into shards of a fixed size; a worker takes the next one when it is free, and the
 * shards are added up in their order. So the result is the same, bit for bit, for any number of
 * workers, and a slow processor core does not hold up the others.
 */

import type * as tf from "@tensorflow/tfjs";
import type { BatchGradients, GradientEngine } from "../../training/gradient_engine.ts";
import { countImages, type ImageModelShape, imageModelShape } from "../../training/image_model.ts";
import { type WeightLayout, weightLayout } from "../../training/weight_layout.ts";
import { GradientWorker, type WorkerAnswer, type WorkerRequest } from "./gradient_worker.ts";

/** Images of a shard when training; four workers then share a batch of 128. */
const TRAINING_SHARD = 32;

/** Images of a shard when predicting: so few that a page's worth of characters keeps all cores busy. */
const PREDICTION_SHARD = 32;

/** Computes with copies of a model in workers; the model itself is only read at the start. */
export class WorkerGradients implements GradientEngine {
  readonly #shape: ImageModelShape;
  readonly #layout: WeightLayout;
  readonly #weights: Float32Array<SharedArrayBuffer>;
  readonly #workers: readonly GradientWorker[];
  /** Workers with nothing to do, and shards that wait for one, of any number of calls. */
  readonly #idle: GradientWorker[];
  readonly #waiting: ((worker: GradientWorker) => void)[] = [];
  /** Where each shard of a batch puts its gradients; grows with the largest batch. */
  readonly #results: Float32Array<SharedArrayBuffer>[] = [];
  #weightsVersion = 0;

  private constructor(
    model: tf.LayersModel,
    weights: Float32Array<SharedArrayBuffer>,
    workers: readonly GradientWorker[],
  ) {
    this.#shape = imageModelShape(model);
    this.#layout = weightLayout(model);
    this.#weights = weights;
    this.#workers = workers;
    this.#idle = [...workers];
  }

  /**
   * Starts `count` workers.
   *
   * @throws {TypeError} when the model does not map grey images to class probabilities
   * @throws {RangeError} when `count` is not a whole number of at least 1
   */
  static async create(model: tf.LayersModel, count: number): Promise<WorkerGradients> {
    if (!Number.isSafeInteger(count) || count < 1) {
      throw new RangeError(`Cannot use wasm: expected 1 or more threads but found ${count}`);
    }
    imageModelShape(model);
    const weights = sharedFloats(weightLayout(model).size);
    const modelJson = JSON.stringify(model.toJSON(undefined, false));
    const started = await Promise.allSettled(
      Array.from({ length: count }, () => GradientWorker.start({ modelJson, weights })),
    );
    const workers = started.flatMap((each) => each.status === "fulfilled" ? [each.value] : []);
    const failure = started.find((each) => each.status === "rejected");
    if (failure === undefined) return new WorkerGradients(model, weights, workers);
    for (const worker of workers) worker.stop();
    throw failure.reason;
  }

  setWeights(weights: Float32Array): void {
    this.#weights.set(weights);
    this.#weightsVersion++;
  }

  async computeGradients(images: Uint8Array, targets: Float32Array): Promise<BatchGradients> {
    const total = countImages(this.#shape, images, targets);
    const { trainableSize, size } = this.#layout;
    const shards = this.#shards(TRAINING_SHARD, images, targets);
    const answers = await this.#run(shards);
    const sum = new Float32Array(size);
    let [loss, correct] = [0, 0];
    answers.forEach((answer, index) => {
      if (answer.kind !== "gradients") throw new TypeError(`Cannot train: found ${answer.kind}`);
      const weight = countImages(this.#shape, shards[index].images) / total;
      const results = this.#results[index];
      for (let i = 0; i < size; i++) sum[i] += weight * results[i];
      loss += weight * answer.loss;
      correct += answer.correct;
    });
    return {
      loss,
      correct,
      gradients: sum.subarray(0, trainableSize),
      kept: sum.subarray(trainableSize),
    };
  }

  async predict(images: Uint8Array): Promise<Float32Array<ArrayBuffer>> {
    const probabilities = new Float32Array(
      countImages(this.#shape, images) * this.#shape.classes,
    );
    let start = 0;
    for (const answer of await this.#run(this.#shards(PREDICTION_SHARD, images))) {
      if (answer.kind !== "probabilities") throw new TypeError(`Cannot predict: ${answer.kind}`);
      probabilities.set(answer.values, start);
      start += answer.values.length;
    }
    return probabilities;
  }

  dispose(): void {
    for (const worker of this.#workers) worker.stop();
  }

  #shards(size: number, images: Uint8Array, targets?: Float32Array): WorkerRequest[] {
    const { height, width, classes } = this.#shape;
    const count = Math.ceil(countImages(this.#shape, images, targets) / size);
    const [pixels, values] = [size * height * width, size * classes];
    return Array.from({ length: count }, (_, index): WorkerRequest => ({
      weightsVersion: this.#weightsVersion,
      // Copies of the shard alone: posting a view would copy the whole buffer under it.
      images: images.slice(index * pixels, (index + 1) * pixels),
      targets: targets?.slice(index * values, (index + 1) * values),
      results: targets && (this.#results[index] ??= sharedFloats(this.#layout.size)),
    }));
  }

  /** Has the workers compute all shards and returns their answers in the shards' order. */
  #run(shards: readonly WorkerRequest[]): Promise<WorkerAnswer[]> {
    return Promise.all(shards.map(async (shard) => {
      const worker = this.#idle.pop() ??
        await new Promise<GradientWorker>((resolve) => this.#waiting.push(resolve));
      try {
        return await worker.ask(shard);
      } finally {
        const next = this.#waiting.shift();
        if (next === undefined) this.#idle.push(worker);
        else next(worker);
      }
    }));
  }
}

function sharedFloats(size: number): Float32Array<SharedArrayBuffer> {
  return new Float32Array(new SharedArrayBuffer(size * Float32Array.BYTES_PER_ELEMENT));
}
