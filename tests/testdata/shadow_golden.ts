/**
 * Looks for a trajectory that a trainer could have taken but for rounding, and that stays with Keras's
 * golden one through all of its steps.
 *
 * Where one unit within rounding of ReLU's kink parts two trainers that are both right (see
 * `follow_golden.ts`), the weights are moved to neighbouring float32 numbers some steps before, as
 * another order of summation would have moved them, and the steps are made again. A trainer that is
 * wrong is off by more than that from its first steps on, and no neighbour brings it back.
 */

import { createRandom, type Random } from "../../lib/random.ts";
import type { NamedArray, Trainer } from "../../lib/training/trainer.ts";
import { evaluateGolden, type GoldenDistance, trainGoldenStep } from "./follow_golden.ts";
import type { Golden } from "./golden.ts";

/** How far along a trajectory keeps its state, for later attempts to begin from. */
const STEPS_BETWEEN_STATES = 8;

/** Relative differences of a loss above this cannot be rounding alone. */
const DEPARTURE = 5e-5;

interface Trajectory {
  /** The states on the way, the first one before step 0. */
  readonly states: readonly { readonly step: number; readonly arrays: readonly NamedArray[] }[];
  /** Relative difference of each step's loss, up to the one that departed. */
  readonly losses: readonly number[];
}

/** The nearest trajectory found. */
export interface Shadow extends GoldenDistance {
  /** Attempts made; 1 where the trainer's own trajectory is the one. */
  readonly attempts: number;
}

/**
 * Returns the first trajectory found whose losses and final probabilities all stay within `tolerance`
 * of Keras's, or undefined after `attemptLimit` attempts.
 *
 * @param trainer A new trainer of the golden model.
 */
export async function shadowGolden(
  trainer: Trainer,
  golden: Golden,
  { tolerance, attemptLimit }: { tolerance: number; attemptLimit: number },
): Promise<Shadow | undefined> {
  const random = createRandom(0);
  let best: Trajectory = { states: [{ step: 0, arrays: await trainer.exportState() }], losses: [] };
  for (let attempts = 1; attempts <= attemptLimit; attempts += 1) {
    const branch = random.integer(best.states.length);
    const found = await follow(trainer, golden, {
      states: best.states.slice(0, branch + 1),
      losses: best.losses.slice(0, best.states[branch].step),
    }, attempts === 1 ? undefined : random);
    if (found.losses.length > best.losses.length) best = found;
    if (found.losses.length < golden.losses.length) continue;
    const distance = { losses: found.losses, ...await evaluateGolden(trainer, golden) };
    const { losses, evaluationLoss, probability } = distance;
    if (Math.max(...losses, evaluationLoss, probability) < tolerance) {
      return { ...distance, attempts };
    }
  }
  return undefined;
}

/** Goes on from the last state of `start` until a loss departs or the steps are done. */
async function follow(
  trainer: Trainer,
  golden: Golden,
  start: Trajectory,
  random: Random | undefined,
): Promise<Trajectory> {
  const states = [...start.states];
  const losses = [...start.losses];
  const { step: first, arrays } = states[states.length - 1];
  await trainer.importState(random === undefined ? arrays : neighbours(arrays, random), first);
  for (let step = first; step < golden.losses.length; step += 1) {
    if (step > first && step % STEPS_BETWEEN_STATES === 0) {
      states.push({ step, arrays: await trainer.exportState() });
    }
    const difference = await trainGoldenStep(trainer, golden, step);
    if (difference > DEPARTURE) break;
    losses.push(difference);
  }
  return { states, losses };
}

/** Moves weights, not the optimiser's moments, by at most one rounding: 2⁻²⁴ of their value. */
function neighbours(arrays: readonly NamedArray[], random: Random): NamedArray[] {
  return arrays.map((array) =>
    /\/[mv]$/.test(array.name) ? array : {
      ...array,
      values: array.values.map((value) => value * (1 + 2 ** -24 * (2 * random.next() - 1))),
    }
  );
}
