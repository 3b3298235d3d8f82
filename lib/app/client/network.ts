/// <reference lib="dom" />
/**
 * The network in a browser: TensorFlow.js on WebGPU where its answers are sound, else WebAssembly,
 * else plain JavaScript.
 */

import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgpu";
import { type LayersModel, loadLayersModel } from "@tensorflow/tfjs-layers";
import type { AppData } from "./messages.ts";

/** How far a probability may be from the native backend's; rounding alone stays below 1e-4. */
const PROBE_TOLERANCE = 1e-3;

/** Images that go through the network together: bounds the memory that a whole page takes. */
const BATCH_SIZE = 256;

/** TensorFlow.js wants a path for each; without SIMD or with threads the one that is inside fails. */
const WASM_BINARIES = [
  "tfjs-backend-wasm-simd.wasm",
  "tfjs-backend-wasm.wasm",
  "tfjs-backend-wasm-threaded-simd.wasm",
];

/** A network that is ready to answer. */
export interface Network {
  /** The backend that it runs on. */
  readonly backend: string;
  /** Why a better backend is not used, a sentence each. */
  readonly notes: readonly string[];
  /** Returns `[n, classes]` float32 probabilities of `[n, 28, 28]` upright uint8 images. */
  predict(images: Uint8Array<ArrayBuffer>): Promise<Float32Array<ArrayBuffer>>;
}

/** Starts the network on the best backend whose answers to the probe are right. */
export async function startNetwork(data: AppData): Promise<Network> {
  const notes: string[] = [];
  for (const backend of ["webgpu", "wasm", "cpu"]) {
    try {
      await useBackend(backend, data);
      const model = await createModel(data);
      const predict = (images: Uint8Array<ArrayBuffer>) => predictImages(model, images, data);
      const difference = await probeDifference(predict, data);
      if (difference <= PROBE_TOLERANCE) return { backend, notes, predict };
      model.dispose();
      notes.push(`${backend} is not used: its answers are off by ${difference.toPrecision(1)}.`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      notes.push(`${backend} is not used: ${reason}.`);
    }
  }
  throw new Error(`The network cannot run in this browser. ${notes.join(" ")}`);
}

async function useBackend(backend: string, data: AppData): Promise<void> {
  if (backend === "webgpu") await requireGraphicsCard();
  if (backend === "wasm") {
    const binary = `data:application/wasm;base64,${data.wasm}`;
    setWasmPaths(Object.fromEntries(WASM_BINARIES.map((name) => [name, binary])));
  }
  if (!await tf.setBackend(backend)) throw new Error("it does not start here");
  await tf.ready();
}

/** @throws Error where WebGPU is missing or would be computed by the processor. */
async function requireGraphicsCard(): Promise<void> {
  const gpu = "gpu" in navigator ? navigator.gpu : undefined;
  const adapter = await gpu?.requestAdapter();
  if (!adapter) throw new Error("this browser offers no graphics card");
  if (adapter.info.isFallbackAdapter) throw new Error("it would run on the processor");
}

async function createModel({ model, weights }: AppData): Promise<LayersModel> {
  const artifacts = { ...model, weightData: bytesOf(weights).buffer };
  return await loadLayersModel({ load: () => Promise.resolve(artifacts) });
}

async function predictImages(
  model: LayersModel,
  images: Uint8Array<ArrayBuffer>,
  { temperature, characters }: AppData,
): Promise<Float32Array<ArrayBuffer>> {
  const count = images.length / (28 * 28);
  const probabilities = new Float32Array(count * characters.length);
  for (let start = 0; start < count; start += BATCH_SIZE) {
    const batch = images.subarray(start * 28 * 28, (start + BATCH_SIZE) * 28 * 28);
    const answer = tf.tidy(() => {
      const pixels = tf.tensor4d(Float32Array.from(batch), [batch.length / (28 * 28), 28, 28, 1]);
      const output = model.predict(tf.div(pixels, 255));
      if (Array.isArray(output)) throw new TypeError("expected a model with one output");
      return temperature === 1 ? output : tf.softmax(tf.div(tf.log(output), temperature));
    });
    probabilities.set(await answer.data(), start * characters.length);
    answer.dispose();
  }
  return probabilities;
}

async function probeDifference(
  predict: Network["predict"],
  { probe }: AppData,
): Promise<number> {
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
