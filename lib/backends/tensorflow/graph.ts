/**
 * Building a TensorFlow graph, operation by operation.
 *
 * A graph is only a description; `session.ts` runs it. Operation names and attributes are those of
 * TensorFlow's op registry (`tensorflow/core/ops/*_ops.cc`).
 */

import { cString, pointerArray, type TensorflowApi, withStatus } from "./c_api.ts";
import { createTensor, type DataType, dataTypes, type Pointer, requirePointer } from "./tensor.ts";

/** One output of an operation in a graph. */
export interface GraphOutput {
  readonly operation: Pointer;
  readonly index: number;
}

/** The value of an operation's attribute; the wrapper says which kind it is. */
export type Attribute =
  | { readonly type: DataType }
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly bool: boolean }
  | { readonly string: string }
  | { readonly shape: readonly number[] };

/** What {@linkcode Graph.operation} needs beside the operation's name. */
export interface OperationOptions {
  /** Inputs in order; an array stands for one input that is a list. */
  readonly inputs?: readonly (GraphOutput | readonly GraphOutput[])[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
  /** Operations that must have run before this one. */
  readonly after?: readonly Pointer[];
}

/** A TensorFlow graph under construction. */
export class Graph {
  readonly api: TensorflowApi;
  readonly pointer: Pointer;
  #operationCount = 0;

  constructor(api: TensorflowApi) {
    this.api = api;
    this.pointer = requirePointer(api.TF_NewGraph(), "graph");
  }

  /**
   * Adds an operation and returns it.
   *
   * @throws {TensorflowError} when inputs or attributes do not fit the operation.
   */
  operation(type: string, options: OperationOptions = {}): Pointer {
    const { api } = this;
    const name = `${type}_${this.#operationCount++}`;
    const description = api.TF_NewOperation(this.pointer, cString(type), cString(name));
    for (const input of options.inputs ?? []) {
      if ("operation" in input) api.TF_AddInput(description, outputStruct(input));
      else api.TF_AddInputList(description, outputArray(input), input.length);
    }
    for (const operation of options.after ?? []) api.TF_AddControlInput(description, operation);
    for (const [attribute, value] of Object.entries(options.attributes ?? {})) {
      this.#setAttribute(description, attribute, value);
    }
    return requirePointer(
      withStatus(api, (status) => api.TF_FinishOperation(description, status)),
      `operation ${type}`,
    );
  }

  /** Adds an operation and returns its first output. */
  add(
    type: string,
    inputs: OperationOptions["inputs"],
    attributes: OperationOptions["attributes"] = {},
  ): GraphOutput {
    return { operation: this.operation(type, { inputs, attributes }), index: 0 };
  }

  /** Adds a value that each run is fed with; −1 stands for a size that may differ from run to run. */
  placeholder(dataType: DataType, shape: readonly number[]): GraphOutput {
    return this.add("Placeholder", [], { dtype: { type: dataType }, shape: { shape } });
  }

  /** Adds a constant; `values` hold the elements in row-major order. */
  constant(dataType: DataType, shape: readonly number[], values: ArrayBufferView): GraphOutput {
    const { api } = this;
    const tensor = createTensor(api, dataType, shape, values);
    const name = `Const_${this.#operationCount++}`;
    const description = api.TF_NewOperation(this.pointer, cString("Const"), cString(name));
    try {
      withStatus(
        api,
        (status) => api.TF_SetAttrTensor(description, cString("value"), tensor, status),
      );
      api.TF_SetAttrType(description, cString("dtype"), dataTypes[dataType]);
      const operation = withStatus(api, (status) => api.TF_FinishOperation(description, status));
      return { operation: requirePointer(operation, "constant"), index: 0 };
    } finally {
      api.TF_DeleteTensor(tensor);
    }
  }

  /** Adds a float32 scalar constant. */
  scalar(value: number): GraphOutput {
    return this.constant("float32", [], Float32Array.of(value));
  }

  /** Adds an int32 vector constant. */
  integers(values: readonly number[]): GraphOutput {
    return this.constant("int32", [values.length], Int32Array.from(values));
  }

  /** Adds a conversion to another element type. */
  cast(value: GraphOutput, from: DataType, to: DataType): GraphOutput {
    if (from === to) return value;
    return this.add("Cast", [value], { SrcT: { type: from }, DstT: { type: to } });
  }

  /**
   * Adds the gradient of the sum of `values` with respect to each of `parameters`.
   *
   * @throws {TensorflowError} when an operation on the way has no gradient, and TensorflowError or
   *   Error when a parameter does not influence the values.
   */
  gradients(values: readonly GraphOutput[], parameters: readonly GraphOutput[]): GraphOutput[] {
    const { api } = this;
    const found = new BigUint64Array(2 * parameters.length); // TF_Output: pointer, int32, padding
    withStatus(api, (status) =>
      api.TF_AddGradients(
        this.pointer,
        outputArray(values),
        values.length,
        outputArray(parameters),
        parameters.length,
        null,
        status,
        found,
      ));
    return parameters.map((_, parameter) => {
      const operation = Deno.UnsafePointer.create(found[2 * parameter]);
      if (operation === null) {
        throw new Error(`Cannot differentiate: no value depends on parameter ${parameter}`);
      }
      return { operation, index: Number(found[2 * parameter + 1] & 0xffffffffn) };
    });
  }

  /** Frees the graph; sessions on it must be closed before. */
  dispose(): void {
    this.api.TF_DeleteGraph(this.pointer);
  }

  #setAttribute(description: Deno.PointerValue, attribute: string, value: Attribute): void {
    const { api } = this;
    const name = cString(attribute);
    if ("type" in value) api.TF_SetAttrType(description, name, dataTypes[value.type]);
    else if ("int" in value) api.TF_SetAttrInt(description, name, BigInt(value.int));
    else if ("ints" in value) {
      const ints = BigInt64Array.from(value.ints, BigInt);
      api.TF_SetAttrIntList(description, name, ints, ints.length);
    } else if ("float" in value) api.TF_SetAttrFloat(description, name, value.float);
    else if ("bool" in value) api.TF_SetAttrBool(description, name, value.bool ? 1 : 0);
    else if ("string" in value) {
      const bytes = cString(value.string);
      api.TF_SetAttrString(description, name, bytes, BigInt(bytes.length - 1));
    } else {
      const shape = BigInt64Array.from(value.shape, BigInt);
      api.TF_SetAttrShape(description, name, shape, shape.length);
    }
  }
}

/** Returns a `TF_Output` passed by value: 8 bytes of pointer, 4 of index, 4 of padding. */
function outputStruct(output: GraphOutput): Uint8Array<ArrayBuffer> {
  return new Uint8Array(outputArray([output]).buffer);
}

/** Returns an array of `TF_Output`. */
export function outputArray(outputs: readonly GraphOutput[]): BigUint64Array<ArrayBuffer> {
  const pointers = pointerArray(outputs.map((output) => output.operation));
  const packed = new BigUint64Array(2 * outputs.length);
  outputs.forEach((output, position) => {
    packed[2 * position] = pointers[position];
    packed[2 * position + 1] = BigInt(output.index);
  });
  return packed;
}
