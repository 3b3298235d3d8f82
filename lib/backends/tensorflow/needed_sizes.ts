/**
 * Which rows and columns of each layer's images can reach the model's output.
 *
 * Windows that do not come out even leave rows and columns over: the last row and column of 11 × 11
 * are lost to 2 × 2 pooling. Walking the layers backwards tells which part of each layer, and of the
 * picture itself, is worth computing; it always begins at the top left. Leaving out the rest changes
 * neither the function nor a gradient.
 */

import type * as tf from "@tensorflow/tfjs";
import { z } from "zod";

/** Rows and columns of `[batch, height, width, channels]`; zeros for values that are no images. */
export type Size = readonly [height: number, width: number];

/** What a layer needs of its input, and what is needed of its output. */
export interface LayerSizes {
  readonly input: Size;
  readonly output: Size;
}

/** The needed sizes of a model. */
export interface NeededSizes {
  /** By the layer's name. */
  readonly layers: ReadonlyMap<string, LayerSizes>;
  /** By the symbolic tensor's id: what at least one layer needs of it. */
  readonly values: ReadonlyMap<number, Size>;
}

/**
 * Walks a model's layers backwards.
 *
 * @param training Whether batch normalisation takes moments over its whole input, dropout draws a mask
 *   of its input's size, and padded layers are computed whole: TensorFlow's C API has no gradient of a
 *   convolution with paddings given one by one.
 */
export function findNeededSizes(model: tf.LayersModel, training: boolean): NeededSizes {
  const layers = new Map<string, LayerSizes>();
  const values = new Map<number, Size>();
  for (const layer of model.layers.toReversed()) {
    if (layer.getClassName() === "InputLayer") continue;
    const [result] = symbolicTensors(layer.output);
    const isWhole = training && layer.getConfig().padding === "same";
    const output = isWhole ? sizeOf(result) : values.get(result.id) ?? sizeOf(result);
    for (const tensor of symbolicTensors(layer.input)) {
      const input = neededInput(layer, sizeOf(tensor), output, training);
      const [height, width] = values.get(tensor.id) ?? [0, 0];
      values.set(tensor.id, [Math.max(height, input[0]), Math.max(width, input[1])]);
      layers.set(layer.name, { input, output });
    }
  }
  return { layers, values };
}

const pair = z.tuple([z.number(), z.number()]);

const windowConfig = z.object({
  kernelSize: pair.optional(),
  poolSize: pair.optional(),
  strides: pair,
  padding: z.enum(["valid", "same"]),
});

function neededInput(
  layer: tf.layers.Layer,
  whole: Size,
  output: Size,
  training: boolean,
): Size {
  switch (layer.getClassName()) {
    case "Add":
    case "ReLU":
      return output;
    case "BatchNormalization":
    case "Dropout":
      return training ? whole : output;
    case "Conv2D":
    case "MaxPooling2D": {
      const { data: config } = windowConfig.safeParse(layer.getConfig());
      const window = config?.kernelSize ?? config?.poolSize;
      const paddedPooling = config?.padding === "same" && config.poolSize !== undefined;
      if (config === undefined || window === undefined || paddedPooling) return whole;
      const [height, width] = [0, 1].map((axis) => {
        const before = paddingBefore(
          config.padding,
          whole[axis],
          window[axis],
          config.strides[axis],
        );
        const end = (output[axis] - 1) * config.strides[axis] + window[axis] - before;
        return Math.min(whole[axis], end);
      });
      return [height, width];
    }
    default:
      return whole;
  }
}

/** Returns how many rows or columns of zeros TensorFlow puts before an input of `size` of them. */
export function paddingBefore(
  padding: "valid" | "same",
  size: number,
  window: number,
  stride: number,
): number {
  if (padding === "valid") return 0;
  const total = (Math.ceil(size / stride) - 1) * stride + window - size;
  return Math.floor(Math.max(0, total) / 2);
}

/** Returns the rows and columns of a symbolic tensor. */
export function sizeOf({ shape }: tf.SymbolicTensor): Size {
  return shape.length === 4 ? [shape[1] ?? 0, shape[2] ?? 0] : [0, 0];
}

/** Returns what a layer reads or writes as a list. */
export function symbolicTensors(
  tensors: tf.SymbolicTensor | tf.SymbolicTensor[],
): tf.SymbolicTensor[] {
  return Array.isArray(tensors) ? tensors : [tensors];
}
