/** The towers of a training step, and how their results become one. */

import type * as tf from "@tensorflow/tfjs";
import type { Graph, GraphOutput } from "./graph.ts";
import type { ComputeType } from "./layers/layer_context.ts";
import { type ModelWeight, valuesByLayer } from "./model_weights.ts";
import { addMovingAverage } from "./variables.ts";
import type { Pointer } from "./tensor.ts";
import { addAccuracy, addMeanLoss, addTower, type Tower } from "./tower.ts";

/** What the towers of a training step are built from. */
export interface TrainingTowersOptions {
  readonly model: tf.LayersModel;
  readonly computeType: ComputeType;
  /** Added to the logits, `[classes]`; undefined adds nothing. */
  readonly logitOffsets: Float32Array<ArrayBuffer> | undefined;
  /** Parts of a batch that run side by side, 1 or more. */
  readonly towerCount: number;
}

/** The towers of a training step. */
export interface TrainingTowers {
  /** Share of the batch, pixels and targets of each tower. */
  readonly feeds: GraphOutput[];
  /** Each tower's part of the batch's mean loss; they add up to it. */
  readonly losses: GraphOutput[];
  /** The mean loss over the batch, float32 scalar. */
  readonly loss: GraphOutput;
  /** The share of the batch's images that are classified right, float32 scalar. */
  readonly accuracy: GraphOutput;
  /** Updates of what batch normalisation keeps. */
  readonly momentUpdates: Pointer[];
}

interface TrainingTower extends Tower {
  readonly share: GraphOutput;
  readonly targets: GraphOutput;
  readonly loss: GraphOutput;
  readonly accuracy: GraphOutput;
}

/**
 * Adds the towers of a training step; each result is the mean of the towers' by their shares.
 *
 * @param values The current value of each weight, float32, in the order of `weights`.
 * @param randomSeed Int32 pair that differs from step to step.
 */
export function addTrainingTowers(
  graph: Graph,
  options: TrainingTowersOptions,
  weights: readonly ModelWeight[],
  values: readonly GraphOutput[],
  randomSeed: GraphOutput,
): TrainingTowers {
  const { model, computeType, towerCount, logitOffsets } = options;
  const classCount = model.outputs[0].shape[1] ?? -1;
  const offsets = logitOffsets && graph.constant("float32", [classCount], logitOffsets);
  const towers = Array.from({ length: towerCount }, (_, index): TrainingTower => {
    const towerSeed = graph.add("AddV2", [randomSeed, graph.integers([index << 24, 0])], {
      T: { type: "int32" },
    });
    const tower = addTower(graph, {
      model,
      computeType,
      training: true,
      weights: valuesByLayer(weights, values),
      randomSeed: towerSeed,
    });
    const targets = graph.placeholder("float32", [-1, classCount]);
    const logits = offsets === undefined
      ? tower.logits
      : graph.add("AddV2", [tower.logits, offsets], { T: { type: "float32" } });
    return {
      ...tower,
      share: graph.placeholder("float32", []),
      targets,
      loss: addMeanLoss(graph, logits, targets),
      accuracy: addAccuracy(graph, logits, targets),
    };
  });
  const losses = addShares(graph, towers, ({ loss }) => loss);
  return {
    feeds: towers.flatMap(({ share, pixels, targets }) => [share, pixels, targets]),
    losses,
    loss: addSum(graph, losses),
    accuracy: addSum(graph, addShares(graph, towers, ({ accuracy }) => accuracy)),
    momentUpdates: addMomentAverages(graph, towers, weights),
  };
}

/** Batch normalisation's moving moments follow the mean of the towers' moments. */
function addMomentAverages(
  graph: Graph,
  towers: readonly TrainingTower[],
  weights: readonly ModelWeight[],
): Pointer[] {
  const variablesOf = valuesByLayer(weights, weights.map(({ variable }) => variable));
  return towers[0].movingAverages.map(({ layer, position, momentum }, index) => {
    const parts = addShares(graph, towers, ({ movingAverages }) => movingAverages[index].value);
    const average = variablesOf(layer)[position];
    return addMovingAverage(graph, average, addSum(graph, parts), graph.scalar(1 - momentum));
  });
}

/** Adds each tower's value times its share of the batch. */
function addShares(
  graph: Graph,
  towers: readonly TrainingTower[],
  valueOf: (tower: TrainingTower) => GraphOutput,
): GraphOutput[] {
  return towers.map((tower) =>
    graph.add("Mul", [valueOf(tower), tower.share], { T: { type: "float32" } })
  );
}

function addSum(graph: Graph, values: readonly GraphOutput[]): GraphOutput {
  if (values.length === 1) return values[0];
  return graph.add("AddN", [values], { T: { type: "float32" }, N: { int: values.length } });
}

/** One tower's images: those from `start` to before `end`. */
export interface BatchPart {
  readonly start: number;
  readonly end: number;
  /** The part's share of the batch, 0 to 1; all shares add up to 1. */
  readonly share: number;
}

/**
 * Splits `count` images into one part a tower, as even as can be.
 *
 * No part is empty, since TensorFlow's gradients do not take that: where there are fewer images than
 * towers, a tower that is left over gets the first image once more, with a share of 0.
 */
export function splitBatch(count: number, towerCount: number): BatchPart[] {
  const bound = (tower: number) => Math.ceil((count * tower) / towerCount);
  return Array.from({ length: towerCount }, (_, tower) => {
    const [start, end] = [bound(tower), bound(tower + 1)];
    return start < end
      ? { start, end, share: (end - start) / count }
      : { start: 0, end: 1, share: 0 };
  });
}
