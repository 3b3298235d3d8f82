/**
 * A worker that computes gradients and predictions for its share of each batch, on its own `wasm`.
 *
 * It is started by `WorkerGradients` and holds a copy of the model.
 */

import * as tf from "@tensorflow/tfjs";
import { ModelGradients } from "../../training/model_gradients.ts";
import { useWasm } from "../wasm.ts";
import type { WorkerAnswer, WorkerRequest, WorkerStart } from "./worker_message.ts";

addEventListener("message", (event) => {
  if (event instanceof MessageEvent) serve(event.data, event.ports[0]);
}, { once: true });

async function serve({ modelJson, weights, results }: WorkerStart, port: MessagePort) {
  const answer = (content: WorkerAnswer) => port.postMessage(content);
  try {
    await useWasm();
    const engine = new ModelGradients(await tf.models.modelFromJSON(JSON.parse(modelJson)));
    port.onmessage = async (event) => {
      try {
        answer(await work(engine, weights, results, event.data));
      } catch (error) {
        answer({ kind: "error", message: String(error) });
      }
    };
    answer({ kind: "ready" });
  } catch (error) {
    answer({ kind: "error", message: String(error) });
  }
}

async function work(
  engine: ModelGradients,
  weights: Float32Array,
  results: Float32Array,
  { images, targets }: WorkerRequest,
): Promise<WorkerAnswer> {
  if (targets === undefined) {
    return { kind: "probabilities", values: await engine.predict(weights, images) };
  }
  const { loss, correct, gradients, kept } = await engine.computeGradients(
    weights,
    images,
    targets,
  );
  results.set(gradients);
  results.set(kept, gradients.length);
  return { kind: "gradients", loss, correct };
}
