/** The graph of a training step and of a prediction, as runs of one session. */

import type { AdamOptions } from "../../training/adam.ts";
import { addAdamSlot, addAdamUpdates } from "./adam.ts";
import type { TensorflowApi } from "./c_api.ts";
import { Graph, type GraphOutput } from "./graph.ts";
import { addModelWeights, valuesByLayer } from "./model_weights.ts";
import {
  addMovingAverage,
  addVariable,
  readVariable,
  type Variable,
  VariableGroup,
} from "./variables.ts";
import { type PreparedRun, Session } from "./session.ts";
import type { SessionThreads } from "./threads.ts";
import type { Pointer } from "./tensor.ts";
import { addTower } from "./tower.ts";
import { addTrainingTowers, type TrainingTowersOptions } from "./training_towers.ts";

/** What a training graph is built from. */
export interface TrainingGraphOptions extends TrainingTowersOptions {
  readonly adam: Required<AdamOptions>;
  /** Whether a second set of weights follows the trained ones, for predictions. */
  readonly averageWeights: boolean;
  readonly threads: SessionThreads;
}

/** The runs of a training graph, and its variables. */
export interface TrainingGraph {
  /**
   * One update. Feeds: learning rate, Adam's corrected rate, 1 − decay of the weight average, the
   * dropout seed (int32 pair), then each tower's share of the batch, pixels and targets. Fetches:
   * the mean loss and the share of right answers, float32 scalars.
   */
  readonly train: PreparedRun;
  /** Feeds: pixels. Fetches: probabilities by the averaged weights. */
  readonly predict: PreparedRun;
  /** The model's weights, in the order of its layers. */
  readonly weights: VariableGroup;
  /** The averaged weights, in the same order; the same group when there is no averaging. */
  readonly averages: VariableGroup;
  /** The optimiser's moments. */
  readonly moments: VariableGroup;
  dispose(): void;
}

/**
 * Builds the graph and its session; every variable is to be written before the first run.
 *
 * @throws {UserError} when the model cannot be trained as a graph; see `addModel()`.
 */
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
  const { model, adam, averageWeights, threads } = options;
  const modelWeights = addModelWeights(graph, model);
  const variables = modelWeights.map(({ variable }) => variable);
  const slots = modelWeights.filter(({ trainable }) => trainable)
    .map(({ variable }) => addAdamSlot(graph, variable));
  const averages = averageWeights
    ? variables.map(({ name, shape }) => addVariable(graph, `${name}/average`, shape))
    : variables;

  const feeds = {
    learningRate: graph.placeholder("float32", []),
    correctedRate: graph.placeholder("float32", []),
    averageComplement: graph.placeholder("float32", []),
    randomSeed: graph.placeholder("int32", [2]),
  };
  const values = variables.map((variable) => readVariable(graph, variable));
  const training = addTrainingTowers(graph, options, modelWeights, values, feeds.randomSeed);
  const gradients = graph.gradients(
    training.losses,
    values.filter((_, position) => modelWeights[position].trainable),
  );
  const updates = [
    ...addAdamUpdates(graph, slots, gradients, feeds, adam),
    ...training.momentUpdates,
  ];
  const averageUpdates = averageWeights
    ? addWeightAverages(graph, variables, averages, feeds.averageComplement, updates)
    : [];

  const prediction = addTower(graph, {
    model,
    computeType: "float32",
    training: false,
    weights: valuesByLayer(modelWeights, averages.map((average) => readVariable(graph, average))),
    randomSeed: feeds.randomSeed,
  });
  const session = new Session(graph, threads);
  const weightGroup = new VariableGroup(graph, session, variables);
  return {
    train: session.prepare({
      feeds: [...Object.values(feeds), ...training.feeds],
      fetches: [training.loss, training.accuracy],
      targets: [...updates, ...averageUpdates],
    }),
    predict: session.prepare({
      feeds: [prediction.pixels],
      fetches: [prediction.probabilities],
    }),
    weights: weightGroup,
    averages: averageWeights ? new VariableGroup(graph, session, averages) : weightGroup,
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

/** Adds the step of the averages towards the weights as they are after `updates`. */
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
