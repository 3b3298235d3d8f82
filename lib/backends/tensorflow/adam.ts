/**
 * Adam (Kingma and Ba, 2015) with decoupled weight decay (Loshchilov and Hutter, 2019) as operations
 * of a training graph.
 *
 * With gradient g, rate η, and moments m and v, step t does, as Keras does:
 * m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
 * w ← w − ηλw − η √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε).
 */

import type { AdamOptions } from "../../training/adam.ts";
import type { Graph, GraphOutput } from "./graph.ts";
import type { Pointer } from "./tensor.ts";
import { addVariable, readVariable, subtractFromVariable, type Variable } from "./variables.ts";

/** The numbers that change from step to step, each a float32 scalar to be fed. */
export interface AdamFeeds {
  /** η, by which weights decay. */
  readonly learningRate: GraphOutput;
  /** What {@linkcode correctedRate} gives. */
  readonly correctedRate: GraphOutput;
}

/** One weight array and what Adam remembers of it. */
export interface AdamSlot {
  readonly weight: Variable;
  readonly firstMoment: Variable;
  readonly secondMoment: Variable;
}

/** Adds the two moments of a weight; their names are the weight's with `/m` and `/v`. */
export function addAdamSlot(graph: Graph, weight: Variable): AdamSlot {
  return {
    weight,
    firstMoment: addVariable(graph, `${weight.name}/m`, weight.shape),
    secondMoment: addVariable(graph, `${weight.name}/v`, weight.shape),
  };
}

/**
 * Returns η √(1 − β₂ᵗ) / (1 − β₁ᵗ) for step t, counted from 1, made ready for TensorFlow's kernel.
 *
 * Keras takes the powers of β in float32, and multiplies by 1 − β rounded to float32; the kernel
 * subtracts a rounded β from 1, which for β₂ = 0.999 makes v too small by 1.3 parts in 100,000. Both
 * are made good here: a first step off by that much is a loss off by 1 % thirty steps later.
 */
export function correctedRate(
  learningRate: number,
  step: number,
  options: Pick<Required<AdamOptions>, "beta1" | "beta2">,
): number {
  const round = Math.fround;
  const firstBias = round(1 - round(round(options.beta1) ** step));
  const secondBias = round(1 - round(round(options.beta2) ** step));
  const rate = round(round(round(learningRate) * round(Math.sqrt(secondBias))) / firstBias);
  const errors = momentErrors(options);
  return rate * Math.sqrt(errors.second) / errors.first;
}

/** How many times too large the kernel's moments are for its rounding of 1 − β. */
function momentErrors(
  { beta1, beta2 }: Pick<Required<AdamOptions>, "beta1" | "beta2">,
): { first: number; second: number } {
  const error = (beta: number) => (1 - Math.fround(beta)) / Math.fround(1 - beta);
  return { first: error(beta1), second: error(beta2) };
}

/**
 * Adds one update of every slot by its gradient.
 *
 * @param gradients Float32, one for each slot, of the weight's shape.
 * @returns The updates, one for each slot: to be run, or to be waited for.
 */
export function addAdamUpdates(
  graph: Graph,
  slots: readonly AdamSlot[],
  gradients: readonly GraphOutput[],
  feeds: AdamFeeds,
  options: Required<AdamOptions>,
): Pointer[] {
  const clipped = clipByGlobalNorm(graph, gradients, options.clipNorm);
  // The bias correction is part of the rate that is fed, so the powers of β are left out here.
  const zero = graph.scalar(0);
  const epsilon = options.epsilon * Math.sqrt(momentErrors(options).second);
  const constants = [options.beta1, options.beta2, epsilon].map((value) => graph.scalar(value));
  return slots.map((slot, position) =>
    graph.operation("ResourceApplyAdam", {
      inputs: [
        slot.weight.handle,
        slot.firstMoment.handle,
        slot.secondMoment.handle,
        zero,
        zero,
        feeds.correctedRate,
        ...constants,
        clipped[position],
      ],
      attributes: { T: { type: "float32" } },
      // The gradients read the weights, so the decay must not come before them.
      after: addWeightDecay(graph, slot.weight, clipped[position], feeds, options.weightDecay),
    })
  );
}

function addWeightDecay(
  graph: Graph,
  weight: Variable,
  gradient: GraphOutput,
  { learningRate }: AdamFeeds,
  weightDecay: number,
): Pointer[] {
  const isKernel = weight.shape.length > 1;
  if (weightDecay === 0 || !isKernel) return [];
  const attributes = { T: { type: "float32" } } as const;
  const rate = graph.add("Mul", [learningRate, graph.scalar(weightDecay)], attributes);
  const value = readVariable(graph, weight, [gradient.operation]);
  return [subtractFromVariable(graph, weight, graph.add("Mul", [value, rate], attributes))];
}

/** Scales all gradients by min(1, clipNorm / ‖g‖) (Pascanu, Mikolov and Bengio, 2013). */
function clipByGlobalNorm(
  graph: Graph,
  gradients: readonly GraphOutput[],
  clipNorm: number,
): readonly GraphOutput[] {
  if (clipNorm === Infinity) return gradients;
  const attributes = { T: { type: "float32" } } as const;
  const halfSquares = gradients.map((gradient) => graph.add("L2Loss", [gradient], attributes));
  const halfSquare = graph.add("AddN", [halfSquares], {
    ...attributes,
    N: { int: halfSquares.length },
  });
  const square = graph.add("AddV2", [halfSquare, halfSquare], attributes);
  const norm = graph.add("Sqrt", [square], attributes);
  const limit = graph.scalar(clipNorm);
  const divisor = graph.add("Maximum", [norm, limit], attributes);
  const factor = graph.add("RealDiv", [limit, divisor], attributes);
  return gradients.map((gradient) => graph.add("Mul", [gradient, factor], attributes));
}
