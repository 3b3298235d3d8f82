/**
 * Compares the graph trainer with Keras as `train` would run it, in a process of its own, and prints
 * the distance as JSON. Arguments: network, precision, tower count.
 *
 * TensorFlow's threads inside an operation come from one pool of the process, and their number decides
 * how sums are rounded: in a process that other tests have used, the result would be theirs too.
 */

import { createGraphTrainer } from "../../../lib/backends/tensorflow/graph_trainer.ts";
import { registerTensorflowBackend } from "../../../lib/backends/tensorflow/register.ts";
import { graphThreads } from "../../../lib/backends/tensorflow/threads.ts";
import { PRECISIONS } from "../../../lib/training/trainer.ts";
import { followGolden } from "../../testdata/follow_golden.ts";
import { readGolden } from "../../testdata/golden.ts";
import { type GoldenName, goldenNetworks } from "../../testdata/golden_networks.ts";
import { openedTensorflow } from "./opened_tensorflow.ts";

const [wanted, precisionName, towerCount] = Deno.args;
const name = Object.keys(goldenNetworks).find((each): each is GoldenName => each === wanted);
if (name === undefined) throw new RangeError(`no network is called ${wanted}`);
const api = await openedTensorflow();
await registerTensorflowBackend(api, graphThreads());
const trainer = await createGraphTrainer(api, goldenNetworks[name](), {
  precision: PRECISIONS.find((each) => each === precisionName),
  towerCount: Number(towerCount),
});
console.log(JSON.stringify(await followGolden(trainer, readGolden(name))));
trainer.dispose();
