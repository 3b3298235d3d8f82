/** An ONNX graph under construction: nodes in order, and the constants that they use. */

import onnxProto from "onnx-proto";

const { AttributeProto, TensorProto } = onnxProto.onnx;

/** An attribute of a node: a whole number, a real one, or a list of whole numbers. */
export type OnnxAttribute = { int: number } | { float: number } | { ints: readonly number[] };

/** A value in the graph: its name, and its shape as tfjs has it. */
export interface OnnxValue {
  readonly name: string;
  /** Without the batch, channels last. */
  readonly shape: readonly number[];
}

/** Collects nodes and constants; a value is called after the node that gives it. */
export class OnnxGraph {
  /** The nodes, each after those whose values it uses. */
  readonly nodes: onnxProto.onnx.INodeProto[] = [];
  /** The constants. */
  readonly initializers: onnxProto.onnx.ITensorProto[] = [];

  /**
   * Adds a node and returns the name of its value.
   *
   * @param name Name of the node and its value, of which there is no other.
   * @param operation Its operator, such as `Conv`.
   * @param inputs Names of values and constants.
   */
  add(
    name: string,
    operation: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
  ): string {
    this.nodes.push({
      name,
      opType: operation,
      input: [...inputs],
      output: [name],
      attribute: Object.entries(attributes).map(([key, value]) => attributeProto(key, value)),
    });
    return name;
  }

  /** Adds a float32 constant, row-major, and returns its name. */
  floats(name: string, dims: readonly number[], values: Float32Array): string {
    // ONNX stores raw numbers in little-endian order, whatever the machine.
    const bytes = new Uint8Array(4 * values.length);
    const view = new DataView(bytes.buffer);
    values.forEach((value, index) => view.setFloat32(4 * index, value, true));
    const { FLOAT } = TensorProto.DataType;
    this.initializers.push({ name, dims: [...dims], dataType: FLOAT, rawData: bytes });
    return name;
  }

  /** Adds an int64 constant, a list, and returns its name. */
  integers(name: string, values: readonly number[]): string {
    const { INT64 } = TensorProto.DataType;
    this.initializers.push({
      name,
      dims: [values.length],
      dataType: INT64,
      int64Data: [...values],
    });
    return name;
  }
}

function attributeProto(name: string, value: OnnxAttribute): onnxProto.onnx.IAttributeProto {
  const { INT, FLOAT, INTS } = AttributeProto.AttributeType;
  if ("int" in value) return { name, type: INT, i: value.int };
  if ("float" in value) return { name, type: FLOAT, f: value.float };
  return { name, type: INTS, ints: [...value.ints] };
}
