/**
 * Follows the golden values as `train` would, in a process of its own, and prints the distances as
 * JSON. Arguments: precision, tower count.
 *
 * TensorFlow's threads inside an operation come from one pool of the process, and their number decides
 * how sums are rounded: in a process that other tests have used, the result would be theirs too.
 */

import { registerTensorflowBackend } from "../../../lib/backends/tensorflow/register.ts";
import { createGraphTrainer } from "../../../lib/backends/tensorflow/graph_trainer.ts";
import { graphThreads } from "../../../lib/backends/tensorflow/graph_threads.ts";
import { precisions } from "../../../lib/training/trainer_options.ts";
import { createGoldenModel, followGolden } from "../../testdata/follow_golden.ts";
import { readGolden } from "../../testdata/golden.ts";
import { openedTensorflow } from "./opened_tensorflow.ts";

const precision = precisions.find((name) => name === Deno.args[0]);
const golden = await readGolden();
const api = await openedTensorflow();
await registerTensorflowBackend(api, graphThreads());
if (golden !== undefined) {
  const trainer = await createGraphTrainer(api, createGoldenModel(golden), {
    precision,
    towerCount: Number(Deno.args[1]),
  });
  console.log(JSON.stringify(await followGolden(trainer, golden)));
  trainer.dispose();
}
