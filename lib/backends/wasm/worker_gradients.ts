/**
 * Gradients by several workers, each on its own `wasm` backend.
 *
 * Every batch is cut into shards of a fixed size; a worker takes the next one when it is free, and the
 * shards are added up in their order. So the result is the same, bit for bit, for any number of
 * workers, and a slow processor core does not hold up the others.
 */

import type * as tf from "@tensorflow/tfjs";
import type { GradientEngine } from "../../training/gradient_engine.ts";
import { countImages, imageModelShape } from "../../training/image_model.ts";
import { weightLayout } from "../../training/weight_layout.ts";
import {
  GradientWorker,
  type WorkerAnswer,
  type WorkerRequest,
  type WorkerStart,
} from "./gradient_worker.ts";

/** Images of a shard when training; four workers then share a batch of 128. */
const TRAINING_SHARD = 32;

/** Images of a shard when predicting: so few that a page's worth of characters keeps all cores busy. */
const PREDICTION_SHARD = 32;

/**
 * Starts `count` workers that compute with copies of a model, which itself is only read now.
 *
 * @throws {TypeError} when the model does not map grey images to class probabilities
 * @throws {RangeError} when `count` is not a whole number of at least 1
 */
export async function createWorkerGradients(
  model: tf.LayersModel,
  count: number,
): Promise<GradientEngine> {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`Cannot use wasm: expected 1 or more threads but found ${count}`);
  }
  const shape = imageModelShape(model);
  const { height, width, classes } = shape;
  const { trainableSize, size } = weightLayout(model);
  const sharedWeights = sharedFloats(size);
  let weightsVersion = 0;
  const workers = await startWorkers(count, {
    modelJson: JSON.stringify(model.toJSON(undefined, false)),
    weights: sharedWeights,
  });
  /** Workers with nothing to do, and shards that wait for one, of any number of calls. */
  const idle = [...workers];
  const waiting: ((worker: GradientWorker) => void)[] = [];
  /** Where each shard of a batch puts its gradients; grows with the largest batch. */
  const results: Float32Array<SharedArrayBuffer>[] = [];

  function cutIntoShards(
    imagesPerShard: number,
    images: Uint8Array,
    targets?: Float32Array,
  ): WorkerRequest[] {
    const length = Math.ceil(countImages(shape, images, targets) / imagesPerShard);
    const [pixels, values] = [imagesPerShard * height * width, imagesPerShard * classes];
    return Array.from({ length }, (_, index): WorkerRequest => ({
      weightsVersion,
      // Copies of the shard alone: posting a view would copy the whole buffer under it.
      images: images.slice(index * pixels, (index + 1) * pixels),
      targets: targets?.slice(index * values, (index + 1) * values),
      results: targets && (results[index] ??= sharedFloats(size)),
    }));
  }

  /** Has the workers compute all shards and returns their answers in the shards' order. */
  function run(shards: readonly WorkerRequest[]): Promise<WorkerAnswer[]> {
    return Promise.all(shards.map(async (shard) => {
      const worker = idle.pop() ??
        await new Promise<GradientWorker>((resolve) => waiting.push(resolve));
      try {
        return await worker.ask(shard);
      } finally {
        const next = waiting.shift();
        if (next === undefined) idle.push(worker);
        else next(worker);
      }
    }));
  }

  return {
    setWeights(weights) {
      sharedWeights.set(weights);
      weightsVersion++;
    },
    async computeGradients(images, targets) {
      const total = countImages(shape, images, targets);
      const shards = cutIntoShards(TRAINING_SHARD, images, targets);
      const answers = await run(shards);
      const sum = new Float32Array(size);
      let [loss, correct] = [0, 0];
      answers.forEach((answer, index) => {
        if (answer.kind !== "gradients") throw new TypeError(`Cannot train: found ${answer.kind}`);
        const weight = countImages(shape, shards[index].images) / total;
        const shardResults = results[index];
        for (let i = 0; i < size; i++) sum[i] += weight * shardResults[i];
        loss += weight * answer.loss;
        correct += answer.correct;
      });
      const [gradients, kept] = [sum.subarray(0, trainableSize), sum.subarray(trainableSize)];
      return { loss, correct, gradients, kept };
    },
    async predict(images) {
      const probabilities = new Float32Array(countImages(shape, images) * classes);
      let start = 0;
      for (const answer of await run(cutIntoShards(PREDICTION_SHARD, images))) {
        if (answer.kind !== "probabilities") throw new TypeError(`Cannot predict: ${answer.kind}`);
        probabilities.set(answer.values, start);
        start += answer.values.length;
      }
      return probabilities;
    },
    dispose() {
      for (const worker of workers) worker.stop();
    },
  };
}

/** Starts all workers, or none where one of them fails. */
async function startWorkers(count: number, start: WorkerStart): Promise<GradientWorker[]> {
  const started = await Promise.allSettled(
    Array.from({ length: count }, () => GradientWorker.start(start)),
  );
  const workers = started.flatMap((each) => each.status === "fulfilled" ? [each.value] : []);
  const failure = started.find((each) => each.status === "rejected");
  if (failure === undefined) return workers;
  for (const worker of workers) worker.stop();
  throw failure.reason;
}

function sharedFloats(size: number): Float32Array<SharedArrayBuffer> {
  return new Float32Array(new SharedArrayBuffer(size * Float32Array.BYTES_PER_ELEMENT));
}
