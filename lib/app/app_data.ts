/** What a page to draw on is built with, gathered from a run folder. */

import { IMAGE_PIXELS } from "../datasets/dataset.ts";
import "@tensorflow/tfjs-backend-wasm/package.json" with { type: "json" };
import { join } from "node:path";
import { openBackend } from "../backends/backend.ts";
import { loadModel } from "../models/model_files.ts";
import { readModel } from "../exports/exported_model.ts";
import { readReportImages } from "../reports/report_images.ts";
import { runName } from "../runs/folder.ts";
import { readRunConfig, readRunMetrics } from "../runs/record.ts";
import { requireOwnModel } from "../runs/run_model.ts";
import type { AppData, Examples } from "./client/messages.ts";
import { type FoldedNetwork, foldNetwork } from "./fold_network.ts";

/** Images whose answers a browser is tested with before it is trusted; the first guess waits for them. */
const PROBE_COUNT = 2;

/** WebAssembly with SIMD, which every browser of today has; without it plain JavaScript computes. */
const WASM = "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm";

/** All that a page is built with. */
export interface AppParts extends AppData {
  readonly examples: Examples;
  /** TensorFlow.js's WebAssembly binary, in base64. */
  readonly wasm: string;
}

/**
 * Gathers the network of a run, its examples and the probe, whose answers WebAssembly gives here.
 *
 * @param announce Takes one line where the report shows no images, so that the page has no examples.
 * @throws {UserError} when a file of the run is missing or damaged.
 */
export async function gatherAppData(
  folder: string,
  announce: (line: string) => void,
): Promise<AppParts> {
  const config = await readRunConfig(folder);
  requireOwnModel(folder, config);
  const { dataset } = config;
  const [metrics, examples, wasm] = await Promise.all([
    readRunMetrics(folder),
    readReportImages(folder),
    Deno.readFile(new URL(import.meta.resolve(WASM))),
  ]);
  if (examples.labels.length === 0) {
    announce(`The page shows no real examples: the report of ${runName(folder)} has no images.`);
  }
  const temperature = metrics.temperature ?? 1;
  const probeImages = probe(examples.images);
  const { steps, weights, probabilities } = await readNetwork(folder, probeImages, temperature);
  return {
    run: runName(folder),
    characters: dataset.characters,
    groups: metrics.groups,
    temperature,
    steps,
    weights: new Uint8Array(weights.buffer).toBase64(),
    wasm: wasm.toBase64(),
    examples: { labels: examples.labels, images: examples.images.toBase64() },
    probe: {
      images: probeImages.toBase64(),
      probabilities: new Uint8Array(probabilities.buffer).toBase64(),
    },
  };
}

/** Returns the network in steps, and its layers' probabilities of the probe. */
async function readNetwork(
  folder: string,
  images: Uint8Array<ArrayBuffer>,
  temperature: number,
): Promise<FoldedNetwork & { readonly probabilities: Float32Array<ArrayBuffer> }> {
  const backend = await openBackend("wasm", { announce: () => {}, progress: () => {} });
  const model = await loadModel(join(folder, "model"));
  const predictor = await backend.createPredictor(model, { temperature });
  try {
    const probabilities = await predictor.predict(images);
    return { ...foldNetwork(await readModel(model)), probabilities };
  } finally {
    predictor.dispose();
    model.dispose();
  }
}

/** Returns examples from all over the classes, or patterns of ink where there are none. */
function probe(images: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const available = images.length / IMAGE_PIXELS;
  if (available < PROBE_COUNT) {
    return Uint8Array.from(
      { length: PROBE_COUNT * IMAGE_PIXELS },
      (_, index) => index * 7919 % 256,
    );
  }
  const chosen = new Uint8Array(PROBE_COUNT * IMAGE_PIXELS);
  for (let place = 0; place < PROBE_COUNT; place++) {
    const start = Math.floor(place * available / PROBE_COUNT) * IMAGE_PIXELS;
    chosen.set(images.subarray(start, start + IMAGE_PIXELS), place * IMAGE_PIXELS);
  }
  return chosen;
}
