/** A network's `config.json` in Keras 3's file format. */

import type { ExportedLayer, ExportedModel } from "./exported_model.ts";

/** A layer as `config.json` lists it. */
interface KerasLayer {
  readonly module: string;
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly registered_name: null;
  readonly name: string;
  readonly inbound_nodes: readonly unknown[];
}

/** A symbolic value: the name of the layer that gives it, and its shape without the batch. */
interface KerasTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * Returns the config of a functional model that computes what the other formats compute: pixels from
 * 0 to 255 in, `[batch, height, width, 1]`, and probabilities at `temperature` out.
 *
 * The layers keep their names. A layer `pixels_to_ink` that divides by 255 comes before them;
 * `logits_at_temperature`, where the temperature is not 1, and the softmax `probabilities` come after.
 */
export function kerasConfig(model: ExportedModel, temperature: number): unknown {
  const input: KerasTensor = { name: "images", shape: model.input.shape };
  // The first layers of the network take the scaled pixels under the name of its old input.
  const values = new Map<string, KerasTensor>();
  const layers: KerasLayer[] = [inputLayer(input)];
  const add = (
    className: string,
    config: Readonly<Record<string, unknown>>,
    inputs: readonly KerasTensor[],
    value: KerasTensor,
  ): KerasTensor => {
    layers.push(kerasLayer(className, { ...config, name: value.name }, inputs));
    return value;
  };
  const scaled = { name: "pixels_to_ink", shape: input.shape };
  values.set(model.input.name, add("Rescaling", { scale: 1 / 255, offset: 0 }, [input], scaled));
  for (const layer of model.layers) {
    const inputs = layer.inputs.map((name) => valueOf(values, name));
    const value = { name: layer.name, shape: layer.shape };
    values.set(layer.name, add(layer.className, layerConfig(layer), inputs, value));
  }
  const logits = valueOf(values, model.logits);
  const atTemperature = temperature === 1 ? logits : add(
    "Rescaling",
    { scale: 1 / temperature, offset: 0 },
    [logits],
    { name: "logits_at_temperature", shape: logits.shape },
  );
  add("Softmax", { axis: -1 }, [atTemperature], { name: "probabilities", shape: logits.shape });
  return {
    module: "keras.src.models.functional",
    class_name: "Functional",
    registered_name: "Functional",
    config: {
      name: model.name,
      trainable: true,
      layers,
      input_layers: [[input.name, 0, 0]],
      output_layers: [["probabilities", 0, 0]],
    },
  };
}

/** Returns a layer's options under Keras's names; what tells nothing about the function is left out. */
function layerConfig(layer: ExportedLayer): Record<string, unknown> {
  if (layer.className === "LeakyReLU") return { negative_slope: layer.config.alpha };
  // tfjs does not list this option; the depthwise kernel is [height, width, in, multiplier].
  const more = layer.className === "SeparableConv2D"
    ? { depth_multiplier: layer.weights[0].shape[3] }
    : {};
  const config = Object.fromEntries(
    Object.entries(layer.config)
      .filter(([key]) => key !== "dataFormat")
      .map((
        [key, value],
      ) => [key.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`), value]),
  );
  return { ...config, ...more };
}

function inputLayer({ name, shape }: KerasTensor): KerasLayer {
  return {
    module: "keras.layers",
    class_name: "InputLayer",
    config: { batch_shape: [null, ...shape], dtype: "float32", name },
    registered_name: null,
    name,
    inbound_nodes: [],
  };
}

function kerasLayer(
  className: string,
  config: Readonly<Record<string, unknown>> & { name: string },
  inputs: readonly KerasTensor[],
): KerasLayer {
  const tensors = inputs.map(({ name, shape }) => ({
    class_name: "__keras_tensor__",
    config: { shape: [null, ...shape], dtype: "float32", keras_history: [name, 0, 0] },
  }));
  // A merging layer takes one list, every other layer one value.
  const args = className === "Add" ? [tensors] : tensors;
  return {
    module: "keras.layers",
    class_name: className,
    config,
    registered_name: null,
    name: config.name,
    inbound_nodes: [{ args, kwargs: {} }],
  };
}

function valueOf(values: ReadonlyMap<string, KerasTensor>, name: string): KerasTensor {
  const value = values.get(name);
  if (value === undefined) throw new Error(`The value of the layer "${name}" is missing`);
  return value;
}
