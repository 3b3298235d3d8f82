/**
 * A worker that computes gradients and predictions for shards of batches, on its own `wasm`.
 *
 * It is started by `GradientWorker` and holds a copy of the model.
 */

import * as tf from "@tensorflow/tfjs";
import { ModelGradients } from "../../training/model_gradients.ts";
import { useWasm } from "./use_wasm.ts";
import type { WorkerAnswer, WorkerRequest, WorkerStart } from "./gradient_worker.ts";

addEventListener("message", (event) => {
  if (event instanceof MessageEvent) serve(event.data, event.ports[0]);
}, { once: true });

async function serve({ modelJson, weights }: WorkerStart, port: MessagePort): Promise<void> {
  const answer = async (work: () => Promise<WorkerAnswer>) => {
    try {
      port.postMessage(await work());
    } catch (error) {
      port.postMessage({ kind: "error", message: String(error) });
    }
  };
  await answer(async () => {
    await useWasm();
    const engine = new ModelGradients(await tf.models.modelFromJSON(JSON.parse(modelJson)));
    let weightsVersion = NaN;
    port.onmessage = (event) => {
      const request: WorkerRequest = event.data;
      answer(() => {
        if (request.weightsVersion !== weightsVersion) engine.setWeights(weights);
        weightsVersion = request.weightsVersion;
        return compute(engine, request);
      });
    };
    return { kind: "ready" };
  });
}

async function compute(
  engine: ModelGradients,
  { images, targets, results }: WorkerRequest,
): Promise<WorkerAnswer> {
  if (targets === undefined || results === undefined) {
    return { kind: "probabilities", values: await engine.predict(images) };
  }
  const { loss, correct, gradients, kept } = await engine.computeGradients(images, targets);
  results.set(gradients);
  results.set(kept, gradients.length);
  return { kind: "gradients", loss, correct };
}
