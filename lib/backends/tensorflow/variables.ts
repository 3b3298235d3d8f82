/** Values that live in a session from run to run: weights, their averages, the optimiser's moments. */

import { matchArrays, type NamedArray } from "../../training/trainer.ts";
import type { Graph, GraphOutput } from "./graph.ts";
import type { PreparedRun, Session } from "./session.ts";
import { createTensor, type Pointer, readFloat32 } from "./tensor.ts";

/** A float32 variable of a graph. */
export interface Variable {
  readonly name: string;
  readonly shape: readonly number[];
  /** The resource handle that updates take. */
  readonly handle: GraphOutput;
}

/** Adds a float32 variable; `name` must be unique in the graph. */
export function addVariable(graph: Graph, name: string, shape: readonly number[]): Variable {
  const handle = graph.add("VarHandleOp", [], {
    dtype: { type: "float32" },
    shape: { shape },
    shared_name: { string: name },
  });
  return { name, shape, handle };
}

/** Adds a read of a variable, after the operations `after` have run. */
export function readVariable(
  graph: Graph,
  variable: Variable,
  after: readonly Pointer[] = [],
): GraphOutput {
  const operation = graph.operation("ReadVariableOp", {
    inputs: [variable.handle],
    attributes: { dtype: { type: "float32" } },
    after,
  });
  return { operation, index: 0 };
}

/** Adds `variable ← variable − value`, after the operations `after` have run. */
export function subtractFromVariable(
  graph: Graph,
  variable: Variable,
  value: GraphOutput,
  after: readonly Pointer[] = [],
): Pointer {
  return graph.operation("AssignSubVariableOp", {
    inputs: [variable.handle, value],
    attributes: { dtype: { type: "float32" } },
    after,
  });
}

/**
 * Adds `average ← average − (1 − momentum) · (average − value)`, which is
 * momentum · average + (1 − momentum) · value.
 *
 * @param value Float32, of the average's shape.
 * @param complement 1 − momentum, a float32 scalar.
 * @returns The update, to be run.
 */
export function addMovingAverage(
  graph: Graph,
  average: Variable,
  value: GraphOutput,
  complement: GraphOutput,
): Pointer {
  const attributes = { T: { type: "float32" } } as const;
  const distance = graph.add("Sub", [readVariable(graph, average), value], attributes);
  const change = graph.add("Mul", [distance, complement], attributes);
  return subtractFromVariable(graph, average, change);
}

/** Reads and writes all variables of a group in one run each. */
export class VariableGroup {
  readonly variables: readonly Variable[];
  readonly #graph: Graph;
  readonly #write: PreparedRun;
  readonly #read: PreparedRun;

  constructor(graph: Graph, session: Session, variables: readonly Variable[]) {
    this.variables = variables;
    this.#graph = graph;
    const feeds = variables.map(({ shape }) => graph.placeholder("float32", shape));
    const targets = variables.map(({ handle }, position) =>
      graph.operation("AssignVariableOp", {
        inputs: [handle, feeds[position]],
        attributes: { dtype: { type: "float32" } },
      })
    );
    this.#write = session.prepare({ feeds, fetches: [], targets });
    this.#read = session.prepare({
      feeds: [],
      fetches: variables.map((variable) => readVariable(graph, variable)),
    });
  }

  /** Sets every variable; `values` come in the group's order, each in its variable's shape. */
  async write(values: readonly Float32Array<ArrayBuffer>[]): Promise<void> {
    const { api } = this.#graph;
    const tensors = this.variables.map(({ shape }, position) =>
      createTensor(api, "float32", shape, values[position])
    );
    try {
      await this.#write(tensors);
    } finally {
      tensors.forEach((tensor) => api.TF_DeleteTensor(tensor));
    }
  }

  /** Returns copies of all values in the group's order. */
  async read(): Promise<Float32Array<ArrayBuffer>[]> {
    const { api } = this.#graph;
    const tensors = await this.#read([]);
    const values = tensors.map((tensor) => readFloat32(api, tensor));
    tensors.forEach((tensor) => api.TF_DeleteTensor(tensor));
    return values;
  }
}

/** Returns copies of all variables, group after group. */
export async function readState(groups: readonly VariableGroup[]): Promise<NamedArray[]> {
  const arrays: NamedArray[] = [];
  for (const group of groups) {
    const values = await group.read();
    group.variables.forEach(({ name, shape }, position) => {
      arrays.push({ name, shape, values: values[position] });
    });
  }
  return arrays;
}

/**
 * Sets all variables to what {@linkcode readState} gave, in any order.
 *
 * @throws {TypeError} when a name is missing, unknown or has another shape; nothing is set then.
 */
export async function writeState(
  groups: readonly VariableGroup[],
  arrays: readonly NamedArray[],
): Promise<void> {
  const values = matchArrays(groups.flatMap(({ variables }) => variables), arrays);
  for (const group of groups) await group.write(values.splice(0, group.variables.length));
}
