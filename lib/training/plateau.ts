/** Reducing the learning rate when the validation loss stops falling. */

/** Options of {@linkcode createPlateau}. */
export interface PlateauOptions {
  /** What the learning rate is multiplied by, above 0 and below 1. */
  readonly factor: number;
  /** Epochs in a row without a better validation loss after which it is reduced, 1 or more. */
  readonly patience: number;
  /** Smallest multiplier, 0 to 1. */
  readonly minimum: number;
}

/** All that a checkpoint has to keep of a {@linkcode Plateau}; plain JSON. */
export interface PlateauState {
  /** Smallest validation loss so far, or null before the first. */
  readonly best: number | null;
  /** Epochs since the smallest loss or the last reduction. */
  readonly waited: number;
  /** What the schedule's learning rate is multiplied by, 0 to 1. */
  readonly multiplier: number;
}

/** Watches the validation loss; made by {@linkcode createPlateau}. */
export interface Plateau {
  /**
   * Takes the validation loss of an epoch and returns the multiplier of the learning rate from here
   * on. A loss that is not a number counts as no better.
   */
  observe(validationLoss: number): number;
  /** Returns what {@linkcode createPlateau} needs to go on from here. */
  state(): PlateauState;
}

/**
 * Creates a watch that multiplies the learning rate by `factor` after every `patience` epochs without
 * a smaller validation loss, as Keras's `ReduceLROnPlateau` does with `min_delta=0`.
 *
 * @param state Where an earlier watch stopped; without it, a fresh start.
 * @throws RangeError when an option is out of range.
 */
export function createPlateau(options: PlateauOptions, state?: PlateauState): Plateau {
  const { factor, patience, minimum } = options;
  if (!(factor > 0 && factor < 1)) {
    throw new RangeError(
      `Cannot reduce on a plateau: expected a factor above 0 and below 1 but found ${factor}`,
    );
  }
  if (!Number.isInteger(patience) || patience < 1) {
    throw new RangeError(
      `Cannot reduce on a plateau: expected a patience of 1 epoch or more but found ${patience}`,
    );
  }
  if (!(minimum >= 0 && minimum <= 1)) {
    throw new RangeError(
      `Cannot reduce on a plateau: expected a minimum from 0 to 1 but found ${minimum}`,
    );
  }
  let { best, waited, multiplier } = state ?? { best: null, waited: 0, multiplier: 1 };
  return {
    observe(validationLoss) {
      if (best === null ? !Number.isNaN(validationLoss) : validationLoss < best) {
        best = validationLoss;
        waited = 0;
      } else {
        waited += 1;
        if (waited >= patience) {
          multiplier = Math.max(minimum, multiplier * factor);
          waited = 0;
        }
      }
      return multiplier;
    },
    state: () => ({ best, waited, multiplier }),
  };
}
