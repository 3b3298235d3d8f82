/**
 * Compares the graph trainer with Keras as `train` would run it, in a process of its own, and prints
 * what it found as JSON. Arguments: what to compare, precision, tower count.
 *
 * TensorFlow's threads inside an operation come from one pool of the process, and their number decides
 * how sums are rounded: in a process that other tests have used, the result would be theirs too.
 */

import { createGraphTrainer } from "../../../lib/backends/tensorflow/graph_trainer.ts";
import { graphThreads } from "../../../lib/backends/tensorflow/graph_threads.ts";
import { registerTensorflowBackend } from "../../../lib/backends/tensorflow/register.ts";
import { precisions } from "../../../lib/training/trainer_options.ts";
import {
  createGoldenModel,
  createSmoothModel,
  followGolden,
} from "../../testdata/follow_golden.ts";
import { readGolden, readSmoothGolden } from "../../testdata/golden.ts";
import { shadowGolden } from "../../testdata/shadow_golden.ts";
import { openedTensorflow } from "./opened_tensorflow.ts";

const [comparison, precisionName, towerCount] = Deno.args;
const isSmooth = comparison === "smooth";
const golden = await (isSmooth ? readSmoothGolden() : readGolden());
const api = await openedTensorflow();
await registerTensorflowBackend(api, graphThreads());
if (golden !== undefined) {
  const model = isSmooth ? createSmoothModel(golden) : createGoldenModel(golden);
  const trainer = await createGraphTrainer(api, model, {
    precision: precisions.find((name) => name === precisionName),
    towerCount: Number(towerCount),
  });
  const result = comparison === "shadow"
    ? await shadowGolden(trainer, golden, { tolerance: 1e-3, attemptLimit: 200 })
    : await followGolden(trainer, golden);
  console.log(JSON.stringify(result ?? null));
  trainer.dispose();
}
