/** Graphs by hand: what they compute, and what TensorFlow says when they make no sense. */

import { assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { TensorflowError } from "../../../lib/backends/tensorflow/c_api.ts";
import { Graph, type GraphOutput } from "../../../lib/backends/tensorflow/graph.ts";
import { Session } from "../../../lib/backends/tensorflow/session.ts";
import { createTensor, readFloat32 } from "../../../lib/backends/tensorflow/tensor.ts";
import { needsPermissions } from "../../permissions.ts";
import { openedTensorflow } from "./opened_tensorflow.ts";

const threads = { withinOperation: 1, acrossOperations: 1 };
const float32 = { T: { type: "float32" } } as const;

async function withGraph(use: (graph: Graph) => Promise<void> | void): Promise<void> {
  const api = await openedTensorflow();
  const graph = new Graph(api);
  try {
    await use(graph);
  } finally {
    graph.dispose();
  }
}

/** Runs once: `input` is fed with a vector, the values of `outputs` are returned. */
async function evaluate(
  graph: Graph,
  input: GraphOutput,
  values: readonly number[],
  outputs: readonly GraphOutput[],
): Promise<number[][]> {
  const api = await openedTensorflow();
  const session = new Session(graph, threads);
  const fed = createTensor(api, "float32", [values.length], Float32Array.from(values));
  try {
    const fetched = await session.prepare({ feeds: [input], fetches: outputs })([fed]);
    return fetched.map((tensor) => {
      const numbers = [...readFloat32(api, tensor)];
      api.TF_DeleteTensor(tensor);
      return numbers;
    });
  } finally {
    api.TF_DeleteTensor(fed);
    session.dispose();
  }
}

Deno.test(
  "Graph computes a function and its gradient",
  needsPermissions,
  () =>
    withGraph(async (graph) => {
      const x = graph.placeholder("float32", [-1]);
      const cube = graph.add("Mul", [x, graph.add("Mul", [x, x], float32)], float32);
      const value = graph.add("AddV2", [cube, graph.scalar(2)], float32);
      const [slope] = graph.gradients([value], [x]);
      const [values, slopes] = await evaluate(graph, x, [-1, 0.5, 3], [value, slope]);
      assertEquals(values, [1, 2.125, 29]); // x³ + 2
      assertEquals(slopes, [3, 0.75, 27]); // 3x²
    }),
);

Deno.test(
  "Graph.gradients() adds the gradients of several values",
  needsPermissions,
  () =>
    withGraph(async (graph) => {
      const x = graph.placeholder("float32", [-1]);
      const values = [graph.add("Neg", [x], float32), graph.add("Square", [x], float32)];
      const [slope] = graph.gradients(values, [x]);
      assertEquals(await evaluate(graph, x, [1, -4], [slope]), [[1, -9]]); // 2x - 1
    }),
);

Deno.test(
  "Graph.operation() throws TensorFlow's reason for what it refuses",
  needsPermissions,
  () =>
    withGraph((graph) => {
      const x = graph.placeholder("float32", [2, 3]);
      assertThrows(
        () => graph.add("NoSuchOperation", []),
        TensorflowError,
        "TensorFlow: Op type not registered 'NoSuchOperation'",
      );
      assertThrows(() => graph.add("MatMul", [x, x], float32), TensorflowError, "3 and 2");
      assertThrows(
        () => graph.add("Mul", [x, graph.integers([1])], float32),
        TensorflowError,
        "TensorFlow: ",
      );
      assertThrows(() => graph.add("Relu", [x, x], float32), TensorflowError, "TensorFlow: ");
      // The graph is as good as before.
      graph.add("Relu", [x], float32);
    }),
);

Deno.test(
  "Graph.gradients() throws where there is no gradient",
  needsPermissions,
  () =>
    withGraph((graph) => {
      const x = graph.placeholder("float32", [2]);
      const other = graph.placeholder("float32", [2]);
      const value = graph.add("Square", [x], float32);
      assertThrows(
        () => graph.gradients([value], [x, other]),
        TensorflowError,
        "TensorFlow: Cannot compute the partial derivative for node 'Placeholder_1'",
      );
      const unlike = graph.add("NotEqual", [x, other], float32);
      assertThrows(
        () => graph.gradients([graph.cast(unlike, "bool", "float32")], [x]),
        Error,
        "Cannot differentiate: no value depends on parameter 0",
      );
      assertThrows(
        () => graph.gradients([graph.add("Digamma", [x], float32)], [x]),
        TensorflowError,
        "TensorFlow: No gradient defined for op: Digamma",
      );
    }),
);

Deno.test(
  "Session.prepare() rejects with TensorFlow's reason, and runs on afterwards",
  needsPermissions,
  () =>
    withGraph(async (graph) => {
      const x = graph.placeholder("float32", [-1]);
      const sum = graph.add("AddV2", [x, graph.constant("float32", [2], Float32Array.of(1, 2))], {
        ...float32,
      });
      await assertRejects(
        () => evaluate(graph, x, [1, 2, 3], [sum]),
        TensorflowError,
        "TensorFlow: Incompatible shapes: [3] vs. [2]",
      );
      assertEquals(await evaluate(graph, x, [1, 2], [sum]), [[2, 4]]);
    }),
);

Deno.test(
  "Session.prepare() rejects another number of tensors than the plan has",
  needsPermissions,
  () =>
    withGraph(async (graph) => {
      const x = graph.placeholder("float32", []);
      const session = new Session(graph, threads);
      await assertRejects(
        () => session.prepare({ feeds: [x], fetches: [x] })([]),
        TypeError,
        "Cannot run a graph: expected 1 tensors but found 0",
      );
      session.dispose();
    }),
);

Deno.test(
  "Graph.cast() rounds to bfloat16 and leaves an equal type alone",
  needsPermissions,
  () =>
    withGraph(async (graph) => {
      const x = graph.placeholder("float32", [-1]);
      assertEquals(graph.cast(x, "float32", "float32"), x);
      const rounded = graph.cast(graph.cast(x, "float32", "bfloat16"), "bfloat16", "float32");
      const [[half, third]] = await evaluate(graph, x, [0.5, 1 / 3], [rounded]);
      assertEquals(half, 0.5);
      assertAlmostEquals(third, 0.333984375, 0); // 171 / 512: eight significant bits of 1/3
    }),
);
