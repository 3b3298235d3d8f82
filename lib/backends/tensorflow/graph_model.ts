/** The forward pass of a `tf.LayersModel` as part of a TensorFlow graph. */

import type * as tf from "@tensorflow/tfjs";
import { z } from "zod";
import { UserError } from "../../user_error.ts";
import { TensorflowError } from "./c_api.ts";
import type { GraphOutput } from "./graph.ts";
import { buildRelu } from "./layers/activation.ts";
import {
  crop,
  finished,
  type LayerBuilder,
  type LayerContext,
  type LayerValue,
} from "./layers/layer_context.ts";
import { buildBatchNormalization, buildConv2d, buildDense } from "./layers/weighted_layers.ts";
import {
  buildAdd,
  buildDropout,
  buildFlatten,
  buildMaxPooling,
} from "./layers/weightless_layers.ts";
import { findNeededSizes, type LayerSizes, sizeOf, symbolicTensors } from "./needed_sizes.ts";

/** The layers that a graph can hold, under tfjs's class names. */
const builders: ReadonlyMap<string, LayerBuilder> = new Map([
  ["Add", buildAdd],
  ["BatchNormalization", buildBatchNormalization],
  ["Conv2D", buildConv2d],
  ["Dense", buildDense],
  ["Dropout", buildDropout],
  ["Flatten", buildFlatten],
  ["MaxPooling2D", buildMaxPooling],
  ["ReLU", buildRelu],
]);

/** Returns the class names of the layers that a graph can hold, sorted. */
export function supportedLayers(): string[] {
  return [...builders.keys()].sort();
}

/** What a model computes: both are float32, `[batch, classes]`. */
export interface ModelOutputs {
  readonly logits: GraphOutput;
  readonly probabilities: GraphOutput;
}

/**
 * Adds the forward pass of `model` to the context's graph, as far as it can reach the output. Pixels
 * are divided by 255, so that the model sees 0 to 1.
 *
 * @param pixels `[batch, height, width, channels]` uint8, 0 to 255.
 * @throws {UserError} that names the layer when a layer, or one of its options, is not supported, when
 *   the model has several inputs or outputs or no fixed image size, when it does not end in a
 *   softmax, or when it is to be trained and nothing of it is trainable.
 */
export function addModel(
  context: LayerContext,
  model: tf.LayersModel,
  pixels: GraphOutput,
): ModelOutputs {
  checkModel(model, context.training);
  const { graph, computeType, training } = context;
  const sizes = findNeededSizes(model, training);
  const [picture] = model.inputs;
  const whole: LayerValue = { output: pixels, size: sizeOf(picture) };
  const seen = crop(graph, whole, "uint8", sizes.values.get(picture.id) ?? whole.size);
  const input = graph.add("Mul", [
    graph.cast(seen.output, "uint8", computeType),
    graph.cast(graph.scalar(1 / 255), "float32", computeType),
  ], { T: { type: computeType } });
  const values = new Map<number, LayerValue>([[picture.id, { output: input, size: seen.size }]]);
  const consumers = countConsumers(model);
  for (const layer of model.layers) {
    const layerSizes = sizes.layers.get(layer.name);
    if (layerSizes === undefined) continue; // an input layer
    const inputs = symbolicTensors(layer.input).map(({ id }) => {
      const value = values.get(id);
      if (value === undefined) throw new Error(`The input of the layer "${layer.name}" is missing`);
      return inComputeType(context, value);
    });
    const value = buildLayer(context, layer, inputs, layerSizes);
    const [{ id }] = symbolicTensors(layer.output);
    // A value that two layers read is finished once, not once for each of them.
    const shared = (consumers.get(id) ?? 0) > 1;
    values.set(id, shared ? { ...value, output: finished(value), finish: undefined } : value);
  }
  const value = values.get(model.outputs[0].id);
  if (value?.logits === undefined) {
    throw unsupported(`the model "${model.name}" does not end in a softmax`);
  }
  return { logits: value.logits, probabilities: value.output };
}

function checkModel(model: tf.LayersModel, training: boolean): void {
  const reason = model.inputs.length !== 1 || model.outputs.length !== 1
    ? "has several inputs or outputs"
    : model.inputs[0].shape.slice(1).includes(null)
    ? "takes images of any size"
    : model.outputs[0].shape.length !== 2
    ? "does not give one row of probabilities an image"
    : training && model.trainableWeights.length === 0
    ? "has no weight that is trainable"
    : undefined;
  if (reason !== undefined) throw unsupported(`the model "${model.name}" ${reason}`);
  const reused = model.layers.find(({ inboundNodes }) => inboundNodes.length > 1);
  if (reused !== undefined) throw unsupported(`the layer "${reused.name}" is used more than once`);
}

function buildLayer(
  context: LayerContext,
  layer: tf.layers.Layer,
  inputs: readonly LayerValue[],
  sizes: LayerSizes,
): LayerValue {
  const className = layer.getClassName();
  const builder = builders.get(className);
  if (builder === undefined) throw unsupported(`the layer "${layer.name}" is a ${className}`);
  const described = `the layer "${layer.name}" (${className})`;
  try {
    return builder(context, layer, inputs, sizes);
  } catch (error) {
    if (error instanceof TensorflowError) {
      const [reason] = error.message.split(" for '{{node ");
      throw unsupported(`${described} does not fit: ${reason}`);
    }
    if (!(error instanceof z.ZodError)) throw error;
    const options = error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw unsupported(`${described} sets an unsupported ${options}`);
  }
}

/** A softmax stays float32 where it ends the model, and only there. */
function inComputeType({ graph, computeType }: LayerContext, value: LayerValue): LayerValue {
  return value.logits === undefined
    ? value
    : { output: graph.cast(value.output, "float32", computeType), size: value.size };
}

function countConsumers(model: tf.LayersModel): Map<number, number> {
  const counts = new Map<number, number>();
  for (const layer of model.layers) {
    if (layer.getClassName() === "InputLayer") continue;
    for (const { id } of symbolicTensors(layer.input)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function unsupported(reason: string): UserError {
  return new UserError(`Cannot run this model as one TensorFlow graph: ${reason}.`, {
    hint: `Use tfjs's own model.fit for it, or only these layers: ${supportedLayers().join(", ")}.`,
  });
}
