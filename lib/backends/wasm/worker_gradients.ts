/** Gradients by several workers, each on its own `wasm` backend with a share of every batch. */

import type * as tf from "@tensorflow/tfjs";
import type { BatchGradients, GradientEngine } from "../../training/gradient_engine.ts";
import { countImages, type ImageModelShape, imageModelShape } from "../../training/image_model.ts";
import { type WeightLayout, weightLayout } from "../../training/weight_layout.ts";
import type { WorkerAnswer, WorkerRequest, WorkerStart } from "./worker_message.ts";

/** One worker and the memory it shares with this thread. */
interface GradientWorker {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly results: Float32Array<SharedArrayBuffer>;
}

/** The part of a batch that one worker takes. */
interface Share extends WorkerRequest {
  readonly gradientWorker: GradientWorker;
  readonly count: number;
}

/** Splits each batch evenly over its workers; shares are added up in a fixed order. */
export class WorkerGradients implements GradientEngine {
  readonly #shape: ImageModelShape;
  readonly #layout: WeightLayout;
  readonly #weights: Float32Array<SharedArrayBuffer>;
  readonly #workers: readonly GradientWorker[];

  private constructor(
    model: tf.LayersModel,
    weights: Float32Array<SharedArrayBuffer>,
    workers: readonly GradientWorker[],
  ) {
    this.#shape = imageModelShape(model);
    this.#layout = weightLayout(model);
    this.#weights = weights;
    this.#workers = workers;
  }

  /** Starts `count` workers with copies of the model. */
  static async create(model: tf.LayersModel, count: number): Promise<WorkerGradients> {
    imageModelShape(model);
    const { size } = weightLayout(model);
    const weights = sharedFloats(size);
    const modelJson = JSON.stringify(model.toJSON(undefined, false));
    const workers = Array.from({ length: count }, (): GradientWorker => {
      const worker = new Worker(new URL("./gradient_worker.ts", import.meta.url), {
        type: "module",
      });
      const { port1: port, port2 } = new MessageChannel();
      const results = sharedFloats(size);
      const start: WorkerStart = { modelJson, weights, results };
      worker.postMessage(start, [port2]);
      return { worker, port, results };
    });
    const engine = new WorkerGradients(model, weights, workers);
    try {
      await Promise.all(workers.map(nextAnswer));
    } catch (error) {
      engine.dispose();
      throw error;
    }
    return engine;
  }

  async computeGradients(
    weights: Float32Array,
    images: Uint8Array,
    targets: Float32Array,
  ): Promise<BatchGradients> {
    const total = countImages(this.#shape, images, targets);
    const { trainableSize, size } = this.#layout;
    const sum = new Float32Array(size);
    let [loss, correct] = [0, 0];
    const shares = this.#shares(images, targets);
    const answers = await this.#askAll(weights, shares);
    shares.forEach(({ gradientWorker: { results }, count }, index) => {
      const answer = answers[index];
      if (answer.kind !== "gradients") throw new TypeError(`Cannot train: found ${answer.kind}`);
      const weight = count / total;
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

  async predict(weights: Float32Array, images: Uint8Array): Promise<Float32Array<ArrayBuffer>> {
    const probabilities = new Float32Array(
      countImages(this.#shape, images) * this.#shape.classes,
    );
    let start = 0;
    for (const answer of await this.#askAll(weights, this.#shares(images))) {
      if (answer.kind !== "probabilities") throw new TypeError(`Cannot predict: ${answer.kind}`);
      probabilities.set(answer.values, start);
      start += answer.values.length;
    }
    return probabilities;
  }

  dispose(): void {
    for (const { worker, port } of this.#workers) {
      port.close();
      worker.terminate();
    }
  }

  /** Cuts images into as many runs as there are workers; none of them is empty. */
  #shares(images: Uint8Array, targets?: Float32Array): Share[] {
    const { height, width, classes } = this.#shape;
    const total = countImages(this.#shape, images, targets);
    return this.#workers.flatMap((gradientWorker, index): Share[] => {
      const start = Math.floor(total * index / this.#workers.length);
      const end = Math.floor(total * (index + 1) / this.#workers.length);
      if (end === start) return [];
      return [{
        gradientWorker,
        count: end - start,
        images: images.subarray(start * height * width, end * height * width),
        targets: targets?.subarray(start * classes, end * classes),
      }];
    });
  }

  #askAll(weights: Float32Array, shares: readonly Share[]): Promise<WorkerAnswer[]> {
    this.#weights.set(weights);
    return Promise.all(shares.map(({ gradientWorker, images, targets }) => {
      // A copy of the share alone: posting a view would copy the buffer under it.
      const request: WorkerRequest = { images: images.slice(), targets: targets?.slice() };
      gradientWorker.port.postMessage(request);
      return nextAnswer(gradientWorker);
    }));
  }
}

function sharedFloats(size: number): Float32Array<SharedArrayBuffer> {
  return new Float32Array(new SharedArrayBuffer(size * Float32Array.BYTES_PER_ELEMENT));
}

/** Waits for a worker's next answer and throws when it is an error or the worker stops. */
function nextAnswer({ worker, port }: GradientWorker): Promise<WorkerAnswer> {
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`A wasm worker stopped: ${event.message}`));
    };
    port.onmessage = (event) => {
      const answer: WorkerAnswer = event.data;
      if (answer.kind === "error") reject(new Error(`A wasm worker failed: ${answer.message}`));
      else resolve(answer);
    };
  });
}
