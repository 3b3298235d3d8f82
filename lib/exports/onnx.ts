/** A trained network as an ONNX file, which onnxruntime runs in Python, C++, Node and browsers. */

import onnxProto from "onnx-proto";
import type { ExportedModel } from "./exported_model.ts";
import type { OnnxInputType } from "./formats.ts";
import { OnnxGraph, type OnnxValue } from "./onnx_graph.ts";
import { addOnnxLayer } from "./onnx_layers.ts";
import type { ExportCard } from "./export_card.ts";

const { ModelProto, TensorProto } = onnxProto.onnx;

/** The set of operators: new enough for all that is used, old enough for every runtime in use. */
const OPSET = 17;

/** The file format's version that belongs to that opset. */
const IR_VERSION = 8;

/** Names of the input and of the output. */
const onnxNames = { input: "images", output: "probabilities" } as const;

/**
 * Returns an ONNX file.
 *
 * Input `images`: `[batch, height, width]` row-major, upright, 0 (paper) to 255 (ink), as bytes or as
 * float32 numbers. Output `probabilities`: `[batch, classes]` float32, softmax of the logits divided
 * by the card's temperature. The batch may have any size. The card's entries are the file's metadata;
 * the class names are a JSON list under `characters`.
 */
export function createOnnxModel(
  model: ExportedModel,
  card: ExportCard,
  inputType: OnnxInputType = "uint8",
): Uint8Array {
  const graph = new OnnxGraph();
  const values = new Map<string, OnnxValue>();
  values.set(model.input.name, addPixels(graph, model.input, inputType));
  for (const layer of model.layers) {
    const inputs = layer.inputs.map((name) => valueOf(values, name));
    values.set(layer.name, { name: addOnnxLayer(graph, layer, inputs), shape: layer.shape });
  }
  const logits = valueOf(values, model.logits);
  const scaled = graph.add("logits_at_temperature", "Div", [
    logits.name,
    graph.floats("temperature", [], Float32Array.of(card.temperature)),
  ]);
  graph.add(onnxNames.output, "Softmax", [scaled], { axis: { int: -1 } });
  const [height, width] = model.input.shape;
  const { UINT8, FLOAT } = TensorProto.DataType;
  const elementType = inputType === "uint8" ? UINT8 : FLOAT;
  return ModelProto.encode({
    irVersion: IR_VERSION,
    opsetImport: [{ domain: "", version: OPSET }],
    producerName: "emnist-deno",
    producerVersion: card.projectVersion,
    docString: `Reads one handwritten character an image. ${card.orientation}`,
    graph: {
      name: model.name,
      node: graph.nodes,
      initializer: graph.initializers,
      input: [valueInfo(onnxNames.input, elementType, [height, width])],
      output: [valueInfo(onnxNames.output, FLOAT, logits.shape)],
    },
    metadataProps: Object.entries(card).map(([key, value]) => ({
      key,
      value: typeof value === "string" ? value : JSON.stringify(value),
    })),
  }).finish();
}

/** Adds what turns the input into `[batch, 1, height, width]` from 0 to 1. */
function addPixels(
  graph: OnnxGraph,
  { name, shape }: ExportedModel["input"],
  inputType: OnnxInputType,
): OnnxValue {
  const floats = inputType === "float32"
    ? onnxNames.input
    : graph.add(`${name}/floats`, "Cast", [onnxNames.input], {
      to: { int: TensorProto.DataType.FLOAT },
    });
  const white = graph.floats(`${name}/white`, [], Float32Array.of(255));
  const scaled = graph.add(`${name}/scaled`, "Div", [floats, white]);
  const axes = graph.integers(`${name}/axes`, [1]);
  return { name: graph.add(name, "Unsqueeze", [scaled, axes]), shape };
}

function valueInfo(
  name: string,
  elemType: number,
  sizes: readonly number[],
): onnxProto.onnx.IValueInfoProto {
  const dim = [{ dimParam: "batch" }, ...sizes.map((size) => ({ dimValue: size }))];
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

function valueOf(values: ReadonlyMap<string, OnnxValue>, name: string): OnnxValue {
  const value = values.get(name);
  if (value === undefined) throw new Error(`The value of the layer "${name}" is missing`);
  return value;
}
