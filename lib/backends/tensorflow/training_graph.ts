/** The graph of a training step and of a prediction, as runs of one session. */

import type * as tf from "@tensorflow/tfjs";
import { type AdamOptions } from "../../training/adam.ts";
import { type AdamFeeds, addAdamSlot, addAdamUpdates } from "./adam.ts";
import { type TensorflowApi } from "./c_api.ts";
import { Graph, type GraphOutput } from "./graph.ts";
import { type ComputeType } from "./layers/layer_context.ts";
import { addModelWeights, type ModelWeight, readWeights } from "./model_weights.ts";
import { addMovingAverage } from "./moving_average.ts";
import { type PreparedRun, Session } from "./session.ts";
import { type SessionThreads } from "./session_config.ts";
import { type Pointer } from "./tensor.ts";
import { addCorrectCount, addLossSum, addTower, type Tower } from "./tower.ts";
import { addVariable, readVariable, type Variable, VariableGroup } from "./variables.ts";

/** What a training graph is built from. */
export interface TrainingGraphOptions {
  readonly model: tf.LayersModel;
  readonly computeType: ComputeType;
  readonly adam: Required<AdamOptions>;
  /** Added to the logits in training only, `[classes]`; undefined adds nothing. */
  readonly logitOffsets: Float32Array<ArrayBuffer> | undefined;
  /** Whether a second set of weights follows the trained ones, for predictions. */
  readonly averageWeights: boolean;
  /** Parts of a batch that run side by side, 1 or more. */
  readonly towerCount: number;
  readonly threads: SessionThreads;
}

/** The runs of a training graph, and its variables. */
export interface TrainingGraph {
  /**
   * One update. Feeds: learning rate, Adam's corrected rate, 1 / batch size, 1 − decay of the weight
   * average, the dropout seed (int32 pair), then pixels and targets of each tower. Fetches: the mean loss and the
   * number of right answers, float32 scalars.
   */
  readonly train: PreparedRun;
  /** Feeds: pixels of each tower. Fetches: probabilities of each tower. */
  readonly predict: PreparedRun;
  /** The model's weights, in the order of its layers. */
  readonly weights: VariableGroup;
  /** The averaged weights, in the same order; the same group when there is no averaging. */
  readonly averages: VariableGroup;
  /** The optimiser's moments. */
  readonly moments: VariableGroup;
  dispose(): void;
}

/** Builds the graph and its session; every variable is to be written before the first run. */
export function createTrainingGraph(
  api: TensorflowApi,
  options: TrainingGraphOptions,
): TrainingGraph {
  const graph = new Graph(api);
  try {
    return buildTrainingGraph(graph, options);
  } catch (error) {
    graph.dispose();
    throw error;
  }
}

function buildTrainingGraph(graph: Graph, options: TrainingGraphOptions): TrainingGraph {
  const { model, averageWeights, threads } = options;
  const modelWeights = addModelWeights(graph, model);
  const variables = modelWeights.map(({ variable }) => variable);
  const slots = modelWeights.filter(({ trainable }) => trainable)
    .map(({ variable }) => addAdamSlot(graph, variable));
  const averages = averageWeights
    ? variables.map(({ name, shape }) => addVariable(graph, `${name}/average`, shape))
    : variables;

  const values = readWeights(graph, variables);
  const feeds = {
    learningRate: graph.placeholder("float32", []),
    correctedRate: graph.placeholder("float32", []),
    inverseBatchSize: graph.placeholder("float32", []),
    averageComplement: graph.placeholder("float32", []),
    randomSeed: graph.placeholder("int32", [2]),
  };
  const training = addTrainingTowers(graph, options, modelWeights, values, feeds);
  const trainable = slots.map(({ weight }) => weight);
  const gradients = graph.gradients(
    training.losses,
    trainable.map((variable) => values.get(variable) ?? readVariable(graph, variable)),
  );
  const updates = addAdamUpdates(graph, slots, gradients, feeds, options.adam);
  const momentUpdates = addMomentAverages(graph, training.towers);
  const averageUpdates = averageWeights
    ? addWeightAverages(graph, variables, averages, feeds.averageComplement, [
      ...updates,
      ...momentUpdates,
    ])
    : [];

  const predictionTowers = addPredictionTowers(graph, options, modelWeights, averages);
  const session = new Session(graph, threads);
  return {
    train: session.prepare({
      feeds: [...Object.values(feeds), ...training.feeds],
      fetches: [addSum(graph, training.losses), addSum(graph, training.correctCounts)],
      targets: [...updates, ...momentUpdates, ...averageUpdates],
    }),
    predict: session.prepare({
      feeds: predictionTowers.map(({ pixels }) => pixels),
      fetches: predictionTowers.map(({ probabilities }) => probabilities),
    }),
    weights: new VariableGroup(graph, session, variables),
    averages: new VariableGroup(graph, session, averages),
    moments: new VariableGroup(
      graph,
      session,
      slots.flatMap(({ firstMoment, secondMoment }) => [firstMoment, secondMoment]),
    ),
    dispose: () => {
      session.dispose();
      graph.dispose();
    },
  };
}

