/// <reference lib="dom" />
/** The network in a browser, on one of TensorFlow.js's backends. */

import { IMAGE_PIXELS } from "../../datasets/dataset.ts";
import * as tf from "@tensorflow/tfjs-core";
import type { AppData } from "./messages.ts";
import type { NetworkStep } from "./network_steps.ts";

/** How far a probability may be from the native backend's; rounding alone stays below 1e-4. */
const PROBE_TOLERANCE = 1e-3;

/** Images that go through the network together: bounds the memory that a whole page takes. */
const BATCH_SIZE = 256;

/** What the network needs of the page's data. */
export type NetworkData = Pick<
  AppData,
  "steps" | "weights" | "temperature" | "characters" | "probe"
>;

/** Returns `[n, classes]` float32 probabilities of `[n, 28, 28]` upright uint8 images. */
export type Predict = (images: Uint8Array<ArrayBuffer>) => Promise<Float32Array<ArrayBuffer>>;

/**
 * Starts a backend of TensorFlow.js.
 *
 * @throws {Error} when it does not start.
 */
export async function startBackend(name: string): Promise<void> {
  if (!await tf.setBackend(name)) throw new Error("it does not start here");
  await tf.ready();
}

/**
 * Starts the network on the backend that has been started.
 *
 * @throws {Error} when it answers the probe wrongly.
 */
export async function startNetwork(data: NetworkData): Promise<Predict> {
  const values = new Float32Array(bytesOf(data.weights).buffer);
  const weights = data.steps.map((step) =>
    step.weights.map(({ shape, start }) =>
      tf.tensor(values.subarray(start, start + tf.util.sizeFromShape([...shape])), [...shape])
    )
  );
  const predict: Predict = (images) => predictImages(images, data, weights);
  const difference = await probeDifference(predict, data);
  if (difference <= PROBE_TOLERANCE) return predict;
  throw new Error(`its answers are off by ${difference.toPrecision(1)}`);
}

async function predictImages(
  images: Uint8Array<ArrayBuffer>,
  { steps, temperature, characters }: NetworkData,
  weights: readonly (readonly tf.Tensor[])[],
): Promise<Float32Array<ArrayBuffer>> {
  const count = images.length / IMAGE_PIXELS;
  const probabilities = new Float32Array(count * characters.length);
  for (let start = 0; start < count; start += BATCH_SIZE) {
    const batch = images.subarray(start * IMAGE_PIXELS, (start + BATCH_SIZE) * IMAGE_PIXELS);
    const answer = tf.tidy(() => {
      const pixels = tf.tensor4d(Float32Array.from(batch), [
        batch.length / IMAGE_PIXELS,
        28,
        28,
        1,
      ]);
      const values: tf.Tensor[] = [tf.div(pixels, 255)];
      steps.forEach((step, index) => values.push(take(step, values, weights[index])));
      return tf.softmax(tf.div(values[steps.length], temperature));
    });
    probabilities.set(await answer.data(), start * characters.length);
    answer.dispose();
  }
  return probabilities;
}

/** Computes one step. */
function take(
  { relu, ...step }: NetworkStep,
  values: readonly tf.Tensor[],
  [first, second]: readonly tf.Tensor[],
): tf.Tensor {
  const inputs = step.inputs.map((place) => values[place]);
  const [input] = inputs;
  const activation = relu ? "relu" : "linear";
  const rectified = (value: tf.Tensor) => relu ? tf.relu(value) : value;
  switch (step.kind) {
    case "convolution": {
      const { strides: [down, across], padding: pad } = step.window;
      const [x, filter, bias] = [asImages(input), asImages(first), second];
      return tf.fused.conv2d({ x, filter, strides: [down, across], pad, bias, activation });
    }
    case "pooling": {
      const { size: [height, width], window: { strides: [down, across], padding } } = step;
      const largest = tf.maxPool(asImages(input), [height, width], [down, across], padding);
      return rectified(largest);
    }
    case "scaling":
      return rectified(tf.add(tf.mul(input, first), second));
    case "sum":
      return rectified(tf.addN(inputs));
    case "dense": {
      const a = tf.reshape(input, [input.shape[0], -1]);
      return tf.fused.matMul({ a, b: first, bias: second, activation });
    }
  }
}

/** Returns images or kernels as what they are. */
function asImages(tensor: tf.Tensor): tf.Tensor4D {
  if (hasFourSides(tensor)) return tensor;
  throw new TypeError(`expected four sides but found [${tensor.shape}]`);
}

function hasFourSides(tensor: tf.Tensor): tensor is tf.Tensor4D {
  return tensor.rank === 4;
}

async function probeDifference(predict: Predict, { probe }: NetworkData): Promise<number> {
  const expected = new Float32Array(bytesOf(probe.probabilities).buffer);
  const found = await predict(bytesOf(probe.images));
  return found.reduce(
    (largest, value, index) =>
      // A NaN is as far off as can be.
      Number.isNaN(value) ? Infinity : Math.max(largest, Math.abs(value - expected[index])),
    0,
  );
}

/** Returns the bytes that a base64 text stands for. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  // Browsers of before 2025 lack it; six megabytes take them a tenth of a second more.
  if (typeof Uint8Array.fromBase64 === "function") return Uint8Array.fromBase64(base64);
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
