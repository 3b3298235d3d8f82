/** How many floating-point operations a second this machine can do at best, for comparison. */

import type { TensorflowApi } from "./c_api.ts";
import { Graph, type GraphOutput } from "./graph.ts";
import { defaultTowerCount, graphThreads } from "./threads.ts";
import { Session } from "./session.ts";
import { createTensor, type Pointer } from "./tensor.ts";

const SIZE = 1024;
const CHAIN_LENGTH = 6;
const REPETITIONS = 5;

/**
 * Measures float32 matrix multiplication on the threads that training has: the best of a few runs of
 * one chain of products `[1024, 1024]` a tower, in operations a second (2 n³ a product).
 */
export async function measureMatmulPeak(api: TensorflowApi): Promise<number> {
  const graph = new Graph(api);
  // Fed, not constant: TensorFlow would compute a product of constants once, beforehand.
  const factor = graph.placeholder("float32", [SIZE, SIZE]);
  const towerCount = defaultTowerCount();
  const targets: Pointer[] = [];
  for (let tower = 0; tower < towerCount; tower++) {
    // Each tower scales the factor differently, lest equal products be computed once.
    const own = graph.add("Mul", [factor, graph.scalar(1 / (tower + 1))], {
      T: { type: "float32" },
    });
    targets.push(addChain(graph, own).operation);
  }
  const session = new Session(graph, graphThreads(towerCount));
  const run = session.prepare({ feeds: [factor], fetches: [], targets });
  const values = Float32Array.from({ length: SIZE * SIZE }, (_, index) => (index % 7) / (7 * SIZE));
  const tensor = createTensor(api, "float32", [SIZE, SIZE], values);
  try {
    await run([tensor]);
    let best = Infinity;
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      const start = performance.now();
      await run([tensor]);
      best = Math.min(best, (performance.now() - start) / 1000);
    }
    return (towerCount * CHAIN_LENGTH * 2 * SIZE ** 3) / best;
  } finally {
    api.TF_DeleteTensor(tensor);
    session.dispose();
    graph.dispose();
  }
}

function addChain(graph: Graph, factor: GraphOutput): GraphOutput {
  let product = factor;
  for (let link = 0; link < CHAIN_LENGTH; link++) {
    product = graph.add("MatMul", [product, factor], { T: { type: "float32" } });
  }
  return product;
}