interface StepFeeds extends AdamFeeds {
  readonly inverseBatchSize: GraphOutput;
  readonly averageComplement: GraphOutput;
  readonly randomSeed: GraphOutput;
}

interface TrainingTowers {
  readonly towers: Tower[];
  /** Pixels and targets of each tower. */
  readonly feeds: GraphOutput[];
  /** Each tower's share of the batch's mean loss; they add up to it. */
  readonly losses: GraphOutput[];
  readonly correctCounts: GraphOutput[];
}

function addTrainingTowers(
  graph: Graph,
  { model, computeType, towerCount, logitOffsets }: TrainingGraphOptions,
  weights: readonly ModelWeight[],
  values: ReadonlyMap<Variable, GraphOutput>,
  { randomSeed, inverseBatchSize }: StepFeeds,
): TrainingTowers {
  const result: TrainingTowers = { towers: [], feeds: [], losses: [], correctCounts: [] };
  const classCount = model.outputs[0].shape[1] ?? -1;
  const offsets = logitOffsets && graph.constant("float32", [classCount], logitOffsets);
  for (let index = 0; index < towerCount; index++) {
    const towerSeed = graph.add("AddV2", [randomSeed, graph.integers([index << 24, 0])], {
      T: { type: "int32" },
    });
    const tower = addTower(graph, {
      model,
      computeType,
      training: true,
      weights,
      values,
      randomSeed: towerSeed,
    });
    const targets = graph.placeholder("float32", [-1, classCount]);
    const logits = offsets === undefined
      ? tower.logits
      : graph.add("AddV2", [tower.logits, offsets], { T: { type: "float32" } });
    const lossSum = addLossSum(graph, logits, targets);
    result.towers.push(tower);
    result.feeds.push(tower.pixels, targets);
    result.losses.push(
      graph.add("Mul", [lossSum, inverseBatchSize], { T: { type: "float32" } }),
    );
    result.correctCounts.push(addCorrectCount(graph, logits, targets));
  }
  return result;
}

function addPredictionTowers(
  graph: Graph,
  { model, towerCount }: TrainingGraphOptions,
  weights: readonly ModelWeight[],
  averages: readonly Variable[],
): Tower[] {
  const averageValues = readWeights(graph, averages);
  const values = new Map(
    weights.map(({ variable }, position) => [
      variable,
      averageValues.get(averages[position]) ?? readVariable(graph, variable),
    ]),
  );
  return Array.from({ length: towerCount }, () =>
    addTower(graph, {
      model,
      computeType: "float32",
      training: false,
      weights,
      values,
      randomSeed: graph.integers([0, 0]),
    }));
}

/** Batch normalisation's moving moments follow the mean over the towers. */
function addMomentAverages(graph: Graph, towers: readonly Tower[]): Pointer[] {
  return towers[0].movingAverages.map(({ average, momentum }, position) => {
    const sum = addSum(graph, towers.map(({ movingAverages }) => movingAverages[position].value));
    const mean = graph.add("Mul", [sum, graph.scalar(1 / towers.length)], {
      T: { type: "float32" },
    });
    return addMovingAverage(graph, average, mean, graph.scalar(1 - momentum));
  });
}

function addWeightAverages(
  graph: Graph,
  variables: readonly Variable[],
  averages: readonly Variable[],
  complement: GraphOutput,
  updates: readonly Pointer[],
): Pointer[] {
  return variables.map((variable, position) =>
    addMovingAverage(
      graph,
      averages[position],
      readVariable(graph, variable, updates),
      complement,
    )
  );
}

function addSum(graph: Graph, values: readonly GraphOutput[]): GraphOutput {
  if (values.length === 1) return values[0];
  return graph.add("AddN", [values], { T: { type: "float32" }, N: { int: values.length } });
}
