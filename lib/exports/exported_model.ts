/** A trained network as plain values, from which every format is written. */

import type * as tf from "@tensorflow/tfjs";
import { UserError } from "../user_error.ts";
import { exportedLayers, type LayerConfig, layerConfigSchema } from "./layer_configs.ts";

/** What the last layer is called once its softmax is taken off. */
const LOGITS = "logits";

/** A weight array. */
export interface ExportedWeight {
  readonly shape: readonly number[];
  /** Row-major float32. */
  readonly values: Float32Array;
}

/** One layer: its class and options, and how it hangs in the network. */
export type ExportedLayer = LayerConfig & {
  readonly name: string;
  /** Names of the layers whose values it takes, the network's input among them. */
  readonly inputs: readonly string[];
  /** Shape of its value without the batch, such as `[14, 14, 32]` or `[47]`. */
  readonly shape: readonly number[];
  /** In tfjs's order, which is Keras's: kernel, bias; or γ, β, mean, variance. */
  readonly weights: readonly ExportedWeight[];
};

/** A network from one image to the logits of its classes; the softmax that ends it is left out. */
export interface ExportedModel {
  readonly name: string;
  /** The input: pixels from 0 (paper) to 1 (ink), `shape` is `[height, width, 1]`. */
  readonly input: { readonly name: string; readonly shape: readonly number[] };
  /** Each after those whose values it takes. */
  readonly layers: readonly ExportedLayer[];
  /** Name of the layer whose value, `[classes]`, are the logits. */
  readonly logits: string;
}

/**
 * Reads a network's layers and weights.
 *
 * @throws {UserError} that names the layer when one of them, or one of its options, is not known; and
 * when the network has several inputs or outputs, uses a layer twice, or does not end in a softmax.
 */
export async function readModel(model: tf.LayersModel): Promise<ExportedModel> {
  const [input, output] = endsOf(model);
  const producers = new Map([[input.id, input.sourceLayer.name]]);
  const layers: ExportedLayer[] = [];
  for (const layer of model.layers) {
    if (layer.getClassName() === "InputLayer") continue;
    if (layer.inboundNodes.length > 1) {
      throw unsupported(`the layer "${layer.name}" is used more than once`);
    }
    const inputs = tensorsOf(layer.input).map(({ id }) => producers.get(id) ?? "");
    const [value] = tensorsOf(layer.output);
    const isLast = value.id === output.id;
    if (isLast && layer.getClassName() === "Softmax") {
      return describe(model, layers, inputs[0]);
    }
    layers.push({
      ...configOf(layer, isLast),
      name: isLast ? LOGITS : layer.name,
      inputs,
      shape: value.shape.slice(1).map((size) => size ?? 0),
      weights: await readWeights(layer),
    });
    producers.set(value.id, layer.name);
    if (isLast) return describe(model, layers, LOGITS);
  }
  throw unsupported("its output does not come from a layer");
}

function describe(
  model: tf.LayersModel,
  layers: readonly ExportedLayer[],
  logits: string,
): ExportedModel {
  const [input] = model.inputs;
  const shape = input.shape.slice(1).map((size) => size ?? 0);
  return { name: model.name, input: { name: input.sourceLayer.name, shape }, layers, logits };
}

function endsOf(model: tf.LayersModel): [tf.SymbolicTensor, tf.SymbolicTensor] {
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    throw unsupported("it has several inputs or outputs");
  }
  return [model.inputs[0], model.outputs[0]];
}

/** The softmax of the last layer is taken off: it comes after the temperature. */
function configOf(layer: tf.layers.Layer, isLast: boolean): LayerConfig {
  const className = layer.getClassName();
  if (!exportedLayers.includes(className)) {
    throw unsupported(
      `the layer "${layer.name}" is a ${className}`,
      `Use only these layers: ${exportedLayers.join(", ")}.`,
    );
  }
  const config = layer.getConfig();
  if (isLast && config.activation !== "softmax") throw unsupported("it does not end in a softmax");
  const parsed = layerConfigSchema.safeParse({
    className,
    config: isLast ? { ...config, activation: "linear" } : config,
  });
  if (parsed.success) return parsed.data;
  const options = new Set(parsed.error.issues.map(({ path }) => path[1])); // path[0] is "config"
  throw unsupported(
    `the layer "${layer.name}" (${className}) sets an unsupported ${[...options].join(", ")}`,
  );
}

async function readWeights(layer: tf.layers.Layer): Promise<ExportedWeight[]> {
  return await Promise.all(
    layer.weights.map(async (weight) => ({
      shape: weight.shape.map((size) => size ?? 0),
      values: Float32Array.from(await weight.read().data()),
    })),
  );
}

function tensorsOf(tensors: tf.SymbolicTensor | tf.SymbolicTensor[]): tf.SymbolicTensor[] {
  return Array.isArray(tensors) ? tensors : [tensors];
}

function unsupported(reason: string, hint = "Export another model."): UserError {
  return new UserError(`Cannot export this model: ${reason}.`, { hint });
}
