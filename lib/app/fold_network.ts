/**
 * From layers to steps: batch normalisation becomes part of the convolution before it, and ReLU of
 * what it follows. The function is the same, with fewer operations and no layers to build.
 */

import type { ExportedLayer, ExportedModel, ExportedWeight } from "../exports/exported_model.ts";
import { UserError } from "../user_error.ts";
import type { NetworkStep, StepWindow } from "./client/network_steps.ts";

/** A network in steps; the last one gives the logits. */
export interface FoldedNetwork {
  readonly steps: readonly NetworkStep[];
  /** All weights, one array after the other. */
  readonly weights: Float32Array<ArrayBuffer>;
}

/**
 * Folds a network.
 *
 * @throws {UserError} that names the layer when it is none of those that the networks here have.
 */
export function foldNetwork({ input, layers }: ExportedModel): FoldedNetwork {
  const steps: NetworkStep<ExportedWeight>[] = [];
  const places = new Map([[input.name, 0]]);
  const names = layers.flatMap(({ inputs }) => inputs);
  const shared = new Set<number>();
  for (const layer of layers) {
    const inputs = layer.inputs.map((name) => places.get(name) ?? 0);
    const place = addLayer(steps, layer, inputs, shared);
    places.set(layer.name, place);
    if (names.indexOf(layer.name) !== names.lastIndexOf(layer.name)) shared.add(place);
  }
  return pack(steps);
}

/**
 * Adds what a layer computes; returns the place of its value.
 *
 * @param shared Places of values that several layers take, and which must stay as they are.
 */
function addLayer(
  steps: NetworkStep<ExportedWeight>[],
  layer: ExportedLayer,
  inputs: readonly number[],
  shared: ReadonlySet<number>,
): number {
  const { className, config, weights } = layer;
  const [place] = inputs;
  const before = shared.has(place) ? undefined : steps.at(place - 1);
  switch (className) {
    case "Conv2D":
    case "Dense": {
      if (config.activation !== "linear" && config.activation !== "relu") throw unsupported(layer);
      const [kernel, bias = zeros(kernel.shape.slice(-1))] = weights;
      const common = { inputs, weights: [kernel, bias], relu: config.activation === "relu" };
      if (className === "Dense") return steps.push({ kind: "dense", ...common });
      return steps.push({ kind: "convolution", window: windowOf(config), ...common });
    }
    case "MaxPooling2D": {
      const window = windowOf(config);
      const size = config.poolSize;
      return steps.push({ kind: "pooling", size, window, inputs, weights, relu: false });
    }
    case "Add":
      return steps.push({ kind: "sum", inputs, weights, relu: false });
    case "BatchNormalization": {
      const scaling = scalingOf(weights, config.epsilon);
      if (before?.kind !== "convolution" || before.relu) {
        return steps.push({ kind: "scaling", inputs, weights: scaling, relu: false });
      }
      steps[place - 1] = { ...before, weights: scale(before.weights, scaling) };
      return place;
    }
    case "ReLU":
      if (before === undefined) throw unsupported(layer);
      steps[place - 1] = { ...before, relu: true };
      return place;
    case "Dropout":
    case "Flatten":
      return place;
    default:
      throw unsupported(layer);
  }
}

function windowOf({ strides, padding }: StepWindow): StepWindow {
  return { strides, padding };
}

/** Factors `γ / √(variance + ε)` and offsets `β − mean · factor` of a batch normalisation. */
function scalingOf(
  [gamma, beta, mean, variance]: readonly ExportedWeight[],
  epsilon: number,
): readonly [factors: ExportedWeight, offsets: ExportedWeight] {
  const factors = gamma.values.map((value, channel) =>
    value / Math.sqrt(variance.values[channel] + epsilon)
  );
  const offsets = beta.values.map((value, channel) =>
    value - mean.values[channel] * factors[channel]
  );
  return [{ shape: gamma.shape, values: factors }, { shape: beta.shape, values: offsets }];
}

/** Scales what a convolution gives; the channels of its output are the last axis of its kernel. */
function scale(
  [kernel, bias]: readonly ExportedWeight[],
  [factors, offsets]: readonly [ExportedWeight, ExportedWeight],
): ExportedWeight[] {
  const channels = bias.values.length;
  return [
    {
      shape: kernel.shape,
      values: kernel.values.map((value, index) => value * factors.values[index % channels]),
    },
    {
      shape: bias.shape,
      values: bias.values.map((value, channel) =>
        value * factors.values[channel] + offsets.values[channel]
      ),
    },
  ];
}

function pack(steps: readonly NetworkStep<ExportedWeight>[]): FoldedNetwork {
  const all = steps.flatMap(({ weights }) => weights);
  const weights = new Float32Array(all.reduce((sum, { values }) => sum + values.length, 0));
  let start = 0;
  const packed = steps.map((step): NetworkStep => ({
    ...step,
    weights: step.weights.map(({ shape, values }) => {
      weights.set(values, start);
      start += values.length;
      return { shape, start: start - values.length };
    }),
  }));
  return { steps: packed, weights };
}

function zeros(shape: readonly number[]): ExportedWeight {
  return { shape, values: new Float32Array(shape[0]) };
}

function unsupported({ name, className }: ExportedLayer): UserError {
  return new UserError(
    `Cannot build a page with this network: expected layers as the networks here have them but ` +
      `found "${name}" (${className}).`,
    { hint: "Choose a run of another model." },
  );
}
