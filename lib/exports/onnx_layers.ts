/**
 * The layers as ONNX operators (opset 17).
 *
 * ONNX keeps images as `[batch, channels, height, width]`, tfjs as `[batch, height, width, channels]`:
 * kernels are stored in ONNX's order, and a value is put into tfjs's order only where it is flattened
 * or reshaped.
 */

import type { ExportedLayer } from "./exported_model.ts";
import type { ActivationName } from "./layer_configs.ts";
import { addDepthwiseKernel, addKernel, groupsOf, windowOf } from "./onnx_convolution.ts";
import type { OnnxGraph, OnnxValue } from "./onnx_graph.ts";

const operators: Readonly<Record<Exclude<ActivationName, "linear" | "swish">, string>> = {
  relu: "Relu",
  elu: "Elu",
  sigmoid: "Sigmoid",
  tanh: "Tanh",
  softplus: "Softplus",
};

/** Adds a layer to the graph and returns the name of its value. */
export function addOnnxLayer(
  graph: OnnxGraph,
  layer: ExportedLayer,
  inputs: readonly OnnxValue[],
): string {
  const { name, config, className } = layer;
  const [input] = inputs;
  switch (className) {
    case "Activation":
      return addActivation(graph, name, input.name, config.activation);
    case "Add":
      return inputs.slice(1).reduce(
        (sum, { name: value }, index) =>
          graph.add(index === inputs.length - 2 ? name : `${name}/${index}`, "Add", [sum, value]),
        input.name,
      );
    case "AveragePooling2D":
      return graph.add(name, "AveragePool", [input.name], windowOf(config.poolSize, config, input));
    case "MaxPooling2D":
      return graph.add(name, "MaxPool", [input.name], windowOf(config.poolSize, config, input));
    case "BatchNormalization": {
      const roles = ["gamma", "beta", "mean", "variance"];
      const weights = layer.weights.map(({ shape, values }, index) =>
        graph.floats(`${name}/${roles[index]}`, shape, values)
      );
      const epsilon = { float: config.epsilon };
      return graph.add(name, "BatchNormalization", [input.name, ...weights], { epsilon });
    }
    case "Conv2D":
      return addActivated(graph, layer, (linear) => {
        const kernel = addKernel(graph, `${name}/kernel`, layer.weights[0]);
        const weights = [kernel, ...addBias(graph, layer, 1)];
        const window = windowOf(config.kernelSize, config, input);
        graph.add(linear, "Conv", [input.name, ...weights], window);
      });
    case "DepthwiseConv2D":
      return addActivated(graph, layer, (linear) => {
        const kernel = addDepthwiseKernel(graph, `${name}/kernel`, layer.weights[0]);
        const weights = [kernel, ...addBias(graph, layer, 1)];
        const window = windowOf(config.kernelSize, config, input);
        graph.add(linear, "Conv", [input.name, ...weights], { ...window, ...groupsOf(input) });
      });
    case "SeparableConv2D":
      return addActivated(graph, layer, (linear) => {
        const depthwise = addDepthwiseKernel(graph, `${name}/depthwise`, layer.weights[0]);
        const pointwise = addKernel(graph, `${name}/pointwise`, layer.weights[1]);
        const window = windowOf(config.kernelSize, config, input);
        const spatial = graph.add(`${name}/spatial`, "Conv", [input.name, depthwise], {
          ...window,
          ...groupsOf(input),
        });
        graph.add(linear, "Conv", [spatial, pointwise, ...addBias(graph, layer, 2)]);
      });
    case "Dense":
      return addActivated(graph, layer, (linear) => {
        const [{ shape, values }] = layer.weights;
        const weights = [
          graph.floats(`${name}/kernel`, shape, values),
          ...addBias(graph, layer, 1),
        ];
        graph.add(linear, "Gemm", [input.name, ...weights]);
      });
    case "Dropout":
      return graph.add(name, "Identity", [input.name]);
    case "ELU":
      return graph.add(name, "Elu", [input.name], { alpha: { float: config.alpha } });
    case "LeakyReLU":
      return graph.add(name, "LeakyRelu", [input.name], { alpha: { float: config.alpha } });
    case "ReLU":
      return graph.add(name, "Relu", [input.name]);
    case "Softmax": {
      const rank = input.shape.length + 1;
      const axis = (config.axis + rank) % rank;
      const int = rank === 4 ? [0, 2, 3, 1][axis] : axis;
      return graph.add(name, "Softmax", [input.name], { axis: { int } });
    }
    case "Flatten":
    case "Reshape":
      return addReshape(graph, layer, input);
    case "GlobalAveragePooling2D":
      return graph.add(name, "ReduceMean", [input.name], {
        axes: { ints: [2, 3] },
        keepdims: { int: 0 },
      });
    case "ZeroPadding2D": {
      const [[top, bottom], [left, right]] = config.padding;
      const margins = graph.integers(`${name}/margins`, [0, 0, top, left, 0, 0, bottom, right]);
      return graph.add(name, "Pad", [input.name, margins]);
    }
  }
}

/** Adds what `addLinear` adds under the name it is given, then the layer's activation. */
function addActivated(
  graph: OnnxGraph,
  { name, config }: { name: string; config: { activation: ActivationName } },
  addLinear: (name: string) => void,
): string {
  if (config.activation === "linear") {
    addLinear(name);
    return name;
  }
  addLinear(`${name}/linear`);
  return addActivation(graph, name, `${name}/linear`, config.activation);
}

function addActivation(
  graph: OnnxGraph,
  name: string,
  input: string,
  activation: ActivationName,
): string {
  if (activation === "linear") return graph.add(name, "Identity", [input]);
  if (activation === "swish") {
    return graph.add(name, "Mul", [input, graph.add(`${name}/sigmoid`, "Sigmoid", [input])]);
  }
  return graph.add(name, operators[activation], [input]);
}

function addReshape(graph: OnnxGraph, { name, shape }: ExportedLayer, input: OnnxValue): string {
  const channelsLast = input.shape.length === 3
    ? graph.add(`${name}/channels_last`, "Transpose", [input.name], {
      perm: { ints: [0, 2, 3, 1] },
    })
    : input.name;
  const isImage = shape.length === 3;
  const reshaped = graph.add(isImage ? `${name}/reshaped` : name, "Reshape", [
    channelsLast,
    graph.integers(`${name}/shape`, [-1, ...shape]),
  ]);
  return isImage
    ? graph.add(name, "Transpose", [reshaped], { perm: { ints: [0, 3, 1, 2] } })
    : reshaped;
}

/** Adds the bias, the layer's weight at `position`, where it has one. */
function addBias(graph: OnnxGraph, { name, weights }: ExportedLayer, position: number): string[] {
  return weights.slice(position).map(({ shape, values }) =>
    graph.floats(`${name}/bias`, shape, values)
  );
}
