/**
 * Predicts with a `tf.LayersModel` as one TensorFlow graph: no gradients, no optimiser's state, and
 * the weights as constants, which convolutions lay out once as they want them.
 *
 * A batch is cut into parts that run side by side, each on one core; so are the batches of calls that
 * come at the same time.
 */

import type * as tf from "@tensorflow/tfjs";
import { countImages, type ImageModelShape, imageModelShape } from "../../training/image_model.ts";
import {
  completePredictorOptions,
  type Predictor,
  type PredictorOptions,
} from "../../training/predictor.ts";
import type { TensorflowApi } from "./c_api.ts";
import { Graph, type GraphOutput } from "./graph.ts";
import { defaultTowerCount, graphThreads } from "./threads.ts";
import { modelWeightValues, valuesByLayer } from "./model_weights.ts";
import { type PreparedRun, Session } from "./session.ts";
import { createTensor, readFloat32 } from "./tensor.ts";
import { addTower, type Tower } from "./tower.ts";

/**
 * Creates a predictor from copies of the model's present weights.
 *
 * Any number of predictions may be asked for at the same time.
 *
 * @throws {UserError} when a layer of the model cannot be part of a graph.
 * @throws {RangeError} when the temperature is not above 0.
 */
export function createGraphPredictor(
  api: TensorflowApi,
  model: tf.LayersModel,
  options: PredictorOptions = {},
): Predictor {
  const completed = completePredictorOptions(options);
  const graph = new Graph(api);
  try {
    return buildPredictor(graph, model, completed);
  } catch (error) {
    graph.dispose();
    throw error;
  }
}

function buildPredictor(
  graph: Graph,
  model: tf.LayersModel,
  options: Required<PredictorOptions>,
): Predictor {
  const tower = addConstantTower(graph, model);
  const output = addOutput(graph, tower, options);
  const parallelRuns = defaultTowerCount();
  const shape = imageModelShape(model);
  const session = new Session(graph, graphThreads(parallelRuns));
  const run = session.prepare({ feeds: [tower.pixels], fetches: [output] });
  const prediction = { api: graph.api, run, shape, parallelRuns };
  const running = new Set<Promise<unknown>>();
  let isDisposed = false;

  /** Frees session and graph, unless something still runs on them. */
  function free(): void {
    if (running.size > 0) return;
    session.dispose();
    graph.dispose();
  }

  return {
    async predict(images) {
      if (isDisposed) throw new Error("Cannot predict: the predictor has been disposed of");
      const answer = predictInParts(prediction, images);
      running.add(answer);
      try {
        return await answer;
      } finally {
        running.delete(answer);
        if (isDisposed) free();
      }
    },
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      free();
    },
  };
}

/** Adds a forward pass in float32 with the model's weights as constants. */
function addConstantTower(graph: Graph, model: tf.LayersModel): Tower {
  const weights = model.layers.flatMap((layer) =>
    layer.weights.map(({ shape }) => ({ layer, shape }))
  );
  const values = modelWeightValues(model);
  const constants = weights.map(({ shape }, position) =>
    graph.constant("float32", shape.map((size) => size ?? 0), values[position])
  );
  return addTower(graph, {
    model,
    computeType: "float32",
    training: false,
    weights: valuesByLayer(weights, constants),
    randomSeed: graph.integers([0, 0]),
  });
}

/** Adds what the predictor gives, `[count, classes]` float32. */
function addOutput(
  graph: Graph,
  { logits, probabilities }: Tower,
  { temperature, output }: Required<PredictorOptions>,
): GraphOutput {
  if (temperature === 1 && output === "probabilities") return probabilities;
  const attributes = { T: { type: "float32" } } as const;
  const scaled = graph.add("Mul", [logits, graph.scalar(1 / temperature)], attributes);
  return graph.add(output === "probabilities" ? "Softmax" : "LogSoftmax", [scaled], attributes);
}

/** Images that one run takes at most: enough to be fast, little memory. */
const LARGEST_PART = 128;

/** Images below which it does not pay to cut a batch into parts. */
const SMALLEST_PART = 8;

/** A plan that turns pixels into rows. */
export interface PredictionRun {
  readonly api: TensorflowApi;
  /** Feed: `[count, height, width, 1]` uint8. Fetch: `[count, classes]` float32. */
  readonly run: PreparedRun;
  readonly shape: ImageModelShape;
  /** Parts that run side by side, 1 or more. */
  readonly parallelRuns: number;
}

/**
 * Returns the rows of any number of images, `[count, classes]`.
 *
 * @param images `[count, height, width]` uint8.
 */
export async function predictInParts(
  { api, run, shape, parallelRuns }: PredictionRun,
  images: Uint8Array<ArrayBuffer>,
): Promise<Float32Array<ArrayBuffer>> {
  const { height, width, classes } = shape;
  const count = countImages(shape, images);
  const rows = new Float32Array(count * classes);
  const even = Math.ceil(count / parallelRuns);
  const size = Math.min(LARGEST_PART, Math.max(SMALLEST_PART, even));
  let next = 0;
  async function runParts(): Promise<void> {
    while (next < count) {
      const start = next;
      const end = Math.min(count, start + size);
      next = end;
      const pixels = images.subarray(start * height * width, end * height * width);
      const feed = createTensor(api, "uint8", [end - start, height, width, 1], pixels);
      try {
        const [fetched] = await run([feed]);
        rows.set(readFloat32(api, fetched), start * classes);
        api.TF_DeleteTensor(fetched);
      } finally {
        api.TF_DeleteTensor(feed);
      }
    }
  }
  const runs = await Promise.allSettled(Array.from({ length: parallelRuns }, runParts));
  const failed = runs.find((each) => each.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return rows;
}
